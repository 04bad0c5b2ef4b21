"""Coverages with one planted fault of a known kind, place and area."""

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from benchmarks.coverage.borders import (
    Misfit,
    ccw,
    inner_border,
    neighbour_along,
    outer_border,
    rows_inside_units,
    rows_touching_outside,
)
from benchmarks.coverage.make import SEED, Ground, grounded, tiling
from geo.crs import snap_to_mm

CELLS = 300
TRIES = 200

Floats = NDArray[np.float64]
Random = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """A broken copy and the truth about it.

    ``expected`` is kind -> area in m2 (None: the kind has no area of its own); ``allowed`` are
    kinds that follow from the fault and may be named as well. ``sound`` is the ground before.
    """

    grids: gpd.GeoDataFrame
    sound: Ground
    expected: dict[str, float | None]
    allowed: frozenset[str] = frozenset()
    units: gpd.GeoDataFrame | None = None
    boundary: shapely.Geometry | None = None

    @property
    def ground(self) -> Ground:
        """What a checker is given: the broken grids, and the layers they must fill."""
        units = self.sound.units if self.units is None else self.units
        return Ground(self.grids, units, self.boundary or self.sound.boundary)


def planted(fault: str, repetition: int, *, cells: int = CELLS) -> Broken:
    """Plant one fault of a class of `FAULTS` into the made coverage number ``repetition``."""
    ground = tiling(cells, seed=SEED + repetition)
    rng = np.random.default_rng([SEED, list(FAULTS).index(fault), repetition])
    for _ in range(TRIES):
        try:
            return FAULTS[fault](ground, rng)
        except Misfit:
            continue
    raise ValueError(f"{fault}: no cell fits after {TRIES} tries")


def _none(ground: Ground, _: Random) -> Broken:
    return Broken(ground.grids, ground, {})


def _gap(width_m: float) -> Callable[[Ground, Random], Broken]:
    def plant(ground: Ground, rng: Random) -> Broken:
        first, path = inner_border(ground, rng, same_unit=True)
        changed = _pushed(ground, first, path, -width_m)
        return Broken(changed, ground, {"gap": _only_lost(ground, changed, first)})

    return plant


def _overlap(width_m: float) -> Callable[[Ground, Random], Broken]:
    def plant(ground: Ground, rng: Random) -> Broken:
        first, path = inner_border(ground, rng, same_unit=True)
        changed = _pushed(ground, first, path, width_m)
        return Broken(changed, ground, {"overlap": _only_gained(ground, changed, first)})

    return plant


def _missing_cell(*, inner: bool) -> Callable[[Ground, Random], Broken]:
    def plant(ground: Ground, rng: Random) -> Broken:
        row = int(rng.choice(rows_touching_outside(ground, not inner)))
        area = float(ground.grids.geometry.iloc[row].area)
        return Broken(ground.grids.drop(ground.grids.index[row]), ground, {"gap": area})

    return plant


def _unmatched_vertex(ground: Ground, rng: Random) -> Broken:
    row, path = inner_border(ground, rng, same_unit=True)
    at = len(path) // 2
    middle = (path[at - 1] + path[at]) / 2
    changed = _with_path(ground, row, path, np.insert(path, at, middle, axis=0), snap=False)
    return Broken(changed, ground, {"node_mismatch": None})


def _simplified_side(ground: Ground, rng: Random) -> Broken:
    row, path = inner_border(ground, rng, same_unit=True)
    coarse = shapely.get_coordinates(shapely.simplify(shapely.linestrings(path), 3.0))
    changed = _with_path(ground, row, path, coarse)
    truth = {"gap": _lost(ground, changed, row), "overlap": _gained(ground, changed, row)}
    expected = {kind: area for kind, area in truth.items() if area > 0}
    if not expected:
        raise Misfit
    return Broken(changed, ground, expected)


def _duplicate(ground: Ground, rng: Random) -> Broken:
    row = int(rng.integers(len(ground.grids)))
    shape = ground.grids.geometry.iloc[row]
    return Broken(_with_row(ground, row, shape), ground, {"duplicate": float(shape.area)})


def _inside_another(ground: Ground, rng: Random) -> Broken:
    row = int(rng.integers(len(ground.grids)))
    inner = _pocket(ground, row, rng)
    return Broken(_with_row(ground, row, inner), ground, {"overlap": float(inner.area)})


def _spill(ground: Ground, rng: Random) -> Broken:
    row, path = outer_border(ground, rng)
    changed = _pushed(ground, row, path, 5.0)
    return Broken(changed, ground, {"outside": _only_gained(ground, changed, row)})


