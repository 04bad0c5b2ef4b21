"""An open draft: where it stood after every operation, its figures, what the map knows of it."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geo.formats.drawing import Drawing
from geo.formats.kept import pack, unpack
from geo.redraw import apply, from_plain, open_grids
from geo.redraw.kept import pack as pack_state
from geo.redraw.kept import unpack as unpack_state
from planner.demand.grid_figures import FigureSettings, grid_figures
from planner.demand.grid_rules import GridRules
from planner.store import redraws, snapshots

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.redraw import Change, Grid, GridSet, Operation
    from planner.road import Ground
    from planner.store.redraws import Redraw

_SNAPSHOT_EVERY = 20  # operations
_ALIKE_M2 = 1.0  # nodes on the raster move less
_COLUMNS = ("name_zh", "name_en", "kind", "unit_code", "effective_from")


@dataclass(frozen=True, slots=True)
class Measure:
    """What figures are measured by: the limits and rates the planner has set."""

    rules: GridRules = field(default_factory=GridRules)
    settings: FigureSettings = field(default_factory=FigureSettings)

    def of(
        self, grids: gpd.GeoDataFrame, ground: Ground, ids: Collection[str] | None = None
    ) -> pd.DataFrame:
        """Return the figures of grids by this measure."""
        return grid_figures(grids, ground, ids, rules=self.rules, settings=self.settings)


@dataclass(slots=True, eq=False)
class Standing:
    """A division after some operations; its figures are filled in when first asked for.

    ``changed`` are the grids whose ground is not that of the start; ``figures`` were taken by
    the measure ``taken_by``.
    """

    state: GridSet
    change: Change | None = None
    operation: Operation | None = None
    changed: frozenset[str] = frozenset()
    figures: pd.DataFrame | None = None
    taken_by: Measure | None = None

    def figures_by(self, measure: Measure) -> pd.DataFrame | None:
        """Return the figures if they were taken by that measure."""
        return self.figures if self.taken_by == measure else None


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What the map was last told of a grid, and in which version of the whole."""

    version: int
    grid: Grid
    changed: bool
    faces: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """An open draft: a standing for each operation, those that were undone at the end.

    Standings before a snapshot are None until somebody undoes that far.
    """

    redraw: Redraw
    standings: tuple[Standing | None, ...]
    position: int
    epoch: str = field(default_factory=lambda: secrets.token_hex(4))
    version: int = 0
    drawn: Mapping[str, Drawn] = field(default_factory=dict)

    @property
    def now(self) -> Standing:
        return _there(self.standings[self.position])

    @property
    def first(self) -> Standing:
        return _there(self.standings[0])


def standing_of(root: Path, redraw: Redraw, ground: Ground) -> Standing:
    """Return where a draft stands, without opening it at the desk."""
    return opened(root, redraw, ground).now


def opened(root: Path, redraw: Redraw, ground: Ground) -> Work:
    """Repeat what stands of a draft since its last snapshot; undone steps wait for redo."""
    grids = _grids(redraws.base_of(root, redraw), ground.area.crs)
    first = open_grids(grids, ground.area.units)
    standings: list[Standing | None] = [Standing(first), *[None] * len(redraw.operations)]
    kept = _snapshot(root, redraw)
    if kept is not None:
        standings[kept[0]] = kept[1]
    return standing_at(Work(redraw, tuple(standings), 0), len(redraw.operations), ground)


def standing_at(work: Work, position: int, ground: Ground) -> Work:
    """Return the draft after its first operations, repeated from the nearest one that is known."""
    standings = list(work.standings)
    known = max(at for at in range(position + 1) if standings[at] is not None)
    for at in range(known, position):
        operation = from_plain(work.redraw.operations[at])
        here = applied(_there(standings[at]), operation, ground, work.first.state)
        standings[at + 1] = here
    return replace(work, standings=tuple(standings), position=position)


def keep_snapshot(root: Path, work: Work) -> None:
    """Put the state by every few operations, so that opening need not repeat them all."""
    if work.position and work.position % _SNAPSHOT_EVERY == 0:
        changed = " ".join(sorted(work.now.changed)).encode()
        snapshots.take(root, work.redraw, changed + b"\n" + pack_state(work.now.state))


def _snapshot(root: Path, redraw: Redraw) -> tuple[int, Standing] | None:
    found = snapshots.read(root, redraw)
    if found is None or found[0] == 0:
        return None
    changed, _, content = found[1].partition(b"\n")
    state = unpack_state(content)
    if state is None:
        return None  # a damaged snapshot costs time, nothing else
    return found[0], Standing(state, changed=frozenset(changed.decode().split()))


