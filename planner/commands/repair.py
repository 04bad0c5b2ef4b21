"""Mend a drawing of grids by recorded choices."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.coverage.certificate import KINDS
from geo.export import write_geopackage
from geo.persons.tables import refuse_text
from geo.repair import NEW, Case, Choice, Desk, Mended, mend, open_desk, suggestions
from geo.schema import InputError
from planner.commands.check import expected_codes, tell_certificate
from planner.commands.common import FINE, NOT_FINE, BadInput, check_words, worded, writing
from planner.commands.layers import EXCEPTIONS, read_layers
from planner.report.cases import Names
from planner.report.missing import several_words
from planner.report.sheet import csv_bytes
from planner.whole import write_whole
from planner.words import Lang, known, listed, number, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from planner.commands.common import Tell

ALL = "all"
_COLUMNS = ("case_id", "receiver")
_TOLD_MOST = 50  # cases on the screen; a file lists all of them


def repair(args: argparse.Namespace, tell: Tell) -> int:
    """List the cases of a drawing, or mend it as suggested or decided."""
    lang: Lang = args.lang
    check_words(args)
    try:
        desk = _desk(args)
        choices = _choices(args, desk, lang)
        if args.cases:
            layers = {"cases": case_frame(desk)}
            writing(args.cases, lang, lambda path: write_geopackage(path, layers))
        if not choices:
            _tell_cases(desk, lang, tell)
            return FINE if desk.certificate.ok else NOT_FINE
        mended = mend(desk, choices)
    except InputError as error:
        raise BadInput(worded(error, lang)) from error
    if args.ledger:
        writing(args.ledger, lang, lambda path: write_whole(path, _ledger(mended)))
    if args.out:
        writing(args.out, lang, lambda path: write_geopackage(path, _layers(mended)))
    made = [c for c in desk.cases if c.case_id in choices and choices[c.case_id].receiver == NEW]
    _tell_several(desk, made, lang, tell)
    _tell_result(mended, choices, lang, tell)
    return FINE if mended.certificate.ok else NOT_FINE


def _desk(args: argparse.Namespace) -> Desk:
    layers = read_layers(args)
    return open_desk(
        layers.grids,
        layers.boundary,
        units=layers.units,
        places=layers.places,
        exceptions=layers.exceptions,
        expected_codes=expected_codes(args.expect_codes),
        tolerance_m=args.tolerance_m,
    )


def _choices(args: argparse.Namespace, desk: Desk, lang: Lang) -> dict[str, Choice]:
    """Take the suggestions accepted, then what a person decided; the person has the last word."""
    choices: dict[str, Choice] = {}
    for kind in args.accept or ():
        if kind != ALL and kind not in KINDS:
            raise BadInput(say("repair.unknown_kind", lang, given=kind, known=" ".join(KINDS)))
        note = say("desk.lone_note", lang)
        choices |= suggestions(desk, "" if kind == ALL else kind, note=note)
    if args.decisions:
        choices |= read_decisions(args.decisions, desk, lang)
    return choices


def read_decisions(path: Path, desk: Desk, lang: Lang) -> dict[str, Choice]:
    """Read decisions from a CSV with the columns case_id, receiver and, if wanted, note.

    Raises
    ------
    BadInput
        The file cannot be read, or a row names no case or no receiver; said with the row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        key = "file_missing" if isinstance(error, FileNotFoundError) else "file_unreadable"
        raise BadInput(say(f"input.{key}", lang, file=path.name)) from error
    except UnicodeDecodeError as error:
        raise BadInput(say("repair.not_utf8", lang, file=path.name)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not set(_COLUMNS) <= set(reader.fieldnames or ()):
        raise BadInput(say("repair.columns", lang, file=path.name))
    cases = {case.case_id: case for case in desk.cases}
    choices: dict[str, Choice] = {}
    rows: dict[object, int] = {}
    for row in reader:
        name, receiver = (row["case_id"] or "").strip(), (row["receiver"] or "").strip()
        facts = {"file": path.name, "row": reader.line_num, "case": name}
        if name not in cases:
            raise BadInput(say("repair.unknown_case", lang, **facts))
        choices[name] = Choice(receiver, _note(row.get("note") or "", lang, facts), "person")
        rows[name] = reader.line_num
    try:
        mend(desk, choices)
    except InputError as error:
        told, case = worded(error, lang), error.facts.get("case")
        if case not in rows:
            raise BadInput(told) from error
        facts = {"file": path.name, "row": rows[case], "case": case}
        raise BadInput(say("repair.row", lang, told=told, **facts)) from error
    return choices


def _note(text: str, lang: Lang, facts: Mapping[str, object]) -> str:
    """Text of a note, refused with its row where it is about a person."""
    try:
        refuse_text(text)
    except InputError as error:
        raise BadInput(say("repair.row", lang, told=worded(error, lang), **facts)) from error
    return text.strip()


def case_frame(desk: Desk) -> gpd.GeoDataFrame:
    """Cases as a layer by case_id: kind, grids, unit, area, receivers, suggestion and reason.

    ``new_grid`` is the id that the receiver "new" stands for.
    """
    rows = [
        {
            "case_id": case.case_id,
            "kind": case.kind,
            "grid_ids": ";".join(case.grid_ids),
            "unit_code": case.unit_code,
            "area_m2": case.area_m2,
            "width_m": case.width_m,
            "noise": case.noise,
            "place_ids": ";".join(case.place_ids),
            "household_count": case.household_count,
            "receivers": ";".join(option.receiver for option in case.options),
            "suggested": case.suggested,
            "new_grid": case.new_grid,
            "why": case.why,
        }
        for case in desk.cases
    ]
    columns = list(rows[0]) if rows else ["case_id", "kind"]
    shapes = [case.geometry for case in desk.cases]
    frame = gpd.GeoDataFrame(
        pd.DataFrame(rows, columns=columns), geometry=shapes, crs=desk.grids.crs
    )
    return frame.set_index("case_id")


def _layers(mended: Mended) -> dict[str, pd.DataFrame]:
    boundary = gpd.GeoDataFrame(
        index=pd.Index(["boundary"], name="boundary_id"),
        geometry=[mended.boundary],
        crs=mended.grids.crs,
    )
    layers: dict[str, pd.DataFrame] = {"grids": mended.grids, "boundary": boundary}
    if mended.units is not None:
        layers["units"] = mended.units
    if mended.exceptions is not None and len(mended.exceptions):
        layers[EXCEPTIONS] = mended.exceptions
    layers["ledger"] = mended.ledger
    return layers


def _ledger(mended: Mended) -> bytes:
    frame = mended.ledger.assign(area_m2=[f"{area:.3f}" for area in mended.ledger["area_m2"]])
    return csv_bytes(frame)


def _tell_cases(desk: Desk, lang: Lang, tell: Tell) -> None:
    tell_certificate(desk.certificate, lang, tell)
    tell(say("repair.cases", lang, n=len(desk.cases)))
    for case in desk.cases[:_TOLD_MOST]:
        tell(_worded_case(case, lang))
    if len(desk.cases) > _TOLD_MOST:
        tell(say("repair.more", lang, n=len(desk.cases) - _TOLD_MOST))
    _tell_several(desk, desk.cases, lang, tell)


def _tell_several(desk: Desk, cases: Iterable[Case], lang: Lang, tell: Tell) -> None:
    """Say of missing ground that comes back as one grid that it was several."""
    names = Names({}, {}, {})
    for case in cases:
        words = several_words(case, desk.grids, None, names, lang)
        if words:
            tell(f"{case.case_id}: {words}")


def _worded_case(case: Case, lang: Lang) -> str:
    key = f"certificate.{case.kind}"
    facts = {
        "case": case.case_id,
        "kind": say(key, lang) if known(key) else case.kind,
        "grids": listed(case.grid_ids or (case.unit_code or "-",), lang),
        "area_m2": case.area_m2,
    }
    if not case.suggested:
        return say("repair.case/nobody", lang, why=say(f"desk.why.{case.why}", lang), **facts)
    key = f"repair.receiver.{case.suggested}"
    of_kind = f"{key}/{case.kind}"
    key = of_kind if known(of_kind) else key
    named = say(key, lang, new_grid=case.new_grid) if known(key) else case.suggested
    facts["receiver"] = named
    return say("repair.case", lang, why=say(f"desk.why.{case.why}", lang), **facts)


def _tell_result(mended: Mended, choices: dict[str, Choice], lang: Lang, tell: Tell) -> None:
    moved = float(mended.ledger["area_m2"].sum())
    tell(say("repair.done", lang, n=len(choices), area_m2=moved, rows=len(mended.ledger)))
    shift_mm = number(mended.border_shift_m * 1000, lang, decimals=1)
    tell(say("repair.shift", lang, shift_mm=shift_mm))
    if mended.open_cases:
        tell(say("repair.open", lang, n=len(mended.open_cases)))
    tell_certificate(mended.certificate, lang, tell)
