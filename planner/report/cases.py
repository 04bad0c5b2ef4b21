"""Cases of the sliver desk -> sentences and tables, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.repair import DIVIDE, KEEP, NEW, OUTSIDE
from planner.words import Lang, area, known, listed, number, say
from planner.words.labels import in_chinese

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import geopandas as gpd

    from geo.repair import Case, Option

_SAME_M2 = 0.05  # below what a line of whole square metres can show
_SPECIAL = frozenset({DIVIDE, OUTSIDE, KEEP, NEW})
# kinds whose trouble is a piece of ground with a width worth saying
_GROUND = frozenset(
    {"gap", "overlap", "outside", "crosses_unit_border", "stray_part", "layers_disagree"}
)

_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Names:
    """What a reader calls the grids, units and places of a drawing, by code."""

    grids: Mapping[str, str]
    units: Mapping[str, str]
    places: Mapping[str, str]

    def grid(self, grid_id: str) -> str:
        """Name of a grid, its code where nobody named it."""
        return self.grids.get(grid_id, grid_id)

    def unit(self, code: str) -> str:
        """Name of a unit, its code where nobody named it."""
        return self.units.get(code, code)

    def place(self, place_id: str) -> str:
        """Name of a settlement, its code where nobody named it."""
        return self.places.get(place_id, place_id)


def names_of(lang: Lang, frames: Mapping[str, Iterable[gpd.GeoDataFrame | None]]) -> Names:
    """Collect names from layers; of two layers that name one code the later one is believed.

    Parameters
    ----------
    frames
        "grids", "units" and "places", each with its layers.
    """
    found: dict[str, dict[str, str]] = {"grids": {}, "units": {}, "places": {}}
    for layer, several in frames.items():
        for frame in several:
            if frame is not None:
                if lang == "zh":  # rows without a code are "feature 5"
                    numbered = ((str(i), in_chinese(str(i))) for i in frame.index)
                    found[layer] |= {name: said for name, said in numbered if name != said}
                found[layer] |= _named(frame, lang)
    return Names(**found)


def _named(frame: gpd.GeoDataFrame, lang: Lang) -> dict[str, str]:
    """Names of one layer; where the reader's language has none, the other one stands in."""
    names: dict[str, str] = {}
    for column in ("name_en", "name_zh") if lang == "zh" else ("name_zh", "name_en"):
        if column in frame.columns:
            given = zip(frame.index, frame[column], strict=True)
            names |= {str(i): str(name) for i, name in given if isinstance(name, str) and name}
    return names


def width(value_m: float, lang: Lang) -> str:
    """Write a width: centimetres below 1 m, one decimal below 10 m."""
    if value_m < 1:
        return say("desk.cm", lang, text=number(100 * value_m, lang))
    return say("desk.m", lang, text=number(value_m, lang, decimals=1 if value_m < 10 else 0))


def what_is_wrong(case: Case, names: Names, lang: Lang) -> str:
    """Say in one plain sentence what is wrong: kind, grids, size, who lives there."""
    at_fault = _at_fault(case)
    grids = _together([names.grid(grid_id) for grid_id in at_fault], lang)
    several = "/several" if known(f"case.{case.kind}/several") and len(at_fault) > 1 else ""
    several = "/same_id" if _namesakes(case) else several
    key = f"case.{case.kind}{several}"
    sentence = say(
        key if known(key) else "case.other",
        lang,
        grids=grids or say("common.none", lang),
        unit=names.unit(case.unit_code),
        kind=say(f"certificate.{case.kind}", lang),
    )
    if case.kind in _GROUND or (case.kind == "missing_unit" and case.area_m2 > 0):
        size = area(case.area_m2, lang)
        sentence += say("case.size", lang, size=size, width=width(case.width_m, lang))
    return sentence + who_lives_there(case, names, lang)


def who_lives_there(case: Case, names: Names, lang: Lang) -> str:
    """Say which settlements lie in a piece of ground, and their households."""
    if not case.place_ids:
        return say("case.nobody", lang)
    places = _together([names.place(place_id) for place_id in case.place_ids], lang)
    key = f"case.places/{case.kind}"
    key = key if known(key) else "case.places"
    return say(key, lang, places=places, households=case.household_count)


def short(case: Case, names: Names, lang: Lang) -> str:
    """Name a case in a few words: what and where."""
    where = [names.grid(grid_id) for grid_id in _at_fault(case)[:2]] or [names.unit(case.unit_code)]
    return f"{say(f'fault_short.{case.kind}', lang)} · {' / '.join(where)}"


def _together(names: list[str], lang: Lang) -> str:
    """Join names inside a sentence, the first few only."""
    if lang == "zh" or not 1 < len(names) <= _MOST_NAMES:
        return listed(names, lang, most=_MOST_NAMES)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _at_fault(case: Case) -> tuple[str, ...]:
    """Grids a sentence names: those that have the ground; beside a gap all that lie there.

    Of a crossed border only those that cross, not who gets it back.
    """
    if case.kind != "crosses_unit_border":
        return case.claimants or case.grid_ids
    receivers = {option.receiver for option in case.options}
    return tuple(grid_id for grid_id in case.grid_ids if grid_id not in receivers) or case.grid_ids


