"""Words of coordinate systems: what was guessed, what the person confirms."""

WORDS: dict[str, tuple[str, str]] = {}
