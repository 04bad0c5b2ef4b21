"""Text from data inside Streamlit's Markdown: shown as it is, never read as markup.

A name such as ``![](http://...)`` would otherwise make the browser fetch a picture from outside.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~^=@&/])")


def plain(text: object) -> str:
    """Return the text with every character escaped that Markdown could read."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))