def _namesakes(case: Case) -> bool:
    """Whether different shapes have one code, which is not one shape given twice."""
    return case.kind == "duplicate" and len(case.grid_ids) == 1


def receiver_words(case: Case, receiver: str, names: Names, lang: Lang) -> str:
    """Say what a choice does: to whom the ground goes, or what else happens to it."""
    if receiver in _SPECIAL:
        key = f"receiver.{receiver}/{case.kind}"
        return say(key if known(key) else f"receiver.{receiver}", lang, grid=case.new_grid)
    key = f"receiver.grid/{'same_id' if _namesakes(case) else case.kind}"
    return say(key if known(key) else "receiver.grid", lang, grid=names.grid(receiver))


def reason(why: str, lang: Lang) -> str:
    """Say why a choice is suggested; a code nobody translated gives an empty text."""
    key = f"desk.why.{why}"
    return say(key, lang) if known(key) else ""


def option_facts(option: Option, lang: Lang) -> str:
    """Figures of an option in one line: ground moved, common border, own unit."""
    parts = []
    if option.moved_m2 > 0:
        parts.append(say("option.moved", lang, size=option.moved_m2))
    if option.shared_border_m > 0 and option.receiver not in _SPECIAL:
        parts.append(say("option.border", lang, far=option.shared_border_m))
    if option.receiver not in _SPECIAL and not option.own_unit:
        parts.append(say("option.other_unit", lang))
    return (" · ").join(parts)


def changes(preview: gpd.GeoDataFrame, names: Names, lang: Lang) -> list[str]:
    """One line per grid that a choice changes: m2 and households before and after."""
    lines = []
    for grid_id, rows in preview.groupby("grid_id", sort=False):
        told = {
            state: (float(part["area_m2"].sum()), int(part["household_count"].sum()))
            for state, part in rows.groupby("state")
        }
        before, after = told.get("before", (0.0, 0)), told.get("after", (0.0, 0))
        if abs(before[0] - after[0]) < _SAME_M2 and before[1] == after[1]:
            continue
        key = "change.line" if before[1] == after[1] == 0 else "change.line/households"
        lines.append(
            say(
                key,
                lang,
                grid=names.grid(str(grid_id)),
                before=number(before[0], lang),
                after=number(after[0], lang),
                more=_signed(after[0] - before[0], lang),
                first=before[1],
                last=after[1],
            )
        )
    return lines or [say("change.none", lang)]


def _signed(value_m2: float, lang: Lang) -> str:
    return ("+" if value_m2 > 0 else "−") + number(abs(value_m2), lang, decimals=1)


def case_table(
    cases: Iterable[Case],
    names: Names,
    lang: Lang,
    *,
    state: tuple[Collection[str], Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """One row per case: what, where, how much, who lives there.

    Parameters
    ----------
    state
        Cases that are open, and case -> receiver of what was decided; adds two columns.
    """
    still, decided = state or ((), {})
    rows = [
        {
            "number": number,
            "state": say(f"state.case_{'open' if case.case_id in still else 'done'}", lang),
            "fault_kind": say(f"certificate.{case.kind}", lang),
            "grid_ids": listed([names.grid(i) for i in case.grid_ids], lang),
            "area_m2": round(case.area_m2, 1),
            "width_m": round(case.width_m, 2),
            "places": listed([names.place(i) for i in case.place_ids], lang),
            "household_count": case.household_count,
            "decision": receiver_words(case, decided[case.case_id], names, lang)
            if case.case_id in decided
            else "",
        }
        for number, case in enumerate(cases, start=1)
    ]
    columns = ["number", "fault_kind", "grid_ids", "area_m2", "width_m", "places"]
    if state is not None:
        columns = ["number", "state", "decision", "fault_kind", "grid_ids", "area_m2"]
    columns.append("household_count")
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)


def ledger_table(ledger: pd.DataFrame, names: Names, lang: Lang) -> pd.DataFrame:
    """One row per piece of ground that moved: from whom, to whom, m2, households, by which rule."""
    rows = [
        {
            "fault_kind": say(f"certificate.{row.kind}", lang),
            "from_grid": _party(row.from_grid, names, lang),
            "to_grid": _party(row.to_grid, names, lang),
            "area_m2": round(float(row.area_m2), 3),
            "household_count": int(row.household_count),
            "rule": say(f"rule.{row.rule}", lang) if known(f"rule.{row.rule}") else row.rule,
            "note": row.note,
        }
        for _, row in ledger.iterrows()
    ]
    columns = ["fault_kind", "from_grid", "to_grid", "area_m2", "household_count", "rule", "note"]
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)


def _party(grid_ids: object, names: Names, lang: Lang) -> str:
    """Name one side of a move; nobody stands where the ground was a gap or lies outside."""
    codes = [code for code in str(grid_ids or "").split(";") if code]
    if not codes:
        return say("desk.nobody", lang)
    return listed([names.grid(code) for code in codes], lang)
