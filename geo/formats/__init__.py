"""Strict readers, one module per format; none of them guesses a driver."""
