"""The face ledger: node all borders once and count who claims each face."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.certificate import Finding
from geo.edges import Polygons

GRID_SIZE_M = 0.001  # borders are noded on a 1 mm raster


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """What claims ground: grids with their unit (row in ``units``, -1 unknown), units, boundary.

    All polygons are valid; ``units`` is empty when only the boundary is known.
    """

    grids: Polygons
    grid_ids: tuple[str, ...]
    grid_unit: NDArray[np.int64]
    units: Polygons
    unit_codes: tuple[str, ...]
    boundary: shapely.Geometry


def faces_of(lines: NDArray[np.object_], *, grid_size_m: float = GRID_SIZE_M) -> Polygons:
    """Node lines together on a fixed raster and return every enclosed face."""
    noded = shapely.union_all(lines, grid_size=grid_size_m)
    faces: Polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return faces


def ledger_findings(layers: Layers) -> Iterator[Finding]:
    """Yield the ground claimed never, more than once, from outside or across a unit border.

    Pieces thinner than the 1 mm noding raster may vanish; they remain in the edge residue.
    """
    every = np.concatenate([layers.grids, layers.units, np.array([layers.boundary], object)])
    faces = faces_of(shapely.boundary(every))
    spots = shapely.point_on_surface(faces)
    claims = _inside(spots, layers.grids)
    in_units = _inside(spots, layers.units)
    shapely.prepare(layers.boundary)
    inside = shapely.contains(layers.boundary, spots)
    heaps: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for face in range(len(faces)):
        for key in _verdicts(layers, claims[face], in_units[face], bool(inside[face])):
            heaps[key].append(face)
    for (kind, grid_ids, about), members in heaps.items():
        for part in shapely.get_parts(shapely.coverage_union_all(faces[members])):
            yield Finding(kind, grid_ids, about, shapely.normalize(part))


def _inside(spots: NDArray[np.object_], polygons: Polygons) -> list[list[int]]:
    """For each spot the rows of the polygons it lies in, ascending."""
    found: list[list[int]] = [[] for _ in range(len(spots))]
    if len(polygons):
        pairs = shapely.STRtree(polygons).query(spots, predicate="within")
        for spot, polygon in sorted(zip(*pairs.tolist(), strict=True)):
            found[spot].append(polygon)
    return found


def _verdicts(
    layers: Layers, claims: list[int], in_units: list[int], inside: bool
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Kind, grids and unit of everything wrong with one face."""
    names = tuple(sorted(layers.grid_ids[claim] for claim in claims))
    if inside and not claims:
        yield "gap", (), ""
    if len(claims) > 1:
        yield "overlap", names, ""
    if claims and not inside:
        yield "outside", names, ""
    if not len(layers.units):
        return
    if len(in_units) != inside:  # boundary and units differ, or two units overlap
        yield "layers_disagree", (), ";".join(layers.unit_codes[unit] for unit in in_units)
    if len(in_units) == 1:
        for claim in claims:
            if layers.grid_unit[claim] not in (-1, in_units[0]):
                about = layers.unit_codes[in_units[0]]
                yield "crosses_unit_border", (layers.grid_ids[claim],), about
