"""The face ledger: node all borders once and count who claims each face."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage.certificate import Finding
from geo.coverage.edges import Ints, Polygons
from geo.coverage.exceptions import Ground

GRID_SIZE_M = 0.001  # borders that are to be stored are noded on a 1 mm raster
MOST_BORDERS = 0.5  # of the borders of the grids; if more is left over, faults are everywhere
_THINNEST_M = 1e-6  # far above the 5e-10 m to which coordinates are known, far below a millimetre


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What claims ground: grids with their unit (row in ``units``, -1 unknown), units, boundary.

    ``units`` is empty when only the boundary is known. Recorded holes
    claim ground as grids do; recorded exclaves are ground to be filled as the boundary is.
    """

    grids: Polygons
    grid_ids: tuple[str, ...]
    grid_unit: NDArray[np.int64]
    units: Polygons
    unit_codes: tuple[str, ...]
    boundary: shapely.Geometry
    holes: Ground
    exclaves: Ground


def faces_of(lines: NDArray[np.object_], *, grid_size_m: float | None = GRID_SIZE_M) -> Polygons:
    """Node lines together, on a fixed raster or as drawn, and return every enclosed face."""
    noded = shapely.union_all(lines, grid_size=grid_size_m)
    faces: Polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return faces


def ledger_findings(layers: Layers, left: NDArray[np.object_]) -> Iterator[Finding]:
    """Yield the ground claimed never, more than once, from outside or across a unit border.

    Faulty ground is enclosed by the segments ``left`` over at some level, so only what lies
    there is looked at; where nearly every border is left over, that is all. Borders are noded as
    drawn, without a raster, so that areas keep nine digits. Pieces thinner than a micrometre are
    no ground; they remain in the residue.
    """
    everywhere = _everywhere(layers, left)
    regions = layers.grids if everywhere else faces_of(left, grid_size_m=None)
    if not len(regions):
        return
    near = _mended(layers) if everywhere else _near(layers, regions)
    outline = np.array([near.boundary], dtype=object)
    areas = (near.grids, near.units, outline, near.holes.geometry, near.exclaves.geometry)
    faces = faces_of(shapely.boundary(np.concatenate(areas)), grid_size_m=None)
    faces = faces[2 * shapely.area(faces) > _THINNEST_M * shapely.length(faces)]
    spots = shapely.point_on_surface(faces)
    if not everywhere:
        enclosed = np.unique(members(spots, regions)[0])
        faces, spots = faces[enclosed], spots[enclosed]
    held = [_inside(spots, polygons) for polygons in areas]
    heaps: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for number, claims in enumerate(zip(*held, strict=True)):
        for key in _verdicts(near, _Face(*claims)):
            heaps[key].append(number)
    whole = united(faces, list(heaps.values()))
    parts, heap = shapely.get_parts(whole, return_index=True)
    keys = list(heaps)
    for part, number in zip(parts, heap.tolist(), strict=True):
        kind, grid_ids, about = keys[number]
        yield Finding(kind, grid_ids, about, part)


def united(faces: Polygons, groups: Sequence[Ints | list[int]]) -> Polygons:
    """Join noded faces, group by group, edge by edge; groups of one size at a time."""
    sizes = np.array([len(group) for group in groups], dtype=np.int64)
    whole = np.empty(len(groups), dtype=object)
    for size in np.unique(sizes).tolist():
        rows = np.flatnonzero(sizes == size)
        members = np.array([groups[row] for row in rows.tolist()], dtype=np.int64)
        whole[rows] = shapely.coverage_union_all(faces[members], axis=1)
    return whole


def _everywhere(layers: Layers, left: NDArray[np.object_]) -> bool:
    """Whether so many borders are left over that what they enclose need not be sought first."""
    drawn = shapely.length(layers.grids).sum()
    return bool(len(layers.grids) and shapely.length(left).sum() > MOST_BORDERS * drawn)


