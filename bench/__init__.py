"""Speed and size, side by side with what a user would take instead. Run with `make bench`."""
