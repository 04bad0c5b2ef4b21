"""Pages of the township office."""