def _short(ground: Ground, rng: Random) -> Broken:
    row, path = outer_border(ground, rng)
    changed = _pushed(ground, row, path, -5.0)
    return Broken(changed, ground, {"gap": _only_lost(ground, changed, row)})


def _hole(ground: Ground, rng: Random) -> Broken:
    row = int(rng.integers(len(ground.grids)))
    pocket = _pocket(ground, row, rng)
    ring = shapely.get_exterior_ring(ground.grids.geometry.iloc[row])
    holed = shapely.polygons(ring, [shapely.get_exterior_ring(pocket)])
    return Broken(_with_shape(ground, row, holed), ground, {"gap": float(pocket.area)})


def _bow_tie(ground: Ground, rng: Random) -> Broken:
    row = int(rng.integers(len(ground.grids)))
    ring = shapely.get_coordinates(ground.grids.geometry.iloc[row]).copy()
    at = int(rng.integers(1, len(ring) - 3))
    ring[[at, at + 1]] = ring[[at + 1, at]]
    crossed = shapely.polygons(ring)
    if crossed.is_valid:
        raise Misfit
    allowed = frozenset({"gap", "overlap", "outside", "node_mismatch", "crosses_unit_border"})
    return Broken(_with_shape(ground, row, crossed), ground, {"invalid_ring": None}, allowed)


def _shifted_cell(ground: Ground, rng: Random) -> Broken:
    row = int(rng.choice(rows_inside_units(ground)))
    angle = rng.uniform(0, 2 * np.pi)
    step = 0.5 * np.array([np.cos(angle), np.sin(angle)])
    moved = _snapped(shapely.transform(ground.grids.geometry.iloc[row], lambda xy: xy + step))
    changed = _with_shape(ground, row, moved)
    truth = {"gap": _lost(ground, changed, row), "overlap": _gained(ground, changed, row)}
    return Broken(changed, ground, {**truth})


def _two_parts(ground: Ground, rng: Random) -> Broken:
    first, second = rng.choice(len(ground.grids), 2, replace=False)
    shapes = ground.grids.geometry.to_numpy()
    units = ground.grids["unit_code"].to_numpy()
    if units[first] != units[second] or shapes[first].intersects(shapes[second]):
        raise Misfit
    both = shapely.multipolygons([shapes[first], shapes[second]])
    changed = _with_shape(ground, int(first), both).drop(ground.grids.index[second])
    smaller = float(min(shapes[first].area, shapes[second].area))
    return Broken(changed, ground, {"stray_part": smaller})


def _none_row(ground: Ground, rng: Random) -> Broken:
    row = int(rng.integers(len(ground.grids)))
    shape = None if rng.random() < 0.5 else shapely.Polygon()
    return Broken(_with_row(ground, row, shape), ground, {"invalid_ring": None})


def _crossing(ground: Ground, rng: Random) -> Broken:
    """Move the common border of two grids of different units: the whole stays a coverage."""
    row, path = inner_border(ground, rng, same_unit=False)
    grown = _pushed(ground, row, path, 5.0)
    neighbour = neighbour_along(ground, row, path)
    new = _pushed_path(path, 5.0)
    shape = _replaced(ground.grids.geometry.iloc[neighbour], path[::-1], new[::-1])
    geometry = grown.geometry.to_numpy().copy()
    geometry[neighbour] = shape
    changed = ground.grids.set_geometry(geometry, crs=ground.grids.crs)
    return Broken(changed, ground, {"crosses_unit_border": _only_gained(ground, changed, row)})


def _missing_unit(ground: Ground, rng: Random) -> Broken:
    """Take a unit out of both layers; the boundary becomes what the rest says it is."""
    lost = str(rng.choice(ground.units.index))
    rest = grounded(ground.grids[ground.grids["unit_code"] != lost])
    truth = {"missing_unit": None}
    return Broken(rest.grids, ground, truth, units=rest.units, boundary=rest.boundary)


FAULTS: dict[str, Callable[[Ground, Random], Broken]] = {
    "none": _none,
    "gap_1cm": _gap(0.01),
    "gap_10cm": _gap(0.1),
    "gap_1m": _gap(1.0),
    "gap_10m": _gap(10.0),
    "overlap_1cm": _overlap(0.01),
    "overlap_10cm": _overlap(0.1),
    "overlap_1m": _overlap(1.0),
    "overlap_10m": _overlap(10.0),
    "missing_inner_cell": _missing_cell(inner=True),
    "missing_border_cell": _missing_cell(inner=False),
    "unmatched_vertex": _unmatched_vertex,
    "one_side_simplified": _simplified_side,
    "duplicate": _duplicate,
    "inside_another": _inside_another,
    "spill": _spill,
    "short_of_boundary": _short,
    "unfilled_hole": _hole,
    "bow_tie": _bow_tie,
    "shifted_cell": _shifted_cell,
    "two_parts": _two_parts,
    "none_row": _none_row,
    "crosses_unit_border": _crossing,
    "missing_unit": _missing_unit,
}


