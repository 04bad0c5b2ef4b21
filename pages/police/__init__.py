"""Pages of the police station."""
