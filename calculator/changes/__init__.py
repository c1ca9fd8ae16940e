"""What changes from one circular to another: for pages and commands, not for the browser."""
