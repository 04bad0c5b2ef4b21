"""The page of roads: its map, the forms that shut and open, and what that does."""
