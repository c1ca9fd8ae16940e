"""What one sees while a circular is written (« l’atelier »): served, and never built."""
