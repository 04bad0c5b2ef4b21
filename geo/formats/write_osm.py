"""Elements of an Overpass answer written as an OpenStreetMap XML file."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

_MEMBERS = ("node", "way")


def write_osm(path: Path, elements: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Write nodes and ways in order of their numbers, each once; return how many of each.

    Raises
    ------
    ValueError, KeyError, TypeError
        An element is not what Overpass gives.
    """
    held: dict[str, dict[int, str]] = {kind: {} for kind in _MEMBERS}
    for element in elements:
        kind = element["type"]
        if isinstance(kind, str) and kind in held:
            number = _whole(element["id"])
            held[kind][number] = _node(element) if kind == "node" else _way(element)
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6" generator="planner">']
    lines += [text for kind in _MEMBERS for _, text in sorted(held[kind].items())]
    path.write_text("\n".join([*lines, "</osm>", ""]), encoding="utf-8", newline="\n")
    return {kind: len(found) for kind, found in held.items()}


def _node(element: Mapping[str, object]) -> str:
    lon, lat = (_number(element[name]) for name in ("lon", "lat"))
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError((lon, lat))
    inside = _tags(element)
    head = f'<node id="{_whole(element["id"])}" lat="{lat:.7f}" lon="{lon:.7f}"'
    return f"{head}>{inside}</node>" if inside else f"{head}/>"


def _way(element: Mapping[str, object]) -> str:
    nodes = element["nodes"]
    if not isinstance(nodes, list):
        raise TypeError(nodes)
    inside = "".join(f'<nd ref="{_whole(node)}"/>' for node in nodes)
    return f'<way id="{_whole(element["id"])}">{inside}{_tags(element)}</way>'


def _tags(element: Mapping[str, object]) -> str:
    tags = element.get("tags", {})
    if not isinstance(tags, dict):
        raise TypeError(tags)
    pairs = sorted((str(key), str(value)) for key, value in tags.items())
    return "".join(f"<tag k={_quoted(key)} v={_quoted(value)}/>" for key, value in pairs)


def _quoted(text: str) -> str:
    """Text as an attribute; characters XML does not know are left out."""
    return quoteattr("".join(letter for letter in text if letter.isprintable()))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: object) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise TypeError(value)
    return float(value)
