"""The four nets on paper: figures, a small map that needs no colour, the units, what is missing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import shapely

from planner.judge.nets import COLOURS, NO_COLOUR
from planner.report.duty_cards import POLICY, STYLE
from planner.report.files import source_note
from planner.report.nets import grid_lines, sheets
from planner.words import say

if TYPE_CHECKING:
    import pandas as pd

    from planner.demand.ground import Ground
    from planner.demand.net_settings import NetSettings
    from planner.demand.nets import Nets
    from planner.words import Lang

_MISSING_MOST = 40  # rows on paper; the workbook has them all
_WIDE = 1000  # units of the picture
_FILLS = {"red": "#333", "yellow": "url(#y)", "green": "#fff", NO_COLOUR: "url(#n)"}
_STYLE = """
@page { size: A4 portrait; margin: 11mm; }
body { font-size: 8.5pt; } h1 { font-size: 14pt; } h2 { font-size: 10.5pt; margin: 3mm 0 1mm; }
.sheet { max-width: 188mm; break-after: auto; } table { width: 100%; border-collapse: collapse; }
td, th { border: .15mm solid #777; padding: .4mm 1mm; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; } svg { max-height: 95mm; width: 100%; }
thead { display: table-header-group; }
.key svg { width: 6mm; height: 3mm; margin: 0 1mm 0 3mm; } tr { break-inside: avoid; }
"""
_PATTERNS = """<defs><pattern id="y" width="8" height="8" patternUnits="userSpaceOnUse">
<rect width="8" height="8" fill="#ddd"/><path d="M0 8L8 0" stroke="#444" stroke-width="1.6"/>
</pattern>
<pattern id="n" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9"
fill="#fff"/><circle cx="3" cy="3" r="1" fill="#999"/></pattern></defs>"""


def nets_page(nets: Nets, settings: NetSettings, ground: Ground, lang: Lang) -> bytes:
    """Return one HTML page for a printer: it asks nothing of the network and needs no colour."""
    title = say("nets.print_title", lang)
    told = list(sheets(nets, settings, ground, lang).items())
    (_, figures), (units_name, units), _, (missing_name, missing) = told
    name = ground.area.names[lang]
    example = f"<b>{escape(say('app.example_short', lang))}</b>" if ground.area.example else ""
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(f"{title} · {name}")}</title><style>{STYLE}{_STYLE}</style></head>
<body><section class="sheet"><header><h1>{escape(f"{title} · {name}")}</h1>
<span class="when">{escape(ground.area.data_date)}</span> {example}
<span>{escape(say("app.internal", lang))}</span></header>
{_table(figures)}<h2>{escape(say("nets.print_map", lang))}</h2>
{_picture(nets, settings, ground)}<p class="key">{_key(lang)}</p>
<h2>{escape(units_name)}</h2>{_table(units)}
<h2>{escape(missing_name)}</h2>{_table(missing.head(_MISSING_MOST))}
<p class="foot">{escape(source_note(ground.area, lang))}</p></section></body></html>
""".encode()


def _table(frame: pd.DataFrame) -> str:
    return str(frame.to_html(index=False, border=0, na_rep="—"))


def _picture(nets: Nets, settings: NetSettings, ground: Ground) -> str:
    """Draw the grids dark, hatched, white or dotted by their worst colour."""
    grids = ground.area.grids
    if grids.empty:
        return ""
    west, south, east, north = grids.total_bounds.tolist()
    scale = _WIDE / max(east - west, 1.0)
    step = 1 / scale
    shapes = shapely.coverage_simplify(grids.geometry.to_numpy(), step)
    paths = [
        f'<path d="{_path(shape, west, north, scale)}" fill="{_FILLS[line.worst]}"/>'
        for line, shape in zip(grid_lines(nets, settings, ground), shapes, strict=True)
    ]
    high = round((north - south) * scale)
    return (
        f'<svg viewBox="0 0 {_WIDE} {high}" fill-rule="evenodd" stroke="#000" stroke-width="1.2">'
        f"{_PATTERNS}{''.join(paths)}</svg>"
    )


def _path(shape: shapely.Geometry, west: float, north: float, scale: float) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M"
        + "L".join(f"{(x - west) * scale:.0f} {(north - y) * scale:.0f}" for x, y in ring.coords)
        + "Z"
        for ring in rings
    )


def _key(lang: Lang) -> str:
    return "".join(
        f'<svg viewBox="0 0 20 10"><rect width="20" height="10" stroke="#000" '
        f'fill="{_FILLS[name]}"/>'
        f"</svg>{escape(say(f'nets.legend.{name}', lang))}"
        for name in (*COLOURS, NO_COLOUR)
    )
