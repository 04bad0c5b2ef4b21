"""The four nets -> tables a person reads, layers of a map, frames of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from planner.judge.nets import (
    COLOURS,
    NETS,
    NO_COLOUR,
    colour,
    grouped,
    lifted,
    share,
    weakest,
    worst,
)
from planner.report.atlas import ground_layers, unit_names
from planner.report.maps import Layer, thinned_cover
from planner.words import listed, say
from planner.words import share as worded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from planner.demand.ground import Ground
    from planner.demand.net_settings import NetSettings
    from planner.demand.nets import Nets
    from planner.judge.nets import Element, Net
    from planner.words import Lang

EVERY = "every"
"""The choice of a map that shows the worst of the four nets."""
ORIGINS = {
    "area_patrol": "planned",
    "perimeter": "planned",
    "unit_coverage": "guessed",
    "key_site": "planned",
}
"""How each share is known: what is approved or adopted is a plan; times hang on guessed speeds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit or grid: its share and colour in each net, the worst of them last."""

    name: str
    shares: Mapping[str, Fraction | None]
    colours: Mapping[str, str]

    @property
    def worst(self) -> str:
        """The worst colour of the four."""
        return worst(self.colours.values())


def lines(
    nets: Nets, settings: NetSettings, ids: list[str], key: Callable[[Element], str]
) -> tuple[Line, ...]:
    """Return a line for each unit or grid, in the order of their ids."""
    groups = {net.name: grouped(net.elements, key) for net in nets.nets}
    found = []
    for name in ids:
        shares = {net: share(groups[net].get(name, ())) for net in NETS}
        colours = {net: colour(part, settings.limits[net]) for net, part in shares.items()}
        found.append(Line(name, shares, colours))
    return tuple(found)


def grid_lines(nets: Nets, settings: NetSettings, ground: Ground) -> tuple[Line, ...]:
    """Return a line for each grid."""
    ids = [str(name) for name in ground.area.grids.index]
    return lines(nets, settings, ids, lambda one: one.grid_id)


def unit_lines(nets: Nets, settings: NetSettings, ground: Ground) -> tuple[Line, ...]:
    """Return a line for each unit."""
    ids = [str(name) for name in ground.area.units.index]
    return lines(nets, settings, ids, lambda one: one.unit_code)


def means(net: str, settings: NetSettings, lang: Lang) -> str:
    """Say how a share is counted."""
    return say(f"nets.{net}_means", lang, limit_min=settings.limit_min)


def lacks_told(one: Element, lang: Lang) -> str:
    """Say what an element has not."""
    return listed([say(f"nets.lack.{code}", lang) for code in one.lacks], lang)


def part_told(part: Fraction | None, lang: Lang) -> str:
    """Say a share, or that it is not known."""
    return say("nets.no_share", lang) if part is None else worded(float(part), lang)


def net_table(nets: Nets, settings: NetSettings, lang: Lang) -> pd.DataFrame:
    """One row per net: share, colour, how it is known, weakest element, what mending it lifts."""
    rows: list[dict[str, object]] = []
    for net in nets.nets:
        part, low = share(net.elements), weakest(net.elements)
        lift = lifted(net.elements, low.element_id) if low else None
        rows.append(
            {
                "net": say(f"nets.{net.name}", lang),
                "net_share": part_told(part, lang),
                "net_colour": say(f"nets.colour.{colour(part, settings.limits[net.name])}", lang),
                "net_origin": say(f"provenance.{ORIGINS[net.name]}", lang) if net.elements else "",
                "net_count": len(net.elements),
                "net_weakest": nets.names[lang][low.element_id] if low else "",
                "net_lifted": part_told(lift, lang) if low else "",
                "net_lacks": " ".join(lacking_told(net, lang)),
                "net_means": means(net.name, settings, lang),
            }
        )
    columns = ["net", "net_share", "net_colour", "net_origin", "net_count", "net_weakest"]
    return _headed(rows, [*columns, "net_lifted", "net_lacks", "net_means"], lang)


def lacking_told(net: Net, lang: Lang) -> list[str]:
    """Say what nobody has made yet for a net to be known in full."""
    return [say(f"nets.lacking.{code}", lang) for code in net.lacking]


def line_table(
    told: tuple[Line, ...], head: str, names: Mapping[str, str], lang: Lang
) -> pd.DataFrame:
    """One row per unit or grid: share and colour of each net, and the worst colour."""
    rows: list[dict[str, object]] = []
    for line in told:
        row: dict[str, object] = {head: names[line.name]}
        for net in NETS:
            row[net] = _cell(line.shares[net], line.colours[net], lang)
        rows.append(row | {"net_worst": say(f"nets.colour.{line.worst}", lang), "code": line.name})
    heads = [say(f"col.{head}", lang), *(say(f"nets.{net}", lang) for net in NETS)]
    table = pd.DataFrame(rows, columns=[head, *NETS, "net_worst", "code"])
    return table.set_axis([*heads, say("col.net_worst", lang), say("col.code", lang)], axis=1)


def missing_table(nets: Nets, ground: Ground, lang: Lang) -> pd.DataFrame:
    """One row per element that is not wholly met, what loses most first within its net."""
    units = ground.area.units[f"name_{lang}"]
    rows: list[dict[str, object]] = []
    for net in nets.nets:
        lossy = sorted((e for e in net.elements if e.lost), key=lambda e: (-e.lost, e.element_id))
        rows += [
            {
                "net": say(f"nets.{net.name}", lang),
                "net_element": nets.names[lang][one.element_id],
                "unit": str(units.get(one.unit_code, "")),
                "net_lacks": lacks_told(one, lang),
                "net_wanted": one.wanted,
                "net_met": one.met,
                "net_lifted": part_told(lifted(net.elements, one.element_id), lang),
            }
            for one in lossy
        ]
    columns = ["net", "net_element", "unit", "net_lacks", "net_wanted", "net_met", "net_lifted"]
    return _headed(rows, columns, lang)


def sheets(
    nets: Nets, settings: NetSettings, ground: Ground, lang: Lang
) -> dict[str, pd.DataFrame]:
    """Return every table of the nets by the name of its sheet."""
    area, column = ground.area, f"name_{lang}"
    units, grids = unit_lines(nets, settings, ground), grid_lines(nets, settings, ground)
    made = {
        "nets": net_table(nets, settings, lang),
        "net_units": line_table(units, "unit", _named(area.units[column]), lang),
        "net_grids": line_table(grids, "grid", _named(area.grids[column]), lang),
        "net_missing": missing_table(nets, ground, lang),
    }
    return {say(f"sheet.{name}", lang): table for name, table in made.items()}


def layers_of(nets: Nets, settings: NetSettings, ground: Ground) -> dict[str, gpd.GeoDataFrame]:
    """Return the grids with their shares in per cent and colours, as one layer of a file."""
    told = grid_lines(nets, settings, ground)
    columns: dict[str, list[object]] = {}
    for net in NETS:
        parts = [line.shares[net] for line in told]
        columns[f"{net}_pct"] = [None if p is None else round(100 * float(p), 1) for p in parts]
        columns[f"{net}_colour"] = [line.colours[net] for line in told]
    grids = ground.area.grids[["name_zh", "name_en", "unit_code", "geometry"]]
    return {"nets": grids.assign(**columns, worst=[line.worst for line in told])}


def map_layers(
    nets: Nets, settings: NetSettings, ground: Ground, shown: str, lang: Lang
) -> list[Layer]:
    """Return the grids by colour under water and roads, and what is missing as points.

    Parameters
    ----------
    shown
        A net, or `EVERY` for the worst of the four.
    """
    told = grid_lines(nets, settings, ground)
    cover = thinned_cover(ground.area.grids).assign(
        **{net: [_cell(x.shares[net], x.colours[net], lang) for x in told] for net in NETS}
    )
    found = pd.Series([x.worst if shown == EVERY else x.colours[shown] for x in told], cover.index)
    tips = (
        (f"name_{lang}", say("col.grid", lang)),
        *((net, say(f"nets.{net}", lang)) for net in NETS),
    )
    layers = ground_layers(ground, lang, grids=False)
    layers[1:1] = [
        Layer(
            f"net_{name}", say(f"nets.legend.{name}", lang), cover[found == name], tips, thin="no"
        )
        for name in (*COLOURS, NO_COLOUR)
    ]
    chosen = [net for net in nets.nets if shown in (EVERY, net.name)]
    rows = [(one, net.name) for net in chosen for one in net.elements if one.lost]
    points = [(one, net) for one, net in rows if one.element_id in nets.points]
    missing = gpd.GeoDataFrame(
        {
            "name": [nets.names[lang][one.element_id] for one, _ in points],
            "net": [say(f"nets.{net}", lang) for _, net in points],
            "lacks": [lacks_told(one, lang) for one, _ in points],
        },
        geometry=[nets.points[one.element_id] for one, _ in points],
        crs=ground.area.crs,
    )
    heads = (
        ("name", say("col.net_element", lang)),
        ("net", say("col.net", lang)),
        ("lacks", say("col.net_lacks", lang)),
    )
    label = say("nets.elements_table", lang)
    return [*layers, Layer("missed", label, missing, heads), unit_names(ground.area, lang)]


def _cell(part: Fraction | None, name: str, lang: Lang) -> str:
    if part is None:
        return "—"
    return f"{worded(float(part), lang)} {say(f'nets.colour.{name}', lang)}"


def _named(column: pd.Series) -> dict[str, str]:
    return {str(name): str(text) for name, text in column.items()}


def _headed(rows: list[dict[str, object]], columns: list[str], lang: Lang) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)
