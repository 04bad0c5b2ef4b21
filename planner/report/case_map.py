"""One case of the sliver desk as the layers of a map, near by in detail and the rest thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from planner.report import cases
from planner.report.maps import Layer, lonlat
from planner.words import Lang, area, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.repair import Case, Desk
    from planner.demand.ground import Ground
    from planner.report.cases import Names

Bounds = tuple[float, float, float, float]

_LEAST_ROOM_M = 45.0  # around a case, so that a sliver is seen with what lies about it
_ROOM = 0.75  # of the case's own size
_REACH_M = 900.0  # beyond the room: drawn in detail, so that the map can be moved a little
_LABEL_INSET_M = 4.0
_WITHIN_M = 0.05  # a new border, not the rim of the case
_MOST_NAMES = 6  # of settlements, the nearest ones: more would lie on each other
# variants of the palette that lie far from the colour of the contested piece
_APART = (0, 3, 4, 5, 2)
_AT_MOST_COLOURED = len(_APART)


def focus(case: Case, crs: object) -> Bounds:
    """West, south, east and north in degrees of what is shown first."""
    return _degrees(_window(case), crs)


def case_layers(  # noqa: PLR0913 - what a map of a case shows
    desk: Desk,
    case: Case,
    names: Names,
    lang: Lang,
    *,
    ground: Ground | None,
    after: gpd.GeoDataFrame | None,
    divided: gpd.GeoDataFrame | None = None,
) -> list[Layer]:
    """Return a case: its ground strongly marked over the grids concerned, each in its own colour.

    Parameters
    ----------
    ground
        The area for roads, houses and settlements about the case; None for another township.
    after
        Grids concerned as a decision made them (`geo.repair.preview`), None where none was made.
    divided
        The same for the choice to divide, where it is offered: its new border is drawn.
    """
    near = _window(case).buffer(_REACH_M, cap_style="square", join_style="mitre")
    crs = desk.grids.crs
    here = _clipped(_as_decided(desk.grids, after), near)
    receivers = [option.receiver for option in case.options]
    named = dict.fromkeys([case.new_grid, *case.grid_ids, *receivers])
    concerned = [name for name in named if name in here.index]
    coloured = concerned[:_AT_MOST_COLOURED]
    rest = _worded(here[~here.index.isin(coloured)], names, lang)
    tips = (("label", say("col.grid", lang)), ("size", say("overview.area", lang)))
    layers = [
        Layer("boundary", say("layer.boundary", lang), _lines([desk.boundary], crs)),
        Layer("neighbour", say("desk.neighbours", lang), rest, tips, thin="exact"),
    ]
    for variant, grid_id in zip(_APART, coloured, strict=False):
        row = _worded(here.loc[[grid_id]], names, lang)
        name = names.grid(grid_id)
        layers.append(Layer("concerned", name, row, tips, variant=variant, thin="exact"))
    if desk.units is not None:
        units = _clipped(desk.units, near)
        borders = _lines(units.geometry, crs)
        layers.append(Layer("unit_border", say("layer.units", lang), borders, thin="exact"))
    layers.append(_piece(case, names, lang, crs, after=after is not None))
    if divided is not None:
        layers.append(Layer("half_way", say("desk.half_way", lang), _new_border(case, divided)))
    # houses and roads lie over the piece: by them a person knows whose ground it is
    layers += _about(ground, near, lang) if ground is not None else []
    layers.append(_labels(here.loc[coloured], case, names, lang))
    return [*layers, _settlements(desk, case, names, lang)]


def overview_layers(desk: Desk, still: Collection[str], names: Names, lang: Lang) -> list[Layer]:
    """Return the whole drawing with a dot at each case, open (one of `still`) or done."""
    crs = desk.grids.crs
    tips = (("label", say("col.fault_kind", lang)), ("size", say("overview.area", lang)))
    layers = [
        Layer("grid", say("layer.grids", lang), _lines(desk.grids.geometry, crs)),
        Layer("boundary", say("layer.boundary", lang), _lines([desk.boundary], crs)),
    ]
    for style, key, done in (("case_done", "case_done", True), ("case", "case_open", False)):
        mine = [
            case
            for case in desk.cases
            if (case.case_id not in still) is done and not case.geometry.is_empty
        ]
        frame = gpd.GeoDataFrame(
            {
                "label": [cases.short(case, names, lang) for case in mine],
                "size": [area(case.area_m2, lang) for case in mine],
            },
            geometry=[shapely.point_on_surface(case.geometry) for case in mine],
            crs=crs,
        )
        layers.append(Layer(style, say(f"state.{key}", lang), frame, tips))
    return layers


def _as_decided(grids: gpd.GeoDataFrame, after: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """Put the shapes a decision made in the place of those as drawn."""
    if after is None:
        return grids[["geometry"]]
    made = after[after["state"] == "after"].set_index("grid_id")[["geometry"]]
    return gpd.GeoDataFrame(pd.concat([grids[~grids.index.isin(made.index)][["geometry"]], made]))


def _new_border(case: Case, divided: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Border inside a case between the grids that would share it."""
    made = divided[divided["state"] == "after"]
    within = case.geometry.buffer(-_WITHIN_M)
    lines = shapely.intersection(shapely.boundary(made.geometry.to_numpy()), within)
    return gpd.GeoDataFrame(geometry=[shapely.union_all(lines)], crs=divided.crs)