def _there(standing: Standing | None) -> Standing:
    assert standing is not None  # noqa: S101 - `standing_at` has filled it
    return standing


def applied(before: Standing, operation: Operation, ground: Ground, first: GridSet) -> Standing:
    """Carry out an operation; whoever has more households keeps the code of a divided grid."""
    change = apply(before.state, operation, weights=_weights(ground))
    there = change.state.grids
    moved = {grid_id for given, taken, _ in change.moved for grid_id in (given, taken)}
    moved.update(change.created)
    apart = {i for i in moved if i in there and _differs(first.grids.get(i), there[i])}
    changed = frozenset(i for i in before.changed - moved if i in there) | apart
    return Standing(change.state, change, operation, changed)


def _differs(old: Grid | None, new: Grid) -> bool:
    """Tell whether a grid has other ground than at the start; a node on its border is no ground."""
    if old is None:
        return True
    return bool(old.geometry.symmetric_difference(new.geometry).area > _ALIKE_M2)


def figures_at(
    standings: Sequence[Standing | None], at: int, ground: Ground, measure: Measure
) -> pd.DataFrame:
    """Figures of a standing: those of the one before, measured anew where something changed."""
    here, earlier = _there(standings[at]), standings[at - 1] if at else None
    found = here.figures_by(measure)
    if found is None:
        before = earlier.figures_by(measure) if earlier else None
        if before is None or here.change is None:
            found = measure.of(here.state.frame(), ground)
        else:
            found = _measured_anew(before, here, ground, measure)
        here.figures, here.taken_by = found, measure
    return found


def _measured_anew(
    before: pd.DataFrame, here: Standing, ground: Ground, measure: Measure
) -> pd.DataFrame:
    """Measure what a step may have changed: touched grids, their units, and those beside them.

    Shares are of the unit's mean; beside a grid that was divided or merged others have another
    number of neighbours.
    """
    change, grids = here.change, here.state.grids
    assert change is not None  # noqa: S101
    touched = {*change.touched, *change.noded, *change.created} & grids.keys()
    if not touched:
        return before
    units = {grids[grid_id].unit_code for grid_id in touched}
    ids = np.array(list(grids), dtype=object)
    shapes = np.array([grid.geometry for grid in grids.values()], dtype=object)
    near = shapely.STRtree(shapes).query([grids[grid_id].geometry for grid_id in touched])[1]
    anew = {grid_id for grid_id, grid in grids.items() if grid.unit_code in units}
    anew.update(ids[near].tolist())
    fresh = measure.of(here.state.frame(), ground, anew)
    kept = before[before.index.isin(grids.keys() - anew)]
    joined = pd.concat([kept, fresh]).sort_index()
    # a row picked by a list of codes gives another kind of text than the frame had
    return joined.set_axis(joined.index.astype("object").rename("grid_id"))


def base_of_grids(grids: gpd.GeoDataFrame) -> bytes:
    """Write the grids a draft begins with, every coordinate to the last digit."""
    rows = grids.reset_index()[["grid_id", *_COLUMNS, "geometry"]]
    return pack(Drawing("grids", "grids", rows, tuple(grids.index), str(grids.crs)))


def numbered(work: Work) -> Work:
    """Give every grid that is not as the map was last told a new version."""
    state, changed = work.now.state, work.now.changed
    faces: dict[str, list[str]] = defaultdict(list)
    for face_id, face in state.faces.items():
        faces[face.grid_id].append(face_id)
    version, drawn = work.version + 1, {}
    for grid_id, grid in state.grids.items():
        held, old = tuple(faces[grid_id]), work.drawn.get(grid_id)
        alike = old and old.grid is grid and old.changed == (grid_id in changed)
        same = alike and old is not None and old.faces == held
        drawn[grid_id] = old if same else Drawn(version, grid, grid_id in changed, held)
    alike_all = drawn.keys() == work.drawn.keys() and all(
        drawn[grid_id] is work.drawn[grid_id] for grid_id in drawn
    )
    return work if alike_all else replace(work, version=version, drawn=drawn)


def _grids(content: bytes, crs: str) -> gpd.GeoDataFrame:
    frame = unpack(content).frame.set_index("grid_id")
    return frame.set_crs(crs, allow_override=True)


def _weights(ground: Ground) -> Callable[[shapely.Polygon], float]:
    """Weigh ground by its households, by its area where nobody lives anywhere."""
    places = ground.area.places
    counts = places["household_count"].to_numpy(np.float64)
    points = places.geometry.to_numpy()

    def weight(ground_: shapely.Polygon) -> float:
        inside = shapely.intersects(ground_, points)
        return float(counts[inside].sum()) + float(ground_.area) * 1e-12

    return weight
