"""Names of coordinate systems as a person knows them."""

import re

from planner.words import Lang, known, say

_ZONES = (  # first and last EPSG number, kind of zone, number of the first, degrees between them
    (4491, 4501, "six_prefixed", 13, 1),
    (4502, 4512, "six", 75, 6),
    (4513, 4533, "three_prefixed", 25, 1),
    (4534, 4554, "three", 75, 3),
)
# what a drawing without a word about its numbers may be in: CGCS2000 zones, then the rest
NAMEABLE = (
    *(f"EPSG:{number}" for number in (*range(4534, 4555), *range(4502, 4513))),
    *("EPSG:4490", "GCJ-02", "BD-09", "EPSG:3857"),
)
_NAMELESS = {"", "unknown", "unnamed", "undefined"}  # what programs write into a WKT without a name


def system_name(system: str, lang: Lang, *, swapped: bool = False) -> str:
    """Name of a system such as "EPSG:4544", "GCJ-02" or a WKT, in the language of the reader."""
    name = _name(system, lang)
    return say("system.swapped", lang, system=name) if swapped else name


def _name(system: str, lang: Lang) -> str:
    if known(f"system.{system}"):
        return say(f"system.{system}", lang)
    number = int(system[5:]) if re.fullmatch(r"EPSG:\d{4,6}", system) else 0
    for first, last, kind, start, step in _ZONES:
        if first <= number <= last:
            value = start + (number - first) * step
            return f"{say(f'system.{kind}', lang, zone=value, meridian=value)} ({system})"
    if 32601 <= number <= 32660 or 32701 <= number <= 32760:
        half = "N" if number < 32700 else "S"
        return f"{say('system.utm', lang, zone=f'{number % 100}{half}')} ({system})"
    quoted = re.search(r'"([^"]*)"', system)
    if quoted and quoted.group(1).strip().lower() in _NAMELESS:
        return say("system.unnamed", lang)
    return quoted.group(1) if quoted else system
