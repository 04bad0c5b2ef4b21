"""Faces out of lines somebody drew: noded, closed, and named by the labels inside."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.contract import Fact, InputError
from geo.formats.drawing import Note

GRID_M = 0.001  # lines are noded on whole millimetres, like everything inside
NEAR_M = 5.0  # an open end this near to other lines was probably meant to meet them
_NAMED = 5  # labels a note names one by one
_AREAS = (3, 6)  # type numbers of Polygon and MultiPolygon

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """What closed, and what did not.

    Parameters
    ----------
    frame
        Faces by grid_id: the label inside, or "face 3" where it has none or two; faces with the
        same label are one row with several parts. Neighbours share every corner.
    ends
        Ends of lines that meet nothing: ``gap_m`` to the nearest other line, inf beyond 5 m.
    notes
        ends_open, edges_cut, ends_joined, faces_unnamed, labels_two, labels_lost and
        labels_repeated, each with a count and a place.
    """

    frame: gpd.GeoDataFrame
    ends: gpd.GeoDataFrame
    notes: tuple[Note, ...]


def faces_from_lines(
    lines: gpd.GeoDataFrame, labels: gpd.GeoDataFrame, *, snap_m: float = 0.0
) -> Faces:
    """Close lines to faces; nothing is joined or named that was not drawn so.

    Parameters
    ----------
    lines
        Lines, and polygons whose rings are taken as lines, in metres.
    labels
        Points with the column ``text``; a blank text is none.
    snap_m
        How far an open end is drawn out to meet another; at 0 nothing is moved. An end that
        sticks out by no more is cut off.

    Raises
    ------
    InputError
        no_faces: the lines enclose nothing.
    """
    edges = _noded(_as_lines(lines.geometry.to_numpy()))
    joined = 0
    if snap_m > 0:
        edges, joined = _joined(edges, snap_m)
    faces, cuts, _, _ = (
        shapely.get_parts(part) for part in shapely.polygonize_full(edges.tolist())
    )
    if not len(faces):
        told = "the lines enclose no face; close the boundaries, or join ends that nearly meet."
        raise InputError(code="no_faces", facts={"line_count": len(lines)}, sentence=told)
    faces = faces[np.lexsort(shapely.bounds(faces)[:, :2].T)]
    where, gaps, _ = _open_ends(edges)
    ends = gpd.GeoDataFrame({"gap_m": gaps}, geometry=shapely.points(where), crs=lines.crs)
    frame, notes = _named(faces, labels)
    if len(cuts):
        notes.insert(0, _placed("edges_cut", shapely.get_point(cuts, 0)))
    if joined:
        notes.insert(0, Note("ends_joined", {"count": joined, "snap_m": snap_m}))
    if len(ends):
        near = ends.geometry[ends["gap_m"] <= NEAR_M].to_numpy()
        first = _placed("ends_open", near if len(near) else ends.geometry.to_numpy())
        facts = dict(first.facts)
        facts |= {"count": len(ends), "near_count": len(near), "near_m": NEAR_M}
        notes.insert(0, Note("ends_open", facts))
    return Faces(frame.set_crs(lines.crs), ends, tuple(notes))


def _as_lines(shapes: Shapes) -> Shapes:
    """Lines as they are and the rings of polygons; points and blanks have none."""
    shapes = shapely.force_2d(shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)])
    areas = np.isin(shapely.get_type_id(shapes), _AREAS)
    rings = shapely.get_rings(shapes[areas])
    straight = shapely.get_parts(shapes[~areas])
    straight = straight[shapely.get_dimensions(straight) == 1]
    return np.concatenate([rings, straight])


def _noded(lines: Shapes) -> Shapes:
    """Edges that meet at their ends only, one from junction to junction, each once."""
    if not len(lines):
        return lines
    merged = shapely.line_merge(shapely.union_all(lines, grid_size=GRID_M))
    parts: Shapes = shapely.get_parts(merged)
    return parts


def _open_ends(
    edges: Shapes,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Places of ends that meet nothing, distance to other lines, and the edge of each."""
    if not len(edges):
        return np.empty((0, 2)), np.empty(0), np.empty(0, dtype=np.intp)
    xy = shapely.get_coordinates(
        shapely.get_point(np.tile(edges, 2), np.repeat([0, -1], len(edges)))
    )
    _, first, count = np.unique(xy, axis=0, return_index=True, return_counts=True)
    lone = np.sort(first[count == 1])
    points, own = shapely.points(xy[lone]), lone % len(edges)
    end, edge = shapely.STRtree(edges).query(points, predicate="dwithin", distance=NEAR_M)
    other = edge != own[end]
    gaps = np.full(len(lone), np.inf)
    np.minimum.at(gaps, end[other], shapely.distance(points[end[other]], edges[edge[other]]))
    return xy[lone], gaps, own


