"""How each class of feature looks: shape, colour, width, dash.

Plan colours are those of Okabe and Ito (2008), chosen so that readers with any colour vision can
tell them apart; lines differ by dash as well, points by shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Shape = Literal["area", "line", "dot", "square", "triangle", "diamond", "cross", "badge", "label"]

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILION, PURPLE, BLACK = "#0072B2", "#D55E00", "#CC79A7", "#1B1F24"

# yellow is too pale for a line on a light map; black is the seventh
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
# what a screen's own text calls those colours
PALETTE_WORDS = ("blue", "orange", "green", "violet", "yellow", "primary", "gray")
DASHES = ("", "9 5", "3 5", "12 4 3 4", "16 6", "6 3", "2 3")

MAROON, VIOLET, OLIVE, MAGENTA, LIME = "#800000", "#6A3D9A", "#808000", "#C51B7D", "#66A61E"
# Twelve crews: no two colours near each other; two that share a dash are light and dark, so that
# they are told apart in grey too.
ROUTE_DASHES = ("", "14 7", "5 5", "16 4 3 4", "2 4", "14 4 3 4 3 4")
ROUTES = (
    *((BLUE, 0), (VERMILION, 1), (GREEN, 2), (PURPLE, 3), (ORANGE, 4), (BLACK, 1)),
    *((SKY, 0), (MAROON, 2), (VIOLET, 3), (OLIVE, 4), (MAGENTA, 5), (LIME, 5)),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one class of feature is drawn; widths and radii in pixels.

    `casing` draws a wider line of that colour underneath; `hover` lets the feature light up under
    the pointer; `above` puts a label over its point; `varied` takes colour and dash from the
    palette by the layer's variant, `crewed` those of a crew.
    """

    shape: Shape
    colour: str = BLACK
    width: float = 1.0
    opacity: float = 1.0
    fill: str | None = None
    fill_opacity: float = 0.0
    dash: str = ""
    radius: float = 4.0
    casing: str | None = None
    hover: bool = False
    above: bool = False
    varied: bool = False
    crewed: bool = False


