"""The door in: ground and settings become questions of ids and whole numbers."""
