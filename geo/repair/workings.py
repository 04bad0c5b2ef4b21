"""What a desk keeps beside its cases, so that choices can be carried out."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.coverage.findings import Rows
from geo.repair.assign import Advice
from geo.repair.ground import Ground, by_row, expand
from geo.repair.namesakes import Namesake
from geo.repair.settlements import Places
from geo.repair.shapes import Layer, Nodes
from geo.repair.survey import Survey

Sets = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Workings:
    """The arrangement behind a desk, and what each case stands for in it.

    Attributes
    ----------
    position
        Row of the frame of grids for each row of the ground.
    namesakes
        Rows of the ground with an id that another row keeps.
    piece_of
        Case of contested ground -> its piece.
    nodes_of
        Technical case -> nodes that its polygons must all have.
    rows_of
        Case of whole rows -> what is to be done ("recode", "same_shape", "same_id", "no_shape",
        "technical") and the row of the ground or, for no_shape, of the frame.
    """

    ground: Ground
    state: Survey
    advice: Advice
    nodes: Nodes
    position: Ints
    places: Places
    namesakes: dict[int, Namesake]
    piece_of: dict[str, int]
    nodes_of: dict[str, Ints]
    rows_of: dict[str, tuple[str, int]]


def layer_of(ground: Ground, claims: Ints, sets: Sets) -> Layer:
    """Everything that has borders: grids, units, boundary, holes, exclaves, in this order."""
    drawn = ground.drawn
    shapes = [drawn.rows.geometry, drawn.parents.geometry, np.array([drawn.boundary], object)]
    shapes += [drawn.holes.geometry, drawn.exclaves.geometry]
    held = ground.held
    faces = faces_of_grids(ground, claims, sets)
    faces += [*held["units"], *held["boundary"], *held["holes"], *held["exclaves"]]
    return Layer(faces, np.concatenate(shapes))


def faces_of_grids(ground: Ground, claims: Ints, sets: Sets) -> list[Ints]:
    """Faces each grid claims."""
    face, grid = expand(claims, sets)
    return by_row(face, grid, len(ground.drawn.grids))


def positions(frame: gpd.GeoDataFrame, rows: Rows) -> Ints:
    """Row of the frame for each of the rows, which have an order of their own."""
    shapes = shapely.to_wkb(shapely.normalize(frame.geometry.to_numpy()), byte_order=1)
    waiting: dict[tuple[str, bytes], list[int]] = {}
    for row, key in enumerate(zip(map(str, frame.index), shapes, strict=True)):
        waiting.setdefault(key, []).append(row)
    keys = zip(rows.ids, shapely.to_wkb(rows.geometry, byte_order=1), strict=True)
    return np.array([waiting[key].pop(0) for key in keys], dtype=np.int64)
