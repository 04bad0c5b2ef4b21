"""Coverages to measure on: made ones of any size, and the two areas of this repository.

A made coverage is a wall of bricks whose joints wander: every border is one line that both
neighbours share, cut into as many segments as give the polygons about 100 vertices.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.crs import snap_to_mm
from geo.load import load_area

__all__ = ["AREAS", "Ground", "area", "tiling"]

CRS = "EPSG:4544"
SEED = 20260901  # fixed before the first run
EAST, NORTH = 400_000.0, 3_100_000.0  # south-west corner, metres
CELL_M = 150.0
JITTER = (0.08, 0.06)  # how far joints move, in cells; keeps every angle over 60 degrees
WANDER = 0.45  # steepest start of a border against its chord: 24 degrees, twice that is under 60
UNIT_CELLS = 40  # cells a unit, about as many as a village has grids
AREAS = {"luoyan": "data/boundaries", "liechtenstein": "data/examples/liechtenstein"}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Grids by grid_id with unit_code, units by unit_code, and the outer boundary."""

    grids: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    boundary: shapely.Geometry


def tiling(count: int, *, vertices: int = 100, seed: int = SEED) -> Ground:
    """Make ``count`` polygons of about ``vertices`` vertices on a 1 mm raster."""
    rows, columns = _shape(count)
    rng = np.random.default_rng([seed, count, vertices])
    ground = _cells(rows, columns, vertices, rng)
    row, column = np.divmod(np.arange(count), columns)
    unit = _unit_numbers(row, column, rows, columns)
    codes = np.array([f"U{number:05d}" for number in range(int(unit.max()) + 1)], dtype=object)
    grids = gpd.GeoDataFrame(
        {"unit_code": codes[unit]},
        index=pd.Index([f"G{number:06d}" for number in range(count)], name="grid_id"),
        geometry=ground,
        crs=CRS,
    )
    return grounded(grids)


def grounded(grids: gpd.GeoDataFrame) -> Ground:
    """Join the grids of each unit, and all of them, edge by edge."""
    rows = grids.groupby("unit_code", sort=True).indices
    shapes = grids.geometry.to_numpy()
    units = gpd.GeoDataFrame(
        index=pd.Index(list(rows), name="unit_code"),
        geometry=[shapely.coverage_union_all(shapes[of]) for of in rows.values()],
        crs=grids.crs,
    )
    return Ground(grids, units, shapely.coverage_union_all(units.geometry.to_numpy()))


@lru_cache(maxsize=2)
def area(name: str) -> Ground:
    """Grids of one of the two areas of this repository, in metres."""
    loaded = load_area(Path(__file__).parents[2] / AREAS[name])
    units = gpd.GeoDataFrame(geometry=loaded.units.geometry)
    grids = loaded.grids[["unit_code", "geometry"]]
    return Ground(grids, units, shapely.coverage_union_all(units.geometry.to_numpy()))


def _shape(count: int) -> tuple[int, int]:
    """Rows and columns, as square as ``count`` allows."""
    rows = next(n for n in range(int(count**0.5), 0, -1) if count % n == 0)
    return rows, count // rows


def _cells(rows: int, columns: int, vertices: int, rng: np.random.Generator) -> NDArray[np.object_]:
    """Polygons row by row from the south; every second row is shifted by half a cell.

    A cell has four half joints (two below, two above) and two upright ones, so every inner
    node joins three borders, as in drawn grids.
    """
    across, up = round(vertices * 0.13), round(vertices * 0.24)
    nodes = _nodes(rows, columns, rng)
    flat = _borders(nodes[:, :-1], nodes[:, 1:], across, rng)  # [line, half column]
    shift = np.arange(rows) % 2
    foot = 2 * np.arange(columns + 1)[None, :] + shift[:, None]
    line = np.arange(rows)[:, None]
    upright = _borders(nodes[line, foot], nodes[line + 1, foot], up, rng)  # [row, column]
    row, column = np.divmod(np.arange(rows * columns), columns)
    half = 2 * column + shift[row]
    sides = (
        flat[row, half],
        flat[row, half + 1],
        upright[row, column + 1],
        flat[row + 1, half + 1][:, ::-1],
        flat[row + 1, half][:, ::-1],
        upright[row, column][:, ::-1],
    )
    ring = np.concatenate([side[:, :-1] for side in sides], axis=1)
    metres = np.round(ring * CELL_M + (EAST, NORTH), 3)
    return snap_to_mm(shapely.polygons(np.concatenate([metres, metres[:, :1]], axis=1)))


def _nodes(rows: int, columns: int, rng: np.random.Generator) -> Floats:
    """Place the ends of the joints, in cells: [line, half column, xy]."""
    x, y = np.meshgrid(np.arange(2 * columns + 2) / 2, np.arange(rows + 1.0))
    push = rng.uniform(-1, 1, (rows + 1, 2 * columns + 2, 2)) * JITTER
    return np.stack([x, y], axis=-1) + push


def _borders(start: Floats, end: Floats, segments: int, rng: np.random.Generator) -> Floats:
    """Wandering lines from start to end: [..., vertex, xy]; a graph over the chord, so simple."""
    t = np.linspace(0, 1, segments + 1)
    shape = start.shape[:-1]
    waves = np.arange(1, 5)
    strength = rng.uniform(-1, 1, (*shape, len(waves))) / waves
    phase = rng.uniform(0, 2 * np.pi, (*shape, len(waves)))
    angle = 2 * np.pi * t[:, None] * waves + phase[..., None, :]
    wave = np.sum(strength[..., None, :] * np.sin(angle), axis=-1)
    rough = 0.3 * rng.uniform(-1, 1, (*shape, segments + 1))
    aside = WANDER * t * (1 - t) * np.clip(wave / 2 + rough, -1, 1)
    chord = end - start
    normal = np.stack([-chord[..., 1], chord[..., 0]], axis=-1)
    straight = start[..., None, :] * (1 - t)[:, None] + end[..., None, :] * t[:, None]
    line: Floats = straight + aside[..., None] * normal[..., None, :]
    return line


def _unit_numbers(
    row: NDArray[np.int64], column: NDArray[np.int64], rows: int, columns: int
) -> NDArray[np.int64]:
    """Blocks of about `UNIT_CELLS` cells, at least two each way."""
    down = max(2, round((len(row) / UNIT_CELLS * rows / columns) ** 0.5))
    along = max(2, round(len(row) / UNIT_CELLS / down))
    return (row * down // rows) * along + column * along // columns
