"""The one escaper for every string that reaches a map.

Measured: a feature name executes as HTML in tooltips, popups, icons and control names, as a
template literal (``${...}``) wherever folium writes text between backticks, and as a Jinja
expression (``{{ }}``) wherever a string becomes an element's template. Escaping HTML alone does
not close the last two, so their characters become numeric entities as well.
"""

from __future__ import annotations

import html

_ENTITIES = str.maketrans({char: f"&#{ord(char)};" for char in "\\`${}"})


def escaped(text: object) -> str:
    """Return the text so that HTML, a template literal and a Jinja template all show it as it is.

    None and nan become an empty string; line breaks and control characters become spaces.
    """
    if text is None or text != text:  # noqa: PLR0124 - nan is the one value unlike itself
        return ""
    plain = "".join(char if char.isprintable() else " " for char in str(text))
    return html.escape(plain, quote=True).translate(_ENTITIES)
