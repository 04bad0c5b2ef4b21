"""One operation carried out on a division: the only door to all of them."""

from collections.abc import Sequence
from dataclasses import replace

from geo.redraw.choosing import grid_of
from geo.redraw.coding import recode
from geo.redraw.dividing import cut_out, refine, split
from geo.redraw.exchanging import dissolve, merge, transfer
from geo.redraw.operations import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    MoveVertex,
    Operation,
    Recode,
    Refine,
    Rename,
    Replan,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
)
from geo.redraw.recast import Change, Recast, carried_out
from geo.redraw.refusals import Why, refusal
from geo.redraw.reshaping import move_vertex, replan, reshape
from geo.redraw.state import Grid, GridSet, Weights


def apply(state: GridSet, operation: Operation, *, weights: Weights | None = None) -> Change:
    """Carry out an operation; the state given stays as it was.

    Grids that neither take part nor border on a new node keep the very same objects. The result
    is proved by edge cancellation before it is returned.

    Parameters
    ----------
    state
        Division before.
    operation
        What to do; points in metres of the working system.
    weights
        What a part of a split grid weighs, such as its households: the heaviest part keeps the
        names, and the code if it is to be kept. The area by default.

    Raises
    ------
    InputError
        A code that begins with redraw_, and a sentence that says what to do instead; or
        codes_used_up.
    """
    match operation:
        case Lock(grid_ids):
            return _locked(state, grid_ids, locked=True)
        case Unlock(grid_ids):
            return _locked(state, grid_ids, locked=False)
        case Rename():
            return _renamed(state, operation)
        case Recode():
            return recode(state, operation)
        case _:
            return carried_out(state, _recast(state, operation, weights))


def _recast(state: GridSet, operation: Operation, weights: Weights | None) -> Recast:  # noqa: PLR0911 - one line per operation
    match operation:
        case Split() | SplitAlong():
            return split(state, operation, weights)
        case Merge():
            return merge(state, operation)
        case Transfer():
            return transfer(state, operation)
        case Refine():
            return refine(state, operation)
        case Reshape():
            return reshape(state, operation)
        case MoveVertex():
            return move_vertex(state, operation)
        case CutOut():
            return cut_out(state, operation)
        case Dissolve():
            return dissolve(state, operation)
        case Replan():
            return replan(state, operation)
        case _:
            msg = f"no operation on ground: {operation!r}"
            raise TypeError(msg)


def _locked(state: GridSet, grid_ids: Sequence[str], *, locked: bool) -> Change:
    grids = [grid_of(state, grid_id) for grid_id in grid_ids]
    return _relabelled(state, [replace(grid, locked=locked) for grid in grids])


def _renamed(state: GridSet, operation: Rename) -> Change:
    grid = grid_of(state, operation.grid_id)
    return _relabelled(state, [replace(grid, name_zh=operation.name_zh, name_en=operation.name_en)])


def _relabelled(state: GridSet, grids: Sequence[Grid]) -> Change:
    """State with other names or locks; no ground changes, so there is nothing to prove."""
    fresh = {grid.grid_id: grid for grid in grids}
    if all(_label(state.grids[name]) == _label(grid) for name, grid in fresh.items()):
        raise refusal(Why.NOTHING_CHANGES)
    return Change(replace(state, grids={**state.grids, **fresh}))


def _label(grid: Grid) -> tuple[bool, str, str]:
    return grid.locked, grid.name_zh, grid.name_en
