"""Exceptions after choices: those recorded earlier as they are by now, and those made."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.coverage.edges import Polygons
from geo.coverage.exceptions import COMMON_GROUND, no_exceptions
from geo.repair.state import State

_COLUMNS = ["kind", "grid_id", "note", "geometry"]


def earlier_records(
    earlier: gpd.GeoDataFrame | None,
    made_again: Mapping[str, shapely.Geometry],
    changed: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame | None:
    """Exceptions recorded before, where their ground was mended.

    Parameters
    ----------
    earlier
        As they came; None for none.
    made_again
        Holes and exclaves by id, with the nodes they have now.
    changed
        Grids whose shape changed: an island of one is the part it has become, and is none where
        it has become one with the rest.
    """
    if earlier is None:
        return None
    geometry, stay = [], []
    for name, kind, grid, shape in zip(
        earlier.index, earlier["kind"], earlier["grid_id"], earlier.geometry, strict=True
    ):
        now = made_again.get(str(name), shape)
        if kind == "island" and str(grid) in changed.index:
            now = _island(changed.geometry[changed.index == grid].iloc[0], shape)
        geometry.append(now)
        stay.append(now is not None and not now.is_empty)
    return earlier.set_geometry(geometry, crs=earlier.crs)[stay]


def _island(grid: shapely.Geometry, island: shapely.Geometry) -> shapely.Geometry | None:
    """Find the part of a grid that stands where an island was; None where it is part of one."""
    parts = shapely.get_parts(grid)
    here = parts[shapely.relate_pattern(parts, island, COMMON_GROUND)]
    if not len(here) or len(parts) == 1:
        return None
    return shapely.MultiPolygon(list(here)) if len(here) > 1 else here[0]


def with_records(
    earlier: gpd.GeoDataFrame | None, state: State, shapes: Polygons, crs: object
) -> gpd.GeoDataFrame:
    """Exceptions recorded before and those made now; what is recorded already is not twice there.

    Parameters
    ----------
    shapes
        Ground of each that was made.
    """
    before = no_exceptions(crs) if earlier is None else earlier
    rows, stay = [], np.ones(len(before), dtype=bool)
    for one, shape in zip(state.kept, shapes, strict=True):
        same = (before["kind"] == one.kind) & shapely.equals(before.geometry, shape)
        own = same & (before["grid_id"].astype(str) == state.last_name(one.grid))
        if not own.any():
            rows.append((one, shape))
            stay &= ~same.to_numpy()  # it is of another grid by now
    before = before[stay]
    if not rows:
        return before
    made = gpd.GeoDataFrame(
        {
            "kind": [one.kind for one, _ in rows],
            "grid_id": [state.last_name(one.grid) for one, _ in rows],
            "note": [one.note for one, _ in rows],
        },
        index=pd.Index([one.name for one, _ in rows], dtype="object"),
        geometry=[shape for _, shape in rows],
        crs=crs,
    )
    both = made if not len(before) else pd.concat([before[_COLUMNS], made[_COLUMNS]])
    both.index.name = "exception_id"
    return both