def _near(layers: Layers, regions: Polygons) -> Layers:
    """Keep the grids that reach into the regions; mend everything where rings cross."""
    near = np.unique(shapely.STRtree(layers.grids).query(regions, predicate="intersects")[1])
    return _mended(
        replace(
            layers,
            grids=layers.grids[near],
            grid_ids=tuple(layers.grid_ids[row] for row in near),
            grid_unit=layers.grid_unit[near],
        )
    )


def _mended(layers: Layers) -> Layers:
    """Layers without rings that cross themselves."""
    return replace(
        layers,
        grids=_polygonal(layers.grids),
        units=_polygonal(layers.units),
        boundary=_polygonal(np.array([layers.boundary], dtype=object))[0],
    )


def _polygonal(polygons: Polygons) -> Polygons:
    """Mend broken rings; lines and points among what they become are dropped."""
    broken = ~shapely.is_valid(polygons)
    if not broken.any():
        return polygons
    mended = polygons.copy()
    for row in np.flatnonzero(broken):
        parts = shapely.get_parts(shapely.make_valid(polygons[row]))
        mended[row] = shapely.union_all(parts[shapely.area(parts) > 0])
    return mended


@dataclass(frozen=True, slots=True)
class _Face:
    """Rows of everything that claims one face."""

    grids: list[int]
    units: list[int]
    boundary: list[int]
    holes: list[int]
    exclaves: list[int]


def _inside(spots: NDArray[np.object_], polygons: Polygons) -> list[list[int]]:
    """For each spot the rows of the polygons it lies in, ascending."""
    found: list[list[int]] = [[] for _ in range(len(spots))]
    for spot, polygon in zip(*(rows.tolist() for rows in members(spots, polygons)), strict=True):
        found[spot].append(polygon)
    return found


def members(spots: NDArray[np.object_], polygons: Polygons) -> tuple[Ints, Ints]:
    """Pairs of spot and polygon it lies in, ordered by spot, then polygon.

    Asked from the side of the polygons, each of which then keeps its segments in an index: an
    outer boundary may have thousands of them, and every spot lies in it.
    """
    row, spot = shapely.STRtree(spots).query(polygons, predicate="contains").astype(np.int64)
    order = np.lexsort((row, spot))
    return spot[order], row[order]


def _verdicts(layers: Layers, face: _Face) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Kind, grids and what it is about, of everything wrong with one face."""
    names = tuple(sorted(layers.grid_ids[claim] for claim in face.grids))
    noted = ";".join(f"exception:{layers.holes.ids[hole]}" for hole in face.holes)
    inside = bool(face.boundary or face.exclaves)
    claims = len(face.grids) + len(face.holes)
    if inside and not claims:
        about = ";".join(f"exception:{layers.exclaves.ids[row]}" for row in face.exclaves)
        yield "gap", (), about
    if claims > 1:
        yield "overlap", names, noted
    if claims and not inside:
        yield "outside", names, noted
    if not len(layers.units):
        return
    if len(face.units) != _units_due(layers, face):
        yield "layers_disagree", (), _layers_there(layers, face)
    if len(face.units) == 1:
        for claim in face.grids:
            if layers.grid_unit[claim] not in (-1, face.units[0]):
                about = layers.unit_codes[face.units[0]]
                yield "crosses_unit_border", (layers.grid_ids[claim],), about


def _units_due(layers: Layers, face: _Face) -> int:
    """How many units should hold the face: one inside the boundary, save for exceptions."""
    foreign = any(layers.holes.unit[hole] < 0 for hole in face.holes)
    drawn = any(layers.exclaves.unit[row] >= 0 for row in face.exclaves)
    return int((bool(face.boundary) or drawn) and not foreign)


def _layers_there(layers: Layers, face: _Face) -> str:
    """Name the layers that have the face: boundary, unit:code, exception:id."""
    there = ["boundary"] * bool(face.boundary)
    there += [f"unit:{layers.unit_codes[unit]}" for unit in face.units]
    there += [f"exception:{layers.holes.ids[hole]}" for hole in face.holes]
    there += [f"exception:{layers.exclaves.ids[row]}" for row in face.exclaves]
    return ";".join(there)
