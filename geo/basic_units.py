"""Small pieces of a village that a division is put together from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from geo.borders import Land, across, segment_numbers
from geo.coverage.edges import Polygons, shared_borders
from geo.coverage.ledger import faces_of
from geo.ridges import ridges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Lines = NDArray[np.object_]

_SAME_NODE_M = 0.5  # a line that ends this near a corner of the ground ends in that corner
_MOST_HOMES = 8_000  # distances between all pairs: 256 MB


@dataclass(frozen=True, slots=True)
class Cutting:
    """How finely ground is cut; the planner's own numbers, no standard.

    Parameters
    ----------
    cluster_m
        Houses of one cluster are at most so far apart.
    smallest_m2
        Smaller pieces are crumbs and join a neighbour.
    smallest_empty_m2
        The same for a piece without a house.
    basin_m2
        Ground that feeds a stream, for the ridges between such basins.
    """

    cluster_m: float = 80.0
    smallest_m2: float = 400.0
    smallest_empty_m2: float = 20_000.0
    basin_m2: float = 300_000.0

    def __post_init__(self) -> None:
        """Refuse sizes that cut nothing."""
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                msg = f"{name} must be positive, got {getattr(self, name)}"
                raise ValueError(msg)


@dataclass(frozen=True, slots=True, eq=False)
class BasicUnits:
    """Pieces that tile the ground, and the borders between them.

    Parameters
    ----------
    pieces
        Frame by basic_id: zone (row of the zone most of it lies in), homes, geometry Polygon;
        numbered from west to east in bands from north to south.
    borders
        Frame: a, b (rows of pieces, a < b), metres, natural_m (metres that follow a line).
    outline
        The ground with every node the pieces have.
    """

    pieces: gpd.GeoDataFrame
    borders: pd.DataFrame
    outline: shapely.Geometry


def basic_units(
    zones: gpd.GeoSeries,
    land: Land,
    homes: NDArray[np.object_],
    cutting: Cutting = Cutting(),
    *,
    across_zones: bool = False,
) -> BasicUnits:
    """Cut ground into pieces along lines of the land, zones and midways between houses.

    Everything is noded together on a 1 mm raster; pieces too small to be given away by
    themselves join the neighbour to which they have the longest border that follows nothing.

    Parameters
    ----------
    zones
        Polygons that tile the ground: the grids that are to be drawn again.
    land
        Roads, streams, shores and heights; what of a border is natural is asked there.
    homes
        Points where people live.
    across_zones
        Whether a crumb may join a piece of another zone. Without it every zone stays the union of
        its pieces, so that a division may be left as it was.
    """
    shapes = zones.geometry.to_numpy()
    ground = shapely.coverage_union_all(shapes)
    cuts = [*_reaching(_natural(land, ground, cutting), ground), *_between(homes, ground, cutting)]
    lines = [*shapely.boundary(shapes), *_attached(cuts, ground)]
    faces = faces_of(np.array(lines, dtype=object))
    zone = _holders(shapely.point_on_surface(faces), shapes)
    faces, zone = faces[zone >= 0], zone[zone >= 0]
    held = np.bincount(_homes_at(homes, faces), minlength=len(faces))
    pool = np.zeros(len(faces), np.int64) if across_zones else zone
    heaps = _heaps(_joined_crumbs(faces, held, pool, borders_between(faces, land), cutting))
    pieces = gpd.GeoDataFrame(
        {
            "zone": [_mostly(zone[rows], faces[rows]) for rows in heaps],
            "homes": [int(held[rows].sum()) for rows in heaps],
        },
        geometry=[shapely.normalize(shapely.coverage_union_all(faces[rows])) for rows in heaps],
        crs=zones.crs,
    )
    pieces = _numbered(pieces)
    shapes = pieces.geometry.to_numpy()
    return BasicUnits(pieces, borders_between(shapes, land), shapely.coverage_union_all(shapes))


def borders_between(shapes: Polygons, land: Land) -> pd.DataFrame:
    """Measure the borders of neighbours: rows a < b, metres, natural_m (along a line of the land).

    Shapes must have the same nodes along a border, as the pieces of one noding have.
    """
    a, b, metres = shared_borders(shapes)
    trace = land.trace(shapes)
    other = across(shapes)[segment_numbers(trace, shapes)]
    counts = trace.followed() & (other > trace.owner)
    pair = trace.owner[counts] * len(shapes) + other[counts]
    row = np.searchsorted(a * len(shapes) + b, pair)
    along = np.bincount(row, weights=trace.metres[counts], minlength=len(a))
    return pd.DataFrame({"a": a, "b": b, "metres": metres, "natural_m": np.minimum(along, metres)})


def _natural(land: Land, ground: shapely.Geometry, cutting: Cutting) -> Lines:
    """Every line of the land a border should follow."""
    lines = [line for frame in land.lines.values() for line in frame.geometry]
    if land.terrain is not None:
        lines += ridges(land.terrain, ground.bounds, basin_m2=cutting.basin_m2).tolist()
    return np.array([*lines, None], dtype=object)[:-1]


def _reaching(natural: Lines, ground: shapely.Geometry) -> Lines:
    """Lines that reach into the ground, cut off outside it."""
    shapely.prepare(ground)
    inside = natural[shapely.intersects(ground, natural)]
    parts = shapely.get_parts(shapely.intersection(inside, ground))
    lines: Lines = parts[np.isin(shapely.get_type_id(parts), (1, 5))]
    return lines


def _attached(lines: Sequence[shapely.Geometry], ground: shapely.Geometry) -> Lines:
    """Lines drawn into the corners of the ground they come near, so that few nodes are new."""
    every = np.array([*lines, None], dtype=object)[:-1]
    corners = shapely.multipoints(shapely.get_coordinates(ground))
    near = shapely.dwithin(every, shapely.boundary(ground), _SAME_NODE_M)
    every[near] = shapely.snap(every[near], corners, _SAME_NODE_M)
    return every


def _between(homes: NDArray[np.object_], ground: shapely.Geometry, cutting: Cutting) -> Lines:
    """Lines midway between clusters of houses: Voronoi edges between houses of two clusters.

    Clusters are complete-linkage: no two houses of one are farther apart than the setting.
    """
    xy = np.unique(shapely.get_coordinates(homes), axis=0)
    if len(xy) < 2:
        return np.array([], dtype=object)
    cluster = _clusters(xy, cutting.cluster_m)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(xy), extend_to=ground, ordered=True)
    )
    order = np.argsort(cluster, kind="stable")
    starts = np.flatnonzero(np.diff(cluster[order], prepend=-1))
    groups = [rows.tolist() for rows in np.split(order, starts[1:])]
    if len(groups) < 2:
        return np.array([], dtype=object)
    wide = [shapely.coverage_union_all(cells[rows]) for rows in groups]
    edges = shapely.line_merge(shapely.union_all(shapely.boundary(wide)))
    inside = shapely.get_parts(shapely.intersection(edges, ground))
    drawn: Lines = inside[shapely.get_type_id(inside) == 1]
    return drawn


def _clusters(xy: Floats, apart_m: float) -> Ints:
    """Cluster number of each point; beyond what fits in memory, cells of a square raster."""
    if len(xy) > _MOST_HOMES:
        side = apart_m / np.sqrt(2)
        cells: Ints = np.unique(np.floor(xy / side), axis=0, return_inverse=True)[1].ravel()
        return cells
    found: Ints = fcluster(linkage(xy, "complete"), apart_m, "distance").astype(np.int64)
    return found


def _homes_at(homes: NDArray[np.object_], shapes: Polygons) -> Ints:
    """Row of the shape each home lies in; homes elsewhere are left out."""
    home, shape = shapely.STRtree(shapes).query(homes, "intersects")
    first = np.unique(home, return_index=True)[1]
    rows: Ints = shape[first].astype(np.int64)
    return rows


def _holders(spots: NDArray[np.object_], shapes: Polygons) -> Ints:
    """Row of the shape each spot lies in, -1 for none."""
    found = np.full(len(spots), -1, dtype=np.int64)
    spot, shape = shapely.STRtree(shapes).query(spots, "within")
    found[spot] = shape
    return found


def _mostly(zone: Ints, faces: Polygons) -> int:
    """Zone that holds most of the ground of these faces."""
    return int(np.bincount(zone, weights=shapely.area(faces)).argmax())


def _heaps(head: list[int]) -> list[list[int]]:
    """Rows that belong to one heap."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, first in enumerate(head):
        rows[first].append(row)
    return list(rows.values())


