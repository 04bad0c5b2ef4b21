"""Faults as cases: what each is about, and the two or three things that can be done."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import shapely

from geo.coverage.certificate import Certificate
from geo.coverage.edges import Ints
from geo.repair.desk import DIVIDE, KEEP, LONE, NEW, OUTSIDE, Case, Option
from geo.repair.namesakes import Namesake
from geo.repair.options import options_of
from geo.repair.reasons import Reason
from geo.repair.shapes import all_joined, mismatched_and_unlike
from geo.repair.survey import (
    CHIP,
    FINE,
    GAP,
    KIND_NAMES,
)
from geo.repair.workings import Workings, layer_of

TECHNICAL: Literal["technical"] = "technical"


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases with what each stands for: a piece, nodes, or a row with what to do about it."""

    case: Case
    piece: int = -1
    nodes: Ints | None = None
    row: tuple[str, int] | None = None


def listed(workings: Workings, certificate: Certificate) -> list[Listed]:
    """List every case of a desk, in the order of kinds, the largest of a kind first."""
    if certificate.ok:
        return []  # what is proved needs no mending
    ground = workings.ground
    layer = layer_of(ground, ground.claims, ground.sets)
    lacking, unlike = mismatched_and_unlike(ground, workings.nodes, layer)
    found = _pieces(workings, certificate.tolerance_m)
    found += _rows(workings, certificate, unlike)
    found += _mismatches(workings, lacking)
    found += _unmendable(certificate, found)
    return found


def case_id(kind: str, about: tuple[str, ...], shape: shapely.Geometry | None) -> str:
    """Id of a case by its kind, its grids and its shape only."""
    wkb = b"" if shape is None else shapely.to_wkb(shapely.normalize(shape), byte_order=1)
    named = "\t".join((kind, *about)).encode()
    return "c" + hashlib.sha256(named + b"\n" + wkb).hexdigest()[:12]


def _pieces(workings: Workings, tolerance_m: float) -> list[Listed]:
    shapes = shapely.normalize(all_joined(workings.ground.faces, workings.advice.pieces.faces))
    crumbs = {one for held in workings.advice.pieces.crumbs.values() for one in held}
    found = []
    for piece, shape in enumerate(shapes):
        if piece in crumbs:
            continue  # decided with the piece beside it
        case = _case_of_piece(workings, piece, shape, tolerance_m)
        if case is not None:
            found.append(Listed(case, piece=piece))
    return found


def _case_of_piece(
    workings: Workings, piece: int, shape: shapely.Geometry, tolerance_m: float
) -> Case | None:
    ground, advice = workings.ground, workings.advice
    faces, kind = advice.pieces.faces[piece], int(advice.pieces.kind[piece])
    claims = ground.sets[ground.claims[faces[0]]]
    if kind == CHIP and set(advice.owner[faces].tolist()) == set(claims):
        return None  # it hangs on its grid by contested ground, and keeps doing so
    options = options_of(workings, piece)
    names = ground.drawn.rows.ids
    beside = set(advice.pieces.beside[piece])
    for crumb in advice.pieces.crumbs.get(piece, ()):
        beside |= advice.pieces.beside[crumb]
        beside |= set(ground.sets[ground.claims[advice.pieces.faces[crumb][0]]])
    ids = tuple(
        dict.fromkeys(
            name for grids in (claims, beside) for name in sorted({names[g] for g in grids})
        )
    )
    area = float(ground.area[faces].sum())
    width = 2 * area / float(shape.length)
    unit = int(ground.unit[faces[0]])
    places = workings.places.within(faces)
    why = advice.why[piece]
    suggests = bool(options) and (options[0].receiver != KEEP or why == LONE)
    offers_new = any(option.receiver == NEW for option in options)
    named = "missing_unit" if kind == GAP and why == "first_grid" else KIND_NAMES[kind]
    return Case(
        case_id=case_id(named, ids, shape),
        kind=named,
        grid_ids=ids,
        unit_code=ground.drawn.parents.ids[unit] if unit >= 0 else "",
        area_m2=area,
        width_m=width,
        noise=width < tolerance_m,
        geometry=shape,
        place_ids=tuple(workings.places.ids[row] for row in places),
        household_count=int(workings.places.households[places].sum()),
        options=options,
        suggested=options[0].receiver if suggests else "",
        why=options[0].why if suggests else why or "no_neighbour",
        new_grid=advice.names[advice.new[piece]] if offers_new else "",
        claimants=tuple(sorted({names[g] for g in claims})),
    )


