"""Bands of time around posts -> map layers, tables and files, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.isochrones import NEVER
from planner.report.atlas import ground_layers
from planner.report.maps import Layer
from planner.words import Lang, duration, say

if TYPE_CHECKING:
    from planner.demand.ground import Ground
    from planner.demand.response import Response, ResponseSettings


def band_name(band: int, settings: ResponseSettings, lang: Lang) -> str:
    """Name a band by its minutes; what is never reached has no number."""
    limits = settings.limits_min
    if band == NEVER:
        return say("isochrone.never", lang)
    if band == len(limits):
        return say("isochrone.later", lang, minutes=limits[-1])
    if band == 0:
        return say("isochrone.within", lang, minutes=limits[0])
    return say("isochrone.between", lang, least=limits[band - 1], most=limits[band])


def band_layers(ground: Ground, found: Response, lang: Lang) -> list[Layer]:
    """Return the map: surfaces of the bands, roads and places nobody reaches, the sites."""
    settings = found.settings
    drawn = gpd.GeoDataFrame(found.surfaces.reset_index(), crs=found.roads.crs)
    surfaces = [
        Layer(
            "band_later" if band == len(settings.limits_min) else f"band_{band + 1}",
            band_name(band, settings, lang),
            drawn[drawn["band"] == band],
            thin="no",
        )
        for band in settings.bands
        if band != NEVER
    ]
    barred = found.roads["barred"]
    lost = found.roads[(found.roads["band"] == NEVER) & ~barred]
    places = _told(found.places, lang)
    tips = (("name", say("col.name", lang)), ("arrival", say("col.arrival", lang)))
    never = places["band"] == NEVER
    layers = ground_layers(ground, lang, grids=False)
    layers[1:1] = surfaces  # over the paled surroundings, under water and roads
    return [
        *layers,
        _lines("band_barred", "isochrone.road_barred", found.roads[barred], lang, show=False),
        _lines("band_never", "isochrone.road_never", lost, lang),
        Layer("place", say("isochrone.place_reached", lang), places[~never], tips),
        Layer("missed", say("isochrone.place_never", lang), places[never], tips[:1]),
        Layer("post", say("isochrone.site", lang), _sites(ground, found, lang), tips[:1]),
    ]


def band_table(found: Response, lang: Lang) -> pd.DataFrame:
    """One row per band: what lies in it, and what lies in it or an earlier one as a share."""
    counts = found.counts()
    names = [band_name(int(band), found.settings, lang) for band in counts.index]
    whole = max(int(counts["households"].sum()), 1)
    reached = counts["households"].cumsum() / whole
    never = np.asarray(counts.index) == NEVER
    share_pct = np.where(never, np.nan, (100 * reached).round(1))
    heads = {
        "households": counts["households"].to_numpy(),
        "share_pct": share_pct,
        "places": counts["places"].to_numpy(),
        "grids": counts["grids"].to_numpy(),
        "road_km": counts["road_km"].round(1).to_numpy(),
    }
    columns = {say(f"isochrone.col.{name}", lang): value for name, value in heads.items()}
    return pd.DataFrame({say("isochrone.col.band", lang): names, **columns})


def place_table(found: Response, lang: Lang) -> pd.DataFrame:
    """One row per place, the latest first: what is never reached stands on top."""
    places = _told(found.places, lang)
    order = np.lexsort((-places["arrive_s"].to_numpy(), places["band"].to_numpy() != NEVER))
    rows = places.iloc[order]
    return pd.DataFrame(
        {
            say("col.name", lang): rows["name"],
            say("isochrone.col.households", lang): rows["household_count"],
            say("isochrone.col.band", lang): [
                band_name(int(band), found.settings, lang) for band in rows["band"]
            ],
            say("col.arrival", lang): rows["arrival"],
        }
    )


def band_files(found: Response, lang: Lang) -> dict[str, gpd.GeoDataFrame]:
    """Layers for a GeoPackage: roads cut at the limits, surfaces, places, grids."""

    def worded(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        return frame.assign(
            band_name=[band_name(int(band), found.settings, lang) for band in frame["band"]]
        )

    roads = found.roads.assign(piece=[f"p{row}" for row in range(len(found.roads))])
    drawn = gpd.GeoDataFrame(found.surfaces.reset_index(), crs=found.roads.crs)
    drawn = drawn.assign(surface=[f"b{band}" for band in drawn["band"]])
    timed = ["name_zh", "name_en", "band", "arrive_s", "geometry"]
    frames = {
        "roads": worded(roads).set_index("piece"),
        "surfaces": worded(drawn).set_index("surface"),
        "places": worded(found.places[timed]),
        "grids": worded(found.grids[timed]),
    }
    # -1 is no number of seconds: a place nobody reaches has none
    for name in ("places", "grids"):
        seconds = frames[name]["arrive_s"].astype("Int64")
        frames[name] = frames[name].assign(arrive_s=seconds.mask(seconds < 0))
    return frames


def _lines(
    style: str, key: str, roads: gpd.GeoDataFrame, lang: Lang, *, show: bool = True
) -> Layer:
    return Layer(style, say(key, lang), roads[["geometry"]], show=show)


def _told(places: gpd.GeoDataFrame, lang: Lang) -> gpd.GeoDataFrame:
    """Places with their name and arrival in words."""
    never = say("isochrone.never", lang)
    return places.assign(
        name=places[f"name_{lang}"],
        arrival=[duration(s, lang) if s >= 0 else never for s in places["arrive_s"]],
    )


def _sites(ground: Ground, found: Response, lang: Lang) -> gpd.GeoDataFrame:
    sites = ground.area.sites.loc[list(found.settings.site_ids)]
    return sites.assign(name=sites[f"name_{lang}"])