def _joined_crumbs(
    faces: Polygons,
    homes: Ints,
    pool: Ints,
    borders: pd.DataFrame,
    cutting: Cutting,
) -> list[int]:
    """Let every crumb join a neighbour; the row of the face each face ends up with.

    The smallest goes first, to the neighbour with the longest border that follows nothing; where
    all its borders follow something, over the longest of them. A crumb alone in its pool stays.
    """
    area, held = shapely.area(faces).tolist(), homes.tolist()
    near: list[dict[int, tuple[float, float]]] = [{} for _ in range(len(faces))]
    for i, j, long, along in borders.itertuples(index=False):
        if pool[i] == pool[j]:
            near[i][j] = near[j][i] = (long - along, long)
    head = list(range(len(faces)))

    def small(row: int) -> bool:
        least = cutting.smallest_m2 if held[row] else cutting.smallest_empty_m2
        return bool(area[row] < least and near[row])

    crumbs = [(area[row], row) for row in range(len(faces)) if small(row)]
    heapify(crumbs)
    while crumbs:
        size, row = heappop(crumbs)
        if head[row] != row or size != area[row] or not small(row):
            continue
        to = max(near[row], key=lambda other: (*near[row][other], -other))
        _absorb(row, to, near)
        head[row] = to
        area[to] += area[row]
        held[to] += held[row]
        if small(to):
            heappush(crumbs, (area[to], to))
    return [_root(head, row) for row in range(len(faces))]


def _absorb(row: int, to: int, near: list[dict[int, tuple[float, float]]]) -> None:
    """Let one face take over the borders of another."""
    for other, (plain, long) in near[row].items():
        del near[other][row]
        if other != to:
            before = near[to].get(other, (0.0, 0.0))
            near[to][other] = near[other][to] = (before[0] + plain, before[1] + long)
    near[row] = {}


def _root(head: list[int], row: int) -> int:
    while head[row] != row:
        row = head[row]
    return row


def _numbered(pieces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Pieces by basic_id, counted west to east in bands from north to south."""
    spots = shapely.get_coordinates(shapely.point_on_surface(pieces.geometry.to_numpy()))
    north = spots[:, 1].max() - spots[:, 1]
    bands = max(1, round(len(pieces) ** 0.5))
    band = np.floor(north / (np.ptp(north) + 1.0) * bands)
    pieces = pieces.iloc[np.lexsort((spots[:, 1], spots[:, 0], band))]
    digits = len(str(len(pieces)))
    names = [f"b{number:0{digits}d}" for number in range(1, len(pieces) + 1)]
    return pieces.set_index(pd.Index(names, dtype="object", name="basic_id"))