def _joined(edges: Shapes, snap_m: float) -> tuple[Shapes, int]:
    """Edges with open ends drawn to the nearest open end, else line; overshoots cut off."""
    _, _, own = _open_ends(edges)
    over = own[shapely.length(edges[own]) <= snap_m]
    kept = _noded(np.delete(edges, over))
    where, _, own = _open_ends(kept)
    points = shapely.points(where)
    bridges = []
    for number, point in enumerate(points):
        rest = np.delete(points, number)
        near = rest[shapely.dwithin(rest, point, snap_m)]
        if not len(near):
            lines = np.delete(kept, own[number])
            near = lines[shapely.dwithin(lines, point, snap_m)]
        if len(near):
            nearest = near[shapely.distance(near, point).argmin()]
            bridges.append(shapely.shortest_line(point, nearest))
    return _noded(np.concatenate([kept, np.array(bridges, dtype=object)])), len(over) + len(bridges)


def _named(faces: Shapes, labels: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Note]]:
    """Faces by the one label inside each, and notes of every label that could not name one."""
    texts = labels["text"].map(lambda text: text.strip() if isinstance(text, str) else "")
    points = labels.geometry.to_numpy()[(texts != "").to_numpy()]
    words = texts[texts != ""].tolist()
    inside: list[list[int]] = [[] for _ in faces]
    for face, label in shapely.STRtree(points).query(faces, predicate="contains").T:
        inside[face].append(int(label))
    names = [{words[label] for label in held} for held in inside]
    ids = [
        next(iter(held)) if len(held) == 1 else f"face {number}"
        for number, held in enumerate(names, 1)
    ]
    lost = sorted(set(range(len(words))) - {label for held in inside for label in held})
    spots = shapely.point_on_surface(faces)
    blank = np.array([not held for held in names])
    double = np.array([len(held) > 1 for held in names])
    repeated = [name for name, count in Counter(ids).items() if count > 1]
    twice = np.array([name in set(repeated) for name in ids])
    both = [", ".join(sorted(held)) for held in names if len(held) > 1]
    notes = [
        _placed("faces_unnamed", spots[blank]),
        _placed("labels_two", spots[double], both),
        _placed("labels_lost", points[lost], [words[label] for label in lost]),
        _placed("labels_repeated", spots[twice], repeated),
    ]
    parts: dict[str, list[shapely.Geometry]] = {}
    for name, face in zip(ids, faces, strict=True):
        parts.setdefault(name, []).append(face)
    # neighbours with one name share their border exactly, so it vanishes exactly
    shapes = [shapely.coverage_union_all(held) if held[1:] else held[0] for held in parts.values()]
    index = pd.Index(list(parts), dtype="object", name="grid_id")
    named = gpd.GeoDataFrame(geometry=shapes, index=index)
    return named, [note for note in notes if note.facts["count"]]


def _placed(code: str, points: Shapes, labels: Sequence[str] = ()) -> Note:
    """Note with how many there are and where the first one is, from west to east."""
    if not len(points):
        return Note(code, {"count": 0})
    x, y = min(shapely.get_coordinates(points).tolist())
    facts: dict[str, Fact] = {
        "count": len(labels) or len(points),
        "x": round(x, 3),
        "y": round(y, 3),
    }
    if labels:
        facts["labels"] = ", ".join(labels[:_NAMED]) + (", ..." if len(labels) > _NAMED else "")
    return Note(code, facts)
