"""The face ledger: node all borders once and count who claims each face."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.certificate import Finding
from geo.edges import Polygons
from geo.exceptions import Ground

GRID_SIZE_M = 0.001  # borders are noded on a 1 mm raster


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What claims ground: grids with their unit (row in ``units``, -1 unknown), units, boundary.

    All polygons are valid; ``units`` is empty when only the boundary is known. Recorded holes
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


def faces_of(lines: NDArray[np.object_], *, grid_size_m: float = GRID_SIZE_M) -> Polygons:
    """Node lines together on a fixed raster and return every enclosed face."""
    noded = shapely.union_all(lines, grid_size=grid_size_m)
    faces: Polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return faces


def ledger_findings(layers: Layers) -> Iterator[Finding]:
    """Yield the ground claimed never, more than once, from outside or across a unit border.

    Pieces thinner than the 1 mm noding raster may vanish; they remain in the edge residue.
    """
    outline = np.array([layers.boundary], dtype=object)
    areas = (layers.grids, layers.units, outline, layers.holes.geometry, layers.exclaves.geometry)
    faces = faces_of(shapely.boundary(np.concatenate(areas)))
    spots = shapely.point_on_surface(faces)
    held = [_inside(spots, polygons) for polygons in areas]
    heaps: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for number, claims in enumerate(zip(*held, strict=True)):
        for key in _verdicts(layers, _Face(*claims)):
            heaps[key].append(number)
    for (kind, grid_ids, about), members in heaps.items():
        for part in shapely.get_parts(shapely.coverage_union_all(faces[members])):
            yield Finding(kind, grid_ids, about, shapely.normalize(part))


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
    if len(polygons):
        pairs = shapely.STRtree(polygons).query(spots, predicate="within")
        for spot, polygon in sorted(zip(*pairs.tolist(), strict=True)):
            found[spot].append(polygon)
    return found


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
