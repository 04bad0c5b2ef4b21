"""Carry out choices face by face: who claims what afterwards, and what changed hands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely

from geo.contract import Fact, InputError
from geo.coverage.edges import Ints
from geo.repair.cases import case_id
from geo.repair.desk import DIVIDE, KEEP, NO_GRID, OUTSIDE, Case, Choice, Option
from geo.repair.ground import Bools, Parts, borders, parts_of
from geo.repair.reasons import Reason
from geo.repair.survey import CHIP, FOREIGN, OUTSIDE_FACE, RECORDED, STRAY
from geo.repair.workings import Workings, faces_of_grids

AFTER = "after-"  # cases that decisions made are named so, and are gone when the decisions are
_BY_BORDER: tuple[Reason, ...] = ("longest_border", "by_border", "by_border")
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


@dataclass(slots=True, eq=False)
class State:
    """Claims while choices are carried out, one by one in an order of their own."""

    workings: Workings
    claims: Ints
    sets: list[tuple[int, ...]]
    numbers: dict[tuple[int, ...], int]
    changed: Bools  # faces about which something was decided
    matched: Bools  # nodes that all polygons must have
    recoded: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    blank: set[str] = field(default_factory=set)
    kept: list[tuple[str, str, str, Ints]] = field(default_factory=list)
    rows: list[tuple[object, ...]] = field(default_factory=list)

    @classmethod
    def of(cls, workings: Workings) -> "State":
        """Claims as drawn."""
        ground = workings.ground
        numbers = {one: number for number, one in enumerate(ground.sets)}
        changed = np.zeros(len(ground.faces), dtype=bool)
        matched = np.zeros(len(workings.nodes.at), dtype=bool)
        return cls(workings, ground.claims.copy(), list(ground.sets), numbers, changed, matched)

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
        return "" if grid < 0 else self.workings.ground.drawn.rows.ids[grid]

    def note_row(self, case: Case, old: str, new: str, choice: Choice) -> None:
        """Write down a choice about a whole row, in which no ground changes hands."""
        self.rows.append(
            (case.case_id, case.kind, old, new, 0.0, False, "", 0, choice.rule, choice.note)
        )

    def recorded(self, kind: int) -> Bools:
        """Faces kept as the exception that a kind of ground may be."""
        faces = np.zeros(len(self.changed), dtype=bool)
        for _, record, _, kept in self.kept:
            if record == RECORDED[kind]:
                faces[kept] = True
        return faces

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
    _need_note(case, choice)
    workings = state.workings
    if case.case_id in workings.piece_of:
        _decide_piece(state, case, choice, workings.piece_of[case.case_id])
        return
    if choice.receiver not in {option.receiver for option in case.options}:
        raise _bad_receiver(case, choice)
    if case.case_id in workings.nodes_of:
        state.matched[workings.nodes_of[case.case_id]] = True
    else:
        _decide_row(state, case, choice, *workings.rows_of[case.case_id])


def _need_note(case: Case, choice: Choice) -> None:
    if choice.receiver == KEEP and not choice.note.strip():
        told = "Leaving {case} as it is needs a note that says why."
        raise refusal({"case": case.case_id}, "note_missing", told)


def _decide_piece(state: State, case: Case, choice: Choice, piece: int) -> None:
    advice, ground = state.workings.advice, state.workings.ground
    faces, kind = advice.pieces.faces[piece], int(advice.pieces.kind[piece])
    if choice.receiver == KEEP:
        if KEEP not in {option.receiver for option in case.options}:
            raise _bad_receiver(case, choice)
        _keep(state, case, choice, faces, RECORDED[kind])
        return
    if choice.receiver == OUTSIDE and kind in (OUTSIDE_FACE, FOREIGN):
        owners = np.full(len(faces), -1)
    elif choice.receiver == DIVIDE:
        divided = case.suggested == DIVIDE
        owners = advice.owner[faces] if divided else advice.half[faces]
        if (owners < 0).any() or len(set(owners.tolist())) < 2:
            raise _bad_receiver(case, choice)
    else:
        owner = _grid(state, choice.receiver)
        claims = ground.sets[ground.claims[faces[0]]]
        wanted = {*advice.pieces.allowed[piece], *(claims if kind == CHIP else ())}
        wanted |= {_grid(state, option.receiver) for option in case.options}
        if owner < 0 or owner not in wanted or kind in (OUTSIDE_FACE, FOREIGN):
            raise _bad_receiver(case, choice)
        owners = np.full(len(faces), owner)
    state.give(case, faces, owners, choice)


def _grid(state: State, name: str) -> int:
    ids = state.workings.ground.drawn.rows.ids
    return ids.index(name) if name in ids and name not in NO_GRID else -1


def _bad_receiver(case: Case, choice: Choice) -> InputError:
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


def _keep(state: State, case: Case, choice: Choice, faces: Ints, record: str) -> None:
    """Record some ground as an exception of its grid, if it has one."""
    claims = state.sets[state.claims[faces[0]]]
    state.touch(faces)
    grid = state.name(claims[0]) if claims else ""
    state.kept.append((case.case_id, record, grid, faces))
    state.note_row(case, grid, grid, choice)


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
    else:
        _merge_rows(state, row)
        state.note_row(case, choice.receiver, choice.receiver, choice)


def _merge_rows(state: State, row: int) -> None:
    """Let the first row of an id have the ground of a later one with the same id."""
    ids = state.workings.ground.drawn.rows.ids
    first = ids.index(ids[row])
    had = faces_of_grids(state.workings.ground, state.claims, tuple(state.sets))[row]
    for face in had.tolist():
        merged = {first if g == row else g for g in state.sets[state.claims[face]]}
        state.claims[face] = state._number(tuple(sorted(merged)))
    state.touch(had)
    state.dropped.add(row)


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
    for case, faces in _cut_off_parts(state):
        choice = choices.get(case.case_id)
        if choice is None:
            left.append(case)
            continue
        if choice.receiver not in {option.receiver for option in case.options}:
            raise _bad_receiver(case, choice)
        _need_note(case, choice)
        if choice.receiver == KEEP:
            _keep(state, case, choice, faces, RECORDED[STRAY])
        else:
            owner = _grid(state, choice.receiver)
            state.give(case, faces, np.full(len(faces), owner), choice)
    return left


def _cut_off_parts(state: State) -> list[tuple[Case, Ints]]:
    workings = state.workings
    parts = state.parts()
    pieces = workings.advice.pieces
    found = []
    islands, exclaves = state.recorded(STRAY), state.recorded(OUTSIDE_FACE)
    for part in np.unique(parts.part[~parts.main]).tolist():
        here = (parts.part == part) & ~parts.main
        faces, grid = parts.face[here], int(parts.grid[here][0])
        listed = np.isin(pieces.of_face[faces], _listed_pieces(state))
        undecided = (state.claims[faces] == workings.ground.claims[faces]).all()
        if islands[faces].any() or exclaves[faces].all():
            continue
        if undecided and (listed.all() or (workings.state.kind[faces] == 0).all()):
            continue
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
    for name, record, grid, faces in state.kept:
        here = np.isin(parts.face, faces) & ~parts.main
        numbers = sorted(set(parts.part[here].tolist()) - taken)
        if record != RECORDED[STRAY]:
            kept.append((name, record, grid, faces))
        elif numbers:
            taken.update(numbers)
            kept.append((name, record, grid, parts.face[np.isin(parts.part, numbers)]))
    state.kept = kept


def _listed_pieces(state: State) -> Ints:
    pieces = state.workings.advice.pieces
    rows = [
        piece for piece in state.workings.piece_of.values() if pieces.kind[piece] in (STRAY, CHIP)
    ]
    return np.array(rows, dtype=np.int64)


def _cut_off_case(state: State, faces: Ints, grid: int) -> Case | None:
    """Make the case of a part that is cut off by decisions: it may go to any neighbour."""
    workings = state.workings
    ground = workings.ground
    shape = shapely.normalize(shapely.coverage_union_all(ground.faces[faces]))
    a, b, metres = borders(ground.seams, len(ground.faces))
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
        suggested=options[0].receiver if options else "",
        why="cut_off",
    )
