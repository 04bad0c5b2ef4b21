"""Carry out choices face by face: who may have the ground of a case, and who gets it."""

import numpy as np

from geo.contract import Fact, InputError
from geo.coverage.edges import Ints
from geo.repair.desk import DIVIDE, KEEP, LONE_NOTE, NEW, NO_GRID, OUTSIDE, Case, Choice
from geo.repair.state import Kept, State
from geo.repair.survey import CHIP, FOREIGN, GAP, OUTSIDE_FACE, RECORDED, STRAY
from geo.repair.workings import Workings, faces_of_grids


def is_chip(workings: Workings, name: str) -> bool:
    """Whether a case is a piece that only the suggestions would cut off."""
    piece = workings.piece_of.get(name, -1)
    return piece >= 0 and workings.advice.pieces.kind[piece] == CHIP


def carry_out(state: State, case: Case, choice: Choice) -> None:
    """Carry out one choice.

    Raises
    ------
    InputError
        bad_receiver or note_missing.
    """
    need_note(case, choice)
    workings = state.workings
    if case.case_id in workings.piece_of:
        piece = workings.piece_of[case.case_id]
        _decide_piece(state, case, choice, piece)
        for crumb in workings.advice.pieces.crumbs.get(piece, ()):
            _take_along(state, case, choice, crumb)
        return
    if choice.receiver not in {option.receiver for option in case.options}:
        raise bad_receiver(case, choice)
    if case.case_id in workings.nodes_of:
        state.matched[workings.nodes_of[case.case_id]] = True
    else:
        _decide_row(state, case, choice, *workings.rows_of[case.case_id])


def need_note(case: Case, choice: Choice) -> None:
    """Refuse ground kept as it is without a word why."""
    if choice.receiver == KEEP and not choice.note.strip():
        told = "Leaving {case} as it is needs a note that says why."
        raise refusal({"case": case.case_id}, "note_missing", told)


def _decide_piece(state: State, case: Case, choice: Choice, piece: int) -> None:
    advice, ground = state.workings.advice, state.workings.ground
    faces, kind = advice.pieces.faces[piece], int(advice.pieces.kind[piece])
    if choice.receiver == KEEP:
        if KEEP not in {option.receiver for option in case.options}:
            raise bad_receiver(case, choice)
        keep(state, case, choice, faces, RECORDED[kind])
        return
    if choice.receiver == OUTSIDE and kind == GAP and ground.outlying[faces[0]]:
        state.touch(faces)
        state.unrecorded[faces] = True
        state.note_row(case, "", "", choice)
        return
    if choice.receiver == OUTSIDE and kind in (OUTSIDE_FACE, FOREIGN):
        owners = np.full(len(faces), -1)
    elif choice.receiver == NEW and case.new_grid:
        owners = np.full(len(faces), advice.new[piece])
    elif choice.receiver == DIVIDE:
        divided = case.suggested == DIVIDE
        owners = advice.owner[faces] if divided else advice.half[faces]
        if (owners < 0).any() or len(set(owners.tolist())) < 2:
            raise bad_receiver(case, choice)
    else:
        claims = ground.sets[ground.claims[faces[0]]]
        wanted = {*advice.pieces.allowed[piece], *(claims if kind == CHIP else ())}
        wanted |= {g for option in case.options for g in grids_of(state, option.receiver)}
        lawful = [g for g in grids_of(state, choice.receiver) if g in wanted]
        if not lawful or kind in (OUTSIDE_FACE, FOREIGN):
            raise bad_receiver(case, choice)
        owners = np.full(len(faces), _best_of(state, lawful, piece))
    state.give(case, faces, owners, choice)
    _keep_lone(state, case, choice, faces, owners)


def _take_along(state: State, case: Case, choice: Choice, crumb: int) -> None:
    """Give a crumb to whoever got the piece beside it, if it may have it, else as suggested."""
    advice = state.workings.advice
    faces, allowed = advice.pieces.faces[crumb], advice.pieces.allowed[crumb]
    got = [] if choice.receiver == case.suggested else grids_of(state, choice.receiver)
    lawful = [grid for grid in got if grid in allowed]
    owners = np.full(len(faces), lawful[0]) if lawful else advice.owner[faces]
    state.give(case, faces, owners, choice)


