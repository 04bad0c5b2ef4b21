"""How long the pages of the app take to open, in a browser."""
