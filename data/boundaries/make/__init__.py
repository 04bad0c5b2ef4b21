"""The deterministic maker of the Luoyan example area."""
