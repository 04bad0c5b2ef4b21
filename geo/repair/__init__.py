"""Mend a drawing of grids: every fault a case, every square metre a recorded choice.

    desk = open_desk(grids, boundary, units=units)
    mended = mend(desk, suggestions(desk))

What a desk shows does not change when choices are made: the drawing is a function of the desk and
the choices, so undoing is leaving one out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely

from geo.contract import InputError
from geo.coverage import certify
from geo.coverage.certificate import Certificate
from geo.coverage.edges import Polygons
from geo.coverage.exceptions import checked_exceptions
from geo.crs import snap_to_mm
from geo.repair.assign import advise
from geo.repair.cases import Listed, listed
from geo.repair.cuts import cuts_of
from geo.repair.desk import (
    DIVIDE,
    KEEP,
    LONE,
    LONE_NOTE,
    NEW,
    OUTSIDE,
    Case,
    Choice,
    Desk,
    Mended,
    Option,
)
from geo.repair.drawn import drawn_layers
from geo.repair.fresh import Codes
from geo.repair.ground import ground_of_lines
from geo.repair.mending import carried_out
from geo.repair.moved import moved_back
from geo.repair.namesakes import namesakes_of
from geo.repair.noding import noded, noded_again, strung
from geo.repair.preview import before_and_after
from geo.repair.settlements import places_on
from geo.repair.shapes import Nodes
from geo.repair.shift import moves_of
from geo.repair.survey import survey
from geo.repair.workings import Workings, positions

__all__ = [
    "DIVIDE",
    "KEEP",
    "LONE",
    "NEW",
    "OUTSIDE",
    "Case",
    "Choice",
    "Desk",
    "Mended",
    "Option",
    "mend",
    "open_desk",
    "preview",
    "suggestions",
]

CONTESTED = ("gap", "overlap", "crosses_unit_border")


def open_desk(  # noqa: PLR0913 - the contract fixes these names
    grids: gpd.GeoDataFrame,
    boundary: shapely.Geometry,
    *,
    units: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    expected_codes: Sequence[str] = (),
    exceptions: gpd.GeoDataFrame | None = None,
    tolerance_m: float = 0.01,
    in_force: gpd.GeoDataFrame | None = None,
) -> Desk:
    """Certify a drawing and lay out its faults as cases, each with a suggestion.

    All borders of the township are noded together once, so two villages get the same nodes on
    their common border. Coordinates are snapped to 1 mm first. Parameters are those of
    `geo.coverage.certify`, and:

    Parameters
    ----------
    in_force
        Grids by id that are known otherwise: no new grid gets the code of one.

    Raises
    ------
    InputError
        What `certify` refuses.
    """
    grids = _snapped(grids)
    units = None if units is None else _snapped(units)
    boundary = snap_to_mm(np.array([boundary], dtype=object))[0]
    certificate = certify(
        grids,
        boundary,
        units=units,
        expected_codes=expected_codes,
        places=places,
        tolerance_m=tolerance_m,
        exceptions=exceptions,
    )
    drawn = drawn_layers(grids, boundary, units, certificate.exceptions)
    back = moved_back(drawn, moves_of(drawn), _contested(certificate))
    lines = noded(drawn, back.lines)
    ground = ground_of_lines(drawn, strung(lines))
    state = survey(ground)
    cuts = cuts_of(ground, state, back.shapes)
    if cuts.lines:
        lines = noded_again(lines, np.array(cuts.lines, dtype=object))
        ground = ground_of_lines(drawn, strung(lines))
        state = survey(ground)
    settled = places_on(ground, places)
    recorded = None if exceptions is None else checked_exceptions(exceptions, grids.crs)
    codes = Codes((grids, in_force), () if recorded is None else recorded["grid_id"])
    workings = Workings(
        ground,
        state,
        advise(ground, state, cuts, settled, codes),
        Nodes.of(ground),
        positions(grids, drawn.rows),
        settled,
        namesakes_of(drawn, codes),
        {},
        {},
        {},
    )
    cases = _numbered(workings, listed(workings, certificate))
    return Desk(
        grids,
        boundary,
        units,
        places,
        recorded,
        tuple(expected_codes),
        certificate,
        cases,
        workings,
    )


def _snapped(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(snap_to_mm(frame.geometry.to_numpy()), crs=frame.crs)


def _contested(certificate: Certificate) -> Polygons:
    """Ground that two drawings of one border may contest."""
    faults = certificate.faults
    shapes: Polygons = faults.geometry.to_numpy()[faults["kind"].isin(CONTESTED).to_numpy()]
    return shapes


def _numbered(workings: Workings, found: list[Listed]) -> tuple[Case, ...]:
    """Enter what each case stands for; rows given three times have one id, told apart here."""
    cases: dict[str, Case] = {}
    for one in found:
        name, again = one.case.case_id, 1
        while name in cases:
            again += 1
            name = f"{one.case.case_id}-{again}"
        cases[name] = one.case if again == 1 else replace(one.case, case_id=name)
        if one.piece >= 0:
            workings.piece_of[name] = one.piece
        if one.nodes is not None:
            workings.nodes_of[name] = one.nodes
        if one.row is not None:
            workings.rows_of[name] = one.row
    return tuple(cases.values())


def suggestions(desk: Desk, kind: str = "", *, note: str = LONE_NOTE) -> dict[str, Choice]:
    """Return the suggested choice of every case that has one; of one kind if it is given.

    Parameters
    ----------
    note
        What is written beside outlying ground that is recorded as an island.
    """
    rule = "kind" if kind else "suggestion"
    return {
        case.case_id: Choice(case.suggested, note if case.why == LONE else "", rule)
        for case in desk.cases
        if case.suggested and kind in ("", case.kind)
    }


def mend(desk: Desk, choices: Mapping[str, Choice]) -> Mended:
    """Return the drawing after the choices; undecided cases stay as drawn.

    The result depends on the set of choices only, not on their order. Grids in no case are the
    same byte for byte; unit and outer borders keep every vertex and may gain nodes.

    Raises
    ------
    InputError
        unknown_case, bad_receiver, note_missing, or repair_worse when the certificate would have
        more ground at fault than before or a fault of a new kind (stray parts that decisions cut
        off are open cases of the result instead).
    """
    return carried_out(desk, choices)


def preview(desk: Desk, case_id: str, choice: Choice) -> gpd.GeoDataFrame:
    """Show the grids of one case before and after a choice, all else as drawn.

    Returns
    -------
    Frame: grid_id, state ("before", "after"), area_m2, place_ids (";" between),
    household_count, geometry.

    Raises
    ------
    InputError
        unknown_case, bad_receiver or note_missing.
    """
    for case in desk.cases:
        if case.case_id == case_id:
            return before_and_after(desk, case, choice)
    told = "No such case on this desk: {cases}."
    raise InputError(code="unknown_case", facts={"cases": case_id}, sentence=told)
