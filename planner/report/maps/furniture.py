"""What stands around a map: title, legend, north arrow, sheet line, the mark on example data.

All of it is our own HTML. The legend shows shapes as well as colours, and its boxes show and hide
the layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.report.maps.escape import escaped
from planner.report.maps.styles import Style, symbol_svg
from planner.words import say

if TYPE_CHECKING:
    from planner.report.maps.spec import About
    from planner.words import Lang

CSS = """
:root { --ink: #1b1f24; --soft: #55606b; --line: #cfd6dd; }
html, body { font-family: "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
  "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "Segoe UI", sans-serif;
  color: var(--ink); }
body .leaflet-container { background: #f3f4f1; font: inherit; font-size: 13px; }
.sheet { position: absolute; z-index: 800; background: rgba(255,255,255,.93);
  border: 1px solid var(--line); border-radius: 4px; box-shadow: 0 1px 4px rgba(0,0,0,.12); }
.sheet-title { left: 54px; top: 10px; max-width: calc(100% - 130px); padding: 5px 11px;
  display: flex; flex-wrap: wrap; align-items: center; gap: 2px 9px; }
.sheet-title h1 { font-size: 15px; font-weight: 600; margin: 0; line-height: 1.3; }
.sheet-example { background: #fff1cf; color: #6b4800; border: 1px solid #d9a62e;
  border-radius: 3px; padding: 0 7px; font-size: 12px; font-weight: 600; white-space: nowrap; }
.sheet-north { right: 10px; top: 10px; width: 30px; padding: 3px 0 2px; text-align: center;
  font-size: 11px; line-height: 1.1; }
.sheet-legend { right: 10px; bottom: 40px; max-width: 250px; max-height: calc(100% - 120px);
  overflow: auto; font-size: 12px; }
.sheet-legend summary { cursor: pointer; padding: 5px 10px; font-weight: 600; }
.sheet-legend ul { list-style: none; margin: 0; padding: 0 10px 7px; }
.sheet-legend label { display: flex; align-items: center; gap: 7px; padding: 1px 0;
  line-height: 1.35; cursor: pointer; }
.sheet-legend input { margin: 0; accent-color: #1f5c8b; }
.sheet-legend svg { flex: none; }
.wheel-hint { position: absolute; z-index: 1000; left: 50%; top: 45%; translate: -50%; opacity: 0;
  padding: 6px 14px; border-radius: 4px; background: rgba(27, 31, 36, 0.82); color: #fff;
  font-size: 14px; text-align: center; pointer-events: none; transition: opacity 0.2s; }
.wheel-hint.shown { opacity: 1; }
.sheet-mark { position: absolute; z-index: 790; inset: 0; display: flex; align-items: center;
  justify-content: center; pointer-events: none; user-select: none; overflow: hidden; }
.sheet-mark span { transform: rotate(-24deg); font-size: min(13vw, 96px); font-weight: 700;
  letter-spacing: .12em; color: rgba(107,72,0,.10); white-space: nowrap; }
.map-label { pointer-events: none; white-space: nowrap; font-weight: 600; font-size: 12.5px;
  color: #33303f; transform: translate(-50%, -50%); position: absolute; letter-spacing: .03em;
  text-shadow: 0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff, 0 0 5px #fff, 0 0 5px #fff; }
.map-label-above { transform: translate(-50%, calc(-100% - 6px)); }
.map-badge { position: relative; display: block; }
.map-badge b { position: absolute; inset: 0; display: flex; align-items: center;
  justify-content: center; color: #fff; font-size: 10.5px; font-weight: 700; }
body .leaflet-tooltip { border-radius: 4px; padding: 5px 9px; font-size: 12px; color: var(--ink);
  box-shadow: 0 1px 5px rgba(0,0,0,.25); }
body .leaflet-tooltip th { text-align: left; font-weight: 500; color: var(--soft);
  padding: 0 10px 0 0; white-space: nowrap; vertical-align: top; }
body .leaflet-tooltip td { padding: 0; white-space: normal; max-width: 230px; min-width: 60px; }
body .leaflet-control-attribution { font-size: 11px; color: #3b444d; }
body .leaflet-control-scale-line { background: rgba(255,255,255,.85); color: #1b1f24; }
@media (max-width: 520px) {
  .sheet-title { left: 50px; right: 52px; max-width: none; width: fit-content;
    padding: 3px 8px; }
  .sheet-title h1 { font-size: 13px; }
  .sheet-legend { max-width: 210px; bottom: 56px; }
  .map-label { font-size: 11px; }
}
@media print { body .leaflet-control-zoom, .sheet-legend input { display: none; } }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the legend: the layer it shows and hides, its symbol and its words."""

    layer: str
    style: Style
    label: str
    show: bool


def sheet_html(title: str, about: About, lines: list[Line], lang: Lang) -> str:
    """Return everything that lies over the map, as HTML with every string escaped."""
    parts = [_title(title, about, lang), _north(lang)]
    if about.example:
        parts.append(
            f'<div class="sheet-mark" aria-hidden="true"><span>'
            f"{escaped(say('map.example', lang))}</span></div>"
        )
    parts.append(_legend(lines, lang) if lines else _empty(lang))
    return "\n".join(parts)


def foot_text(about: About, lang: Lang) -> str:
    """Return the sheet line: source, dates and coordinate system, escaped."""
    parts = [escaped(about.attribution)] if about.attribution else []
    for key, name, value in (
        ("map.data_date", "date", about.data_date),
        ("map.date", "date", about.map_date),
        ("map.crs", "name", about.crs),
    ):
        if value:
            parts.append(escaped(say(key, lang, **{name: value})))
    return " · ".join(parts)


def _title(title: str, about: About, lang: Lang) -> str:
    mark = ""
    if about.example:
        mark = f'<span class="sheet-example">{escaped(say("map.example_long", lang))}</span>'
    return f'<header class="sheet sheet-title"><h1>{escaped(title)}</h1>{mark}</header>'


def _north(lang: Lang) -> str:
    return (
        '<div class="sheet sheet-north"><svg width="14" height="22" viewBox="0 0 14 22" '
        'aria-hidden="true"><path d="M7 1L13 21L7 16.5L1 21Z" fill="none" stroke="#1b1f24"/>'
        '<path d="M7 1L7 16.5L1 21Z" fill="#1b1f24"/></svg>'
        f"<div>{escaped(say('map.north', lang))}</div></div>"
    )


def _legend(lines: list[Line], lang: Lang) -> str:
    items = "\n".join(
        f'<li><label><input type="checkbox" data-layer="{line.layer}"'
        f"{' checked' if line.show else ''}>{swatch(line.style)}"
        f"<span>{escaped(line.label)}</span></label></li>"
        for line in lines
    )
    return (
        f'<details class="sheet sheet-legend" open><summary>{escaped(say("map.legend", lang))}'
        f"</summary><ul>\n{items}\n</ul></details>"
    )


def _empty(lang: Lang) -> str:
    return f'<div class="sheet sheet-legend">{escaped(say("map.empty", lang))}</div>'


def swatch(style: Style) -> str:
    """Return the legend's symbol of a style: an SVG of 26 x 16 pixels."""
    if style.shape == "line":
        body = _swatch_line(style)
    elif style.shape == "area":
        body = (
            f'<rect x="3" y="2" width="20" height="12" fill="{style.fill or "none"}" '
            f'fill-opacity="{style.fill_opacity}" stroke="{style.colour}" '
            f'stroke-width="{min(style.width, 2.5)}" stroke-dasharray="{style.dash}"/>'
        )
    elif style.shape == "label":
        body = f'<text x="13" y="12" text-anchor="middle" font-size="11">{"Aa"}</text>'
    else:
        size = min(14.0, 2 * style.radius + 3)
        inner = symbol_svg(style, size=size)
        body = f'<g transform="translate({13 - size / 2} {8 - size / 2})">{inner}</g>'
    return f'<svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">{body}</svg>'


def _swatch_line(style: Style) -> str:
    wide = ""
    if style.casing:
        wide = (
            f'<path d="M1 8H25" stroke="{style.casing}" '
            f'stroke-width="{min(style.width, 4) + 2}" fill="none"/>'
        )
    return (
        f'{wide}<path d="M1 8H25" stroke="{style.colour}" stroke-width="{min(style.width, 4)}" '
        f'stroke-dasharray="{style.dash}" fill="none"/>'
    )