def _plain_case(
    kind: str,
    grids: tuple[str, ...],
    shape: shapely.Geometry | None,
    why: Reason,
    receivers: tuple[str, ...] = (),
    about: str = "",
) -> Case:
    """Make a case in which no ground moves, or about which nothing can be done here."""
    shape = shapely.Point() if shape is None else shape
    options = tuple(Option(r, 0.0, 0.0, True, (), 0, why) for r in receivers)
    area = float(shape.area)
    return Case(
        case_id=case_id(kind, (*grids, about), shape),
        kind=kind,
        grid_ids=grids,
        unit_code=about if kind in ("missing_unit", "unknown_unit") else "",
        area_m2=area,
        width_m=2 * area / float(shape.length) if area else 0.0,
        noise=False,
        geometry=shape,
        place_ids=(about,) if kind == "place_in_no_grid" else (),
        household_count=0,
        options=options,
        suggested=receivers[0] if receivers else "",
        why=why,
    )


def _rows(workings: Workings, certificate: Certificate, unlike: Ints) -> list[Listed]:
    """Cases of whole rows: wrong unit code, same shape or id twice, broken ring, no shape."""
    drawn = workings.ground.drawn
    ids, shapes = drawn.rows.ids, drawn.rows.geometry
    found = []
    for row in drawn.recoded:
        known = drawn.rows.units[row] in drawn.parents.ids
        kind = "crosses_unit_border" if known else "unknown_unit"
        unit = drawn.parents.ids[int(drawn.unit[row])]
        case = _plain_case(kind, (ids[row],), shapes[row], "recode", (ids[row],), unit)
        found.append(Listed(case, row=("recode", row)))
    for row, first in sorted(drawn.copy_of.items()):
        pair = (ids[first], ids[row])
        case = _plain_case("duplicate", pair, shapes[row], "same_shape", tuple(dict.fromkeys(pair)))
        found.append(Listed(case, row=("same_shape", row)))
    for row, namesake in sorted(workings.namesakes.items()):
        found.append(Listed(_namesake_case(ids[row], shapes[row], namesake), row=("same_id", row)))
    for row in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
        spot = _spot_of(certificate, ids[row], shapes[row])
        case = _plain_case("invalid_ring", (ids[row],), spot, TECHNICAL, (ids[row],))
        found.append(Listed(case, row=(TECHNICAL, row)))
    for row in _to_and_fro(workings, unlike):
        case = _plain_case(
            "node_mismatch", (ids[row],), shapes[row].boundary, TECHNICAL, (ids[row],)
        )
        found.append(Listed(case, row=(TECHNICAL, row)))
    for blank in drawn.rows.blank_ids:
        case = _plain_case("invalid_ring", (blank,), None, "no_shape", (OUTSIDE,))
        found.append(Listed(case, row=("no_shape", -1)))
    return found


def _namesake_case(grid_id: str, shape: shapely.Geometry, namesake: Namesake) -> Case:
    """Make the case of an id given twice: join what is one grid, else a code of its own."""
    why: Reason = "same_id" if namesake.together else "wrong_id"
    if namesake.makeshift and not namesake.together:
        why = "codes_exhausted"
    wanted = [grid_id, NEW] if namesake.together else [NEW, grid_id]
    receivers = tuple(one for one in wanted if one != NEW or namesake.grid_id)
    case = _plain_case("duplicate", (grid_id,), shape, why, receivers)
    if receivers[0] != wanted[0]:
        case = replace(case, suggested="", why="codes_exhausted")
    return replace(case, new_grid=namesake.grid_id)


