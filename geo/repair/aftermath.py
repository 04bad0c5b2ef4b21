"""What choices bring about: parts cut off, cases that closed, islands as they are by now."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import shapely

from geo.coverage.edges import Ints
from geo.repair.cases import case_id
from geo.repair.choices import bad_receiver, carry_out, grids_of, keep, need_note
from geo.repair.desk import KEEP, LONE, Case, Choice, Option
from geo.repair.reasons import Reason
from geo.repair.state import State
from geo.repair.survey import CHIP, OUTSIDE_FACE, RECORDED, STRAY

AFTER = "after-"  # cases that decisions made are named so, and are gone when the decisions are
_BY_BORDER: tuple[Reason, ...] = ("longest_border", "by_border", "by_border")


def cut_off_as_decided(state: State, decided: list[tuple[Case, Choice]]) -> None:
    """Give away pieces that are cut off now; one that still hangs on its grid stays there."""
    if not decided:
        return
    parts = state.parts()
    loose = set(parts.face[~parts.main].tolist())
    for case, choice in decided:
        faces = state.workings.advice.pieces.faces[state.workings.piece_of[case.case_id]]
        if loose.issuperset(faces.tolist()):
            carry_out(state, case, choice)


def still_open(state: State, undecided: list[Case]) -> list[Case]:
    """Undecided cases that are cases yet: nodes may be there by now, a piece may hang on."""
    workings, touched, parts = state.workings, state.touched(), state.parts()
    loose = set(parts.face[~parts.main].tolist())
    left = []
    for case in undecided:
        piece = workings.piece_of.get(case.case_id, -1)
        if case.case_id in workings.nodes_of:
            closed = bool(touched[workings.nodes_of[case.case_id]].all())
        else:
            hangs = piece >= 0 and workings.advice.pieces.kind[piece] in (STRAY, CHIP)
            closed = hangs and not loose.issuperset(workings.advice.pieces.faces[piece].tolist())
        if not closed:
            left.append(case)
    return left


def follow_ups(state: State, choices: Mapping[str, Choice]) -> list[Case]:
    """Find parts that the decisions cut off, and carry out what was decided about them."""
    left = []
    for case, faces in _cut_off_parts(state, choices):
        choice = choices.get(case.case_id)
        if choice is None:
            left.append(case)
            continue
        if choice.receiver not in {option.receiver for option in case.options}:
            raise bad_receiver(case, choice)
        need_note(case, choice)
        if choice.receiver == KEEP:
            keep(state, case, choice, faces, RECORDED[STRAY])
        else:
            owner = grids_of(state, choice.receiver)[0]
            state.give(case, faces, np.full(len(faces), owner), choice)
    return left


def _cut_off_parts(state: State, choices: Mapping[str, Choice]) -> list[tuple[Case, Ints]]:
    workings = state.workings
    parts = state.parts()
    pieces = workings.advice.pieces
    found = []
    islands, exclaves = state.recorded(STRAY), state.recorded(OUTSIDE_FACE)
    before = workings.ground.drawn.islands
    waiting = _listed_pieces(state, choices)
    for part in np.unique(parts.part[~parts.main]).tolist():
        here = (parts.part == part) & ~parts.main
        faces, grid = parts.face[here], int(parts.grid[here][0])
        listed = np.isin(pieces.of_face[faces], waiting)
        undecided = (state.claims[faces] == workings.ground.claims[faces]).all()
        if islands[faces].any() or exclaves[faces].all():
            continue
        if undecided and (listed.all() or (workings.state.kind[faces] == 0).all()):
            continue
        spots, earlier = workings.ground.spots[faces], before.get(state.name(grid), ())
        if any(shapely.contains(shape, spots).any() for _, shape in earlier):
            continue  # recorded before, and as large as it is now when all is done
        case = _cut_off_case(state, faces, grid)
        if case is not None:
            found.append((case, faces))
    return found


def round_off_islands(state: State) -> None:
    """Let each recorded island be the whole separate part it is by now; none where it hangs on."""
    if not state.recorded(STRAY).any():
        return
    parts = state.parts()
    taken: set[int] = set()
    kept = []
    for one in state.kept:
        here = np.isin(parts.face, one.faces) & ~parts.main
        numbers = sorted(set(parts.part[here].tolist()) - taken)
        if one.kind != RECORDED[STRAY]:
            kept.append(one)
        elif numbers:
            taken.update(numbers)
            kept.append(replace(one, faces=parts.face[np.isin(parts.part, numbers)]))
    state.kept = kept


def _listed_pieces(state: State, choices: Mapping[str, Choice]) -> Ints:
    """Separate parts with a case of their own that waits for its decision."""
    pieces = state.workings.advice.pieces
    rows = [
        piece
        for name, piece in state.workings.piece_of.items()
        if name not in choices and pieces.kind[piece] in (STRAY, CHIP)
    ]
    return np.array(rows, dtype=np.int64)


def _cut_off_case(state: State, faces: Ints, grid: int) -> Case | None:
    """Make the case of a part that is cut off by decisions: it may go to any neighbour."""
    workings = state.workings
    ground = workings.ground
    shape = shapely.normalize(shapely.coverage_union_all(ground.faces[faces]))
    a, b, metres = ground.borders
    edge = np.isin(a, faces) & ~np.isin(b, faces) & (ground.unit[a] == ground.unit[b])
    near: dict[int, float] = {}
    for other, length in zip(b[edge].tolist(), metres[edge].tolist(), strict=True):
        for owner in state.sets[state.claims[other]]:
            if owner != grid and ground.inside[other]:
                near[owner] = near.get(owner, 0.0) + length
    receivers = sorted(near, key=lambda g: (-near[g], g))[:3]
    places = workings.places.within(faces)
    place_ids = tuple(workings.places.ids[row] for row in places)
    households = int(workings.places.households[places].sum())
    area = float(ground.area[faces].sum())
    name = state.name(grid)
    unit = int(ground.unit[faces[0]])
    options = tuple(
        Option(state.name(g), area, near[g], True, place_ids, households, why)
        for g, why in zip(receivers, _BY_BORDER, strict=False)
    )
    kept = Option(KEEP, 0.0, 0.0, False, place_ids, households, "exception")
    return Case(
        case_id=AFTER + case_id("stray_part", (name,), shape),
        kind="stray_part",
        grid_ids=(name,),
        unit_code=ground.drawn.parents.ids[unit] if unit >= 0 else "",
        area_m2=area,
        width_m=2 * area / float(shape.length),
        noise=False,
        geometry=shape,
        place_ids=place_ids,
        household_count=households,
        options=(*options, kept),
        suggested=options[0].receiver if options else KEEP,
        why="cut_off" if options else LONE,
    )
