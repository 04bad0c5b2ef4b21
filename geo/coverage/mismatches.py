"""Borders that do not cancel although no ground is wrong: one side has a vertex the other lacks."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.coverage.certificate import Finding
from geo.coverage.edges import Edges, Polygons

GRID_PREFIX = "grid:"
_NEAR_M = 1e-5  # noding moves a border by less than this


def lines_of(edges: Edges) -> Polygons:
    """Segments as lines, in metres."""
    ends = np.column_stack([edges.start, edges.end])
    lines: Polygons = shapely.linestrings(np.stack([ends.real, ends.imag], axis=-1))
    return lines


def mismatch_findings(
    edges: Edges, labels: Sequence[str], faces: Sequence[shapely.Geometry]
) -> list[Finding]:
    """Find groups of left-over segments that bound no faulty ground.

    Parameters
    ----------
    edges
        Segments left over at all levels; the owner is a row of ``labels``.
    labels
        Whose border it is: "grid:id", "boundary", "unit:code" or "exception:id".
    faces
        Ground already found to be wrong; its own borders need no second finding.
    """
    along = explained(lines_of(edges), faces)
    loose, known = part_of(edges, ~along), part_of(edges, along)
    group = _connected(loose)
    loose, group = _unbounded(loose, group, known, faces)
    order = np.argsort(group, kind="stable")
    findings = []
    for rows in np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else ():
        owners = sorted({labels[owner] for owner in loose.owner[rows]})
        grids = [name.removeprefix(GRID_PREFIX) for name in owners if name.startswith(GRID_PREFIX)]
        others = [name for name in owners if not name.startswith(GRID_PREFIX)]
        ends = np.stack([loose.start[rows], loose.end[rows]])
        pairs = np.unique(np.sort(ends, axis=0), axis=1)  # a segment of two levels is shown once
        shape = shapely.multilinestrings(list(lines_of(Edges(pairs[0], pairs[1], loose.owner[:0]))))
        findings.append(Finding("node_mismatch", tuple(grids), ";".join(others), shape))
    return findings


def explained(lines: Polygons, faces: Sequence[shapely.Geometry]) -> NDArray[np.bool_]:
    """Whether each line runs along the border of a face or inside it."""
    found = np.zeros(len(lines), dtype=bool)
    ground = np.array(faces, dtype=object)
    borders = shapely.get_parts(shapely.boundary(ground))
    xy, line = shapely.get_coordinates(borders, return_index=True)
    within = line[1:] == line[:-1]
    middle = shapely.points((xy[1:][within] + xy[:-1][within]) / 2)
    found[shapely.STRtree(lines).query(middle, predicate="dwithin", distance=_NEAR_M)[1]] = True
    rest = np.flatnonzero(~found)
    spots = shapely.line_interpolate_point(lines[rest], 0.5, normalized=True)
    found[rest[shapely.STRtree(ground).query(spots, predicate="within")[0]]] = True
    return found


def _unbounded(
    loose: Edges, group: NDArray[np.int32], known: Edges, faces: Sequence[shapely.Geometry]
) -> tuple[Edges, NDArray[np.int32]]:
    """Leave away groups that are the rest of a longer segment on the border of a face.

    Where a grid was drawn past its neighbour's corner, along the border of both, its one segment
    runs along the face and beyond it: what it covers beyond is left over by the same fault. Any
    vertex there that is neither an end of such a segment nor a corner of a face is a mismatch.
    """
    if not len(loose.start) or not len(known.start):
        return loose, group
    xy = shapely.get_coordinates(np.array(faces, dtype=object))
    ends = np.concatenate([known.start, known.end, xy[:, 0] + 1j * xy[:, 1]])
    middle = (loose.start + loose.end) / 2
    spots = shapely.points(np.column_stack([middle.real, middle.imag]))
    tree = shapely.STRtree(lines_of(known))
    kept = np.ones(len(group), dtype=bool)
    kept[tree.query(spots, predicate="dwithin", distance=_NEAR_M)[0]] = False
    kept |= ~(np.isin(loose.start, ends) & np.isin(loose.end, ends))
    rows = np.isin(group, group[kept])
    return part_of(loose, rows), group[rows]


def part_of(edges: Edges, rows: NDArray[np.bool_]) -> Edges:
    """Take some of the segments."""
    return Edges(edges.start[rows], edges.end[rows], edges.owner[rows])


def _connected(edges: Edges) -> NDArray[np.int32]:
    """Give each segment the number of the connected group it belongs to."""
    if not len(edges.start):
        return np.zeros(0, dtype=np.int32)
    places, numbered = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    start, end = numbered[: len(edges.start)], numbered[len(edges.start) :]
    links = coo_array((np.ones(len(start)), (start, end)), shape=(len(places), len(places)))
    label: NDArray[np.int32] = connected_components(links, directed=False)[1][start]
    return label