STYLES: Mapping[str, Style] = {
    # the ground
    "outside": Style("area", width=0, opacity=0, fill="#ffffff", fill_opacity=0.62),
    "boundary": Style("line", "#3d3a4b", 3.2, 0.9),
    "unit_border": Style("line", "#4a4560", 2.2, 0.9, dash="11 4 2 4", casing="#ffffff"),
    "unit": Style("area", "#5b5670", 1.6, 0.8, "#ffffff", 0.0, hover=True),
    "unit_name": Style("label", "#3d3a4b"),
    "grid": Style("area", "#7b6d8d", 0.7, 0.75, "#ffffff", 0.0, hover=True),
    "grid_light": Style("area", "#e9eef4", 0.7, 0.75, "#7fb8d6", 0.20, hover=True),
    "grid_1": Style("area", "#7b6d8d", 0.7, 0.75, "#fdf6e3", 0.55, hover=True),
    "grid_2": Style("area", "#7b6d8d", 0.7, 0.75, "#c9dfb3", 0.60, hover=True),
    "grid_3": Style("area", "#7b6d8d", 0.7, 0.75, "#7fc0b4", 0.62, hover=True),
    "grid_4": Style("area", "#7b6d8d", 0.7, 0.75, "#4a8fb0", 0.66, hover=True),
    "grid_5": Style("area", "#7b6d8d", 0.7, 0.75, "#33548c", 0.70, hover=True),
    "grid_late": Style("area", "#8f2f00", 1.4, 0.9, VERMILION, 0.55, hover=True),
    "grid_none": Style("area", BLACK, 1.4, 0.9, "#4a4a4a", 0.55, dash="4 3", hover=True),
    # light, middle and dark: told apart in grey too
    "net_green": Style("area", "#6b7f6b", 0.7, 0.75, "#cdeccb", 0.62, hover=True),
    "net_yellow": Style("area", "#8a6a00", 0.9, 0.8, "#dfa100", 0.66, hover=True),
    "net_red": Style("area", "#3d0000", 1.4, 0.9, "#7d1616", 0.72, hover=True),
    "net_none": Style("area", "#7b7b7b", 0.7, 0.75, "#ffffff", 0.35, dash="4 3", hover=True),
    "grid_special": Style("area", "#8a4a72", 1.6, 0.95, "#CC79A7", 0.55, hover=True),
    "road_main": Style("line", "#f2c66d", 3.2, casing="#8a6a2a"),
    "road_middle": Style("line", "#fbe9b7", 2.2, casing="#9a8350"),
    "road_local": Style("line", "#ffffff", 1.4, casing="#8d8d86"),
    "road_path": Style("line", "#8a7a63", 1.0, 0.85, dash="4 3"),
    "stream": Style("line", "#3f86b8", 1.5, 0.9),
    "group": Style("line", "#7a5c8a", 1.2, 0.9, dash="2 4"),
    "reservoir": Style("area", "#2f6f9e", 0.8, 0.9, "#8ec3e3", 0.9),
    "building": Style("area", "#6b5d4f", 0.4, 0.8, "#a08d78", 0.75),
    "place": Style("dot", "#5a4632", 1.0, 0.9, "#f7efe3", 0.95, radius=2.6, hover=True),
    "site": Style("square", "#3d3a4b", fill="#ffffff", radius=4.5),
    "site_police": Style("square", "#0b3f66", fill=BLUE, radius=5.5),
    "site_school": Style("triangle", "#0a5c45", fill=GREEN, radius=5.5),
    "site_clinic": Style("cross", "#8f2f00", fill=VERMILION, radius=5.5),
    "site_hall": Style("diamond", "#7a5300", fill=ORANGE, radius=6.0),
    "exit": Style("triangle", "#1B1F24", fill=YELLOW, radius=6.0),
    "pole": Style("dot", "#55606b", 1.0, 0.9, "#ffffff", 0.9, radius=3.0, hover=True),
    "zone": Style("area", "#a3421a", 1.2, 0.9, VERMILION, 0.18, dash="3 3"),
    "fault": Style("area", VERMILION, 2.4, 1.0, VERMILION, 0.45, hover=True),
    # a drawing under work: the ground in question over the grids concerned
    "reading": Style("line", BLUE, 2.0, 0.9, varied=True),
    "village": Style("line", BLACK, 1.0, 0.8),
    "outline": Style("line", BLACK, 3.0, 0.9, dash="10 6"),
    "neighbour": Style("area", "#7b6d8d", 1.0, 0.8, "#ffffff", 0.35, hover=True),
    "concerned": Style("area", BLUE, 2.2, 0.95, BLUE, 0.22, hover=True, varied=True),
    "contested": Style("area", "#7a1f00", 3.4, 1.0, VERMILION, 0.80, casing="#ffffff", hover=True),
    "settled": Style("area", "#00543d", 3.0, 1.0, GREEN, 0.22, casing="#ffffff", hover=True),
    "half_way": Style("line", "#ffffff", 2.4, dash="8 5", casing=BLACK),
    "case": Style("dot", "#7a1f00", 2.0, 1.0, VERMILION, 0.95, radius=7.0, hover=True),
    "case_done": Style("dot", "#00543d", 2.0, 1.0, GREEN, 0.95, radius=7.0, hover=True),
    "grid_name": Style("label", BLACK),
    "place_name": Style("label", "#5a4632", above=True),
    # plans
    "new_border": Style("line", BLACK, 2.2, 0.95, casing="#ffffff"),
    "old_border": Style("line", VERMILION, 1.6, 0.9, dash="5 4"),
    "route": Style("line", BLUE, 3.6, 0.95, casing="#ffffff", crewed=True),
    "stop": Style("badge", BLUE, crewed=True, radius=9.0),
    "base": Style("square", BLACK, fill="#ffffff", radius=6.5),
    "missed": Style("cross", BLACK, fill="#ffffff", radius=5.5),
    "camera": Style("diamond", "#ffffff", fill=BLUE, radius=7.0),
    "sector": Style("area", BLUE, 1.2, 0.9, SKY, 0.45, hover=True),
    "watched": Style("dot", "#00543d", 1.2, 1.0, GREEN, 0.95, radius=4.5, hover=True),
    "unwatched": Style("cross", "#8f2f00", fill=VERMILION, radius=5.0),
    "post": Style("square", "#ffffff", fill=BLUE, radius=7.0, varied=True),
    "arrival": Style("line", BLUE, 1.5, 0.75, varied=True),
    "reached": Style("dot", "#00543d", 1.0, 1.0, GREEN, 0.95, radius=4.0, hover=True),
    "late": Style("cross", "#8f2f00", fill=VERMILION, radius=5.0),
    # bands of time: the nearer the darker, so that they are told apart in grey too
    "band_1": Style("area", "#14205c", 0.8, 0.8, "#253494", 0.72),
    "band_2": Style("area", "#14205c", 0.8, 0.8, "#2c7fb8", 0.68),
    "band_3": Style("area", "#14205c", 0.8, 0.8, "#41b6c4", 0.64),
    "band_4": Style("area", "#14205c", 0.8, 0.8, "#8fd6bd", 0.62),
    "band_5": Style("area", "#14205c", 0.8, 0.8, "#c7e9b4", 0.62),
    "band_6": Style("area", "#14205c", 0.8, 0.8, "#f4f7c5", 0.62),
    "band_later": Style("area", "#4a4a4a", 1.2, 0.9, "#ffffff", 0.50, dash="3 3"),
    "band_never": Style("line", BLACK, 2.6, 0.9, dash="2 5", casing="#ffffff"),
    "band_barred": Style("line", "#6b6b6b", 1.2, 0.8, dash="1 4"),
}


