"""The levels of the proof: grids fill the boundary, grids fill units, units fill the boundary."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coverage.edges import Edges, Ints, Polygons, Residue, edge_residue
from geo.coverage.exceptions import Ground
from geo.coverage.ledger import Layers
from geo.coverage.mismatches import GRID_PREFIX, explained, lines_of, part_of


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """What is left over at one level, and whose each row of covers and parents is."""

    residue: Residue
    covers: tuple[str, ...]
    parents: tuple[str, ...]


def levels_of(layers: Layers, *, with_units: bool) -> dict[str, Level]:
    """Cancel each level: grids and holes against the boundary and exclaves, and so on.

    Every row is at one side of two of the three levels and cancels there segment by segment, so
    grids less boundary is the sum of the other two; where those vanish it does, too.

    A hole drawn in a unit fills that unit; one in no unit stands beside the units. An exclave
    no unit has is added to the unit of its grid.
    """
    grids = _Named(layers.grids, tuple(f"{GRID_PREFIX}{name}" for name in layers.grid_ids))
    units = _Named(layers.units, tuple(f"unit:{code}" for code in layers.unit_codes))
    outline = _Named(np.array([layers.boundary], dtype=object), ("boundary",))
    holes, exclaves = (_recorded(ground) for ground in (layers.holes, layers.exclaves))
    whole = ((grids, holes), (outline, exclaves))
    if not with_units:
        return {"grids_boundary": _level(*whole)}
    held, drawn = layers.holes.unit >= 0, layers.exclaves.unit >= 0
    inner = np.concatenate([layers.grid_unit, layers.holes.unit[held]]) + 1
    outer = np.concatenate([np.arange(len(layers.units)), layers.exclaves.owner[~drawn]]) + 1
    within = _level((grids, holes.where(held)), (units, exclaves.where(~drawn)), (inner, outer))
    above = _level((units, holes.where(~held)), (outline, exclaves.where(drawn)))
    # nothing left of grids less units nor of units less boundary: nothing is left of their sum
    proved = not (within.residue.count or above.residue.count)
    first = above if proved else _level(*whole)
    return {"grids_boundary": first, "grids_units": within, "units_boundary": above}


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """Polygons and whose they are."""

    geometry: Polygons
    names: tuple[str, ...]

    def where(self, chosen: NDArray[np.bool_]) -> "_Named":
        names = tuple(self.names[row] for row in np.flatnonzero(chosen))
        return _Named(self.geometry[chosen], names)


def _recorded(ground: Ground) -> _Named:
    return _Named(ground.geometry, tuple(f"exception:{name}" for name in ground.ids))


def _level(
    covers: tuple[_Named, _Named],
    parents: tuple[_Named, _Named],
    groups: tuple[Ints, Ints] | None = None,
) -> Level:
    ground = [np.concatenate([a.geometry, b.geometry]) for a, b in (covers, parents)]
    names = [a.names + b.names for a, b in (covers, parents)]
    return Level(edge_residue(ground[0], ground[1], groups=groups), names[0], names[1])


def without_borders_of(level: Level, shapes: Sequence[shapely.Geometry]) -> Level:
    """Level without the segments that run along or inside some shapes."""
    edges = part_of(level.residue.edges, ~explained(lines_of(level.residue.edges), shapes))
    return replace(level, residue=Residue(edges, len(edges.start)))


def left_over(levels: dict[str, Level]) -> tuple[Edges, list[str]]:
    """Segments left over at all levels together; the owner is a row of the labels."""
    labels: list[str] = []
    kept = []
    for level in levels.values():
        edges = level.residue.edges
        of_parent = len(level.covers) - 1 - edges.owner
        owner = len(labels) + np.where(edges.owner < 0, of_parent, edges.owner)
        kept.append(Edges(edges.start, edges.end, owner))
        labels += [*level.covers, *level.parents]
    parts = zip(*((edges.start, edges.end, edges.owner) for edges in kept), strict=True)
    return Edges(*(np.concatenate(part) for part in parts)), labels