def _to_and_fro(workings: Workings, unlike: Ints) -> list[int]:
    """Rows of grids with a valid ring that runs to and fro within the 1 mm raster."""
    drawn = workings.ground.drawn
    shapes = drawn.rows.geometry
    grids = [row for row in unlike.tolist() if row < len(shapes) and row not in drawn.copy_of]
    return [row for row in grids if shapes[row].is_valid]


def _spot_of(certificate: Certificate, grid_id: str, shape: shapely.Geometry) -> shapely.Geometry:
    faults = certificate.faults
    mine = faults[(faults["kind"] == "invalid_ring") & (faults["grid_ids"] == grid_id)]
    return mine.geometry.iloc[0] if len(mine) else shapely.boundary(shape)


def _mismatches(workings: Workings, node: Ints) -> list[Listed]:
    """Nodes one polygon has and its neighbour lacks, away from contested ground, pair by pair."""
    ground, nodes = workings.ground, workings.nodes
    doubtful = nodes.of_faces(ground, workings.state.kind != FINE)
    node = node[~doubtful[node]]
    groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
    beside = _grids_at(workings, node)
    for at in node.tolist():
        groups[beside[at]].add(at)
    found = []
    for ids, members in sorted(groups.items()):
        at = np.array(sorted(members), dtype=np.int64)
        xy = np.column_stack([nodes.at[at].real, nodes.at[at].imag])
        receivers = ids[:1] or (DIVIDE,)
        case = _plain_case("node_mismatch", ids, shapely.multipoints(xy), TECHNICAL, receivers)
        found.append(Listed(case, nodes=at))
    return found


def _grids_at(workings: Workings, node: Ints) -> dict[int, tuple[str, ...]]:
    """Ids of the grids that meet at some nodes."""
    ground = workings.ground
    number = workings.nodes.number(ground.seams.start)
    here = np.isin(number, node)
    names: dict[int, set[str]] = {at: set() for at in node.tolist()}
    rows = zip(number[here].tolist(), ground.seams.face[here].tolist(), strict=True)
    for at, face in rows:
        names[at] |= {ground.drawn.rows.ids[g] for g in ground.sets[ground.claims[face]]}
    return {at: tuple(sorted(ids)) for at, ids in names.items()}


def _unmendable(certificate: Certificate, found: list[Listed]) -> list[Listed]:
    """Faults nobody can mend here: they belong to other layers, or to the list of codes."""
    faults = certificate.faults.reset_index()
    named = {place for one in found for place in one.case.place_ids}
    recoded = {one.case.grid_ids for one in found if one.row is not None and one.row[0] == "recode"}
    founded = {one.case.unit_code for one in found if one.case.why == "first_grid"}
    cases = []
    for row in faults.itertuples():
        grids = tuple(str(row.grid_ids).split(";")) if row.grid_ids else ()
        about = str(row.about)
        unknown = row.kind == "unknown_unit" and grids not in recoded
        other_layer = row.kind in ("invalid_ring", "duplicate") and not grids
        lost = row.kind == "place_in_no_grid" and about not in named
        without = row.kind == "missing_unit" and about not in founded
        if row.kind == "layers_disagree" or without or unknown or other_layer or lost:
            case = _plain_case(row.kind, grids, row.geometry, _why_not(row.kind), (), about)
            cases.append(Listed(case))
    return cases


def _why_not(kind: str) -> Reason:
    codes: dict[str, Reason] = {"missing_unit": "missing_unit", "place_in_no_grid": "place_outside"}
    return codes.get(kind, "other_layer" if kind != "unknown_unit" else "unknown_unit")
