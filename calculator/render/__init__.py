"""An answer as HTML, text, JSON, CSV, a calendar or a picture."""
