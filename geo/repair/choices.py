"""Carry out choices face by face: who claims what afterwards, and what changed hands."""

from dataclasses import dataclass, field

import numpy as np

from geo.contract import Fact, InputError
from geo.coverage.edges import Ints
from geo.repair.desk import DIVIDE, KEEP, LONE_NOTE, NEW, NO_GRID, OUTSIDE, Case, Choice
from geo.repair.ground import Bools, Parts, expand, parts_of
from geo.repair.survey import CHIP, FOREIGN, GAP, OUTSIDE_FACE, RECORDED, STRAY
from geo.repair.workings import Workings, faces_of_grids

LEDGER = (
    "case_id",
    "kind",
    "from_grid",
    "to_grid",
    "area_m2",
    "doubled",
    "place_ids",
    "household_count",
    "rule",
    "note",
)


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Ground recorded as an exception: its id, what it is, of which grid (-1: none), and why."""

    name: str
    kind: str
    grid: int
    faces: Ints
    note: str


@dataclass(slots=True, eq=False)
class State:
    """Claims while choices are carried out, one by one in an order of their own."""

    workings: Workings
    claims: Ints
    sets: list[tuple[int, ...]]
    numbers: dict[tuple[int, ...], int]
    changed: Bools  # faces about which something was decided
    matched: Bools  # nodes that all polygons must have
    unrecorded: Bools  # faces that are no ground of an exclave any more
    rows_of: dict[str, list[int]]  # rows of each grid
    recoded: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, workings: Workings) -> "State":
        """Claims as drawn."""
        ground = workings.ground
        numbers = {one: number for number, one in enumerate(ground.sets)}
        changed = np.zeros(len(ground.faces), dtype=bool)
        matched = np.zeros(len(workings.nodes.at), dtype=bool)
        ids = workings.advice.names
        rows_of: dict[str, list[int]] = {}
        for row, name in enumerate(ids):
            rows_of.setdefault(name, []).append(row)
        claims, sets = ground.claims.copy(), list(ground.sets)
        unrecorded = np.zeros(len(ground.faces), dtype=bool)
        return cls(workings, claims, sets, numbers, changed, matched, unrecorded, rows_of)

    def touched(self) -> Bools:
        """Nodes around everything that was decided."""
        return self.matched | self.workings.nodes.of_faces(self.workings.ground, self.changed)

    def touch(self, faces: Ints) -> None:
        """Note that something was decided about some faces."""
        self.changed[faces] = True

    def give(self, case: Case, faces: Ints, owners: Ints, choice: Choice) -> None:
        """Let every face have one owner only (-1: nobody), and write down what changed hands."""
        moved: dict[tuple[int, int, bool], list[int]] = {}
        for face, owner in zip(faces.tolist(), owners.tolist(), strict=True):
            before = self.sets[self.claims[face]]
            after = () if owner < 0 else (owner,)
            for loser in (g for g in before if g != owner):
                moved.setdefault((loser, owner, owner in before), []).append(face)
            if not before and owner >= 0:
                moved.setdefault((-1, owner, False), []).append(face)
            self.claims[face] = self._number(after)
        self.touch(faces)
        for (loser, owner, doubled), members in sorted(moved.items()):
            self._write(case, loser, owner, doubled, np.array(members), choice)

    def _number(self, claims: tuple[int, ...]) -> int:
        if claims not in self.numbers:
            self.numbers[claims] = len(self.sets)
            self.sets.append(claims)
        return self.numbers[claims]

    def _write(
        self, case: Case, loser: int, owner: int, doubled: bool, faces: Ints, choice: Choice
    ) -> None:
        workings = self.workings
        places = workings.places.within(faces)
        self.rows.append(
            (
                case.case_id,
                case.kind,
                self.name(loser),
                self.name(owner),
                float(workings.ground.area[faces].sum()),
                doubled,
                ";".join(workings.places.ids[row] for row in places),
                int(workings.places.households[places].sum()),
                choice.rule,
                choice.note,
            )
        )

    def name(self, grid: int) -> str:
        """Id of a grid, "" for nobody."""
        return "" if grid < 0 else self.workings.advice.names[grid]

    def last_name(self, grid: int) -> str:
        """Id of a grid when every choice is carried out: its row may have got another code."""
        return self.names.get(grid, self.name(grid))

    def note_row(self, case: Case, old: str, new: str, choice: Choice) -> None:
        """Write down a choice about a whole row, in which no ground changes hands."""
        self.rows.append(
            (case.case_id, case.kind, old, new, 0.0, False, "", 0, choice.rule, choice.note)
        )

    def recorded(self, kind: int) -> Bools:
        """Faces kept as the exception that a kind of ground may be."""
        faces = np.zeros(len(self.changed), dtype=bool)
        for kept in self.kept:
            if kept.kind == RECORDED[kind]:
                faces[kept.faces] = True
        return faces

    def new_grids(self) -> dict[int, Ints]:
        """Faces of each new grid that has any, by its number behind the rows of the ground."""
        face, grid = expand(self.claims, tuple(self.sets))
        numbers = range(len(self.workings.ground.drawn.grids), len(self.workings.advice.names))
        held = {number: face[grid == number] for number in numbers}
        return {number: faces for number, faces in held.items() if len(faces)}

    def parts(self) -> Parts:
        """Find the connected parts of every grid as things stand."""
        return parts_of(self.workings.ground, self.claims, tuple(self.sets))


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
        _decide_piece(state, case, choice, workings.piece_of[case.case_id])
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
        state.claims[face] = state._number(tuple(sorted(merged)))
    state.touch(had)
    state.dropped.add(row)
