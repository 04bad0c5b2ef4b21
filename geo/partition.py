"""One planar partition of the township into faces, and grids as an assignment of faces."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, InputError, name_some
from geo.coverage.edges import Polygons, shared_borders
from geo.coverage.ledger import GRID_SIZE_M, faces_of


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Faces that tile the township, and the grid each face belongs to.

    Complete coverage (every face has a grid) and seamless joins (exactly one) hold by
    construction; a partition that would break them, or a grid in two units, is refused.

    Parameters
    ----------
    faces
        Frame by face_id: unit_code, geometry Polygon; noded together once.
    grid_of
        grid_id of each face.

    Raises
    ------
    InputError
        faces_without_grid, unknown_faces or grid_in_two_units.
    """

    faces: gpd.GeoDataFrame
    grid_of: "pd.Series[str]"

    def __post_init__(self) -> None:
        unknown = self.grid_of.index.difference(self.faces.index)
        if len(unknown):
            told = "These faces are not part of the ground: {rows}."
            raise _fault(unknown, "unknown_faces", told)
        grid_of = self.grid_of.reindex(self.faces.index)
        blank = grid_of.index[grid_of.isna() | (grid_of == "")]
        if len(blank):
            told = "Every face must have a grid; these have none: {rows}."
            raise _fault(blank, "faces_without_grid", told)
        units = self.faces["unit_code"].groupby(grid_of.to_numpy()).nunique()
        if (units > 1).any():
            told = "A grid must lie in one unit; these lie in several: {rows}."
            raise _fault(units.index[units > 1], "grid_in_two_units", told)
        object.__setattr__(self, "grid_of", grid_of.astype("object").rename("grid_id"))

    def grids(self) -> gpd.GeoDataFrame:
        """Frame by grid_id: unit_code, geometry; faces joined edge by edge, no vertex lost."""
        return _joined(self.faces, self.grid_of, "grid_id")

    def units(self) -> gpd.GeoDataFrame:
        """Frame by unit_code: geometry with every node its grids have, so borders match."""
        unit_of = self.faces["unit_code"]
        return _joined(self.faces, unit_of, "unit_code").drop(columns="unit_code")


def assign(faces: gpd.GeoDataFrame, grid_of: Mapping[str, str]) -> Partition:
    """Make a partition out of faces and a grid for every one of them."""
    return Partition(faces, pd.Series(dict(grid_of), dtype="object"))


def move(partition: Partition, face_ids: Iterable[str], to: str) -> Partition:
    """Give faces to another grid; the old partition stays as it was.

    Raises
    ------
    InputError
        unknown_faces, or grid_in_two_units when the grid lies in another unit.
    """
    wanted = pd.Index(list(face_ids), dtype="object")
    unknown = wanted.difference(partition.faces.index)
    if len(unknown):
        raise _fault(unknown, "unknown_faces", "These faces are not part of the ground: {rows}.")
    grid_of = partition.grid_of.copy()
    grid_of.loc[wanted] = to
    return Partition(partition.faces, grid_of)


def noded_faces(
    units: gpd.GeoDataFrame,
    lines: Iterable[shapely.Geometry],
    *,
    grid_size_m: float = GRID_SIZE_M,
) -> gpd.GeoDataFrame:
    """Cut the units by lines into faces, everything noded together once on a 1 mm raster.

    Unit borders move by less than the raster (0.71 mm); take the units from
    `Partition.units` afterwards. A line that ends inside a face cuts nothing there. Face ids
    depend on the shape of the face only, so an untouched face keeps its id.

    Returns
    -------
    Frame by face_id: unit_code, geometry Polygon.
    """
    outlines = units.geometry.to_numpy()
    every = np.array([*shapely.boundary(outlines), *lines], dtype=object)
    faces = shapely.normalize(faces_of(every, grid_size_m=grid_size_m))
    face, unit = shapely.STRtree(outlines).query(shapely.point_on_surface(faces), "within")
    first = np.unique(face, return_index=True)[1]  # ground of two units goes to the first
    held, codes = faces[face[first]], units.index.to_numpy()[unit[first]]
    ids = pd.Index([_face_id(shape) for shape in held], dtype="object", name="face_id")
    return gpd.GeoDataFrame(
        {"unit_code": codes.astype("object")}, index=ids, geometry=held, crs=units.crs
    ).sort_index()


def nearest_seed_partition(
    units: gpd.GeoDataFrame, seeds: gpd.GeoDataFrame, *, grid_size_m: float = GRID_SIZE_M
) -> Partition:
    """Divide every unit among its seeds by nearness, with single-part grids.

    Each part of a unit (an exclave too) is divided among the seeds that lie in it; a part
    without a seed becomes a grid of its own, named unit_code~number. Ground nearest to a seed
    but cut off from it goes to the neighbour with the longest common border.

    Parameters
    ----------
    units
        Frame by unit_code that forms a coverage.
    seeds
        Points by grid_id with unit_code, inside that unit.

    Raises
    ------
    InputError
        seed_outside_unit.
    """
    parts, owner = shapely.get_parts(units.geometry.to_numpy(), return_index=True)
    codes = units.index.to_numpy()[owner]
    members = _seeds_of_parts(parts, codes, seeds)
    points = seeds.geometry.to_numpy()
    lines = [
        shapely.intersection(_voronoi_edges(points[rows], part), part)
        for part, rows in zip(parts, members, strict=True)
        if len(rows) > 1
    ]
    faces = noded_faces(units, lines, grid_size_m=grid_size_m)
    names = _part_names(codes, members)
    grid_of, home = _nearest_seeds(faces.geometry.to_numpy(), parts, members, names, seeds)
    joined = _join_strays(faces, grid_of, home)
    return Partition(faces, pd.Series(joined, index=faces.index, dtype="object"))