def style_of(name: str, variant: int = 0) -> Style:
    """Return the style of a class; one that varies takes its colour and dash by the variant.

    Raises
    ------
    KeyError
        There is no such class.
    """
    style = STYLES[name]
    if style.crewed:
        colour, dash = route_look(variant)
        return replace(style, colour=colour, dash=dash if style.shape == "line" else style.dash)
    if not style.varied:
        return style
    colour = PALETTE[variant % len(PALETTE)]
    if style.shape == "line":
        return replace(style, colour=colour, dash=_dash(variant))
    if style.shape == "area":
        return replace(style, colour=colour, fill=colour)
    return replace(style, fill=colour)


def route_look(variant: int) -> tuple[str, str]:
    """Return colour and dash of a crew's way; colours come again with another dash."""
    colour, dash = ROUTES[variant % len(ROUTES)]
    return colour, ROUTE_DASHES[(dash + variant // len(ROUTES)) % len(ROUTE_DASHES)]


def lightness(colour: str) -> float:
    """Return how light a colour is as people see it, CIE L* of sRGB: 0 black, 100 white."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    weights = (0.2126, 0.7152, 0.0722)
    light = sum(weight * c for weight, c in zip(weights, linear, strict=True))
    return float(116 * light ** (1 / 3) - 16) if light > 0.008856 else 903.3 * light


def _dash(variant: int) -> str:
    """Return a dash that tells apart even lines whose colours come round again."""
    turn = variant // len(PALETTE)
    return DASHES[(variant + turn) % len(DASHES)]


def symbol_svg(style: Style, *, size: float) -> str:
    """Return a point style's symbol as an SVG of size x size pixels."""
    inset, full = 1.5, size - 1.5
    mid = size / 2
    body = {
        "square": f'<rect x="{inset}" y="{inset}" width="{full - inset}" height="{full - inset}"/>',
        "triangle": f'<path d="M{mid} {inset}L{full} {full}L{inset} {full}Z"/>',
        "diamond": f'<path d="M{mid} {inset}L{full} {mid}L{mid} {full}L{inset} {mid}Z"/>',
        "dot": f'<circle cx="{mid}" cy="{mid}" r="{mid - inset}"/>',
        "badge": f'<circle cx="{mid}" cy="{mid}" r="{mid - inset}"/>',
        "cross": _cross(size),
    }[style.shape]
    fill = style.fill or style.colour
    stroke = "#ffffff" if style.shape == "badge" else style.colour
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        f'viewBox="0 0 {size} {size}" aria-hidden="true">'
        f'<g fill="{fill}" stroke="{stroke}" stroke-width="1.4" stroke-linejoin="round">'
        f"{body}</g></svg>"
    )


def _cross(size: float) -> str:
    a, b, c, d = (round(size * part, 2) for part in (0.12, 0.36, 0.64, 0.88))
    return (
        f'<path d="M{b} {a}H{c}V{b}H{d}V{c}H{c}V{d}H{b}V{c}H{a}V{b}H{b}Z" '
        f'transform="rotate(45 {size / 2} {size / 2})"/>'
    )
