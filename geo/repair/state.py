"""Claims while choices are carried out: who has which face, and what changed hands."""

from dataclasses import dataclass, field

import numpy as np

from geo.coverage.edges import Ints
from geo.repair.desk import Case, Choice
from geo.repair.ground import Bools, Parts, expand, parts_of
from geo.repair.survey import RECORDED
from geo.repair.workings import Workings

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
            self.claims[face] = self.number(after)
        self.touch(faces)
        for (loser, owner, doubled), members in sorted(moved.items()):
            self._write(case, loser, owner, doubled, np.array(members), choice)

    def number(self, claims: tuple[int, ...]) -> int:
        """Return the number of a set of claimants."""
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