def _nearest_seeds(
    faces: Polygons,
    parts: Polygons,
    members: list[NDArray[np.int64]],
    names: list[str],
    seeds: gpd.GeoDataFrame,
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Nearest seed of each face within its part, and whether the face holds that seed."""
    spots = shapely.point_on_surface(faces)
    part_of = _container(spots, parts)
    points, ids = seeds.geometry.to_numpy(), seeds.index.to_numpy(dtype="object")
    grid_of, home = np.empty(len(faces), dtype=object), np.zeros(len(faces), dtype=bool)
    for number, rows in enumerate(members):
        inside = np.flatnonzero(part_of == number)
        if len(rows):
            own = rows[shapely.STRtree(points[rows]).nearest(spots[inside])]
            grid_of[inside] = ids[own]
            home[inside] = shapely.intersects(faces[inside], points[own])
        else:
            grid_of[inside], home[inside] = names[number], True
    return grid_of, home


def _seeds_of_parts(
    parts: Polygons, codes: NDArray[np.object_], seeds: gpd.GeoDataFrame
) -> list[NDArray[np.int64]]:
    """Rows of the seeds in each part; every seed must lie in a part of its own unit."""
    point, part = shapely.STRtree(parts).query(seeds.geometry.to_numpy(), "intersects")
    own = codes[part] == seeds["unit_code"].to_numpy(dtype="object")[point]
    point, first = np.unique(point[own], return_index=True)
    part = part[own][first]
    lost = seeds.index.delete(point)
    if len(lost):
        told = "A seed must lie in the unit it names; these do not: {rows}."
        raise _fault(lost, "seed_outside_unit", told)
    return [point[part == number].astype(np.int64) for number in range(len(parts))]


def _part_names(codes: NDArray[np.object_], members: list[NDArray[np.int64]]) -> list[str]:
    """Name of the grid of each part without a seed: unit_code~1, ~2 ..."""
    seen: dict[str, int] = defaultdict(int)
    names = []
    for code, rows in zip(codes, members, strict=True):
        seen[code] += not len(rows)
        names.append(f"{code}~{seen[code]}")
    return names


def _voronoi_edges(points: NDArray[np.object_], part: shapely.Geometry) -> shapely.Geometry:
    return shapely.voronoi_polygons(shapely.multipoints(points), extend_to=part, only_edges=True)


def _container(spots: NDArray[np.object_], polygons: Polygons) -> NDArray[np.int64]:
    """Row of the polygon each spot lies in."""
    found = np.full(len(spots), -1, dtype=np.int64)
    spot, polygon = shapely.STRtree(polygons).query(spots, "within")
    found[spot] = polygon
    return found


def _join_strays(
    faces: gpd.GeoDataFrame, grid_of: NDArray[np.object_], home: NDArray[np.bool_]
) -> NDArray[np.object_]:
    """Give faces cut off from their seed to the settled neighbour with the longest border."""
    a, b, metres = shared_borders(faces.geometry.to_numpy())
    unit = faces["unit_code"].to_numpy(dtype="object")
    grid_of, settled = grid_of.copy(), home.copy()
    inner = unit[a] == unit[b]
    a, b, metres = a[inner], b[inner], metres[inner]
    while not settled.all():
        border: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for i, j, length in zip(a, b, metres, strict=True):
            for stray, neighbour in ((i, j), (j, i)):
                if settled[neighbour] and not settled[stray]:
                    border[int(stray)][str(grid_of[neighbour])] += float(length)
        if not border:  # enclosed by nothing of its unit: it stays with its seed
            break
        for stray, choices in border.items():
            grid_of[stray] = max(sorted(choices), key=choices.__getitem__)
            settled[stray] = True
    return grid_of


def _joined(faces: gpd.GeoDataFrame, label: "pd.Series[str]", name: str) -> gpd.GeoDataFrame:
    """Faces of one label as one shape each, with the unit code."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, value in enumerate(label):
        rows[str(value)].append(row)
    shapes = faces.geometry.to_numpy()
    ids = sorted(rows)
    return gpd.GeoDataFrame(
        {"unit_code": [faces["unit_code"].iloc[rows[value][0]] for value in ids]},
        index=pd.Index(ids, dtype="object", name=name),
        geometry=[
            shapely.normalize(shapely.coverage_union_all(shapes[rows[value]])) for value in ids
        ],
        crs=faces.crs,
    )


def _face_id(shape: shapely.Geometry) -> str:
    return "f" + hashlib.sha256(shapely.to_wkb(shape, byte_order=1)).hexdigest()[:12]


def _fault(rows: Iterable[object], code: str, told: str) -> InputError:
    facts: dict[str, Fact] = {"rows": name_some(rows)}
    return InputError(code, facts, told)
