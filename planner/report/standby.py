"""Standby as sentences, tables and files: where crews wait, and who is how far from them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from planner.judge import standby as judge
from planner.problem import to_json
from planner.problem.standby import Standby, StandbyPlan
from planner.report.files import source_note
from planner.report.workbook import write_workbook
from planner.whole import write_folder
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from planner.demand.standby import StandbyContext

_SECONDS = ("standby_first_s", "standby_second_s")


def standby_lines(found: Standby, context: StandbyContext, lang: Lang) -> list[str]:
    """Say where crews wait in one band, how good that is proved to be and what it gives."""
    problem, names = found.problem, context.names(lang)
    band = say(f"standby.of.{context.settings.band}", lang)
    if not problem.calls:
        return [f"{band}: {say('standby.no_calls', lang)}"]
    if found.plan is None:
        return [f"{band}: {say(f'status.{found.outcome.status}', lang)}"]
    spots = Counter(found.plan.spots)
    told = [names[spot] + (f" ×{many}" if many > 1 else "") for spot, many in spots.items()]
    facts = {"band": band, "status": say(f"status.{found.outcome.status}", lang)}
    lines = [say("standby.band", lang, crews=spots.total(), spots=listed(told, lang), **facts)]
    if found.worked is None:
        return [*lines, say("standby.overload", lang)]
    worked, plan = found.worked, found.plan
    lines.append(
        say(
            "standby.figures",
            lang,
            within=problem.within_s,
            first=worked.first,
            both=worked.both,
            drive=round(worked.drive_s),
            busy=sum(worked.busy.busy) / len(plan.spots),
        )
    )
    times = judge.crews_within(problem, plan)
    covered = sum(p.calls for p, n in zip(problem.places, times, strict=True) if n)
    shares = {
        "expected": judge.expected(problem, plan) / problem.calls,
        "covered": covered / problem.calls,
        "twice": judge.twice(problem, plan) / problem.calls,
    }
    if problem.goal == "expected":
        lines.append(say("standby.expected", lang, **shares))
    if not worked.busy.exact:
        lines.append(say("standby.approximate", lang))
    return lines


def spot_table(found: Standby, context: StandbyContext, lang: Lang) -> pd.DataFrame:
    """One row for each crew: its spot and how busy it is."""
    names = context.names(lang)
    plan = found.plan or StandbyPlan(())
    busy = found.worked.busy.busy if found.worked else (float("nan"),) * len(plan.spots)
    rows = [
        (spot, names[spot], round(100 * share, 1))
        for spot, share in zip(plan.spots, busy, strict=True)
    ]
    heads = ("place_id", "standby_spot", "standby_busy")
    return pd.DataFrame(rows, columns=[say(f"col.{head}", lang) for head in heads])


def place_table(found: Standby, context: StandbyContext, lang: Lang) -> pd.DataFrame:
    """One row for each place with calls: the first two crews, seconds, how many are in time."""
    problem, names = found.problem, context.names(lang)
    plan = found.plan or StandbyPlan(())
    lines = [problem.reach_s[problem.spots.index(spot)] for spot in plan.spots]
    times = judge.crews_within(problem, plan)
    rows: list[tuple[object, ...]] = []
    for i, place in enumerate(problem.places):
        if not place.calls:
            continue
        soonest: list[int | None] = [*sorted(line[i] for line in lines if line[i] >= 0), None, None]
        told = (place.place_id, names[place.place_id], place.calls)
        rows.append((*told, soonest[0], soonest[1], times[i]))
    heads = [*("place_id", "place", "standby_calls"), *_SECONDS, "standby_within"]
    table = pd.DataFrame(rows, columns=[say(f"col.{head}", lang) for head in heads])
    return table.astype({say(f"col.{name}", lang): "Int64" for name in _SECONDS})


def write_standby(
    answers: Mapping[str, tuple[Standby, StandbyContext]], out: Path, lang: Lang
) -> tuple[Path, ...]:
    """Write a workbook of all bands, and the question and answer of each as JSON.

    Raises
    ------
    OSError
        When the folder cannot be written to; nothing is then half written.
    """

    def write(folder: Path) -> list[str]:
        sheets: dict[str, pd.DataFrame] = {}
        files: list[str] = []
        for band, (found, context) in answers.items():
            told = say(f"standby.of.{band}", lang)
            sheets[say("standby.sheet_spots", lang, band=told)] = spot_table(found, context, lang)
            sheets[say("standby.sheet_places", lang, band=told)] = place_table(found, context, lang)
            files += [f"question_{band}.json", f"answer_{band}.json"]
            (folder / files[-2]).write_bytes(to_json(found.problem.as_siting()))
            (folder / files[-1]).write_bytes(to_json(found.outcome))
        area = next(iter(answers.values()))[1].ground.area
        stamp = datetime.fromisoformat(area.data_date)
        book = folder / "standby.xlsx"
        write_workbook(book, sheets, note=source_note(area, lang), stamp=stamp)
        return [*files, book.name]

    return write_folder(out, write)
