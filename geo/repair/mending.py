"""Carry out choices: claims change face by face, shapes follow, the result is proved again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.certificate import Certificate
from geo.contract import Fact, InputError, name_some
from geo.coverage import certify
from geo.edges import Ints, Polygons
from geo.exceptions import no_exceptions
from geo.findings import Rows
from geo.repair.cases import case_id
from geo.repair.desk import DIVIDE, KEEP, NO_GRID, OUTSIDE, Case, Choice, Desk, Mended, Option
from geo.repair.ground import Bools, Parts, borders, parts_of
from geo.repair.shapes import Layer, made
from geo.repair.survey import CHIP, FOREIGN, GAP, OUTSIDE_FACE, STRAY
from geo.repair.workings import Workings, faces_of_grids, layer_of, positions

AFTER = "after-"  # cases that decisions made are named so, and are gone when the decisions are
_GROUND_KINDS = ("gap", "overlap", "outside", "crosses_unit_border", "layers_disagree")
_FOLLOWS = ("stray_part", "node_mismatch")  # listed as open cases, or harmless in area
_SLACK_M2 = 0.01  # the 1 mm raster

_LEDGER = (
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
class _State:
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
    def of(cls, workings: Workings) -> "_State":
        ground = workings.ground
        numbers = {one: number for number, one in enumerate(ground.sets)}
        changed = np.zeros(len(ground.faces), dtype=bool)
        matched = np.zeros(len(workings.nodes.at), dtype=bool)
        return cls(workings, ground.claims.copy(), list(ground.sets), numbers, changed, matched)

    def touched(self) -> Bools:
        """Nodes around everything that was decided."""
        return self.matched | self.workings.nodes.of_faces(self.workings.ground, self.changed)

    def touch(self, faces: Ints) -> None:
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
        places = workings.places_in(faces)
        self.rows.append(
            (
                case.case_id,
                case.kind,
                self.name(loser),
                self.name(owner),
                float(workings.ground.area[faces].sum()),
                doubled,
                ";".join(workings.place_ids[row] for row in places),
                int(workings.households[places].sum()),
                choice.rule,
                choice.note,
            )
        )

    def name(self, grid: int) -> str:
        return "" if grid < 0 else self.workings.ground.drawn.rows.ids[grid]

    def note_row(self, case: Case, old: str, new: str, choice: Choice) -> None:
        """Write down a choice about a whole row, in which no ground changes hands."""
        self.rows.append(
            (case.case_id, case.kind, old, new, 0.0, False, "", 0, choice.rule, choice.note)
        )

    def parts(self) -> Parts:
        return parts_of(self.workings.ground, self.claims, tuple(self.sets))


def carried_out(desk: Desk, choices: Mapping[str, Choice]) -> Mended:
    """Carry out choices about a desk; see `geo.repair.mend`."""
    workings = desk.workings
    state = _State.of(workings)
    cases = {case.case_id: case for case in desk.cases}
    unknown = [one for one in choices if one not in cases and not one.startswith(AFTER)]
    if unknown:
        told = "No such case on this desk: {cases}."
        raise _refusal({"cases": name_some(unknown)}, "unknown_case", told)
    late = []
    for name in sorted(choices.keys() & cases.keys()):
        if _is_chip(workings, name):
            late.append(name)
        else:
            _carry_out(state, cases[name], choices[name])
    _cut_off_as_decided(state, [(cases[name], choices[name]) for name in late])
    made_now = _follow_ups(state, choices)
    open_cases = _still_open(state, [c for c in desk.cases if c.case_id not in choices])
    return _finished(desk, state, (*open_cases, *made_now), changed=bool(choices))


def _is_chip(workings: Workings, name: str) -> bool:
    piece = workings.piece_of.get(name, -1)
    return piece >= 0 and workings.advice.pieces.kind[piece] == CHIP


def _carry_out(state: _State, case: Case, choice: Choice) -> None:
    if choice.receiver == KEEP and not choice.note.strip():
        told = "Leaving {case} as it is needs a note that says why."
        raise _refusal({"case": case.case_id}, "note_missing", told)
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


def _decide_piece(state: _State, case: Case, choice: Choice, piece: int) -> None:
    advice, ground = state.workings.advice, state.workings.ground
    faces, kind = advice.pieces.faces[piece], int(advice.pieces.kind[piece])
    if choice.receiver == KEEP:
        _keep(state, case, choice, faces, kind)
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


def _grid(state: _State, name: str) -> int:
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
    return _refusal(facts, "bad_receiver", told)


def _refusal(facts: dict[str, Fact], code: str, told: str) -> InputError:
    return InputError(code, facts, told)


def _keep(state: _State, case: Case, choice: Choice, faces: Ints, kind: int) -> None:
    ground = state.workings.ground
    claims = ground.sets[ground.claims[faces[0]]]
    record = {GAP: "hole", OUTSIDE_FACE: "exclave", STRAY: "island"}.get(kind, "")
    if not record or len(claims) > 1:
        raise _bad_receiver(case, choice)
    state.touch(faces)
    grid = state.name(claims[0]) if claims else ""
    state.kept.append((case.case_id, record, grid, faces))
    state.note_row(case, grid, grid, choice)


def _decide_row(state: _State, case: Case, choice: Choice, what: str, row: int) -> None:
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


def _merge_rows(state: _State, row: int) -> None:
    """Let the first row of an id have the ground of a later one with the same id."""
    ids = state.workings.ground.drawn.rows.ids
    first = ids.index(ids[row])
    had = faces_of_grids(state.workings.ground, state.claims, tuple(state.sets))[row]
    for face in had.tolist():
        merged = {first if g == row else g for g in state.sets[state.claims[face]]}
        state.claims[face] = state._number(tuple(sorted(merged)))
    state.touch(had)
    state.dropped.add(row)


def _cut_off_as_decided(state: _State, decided: list[tuple[Case, Choice]]) -> None:
    """Give away pieces that are cut off now; one that still hangs on its grid stays there."""
    if not decided:
        return
    parts = state.parts()
    loose = set(parts.face[~parts.main].tolist())
    for case, choice in decided:
        faces = state.workings.advice.pieces.faces[state.workings.piece_of[case.case_id]]
        if loose.issuperset(faces.tolist()):
            _carry_out(state, case, choice)


def _still_open(state: _State, undecided: list[Case]) -> list[Case]:
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


def _follow_ups(state: _State, choices: Mapping[str, Choice]) -> list[Case]:
    """Find parts that the decisions cut off, and carry out what was decided about them."""
    left = []
    for case, faces in _cut_off_parts(state):
        choice = choices.get(case.case_id)
        if choice is None:
            left.append(case)
            continue
        owner = _grid(state, choice.receiver)
        if owner < 0 or choice.receiver not in {option.receiver for option in case.options}:
            raise _bad_receiver(case, choice)
        state.give(case, faces, np.full(len(faces), owner), choice)
    return left


def _cut_off_parts(state: _State) -> list[tuple[Case, Ints]]:
    workings = state.workings
    parts = state.parts()
    pieces = workings.advice.pieces
    found = []
    for part in np.unique(parts.part[~parts.main]).tolist():
        here = (parts.part == part) & ~parts.main
        faces, grid = parts.face[here], int(parts.grid[here][0])
        listed = np.isin(pieces.of_face[faces], _listed_pieces(state))
        undecided = (state.claims[faces] == workings.ground.claims[faces]).all()
        if undecided and (listed.all() or (workings.state.kind[faces] == 0).all()):
            continue
        case = _cut_off_case(state, faces, grid)
        if case is not None:
            found.append((case, faces))
    return found


def _listed_pieces(state: _State) -> Ints:
    pieces = state.workings.advice.pieces
    rows = [
        piece for piece in state.workings.piece_of.values() if pieces.kind[piece] in (STRAY, CHIP)
    ]
    return np.array(rows, dtype=np.int64)


def _cut_off_case(state: _State, faces: Ints, grid: int) -> Case | None:
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
    places = workings.places_in(faces)
    place_ids = tuple(workings.place_ids[row] for row in places)
    households = int(workings.households[places].sum())
    area = float(ground.area[faces].sum())
    name = state.name(grid)
    unit = int(ground.unit[faces[0]])
    options = tuple(
        Option(state.name(g), area, near[g], True, place_ids, households, why)
        for g, why in zip(receivers, ("longest_border", "by_border", "by_border"), strict=False)
    )
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
        options=options,
        suggested=options[0].receiver if options else "",
        why="cut_off",
    )


def _finished(desk: Desk, state: _State, open_cases: tuple[Case, ...], *, changed: bool) -> Mended:
    exceptions = desk.exceptions
    ledger = pd.DataFrame(state.rows, columns=list(_LEDGER))
    if not changed:
        return Mended(
            desk.grids,
            desk.units,
            desk.boundary,
            exceptions,
            desk.certificate,
            ledger,
            0.0,
            open_cases,
        )
    shapes = _shapes(state)
    grids = _grid_frame(desk, state, shapes.grids)
    units = desk.units
    if units is not None:
        units = _with_shapes(units, state.workings.ground.drawn.parents, shapes.units)
    exceptions = _exception_frame(desk, state, shapes)
    certificate = certify(
        grids,
        shapes.boundary,
        units=units,
        expected_codes=desk.expected_codes,
        places=desk.places,
        tolerance_m=desk.certificate.tolerance_m,
        exceptions=exceptions,
    )
    refuse_worse(desk.certificate, certificate)
    return Mended(
        grids,
        units,
        shapes.boundary,
        exceptions,
        certificate,
        ledger,
        _border_shift(desk, state, shapes),
        open_cases,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Shapes:
    """Shapes of everything with borders, as drawn where nothing was decided."""

    grids: Polygons  # by row of the ground
    units: Polygons  # by row of the ground
    boundary: shapely.Geometry
    earlier: Polygons  # recorded holes and exclaves, in the order of the ground
    kept: Polygons


def _shapes(state: _State) -> _Shapes:
    workings = state.workings
    ground, drawn = workings.ground, workings.ground.drawn
    layer = layer_of(ground, state.claims, tuple(state.sets))
    new = np.full(len(state.kept), None, dtype=object)
    layer = Layer(
        [*layer.faces, *(faces for _, _, _, faces in state.kept)],
        np.concatenate([layer.drawn, new]),
    )
    every = made(ground, workings.nodes, layer, state.touched())
    counts = [len(drawn.grids), len(drawn.units), 1, len(drawn.holes.ids) + len(drawn.exclaves.ids)]
    grids, units, boundary, earlier, kept = np.split(every, np.cumsum(counts))
    return _Shapes(grids, units, boundary[0], earlier, kept)


def _grid_frame(desk: Desk, state: _State, shapes: Polygons) -> gpd.GeoDataFrame:
    workings, drawn = state.workings, state.workings.ground.drawn
    position = workings.position
    frame = _with_shapes(desk.grids, drawn.rows, shapes)
    geometry = frame.geometry.to_numpy()
    ids = [str(value) for value in desk.grids.index]
    if state.recoded:
        codes = frame["unit_code"].to_numpy(dtype="object").copy()
        for row in state.recoded:
            codes[position[row]] = drawn.parents.ids[int(drawn.unit[row])]
        frame["unit_code"] = codes
    for row, name in state.names.items():
        ids[position[row]] = name
    gone = {int(position[row]) for row in state.dropped}
    gone |= {
        n for n, name in enumerate(ids) if name in state.blank and geometry_is_blank(geometry[n])
    }
    stay = [n for n in range(len(ids)) if n not in gone]
    frame.index = pd.Index(ids, dtype="object", name=desk.grids.index.name)
    return frame.iloc[stay]


def _with_shapes(frame: gpd.GeoDataFrame, rows: Rows, shapes: Polygons) -> gpd.GeoDataFrame:
    """Frame with new shapes by row of the ground; rows that did not change keep their bytes."""
    geometry = frame.geometry.to_numpy().copy()
    for position, shape, drawn in zip(positions(frame, rows), shapes, rows.geometry, strict=True):
        if shape is not drawn:
            geometry[position] = shape
    return frame.set_geometry(geometry, crs=frame.crs)


def geometry_is_blank(shape: shapely.Geometry | None) -> bool:
    """Whether a row has no shape."""
    return shape is None or bool(shape.is_empty)


def _exception_frame(desk: Desk, state: _State, shapes: _Shapes) -> gpd.GeoDataFrame | None:
    earlier = desk.exceptions
    if earlier is None:
        earlier = no_exceptions(desk.grids.crs)
    elif len(shapes.earlier):
        drawn = state.workings.ground.drawn
        names = [*drawn.holes.ids, *drawn.exclaves.ids]
        made_again = dict(zip(names, shapes.earlier, strict=True))
        geometry = [
            made_again.get(str(name), shape)
            for name, shape in zip(earlier.index, earlier.geometry, strict=True)
        ]
        earlier = earlier.set_geometry(geometry, crs=earlier.crs)
    if not state.kept:
        return earlier if len(earlier) else desk.exceptions
    notes = {row[0]: row[9] for row in state.rows}
    new = gpd.GeoDataFrame(
        {
            "kind": [kind for _, kind, _, _ in state.kept],
            "grid_id": [grid for _, _, grid, _ in state.kept],
            "note": [notes[name] for name, _, _, _ in state.kept],
        },
        index=pd.Index([name for name, _, _, _ in state.kept], dtype="object"),
        geometry=list(shapes.kept),
        crs=desk.grids.crs,
    )
    columns = ["kind", "grid_id", "note", "geometry"]
    both = new if not len(earlier) else pd.concat([earlier[columns], new[columns]])
    both.index.name = "exception_id"
    return both


def _border_shift(desk: Desk, state: _State, shapes: _Shapes) -> float:
    """Largest distance in metres of a node from the unit and outer borders as drawn."""
    pairs = [(desk.boundary, shapes.boundary)]
    pairs += list(zip(state.workings.ground.drawn.parents.geometry, shapes.units, strict=True))
    shift = 0.0
    for old, new in pairs:
        if old is not new and old is not None and not shapely.equals_exact(old, new, 0.0):
            nodes = shapely.points(shapely.get_coordinates(new))
            shift = max(shift, float(shapely.distance(nodes, shapely.boundary(old)).max()))
    return shift


def refuse_worse(before: Certificate, after: Certificate) -> None:
    """Refuse a result with more ground at fault than before, or a fault of a new kind.

    Stray parts that decisions cut off are no reason: they are open cases of the result.

    Raises
    ------
    InputError
        repair_worse.
    """
    (count, area), (fewer, less) = _ground_at_fault(after), _ground_at_fault(before)
    new = [
        kind
        for kind, (_, area_m2) in after.kinds.items()
        if kind not in (*before.kinds, *_FOLLOWS)
        and not (kind in _GROUND_KINDS and area_m2 <= _SLACK_M2)
    ]
    more_pieces = count > fewer and after.residue_edges > before.residue_edges
    if area > less + _SLACK_M2 or new or (more_pieces and area > less - _SLACK_M2):
        facts: dict[str, Fact] = {
            "before_m2": round(less, 2),
            "after_m2": round(area, 2),
            "kinds": ", ".join(new) or "none",
        }
        told = (
            "These choices would make the drawing worse ({before_m2} m2 at fault before, "
            "{after_m2} after, new kinds of fault: {kinds}), so nothing was changed."
        )
        raise _refusal(facts, "repair_worse", told)


def _ground_at_fault(certificate: Certificate) -> tuple[int, float]:
    """Pieces of ground at fault, and their m2."""
    found = [certificate.kinds.get(kind, (0, 0.0)) for kind in _GROUND_KINDS]
    return sum(count for count, _ in found), sum(area_m2 for _, area_m2 in found)


def before_and_after(desk: Desk, case: Case, choice: Choice) -> gpd.GeoDataFrame:
    """Shapes of the grids of one case before and after a choice; see `geo.repair.preview`."""
    workings = desk.workings
    state = _State.of(workings)
    _carry_out(state, case, choice)
    drawn = workings.ground.drawn
    ids = drawn.rows.ids
    concerned = {*case.grid_ids, *(option.receiver for option in case.options), choice.receiver}
    rows = [row for row, name in enumerate(ids) if name in concerned]
    layer = layer_of(workings.ground, state.claims, tuple(state.sets))
    before = drawn.rows.geometry[rows]
    after = made(
        workings.ground,
        workings.nodes,
        Layer([layer.faces[row] for row in rows], before),
        state.touched(),
    )
    records = []
    had = faces_of_grids(workings.ground, workings.ground.claims, workings.ground.sets)
    for name, shapes, faces in (("before", before, had), ("after", after, layer.faces)):
        for number, row in enumerate(rows):
            places = workings.places_in(faces[row])
            records.append(
                {
                    "grid_id": ids[row],
                    "state": name,
                    "area_m2": float(shapes[number].area),
                    "place_ids": ";".join(workings.place_ids[p] for p in places),
                    "household_count": int(workings.households[places].sum()),
                    "geometry": shapes[number],
                }
            )
    return gpd.GeoDataFrame(records, geometry="geometry", crs=desk.grids.crs)
