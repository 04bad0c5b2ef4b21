"""Every script and style sheet a map loads, from this machine only.

folium names its assets by addresses on seven public networks. Here each name is either replaced by
a file under ``static/vendor`` or left out on purpose; an asset that is in neither table stops the
map at build time, because a browser without a network would show an empty space and say nothing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import folium.plugins  # noqa: F401 - every plugin's class must exist before the walk below
from branca.element import Element
from folium.elements import JSCSSMixin

SERVED = "/app/static/vendor/"
VENDOR = Path(__file__).resolve().parents[3] / "static" / "vendor"

TABLE = {
    "leaflet": "leaflet/leaflet.js",
    "leaflet_css": "leaflet/leaflet.css",
    "jquery": "jquery/jquery.min.js",
    "leaflet_geoman_js": "leaflet-geoman/leaflet-geoman.min.js",
    "leaflet_geoman_css": "leaflet-geoman/leaflet-geoman.css",
}
# folium.Map asks for these, but only folium.Icon uses them, and no map here does
LEFT_OUT = frozenset(
    {
        "bootstrap",
        "bootstrap_css",
        "awesome_markers",
        "awesome_markers_css",
        "awesome_markers_font_css",
        "awesome_rotate_css",
        "glyphicons_css",
    }
)

_OUTSIDE = re.compile(
    r"""<(?:script|link|img|iframe|object|embed|source)\b[^>]*?\b(?:src|href|data)\s*=\s*["']?"""
    r"""\s*(?:[a-z]+:)?//[^"'\s>]*"""
    r"""|(?:url\(|@import)\s*["']?\s*(?:https?:)?//[^"')\s]*""",
    re.IGNORECASE,
)
_SCRIPT = re.compile(rf'<script src="{SERVED}([^"]+)"></script>')
_SHEET = re.compile(rf'<link rel="stylesheet" href="{SERVED}([^"]+)"/>')
_CSS_URL = re.compile(r"""url\(["']?(?!data:|#|%23)([^"')]+)["']?\)""")
_SOURCE_MAP = re.compile(r"/[/*][#@]\s*sourceMappingURL=\S+")


class AssetError(ValueError):
    """A map wants a script, style or picture that is not shipped with the program."""


def adopt() -> None:
    """Point the assets of every folium class at the shipped files; safe to call again."""
    for kind in _kinds(JSCSSMixin):
        for lists in ("default_js", "default_css"):
            if lists in vars(kind):
                setattr(kind, lists, [_local(pair) for pair in getattr(kind, lists) if _kept(pair)])


def require_shipped(root: Element) -> None:
    """Refuse a map that holds an element whose assets are not shipped.

    Raises
    ------
    AssetError
        Names the element and the address.
    """
    for element in _elements(root):
        if isinstance(element, JSCSSMixin):
            for name, address in (*element.default_js, *element.default_css):
                if address != SERVED + TABLE.get(name, ""):
                    kind = type(element).__name__
                    msg = f"{kind} loads {address} ({name}), which is not under static/vendor"
                    raise AssetError(msg)


def require_offline(html: str) -> None:
    """Refuse a page in which anything is loaded from another machine.

    Raises
    ------
    AssetError
        Quotes the first such place.
    """
    found = _OUTSIDE.search(html)
    if found:
        msg = f"the map would load from another machine: {found.group(0)[:200]}"
        raise AssetError(msg)


def inlined(html: str) -> str:
    """Return the page with every shipped file written into it, so that it opens by itself."""
    html = _SHEET.sub(lambda found: f"<style>{_css(found.group(1))}</style>", html)
    html = _SCRIPT.sub(lambda found: f"<script>{_js(found.group(1))}</script>", html)
    if SERVED in html:
        msg = f"a link to {SERVED} could not be written into the page"
        raise AssetError(msg)
    return html


def _local(pair: tuple[str, str]) -> tuple[str, str]:
    name, address = pair
    return name, SERVED + TABLE[name] if name in TABLE else address


def _kept(pair: tuple[str, str]) -> bool:
    return pair[0] not in LEFT_OUT


def _kinds(kind: type[JSCSSMixin]) -> Iterator[type[JSCSSMixin]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _kinds(child)


def _elements(root: Element) -> Iterator[Element]:
    yield root
    for child in root._children.values():
        yield from _elements(child)


def _js(path: str) -> str:
    text = _SOURCE_MAP.sub("", _shipped(path).read_text(encoding="utf-8"))
    return text.replace("</script", "<\\/script")


def _css(path: str) -> str:
    text = _SOURCE_MAP.sub("", _shipped(path).read_text(encoding="utf-8"))
    folder = _shipped(path).parent

    def data_uri(found: re.Match[str]) -> str:
        picture = (folder / found.group(1)).resolve()
        if not picture.is_relative_to(VENDOR) or picture.suffix != ".png":
            msg = f"{path} points at {found.group(1)}, which cannot be written into the page"
            raise AssetError(msg)
        return f"url(data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()})"

    return _CSS_URL.sub(data_uri, text).replace("</style", "<\\/style")


def _shipped(path: str) -> Path:
    found = VENDOR / path
    if not found.is_file():
        msg = f"{found} is missing; the program's folder static/vendor is incomplete"
        raise AssetError(msg)
    return found


adopt()
