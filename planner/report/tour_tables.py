"""A week of patrols as tables: stops in order, what is left out, planned and done."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from planner.judge import tours_cost
from planner.judge.tours_book import book_of, drive_seconds
from planner.problem.tour_parts import DAY_S
from planner.report.tables import cures_text
from planner.words import Lang, clock, duration, explain, listed, number, say, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.judge import Fault
    from planner.outcome import LeftOut
    from planner.problem.tours import ToursPlan, ToursProblem


def day_name(day: date, lang: Lang) -> str:
    """Write a day as people call it: its day of the week and its date."""
    weekday = say(f"week.weekday.{day.weekday()}", lang)
    return say(
        "week.day", lang, weekday=weekday, month=day.month, number=day.day, date=f"{day:%m-%d}"
    )


def fault_told(
    fault: Fault, lang: Lang, *, names: Mapping[str, str] | None = None, first: date | None = None
) -> str:
    """Say what the judge found, its day as people call it.

    Parameters
    ----------
    first
        Date of day 0; without it days are told by their number, counted from one.
    """
    facts = dict(fault.facts)
    day = facts.get("day")
    if isinstance(day, int):
        day_after = say("week.day_number", lang, number=day + 1)
        facts["day"] = day_name(first + timedelta(days=day), lang) if first else day_after
    return explain("fault", fault.rule, facts, lang, names=names)


def list_table(
    problem: ToursProblem,
    plan: ToursPlan,
    first_day: date,
    names: Mapping[str, str],
    lang: Lang,
    *,
    day: int | None = None,
) -> pd.DataFrame:
    """One row per stop of a day, or of all: crew after crew, with its times."""
    tasks = {task.task_id: task for task in problem.tasks}
    turns = {turn.turn_id: turn for turn in problem.turns}
    pins = {(pin.task_id, pin.turn_id) for pin in problem.pins}
    rows: list[dict[str, object]] = []
    for tour in sorted(plan.tours, key=lambda tour: (turns[tour.turn_id].day, tour.turn_id)):
        turn = turns[tour.turn_id]
        if day is not None and turn.day != day:
            continue
        midnight = turn.day * DAY_S
        for place, call in enumerate(tour.calls, start=1):
            wait = call.begin_s - call.arrive_s + call.leave_s - call.end_s
            fixed = (call.task_id, tour.turn_id) in pins
            rows.append(
                {
                    "on_day": day_name(first_day + timedelta(days=turn.day), lang),
                    "crew": names.get(turn.crew_id, turn.crew_id),
                    "stop": place,
                    "site": names.get(call.task_id, call.task_id),
                    "kind": say(f"task_kind.{tasks[call.task_id].kind}", lang),
                    "arrive": clock(max(0, call.arrive_s - midnight), lang),
                    "depart": clock(max(0, call.leave_s - midnight), lang),
                    "service": duration(call.end_s - call.begin_s, lang),
                    "waits": duration(wait, lang) if wait else "",
                    "fixed": say("common.yes", lang) if fixed else "",
                }
            )
    columns = ["on_day", "crew", "stop", "site", "kind", "arrive", "depart", "service"]
    return _headed(rows, [*columns, "waits", "fixed"], lang)


def turn_table(
    problem: ToursProblem,
    plan: ToursPlan,
    first_day: date,
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row per tour: day, crew, how it goes, number of stops, start, return, time driven."""
    book = book_of(problem)
    rows: list[dict[str, object]] = []
    for tour in sorted(plan.tours, key=lambda tour: (book.turns[tour.turn_id].day, tour.turn_id)):
        turn, crew = book.turns[tour.turn_id], book.crew(tour)
        midnight = turn.day * DAY_S
        rows.append(
            {
                "on_day": day_name(first_day + timedelta(days=turn.day), lang),
                "crew": names.get(crew.crew_id, crew.crew_id),
                "kind": say(f"crew_kind.{crew.kind}", lang),
                "mode": say(f"mode.{crew.mode}", lang),
                "stops": len(tour.calls),
                "start": clock(max(0, tour.start_s - midnight), lang),
                "finish": clock(max(0, tour.return_s - midnight), lang),
                "travel": duration(drive_seconds(book, tour), lang),
            }
        )
    columns = ["on_day", "crew", "kind", "mode", "stops", "start", "finish", "travel"]
    return _headed(rows, columns, lang)