def _keep_lone(state: State, case: Case, choice: Choice, faces: Ints, owners: Ints) -> None:
    """Record ground that its grid has apart from the rest: no other of its unit could have it."""
    advice = state.workings.advice
    lone = advice.lone[faces] & (owners == advice.owner[faces])
    if not lone.any():
        return
    for number, owner in enumerate(np.unique(owners[lone]).tolist(), start=1):
        name = case.case_id if number == 1 else f"{case.case_id}-{number}"
        mine = faces[lone & (owners == owner)]
        note = choice.note or LONE_NOTE
        state.kept.append(Kept(name, RECORDED[STRAY], owner, mine, note))


def grids_of(state: State, name: str) -> list[int]:
    """Rows of a grid by its id: one, several where an id is given twice, none for no grid."""
    rows = [] if name in NO_GRID else state.rows_of.get(name, [])
    return [row for row in rows if row not in state.dropped]


def _best_of(state: State, rows: list[int], piece: int) -> int:
    """Of several rows with one id: the one suggested, else the one with the longest border."""
    advice = state.workings.advice
    suggested, near = set(advice.owner[advice.pieces.faces[piece]].tolist()), advice.pieces.near
    return max(rows, key=lambda row: (row in suggested, near[piece].get(row, 0.0), -row))


def bad_receiver(case: Case, choice: Choice) -> InputError:
    """Make the error of a receiver that may not have the ground."""
    facts: dict[str, Fact] = {
        "case": case.case_id,
        "kind": case.kind,
        "given": choice.receiver,
        "expected": ", ".join(option.receiver for option in case.options) or "none",
    }
    told = "{case} ({kind}) cannot go to {given}; expected one of: {expected}."
    return refusal(facts, "bad_receiver", told)


def refusal(facts: dict[str, Fact], code: str, told: str) -> InputError:
    """Make the error of a choice nobody can carry out."""
    return InputError(code, facts, told)


def keep(state: State, case: Case, choice: Choice, faces: Ints, record: str) -> None:
    """Record some ground as an exception of its grid, if it has one."""
    claims = state.sets[state.claims[faces[0]]]
    state.touch(faces)
    grid = claims[0] if claims else -1
    state.kept.append(Kept(case.case_id, record, grid, faces, choice.note))
    state.note_row(case, state.name(grid), state.name(grid), choice)


def _decide_row(state: State, case: Case, choice: Choice, what: str, row: int) -> None:
    drawn = state.workings.ground.drawn
    if what == "no_shape":
        state.blank.add(case.grid_ids[0])
        state.note_row(case, case.grid_ids[0], "", choice)
    elif what == "recode":
        state.recoded.add(row)
        state.note_row(case, drawn.rows.ids[row], drawn.rows.ids[row], choice)
    elif what == "technical":
        state.touch(faces_of_grids(state.workings.ground, state.claims, tuple(state.sets))[row])
    elif what == "same_shape":
        first = drawn.copy_of[row]
        state.dropped.add(row)
        if choice.receiver != drawn.rows.ids[first]:
            state.names[first] = choice.receiver
        loser = next((g for g in case.grid_ids if g != choice.receiver), choice.receiver)
        state.note_row(case, loser, choice.receiver, choice)
    elif choice.receiver == NEW:
        state.names[row] = case.new_grid
        state.note_row(case, drawn.rows.ids[row], case.new_grid, choice)
    else:
        _merge_rows(state, row)
        state.note_row(case, choice.receiver, choice.receiver, choice)


def _merge_rows(state: State, row: int) -> None:
    """Let the row that keeps an id have the ground of another one with the same id."""
    first = state.workings.namesakes[row].keeper
    had = faces_of_grids(state.workings.ground, state.claims, tuple(state.sets))[row]
    for face in had.tolist():
        merged = {first if g == row else g for g in state.sets[state.claims[face]]}
        state.claims[face] = state.number(tuple(sorted(merged)))
    state.touch(had)
    state.dropped.add(row)
