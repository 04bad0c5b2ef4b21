"""Words of the repair: cases, options, reasons, what was moved."""

WORDS: dict[str, tuple[str, str]] = {}