def left_table(
    problem: ToursProblem,
    lacking: Mapping[str, int],
    told: Iterable[LeftOut],
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row per task not done as often as it is wanted: why, and what would help.

    Parameters
    ----------
    lacking
        Task -> times it lacks.
    told
        What the engine says of those it left out.
    """
    reasons = {left.item: left for left in told}
    kinds = {task.task_id: task.kind for task in problem.tasks}
    rows: list[dict[str, object]] = []
    for task_id, times in lacking.items():
        left = reasons.get(task_id)
        reason = explain("left", left.reason, left.facts, lang, names=names) if left else ""
        rows.append(
            {
                "item": names.get(task_id, task_id),
                "kind": say(f"task_kind.{kinds[task_id]}", lang),
                "lacks": times,
                "reason": reason or say("week.no_reason", lang),
                "cures": cures_text(left.cures, names, lang) if left and left.cures else "",
            }
        )
    return _headed(rows, ["item", "kind", "lacks", "reason", "cures"], lang)


def figures_of(problem: ToursProblem, plan: ToursPlan, lang: Lang) -> dict[str, str]:
    """Return what a plan comes to, by the name of each figure."""
    book = book_of(problem)
    drive_s = sum(drive_seconds(book, tour) for tour in plan.tours)
    lacking = sum(tours_cost.missing(problem, plan).values())
    busy = tours_cost.busy_permille(problem, plan).values()
    longest_s = max((tour.return_s - tour.start_s for tour in plan.tours), default=0)
    told = {
        "cost": number(tours_cost.objective(problem, plan), lang),
        "tours": number(len(plan.tours), lang),
        "stops": number(sum(len(tour.calls) for tour in plan.tours), lang),
        "drive": duration(drive_s, lang),
        "lacking": number(lacking, lang),
        "broken": number(len(tours_cost.late_days(problem, plan)), lang),
        "longest": duration(longest_s, lang),
        "uneven": share((max(busy, default=0) - min(busy, default=0)) / 1000, lang),
    }
    return {say(f"week.figure.{name}", lang): value for name, value in told.items()}


def done_table(
    calls: Iterable[tuple[str, int]],
    ticks: Iterable[tuple[str, bool, str]],
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row per place: how often it was planned, done and not done, and why not.

    Parameters
    ----------
    calls
        Task and day of every call that was planned.
    ticks
        Task, whether it was done, and why not, of every call somebody has told about.
    """
    planned = Counter(task_id for task_id, _ in calls)
    done, missed, reasons = Counter[str](), Counter[str](), defaultdict[str, list[str]](list)
    for task_id, was_done, reason in ticks:
        if was_done:
            done[task_id] += 1
        else:
            missed[task_id] += 1
            reasons[task_id].append(say(f"week.reason.{reason or 'other'}", lang))
    rows: list[dict[str, object]] = [
        {
            "site": names.get(task_id, task_id),
            "planned": times,
            "done": done[task_id],
            "not_done": missed[task_id],
            "not_told": times - done[task_id] - missed[task_id],
            "why_not": listed(list(dict.fromkeys(reasons[task_id])), lang),
        }
        for task_id, times in planned.items()
    ]
    rows.sort(key=lambda row: (-int(str(row["not_done"])), -int(str(row["not_told"]))))
    return _headed(rows, ["site", "planned", "done", "not_done", "not_told", "why_not"], lang)


def _headed(rows: list[dict[str, object]], columns: list[str], lang: Lang) -> pd.DataFrame:
    """Rows as a table whose columns carry the reader's headings."""
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)
