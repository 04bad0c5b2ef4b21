"""Figures of a repaired coverage against the truth, by brute force on areas."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.coverage.make import Ground

__all__ = ["Verdict", "judged"]

Shapes = NDArray[np.object_]
SINGLE = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a repair left wrong and what it moved.

    ``misplaced_percent`` is the sum over grids of the symmetric difference with the true
    shape of the same id, over the area; ``left_m2`` is gap + overlap + outside of all grids,
    new ones too, and ``gap_m2`` to ``outside_m2`` its parts; ``moved_m2`` is the same sum
    against the input.
    """

    misplaced_percent: float
    gap_m2: float
    overlap_m2: float
    outside_m2: float
    moved_m2: float
    several_parts: int
    lost_grids: int

    @property
    def left_m2(self) -> float:
        """Gap, overlap and outside in m2."""
        return self.gap_m2 + self.overlap_m2 + self.outside_m2


def judged(result: gpd.GeoSeries, drawn: gpd.GeoSeries, sound: Ground) -> Verdict:
    """Judge repaired grids, matched by id, against the sound ones."""
    true = sound.grids.geometry
    shapes = _polygonal(result.reindex(true.index).to_numpy())
    before = _polygonal(drawn.reindex(true.index).to_numpy())
    every = _polygonal(result.to_numpy())
    union = shapely.union_all(every)
    return Verdict(
        misplaced_percent=100 * _difference(shapes, true.to_numpy()) / sound.boundary.area,
        gap_m2=float(shapely.difference(sound.boundary, union).area),
        overlap_m2=float(shapely.area(every).sum() - union.area),
        outside_m2=float(shapely.difference(union, sound.boundary).area),
        moved_m2=_difference(shapes, before),
        several_parts=int(np.sum(shapely.get_num_geometries(shapes) > SINGLE)),
        lost_grids=int(np.sum(shapely.is_empty(shapes))),
    )


def _difference(some: Shapes, others: Shapes) -> float:
    return float(shapely.area(shapely.symmetric_difference(some, others)).sum())


def _polygonal(shapes: Shapes) -> Shapes:
    """Make shapes valid and keep polygons only; a missing shape becomes an empty one."""
    out = np.empty(len(shapes), dtype=object)
    for row, shape in enumerate(shapes):
        valid = shapely.Polygon() if shape is None else shapely.make_valid(shape)
        parts = shapely.get_parts(valid)
        areas = [part for part in parts if part.area > 0]
        out[row] = shapely.union_all(areas) if len(areas) != SINGLE else areas[0]
    return out
