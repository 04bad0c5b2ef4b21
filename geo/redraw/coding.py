"""Another code for a grid: the one a register has given it."""

from dataclasses import replace

from geo.codes import is_code, numbers_of
from geo.redraw.choosing import grid_of
from geo.redraw.operations import Recode
from geo.redraw.recast import Change, Recast, carried_out, head_of
from geo.redraw.refusals import Why, refusal
from geo.redraw.state import Face, GridSet, faces_of_grids


def recode(state: GridSet, operation: Recode) -> Change:
    """Give a grid another code; its ground stays as it is."""
    grid, code = grid_of(state, operation.grid_id), operation.code
    if code == grid.grid_id:
        raise refusal(Why.NOTHING_CHANGES)
    head = head_of(state, grid.unit_code)
    if not is_code(code, head, grid.kind):
        least, most = (f"{number:03}" for number in numbers_of(grid.kind))
        raise refusal(Why.CODE_FORM, head=head, least=least, most=most, given=code)
    if code in state.grids or code in state.retired:
        raise refusal(Why.CODE_USED, given=code)
    fresh = replace(grid, grid_id=code, effective_from=None)
    faces = _faces(state, grid.grid_id, code)
    change = carried_out(state, Recast((grid.grid_id,), {code: fresh}, faces))
    if operation.in_force:
        return change
    retired = change.state.retired - {grid.grid_id}
    return replace(change, state=replace(change.state, retired=retired))


def _faces(state: GridSet, old: str, code: str) -> dict[str, Face]:
    """Faces of a grid under its new code; no two faces of a division have one id."""
    held = faces_of_grids(state, [old])[old]
    taken = {name for name in state.faces if name not in held}
    made: dict[str, Face] = {}
    for number, (name, face) in enumerate(held.items(), start=1):
        fresh = code if name == old else f"{code}/{number}"
        while fresh in taken or fresh in made:
            fresh = f"{fresh}/1"
        made[fresh] = replace(face, grid_id=code)
    return made
