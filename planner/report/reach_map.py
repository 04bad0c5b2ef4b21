"""The map of bands to click on: roads cut into bands, colours, posts; whole decimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.isochrones import NEVER
from planner.report.isochrones import band_name
from planner.report.maps.styles import STYLES
from planner.report.roads import corner_of, map_base, steps
from planner.words import Lang, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.response import Response

_LATER, _NEVER, _BARRED = "#6b6b6b", "#b00020", "#b9b4a8"
_DASH = "3 6"
_DM = 10


def base(ground: Ground, lang: Lang) -> dict[str, object]:
    """Lay out what stays on the map: water, border, places."""
    whole = map_base(ground, lang)
    return {name: whole[name] for name in ("water", "border", "places")}


def colours(found: Response) -> dict[int, str]:
    """Band -> colour, as on the other maps of bands; later and never have their own."""
    count = len(found.settings.limits_min)
    told = {band: STYLES[f"band_{band + 1}"].fill or _LATER for band in range(count)}
    return {**told, count: _LATER, NEVER: _NEVER}


def bands(ground: Ground, found: Response) -> list[list[object]]:
    """List colour, dash and lines of every band; roads that are not for this mode come first."""
    corner, roads = corner_of(ground), found.roads
    barred = roads["barred"].to_numpy(bool)
    told: list[list[object]] = [[_BARRED, _DASH, _lines(roads.geometry[barred], corner)]]
    for band, colour in reversed(colours(found).items()):
        inside = (roads["band"] == band).to_numpy() & ~barred
        told.append([colour, _dash(band), _lines(roads.geometry[inside], corner)])
    return told


def legend(found: Response, lang: Lang) -> list[list[str]]:
    """List colour, words and dash of every band."""
    told = [
        [colour, band_name(band, found.settings, lang), _dash(band)]
        for band, colour in colours(found).items()
    ]
    return [*told, [_BARRED, say("reach.barred", lang), _DASH]]


def posts(ground: Ground, lang: Lang) -> list[list[object]]:
    """List name and spot of every site somebody sets off from."""
    corner = corner_of(ground)
    sites = ground.area.sites.loc[ground.area.responders["site_id"].unique()]
    spots = np.rint((shapely.get_coordinates(sites.geometry) - corner) * _DM).astype(int)
    names = sites[f"name_{lang}"]
    return [[str(name), *at] for name, at in zip(names, spots.tolist(), strict=True)]


def _dash(band: int) -> str:
    return _DASH if band == NEVER else ""


def _lines(lines: object, corner: object) -> list[list[int]]:
    return [steps(line, corner) for line in lines]  # type: ignore[attr-defined, arg-type]
