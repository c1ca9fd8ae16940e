"""A decision put into words and references, before any markup; `render` shows them."""
