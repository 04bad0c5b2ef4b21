"""Words of foreign files: what was read, what was noticed, why a file is refused."""

WORDS: dict[str, tuple[str, str]] = {}
