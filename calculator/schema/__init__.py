"""The files that people write: their form, what is wrong with them, and the JSON made of them."""