def _settlements(desk: Desk, case: Case, names: Names, lang: Lang) -> Layer:
    """Names and households of the settlements that are seen with the case."""
    places = desk.places
    if places is None:
        return Layer("place_name", "", gpd.GeoDataFrame(geometry=[], crs=desk.grids.crs))
    seen = places[places.intersects(_window(case))]
    near = np.argsort(shapely.distance(seen.geometry.to_numpy(), case.geometry), kind="stable")
    seen = seen.iloc[near[:_MOST_NAMES]]
    counts = seen.get("household_count", pd.Series(0, index=seen.index))
    frame = gpd.GeoDataFrame(
        {
            "label": [
                say("desk.place", lang, name=names.place(str(place_id)), households=count)
                for place_id, count in zip(seen.index, counts, strict=True)
            ]
        },
        geometry=list(seen.geometry),
        crs=seen.crs,
    )
    return Layer("place_name", say("desk.places", lang), frame, text="label")


def _window(case: Case) -> shapely.Geometry:
    """Ground shown first: the case and some room about it."""
    west, south, east, north = case.geometry.bounds
    room = max(_LEAST_ROOM_M, _ROOM * max(east - west, north - south))
    return shapely.box(west - room, south - room, east + room, north + room)


def _degrees(shape: shapely.Geometry, crs: object) -> Bounds:
    west, south, east, north = lonlat(gpd.GeoDataFrame(geometry=[shape], crs=crs)).total_bounds
    return float(west), float(south), float(east), float(north)


def _clipped(frame: gpd.GeoDataFrame, window: shapely.Geometry) -> gpd.GeoDataFrame:
    """Rows that reach into the window, whole where they fit, cut where they go far beyond it."""
    near = frame[frame.intersects(window)]
    shapes = shapely.make_valid(near.geometry.to_numpy())
    return near.set_geometry(shapely.intersection(shapes, window), crs=frame.crs)


def _worded(frame: gpd.GeoDataFrame, names: Names, lang: Lang) -> gpd.GeoDataFrame:
    return frame[["geometry"]].assign(
        label=[names.grid(str(grid_id)) for grid_id in frame.index],
        size=[area(value, lang) for value in frame.geometry.area],
    )


def _lines(shapes: Iterable[shapely.Geometry], crs: object) -> gpd.GeoDataFrame:
    lines = shapely.boundary(np.array([shape for shape in shapes if shape is not None], object))
    return gpd.GeoDataFrame(geometry=lines, crs=crs)


def _piece(case: Case, names: Names, lang: Lang, crs: object, *, after: bool) -> Layer:
    frame = gpd.GeoDataFrame(
        {"label": [cases.short(case, names, lang)], "size": [area(case.area_m2, lang)]},
        geometry=[case.geometry],
        crs=crs,
    )
    tips = (("label", say("col.fault_kind", lang)), ("size", say("overview.area", lang)))
    key = "desk.settled" if after else "desk.contested"
    style = "settled" if after else "contested"
    return Layer(style, say(key, lang), frame, tips, thin="exact")


def _about(ground: Ground, near: shapely.Geometry, lang: Lang) -> list[Layer]:
    """Roads, streams, houses and settlements about a case, by which a person knows the place."""
    area_ = ground.area
    layers = [
        Layer(style, say(key, lang), frame[frame.intersects(near)])
        for style, key, frame in (
            ("stream", "layer.streams", area_.streams),
            ("road_local", "layer.roads", area_.roads),
            ("building", "layer.buildings", area_.buildings),
        )
    ]
    places = area_.places[area_.places.intersects(near)]
    count = say("col.household_count", lang)
    tips = ((f"name_{lang}", say("col.place", lang)), ("household_count", count))
    layers.append(Layer("place", say("layer.places", lang), places, tips))
    return layers


def _labels(grids: gpd.GeoDataFrame, case: Case, names: Names, lang: Lang) -> Layer:
    """Names of the grids, each at a spot that can be seen and is not the contested one.

    A grid made of the contested ground has no other spot.
    """
    shapes = shapely.intersection(grids.geometry.to_numpy(), _window(case))
    free = shapely.difference(shapes, shapely.buffer(case.geometry, _LABEL_INSET_M))
    free = np.where(grids.index == case.new_grid, shapes, free)
    frame = gpd.GeoDataFrame(
        {"label": [names.grid(str(grid_id)) for grid_id in grids.index]},
        geometry=shapely.point_on_surface(free),
        crs=grids.crs,
    )
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    return Layer("grid_name", say("desk.names", lang), frame, text="label")
