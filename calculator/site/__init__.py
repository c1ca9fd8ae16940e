"""Build time only: the MkDocs plugin, what pages can ask of the rules, the browser's engine."""