def _pushed_path(path: Floats, outward_m: float) -> Floats:
    """Move all but the ends across the chord, away from the ring's inside if positive."""
    chord = path[-1] - path[0]
    outward = np.array([chord[1], -chord[0]]) / np.hypot(*chord)
    new = path.copy()
    new[1:-1] += outward * outward_m
    return np.round(new, 3)


def _pushed(ground: Ground, row: int, path: Floats, outward_m: float) -> gpd.GeoDataFrame:
    return _with_path(ground, row, path, _pushed_path(path, outward_m))


def _replaced(shape: shapely.Geometry, path: Floats, new: Floats) -> shapely.Geometry:
    """Put another line in the place of a stretch of the ring."""
    ring = shapely.get_coordinates(ccw(shape))[:-1]
    start = int(np.flatnonzero((ring == path[0]).all(axis=1))[0])
    turned = np.roll(ring, -start, axis=0)
    if not np.array_equal(turned[: len(path)], path):
        raise Misfit
    changed = shapely.polygons(np.concatenate([new, turned[len(path) :], new[:1]]))
    if not changed.is_valid:
        raise Misfit
    return changed


def _with_path(
    ground: Ground, row: int, path: Floats, new: Floats, *, snap: bool = True
) -> gpd.GeoDataFrame:
    shape = _replaced(ground.grids.geometry.iloc[row], path, new)
    return _with_shape(ground, row, _snapped(shape) if snap else shape)


def _snapped(shape: shapely.Geometry) -> shapely.Geometry:
    """Put vertices on the 1 mm raster, as reading a file does."""
    return snap_to_mm(np.array([shape], dtype=object))[0]


def _with_shape(ground: Ground, row: int, shape: shapely.Geometry) -> gpd.GeoDataFrame:
    geometry = ground.grids.geometry.to_numpy().copy()
    geometry[row] = shape
    return ground.grids.set_geometry(geometry, crs=ground.grids.crs)


def _with_row(ground: Ground, row: int, shape: shapely.Geometry | None) -> gpd.GeoDataFrame:
    more = gpd.GeoDataFrame(
        {"unit_code": [ground.grids["unit_code"].iloc[row]]},
        index=pd.Index(["X000001"], name="grid_id"),
        geometry=[shape],
        crs=ground.grids.crs,
    )
    return pd.concat([ground.grids, more])


def _pocket(ground: Ground, row: int, rng: Random) -> shapely.Geometry:
    """Draw a many-sided pocket of 5 to 15 m radius well inside a grid."""
    shape = ground.grids.geometry.iloc[row]
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radius = rng.uniform(5, 15, len(angle))
    centre = shapely.get_coordinates(shape.centroid) + rng.uniform(-20, 20, 2)
    ring = centre + np.stack([np.cos(angle), np.sin(angle)], axis=-1) * radius[:, None]
    pocket = shapely.polygons(np.round(np.concatenate([ring, ring[:1]]), 3))
    if not (pocket.is_valid and shape.buffer(-1).contains(pocket)):
        raise Misfit
    return pocket


def _lost(ground: Ground, changed: gpd.GeoDataFrame, row: int) -> float:
    """Ground in m2 the grid had and has no longer."""
    before, after = ground.grids.geometry.iloc[row], changed.geometry.iloc[row]
    return float(shapely.difference(before, after).area)


def _gained(ground: Ground, changed: gpd.GeoDataFrame, row: int) -> float:
    """Ground in m2 the grid has and did not have."""
    before, after = ground.grids.geometry.iloc[row], changed.geometry.iloc[row]
    return float(shapely.difference(after, before).area)


def _only_lost(ground: Ground, changed: gpd.GeoDataFrame, row: int) -> float:
    """Ground in m2 lost by a grid that gained none."""
    if _gained(ground, changed, row) > 0:
        raise Misfit
    return _lost(ground, changed, row)


def _only_gained(ground: Ground, changed: gpd.GeoDataFrame, row: int) -> float:
    """Ground in m2 gained by a grid that lost none."""
    if _lost(ground, changed, row) > 0:
        raise Misfit
    return _gained(ground, changed, row)
