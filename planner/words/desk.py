"""Words of the pages data and sliver desk, and of the printed proof."""

WORDS: dict[str, tuple[str, str]] = {}
