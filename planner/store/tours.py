"""Weeks of patrols an office works on and has approved, and what became of them, by place and day.

One file a week, named by its first day, written whole or not at all; its ticks lie beside it, so
that approving the week again does not lose them. A tick has a place and a day and no crew: what was
not done is a matter of the place, and nobody can count it against those who were out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, get_args

import msgspec

from geo.contract import InputError
from planner.judge.tours_variety import Walk, walks_of
from planner.problem.tour_ground import GroundStep
from planner.problem.tour_parts import DAY_S
from planner.problem.tours import ToursPlan, ToursProblem
from planner.store.office import folder_of
from planner.whole import write_whole

VERSION = 1
Reason: TypeAlias = Literal["", "weather", "road", "called_away", "closed", "time", "other"]
"""Why something was not done; codes only, so that no text about anybody can be written."""
REASONS: tuple[Reason, ...] = get_args(Reason)[1:]
_BACK_DAYS = 120  # how far back a last visit is looked for
_SEEN_DAYS = 56  # how far back somebody who watches remembers
_NAME = re.compile(r"week-(\d{4}-\d{2}-\d{2})\.json")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Week:
    """A plan as it was approved.

    Parameters
    ----------
    first_day
        Day 0 of the question.
    approved_at
        Time in UTC, ISO.
    names
        Language -> id -> name of everything in the plan, so that it can be read for ever.
    steps
        What had happened to the ground when it was approved.
    visits
        Last visits known when the week was asked for; None where that was not written down.
    settings
        The rules it was asked with, as they are kept; None where that was not written down.
    """

    first_day: date
    approved_at: str
    problem: ToursProblem
    plan: ToursPlan
    names: Mapping[str, Mapping[str, str]]
    version: int = VERSION
    steps: tuple[GroundStep, ...] = ()
    visits: Mapping[str, date] | None = None
    settings: dict[str, Any] | None = None

    def day(self, seconds: int) -> date:
        """Return the date of a time of the question."""
        return self.first_day + timedelta(days=seconds // DAY_S)


@dataclass(frozen=True, slots=True)
class Tick:
    """Whether a task was done on a day of its week, counted from 0; a reason where it was not."""

    task_id: str
    day: int
    done: bool
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan in work, not approved yet.

    Parameters
    ----------
    week_id
        Fingerprint of the question as it was set before anything was changed.
    asked, problem
        The question that was answered, and with the pins set since.
    how
        What was done last, a code.
    before
        Plan people went by before something happened; None where nothing has.
    steps
        What has happened to the ground since the week was set.
    """

    week_id: str
    asked: ToursProblem
    problem: ToursProblem
    plan: ToursPlan
    how: str
    before: ToursPlan | None = None
    version: int = VERSION
    steps: tuple[GroundStep, ...] = ()


def keep_draft(root: Path, area_id: str, first_day: date, draft: Draft) -> None:
    """Keep a plan in work in place of the one kept for the same first day.

    Raises
    ------
    OSError
        When the store cannot be written to; what was there before is still there.
    """
    _write(_path(root, area_id, "draft", first_day), draft)


def draft_of(root: Path, area_id: str, first_day: date, week_id: str) -> Draft | None:
    """Return the plan in work of a week; None where it was set otherwise or cannot be read."""
    try:
        found = _read(_path(root, area_id, "draft", first_day), Draft)
    except InputError:
        return None  # a draft is a help; without it the week is planned anew
    return found if found is not None and found.week_id == week_id else None


def approve(root: Path, area_id: str, week: Week) -> None:
    """Keep a week in place of the one approved before for the same first day.

    Raises
    ------
    OSError
        When the store cannot be written to; what was there before is still there.
    """
    _write(_path(root, area_id, "week", week.first_day), week)


def approved(root: Path, area_id: str) -> tuple[date, ...]:
    """Return the first days of all approved weeks, the latest first."""
    folder = folder_of(root, area_id)
    files = folder.iterdir() if folder.is_dir() else ()
    found = (_NAME.fullmatch(path.name) for path in files)
    return tuple(sorted((date.fromisoformat(m[1]) for m in found if m), reverse=True))


def load(root: Path, area_id: str, first_day: date) -> Week:
    """Return an approved week.

    Raises
    ------
    InputError
        week_gone or week_damaged.
    """
    week = _read(_path(root, area_id, "week", first_day), Week)
    if week is None:
        told = "No week approved from {date} is on this machine."
        raise InputError(code="week_gone", facts={"date": first_day.isoformat()}, sentence=told)
    return week


def tick(root: Path, area_id: str, first_day: date, ticks: tuple[Tick, ...]) -> None:
    """Keep what became of a week in place of what was said before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was there before is still there.
    """
    _write(_path(root, area_id, "ticks", first_day), ticks)


def ticks_of(root: Path, area_id: str, first_day: date) -> tuple[Tick, ...]:
    """Return what is known to have become of a week; nothing where nobody has said anything.

    Raises
    ------
    InputError
        week_damaged.
    """
    return _read(_path(root, area_id, "ticks", first_day), tuple[Tick, ...]) or ()


def last_visits(root: Path, area_id: str, before: date) -> dict[str, date]:
    """Return the last day before a date on which each task was done.

    A call counts as made unless somebody has said that it was not.

    Raises
    ------
    InputError
        week_damaged.
    """
    found: dict[str, date] = {}
    for first_day in approved(root, area_id):
        if not timedelta(0) < before - first_day <= timedelta(days=_BACK_DAYS):
            continue
        week = load(root, area_id, first_day)
        ticks = ticks_of(root, area_id, first_day)
        missed = {(one.task_id, one.day) for one in ticks if not one.done}
        for task_id, number in calls_of(week.plan):
            day = first_day + timedelta(days=number)
            if day < before and (task_id, number) not in missed:
                found[task_id] = max(day, found.get(task_id, day))
    return found


def walks_before(root: Path, area_id: str, before: date) -> tuple[Walk, ...]:
    """Return what somebody who watches has seen of the approved weeks that begin before a date.

    Raises
    ------
    InputError
        week_damaged.
    """
    back = (before - first_day for first_day in approved(root, area_id))
    weeks = [
        load(root, area_id, before - days)
        for days in back
        if timedelta(0) < days <= timedelta(days=_SEEN_DAYS)
    ]
    return tuple(
        walk
        for week in weeks
        for walk in walks_of(week.problem, week.plan, week.first_day)
        if walk.day < before
    )


def calls_of(plan: ToursPlan) -> tuple[tuple[str, int], ...]:
    """Return task and day of every call of a plan, each once, in order of the days."""
    calls = {(call.begin_s // DAY_S, call.task_id) for tour in plan.tours for call in tour.calls}
    return tuple((task_id, day) for day, task_id in sorted(calls))


def now() -> str:
    """Return the time as it is written down with an approval."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _path(root: Path, area_id: str, kind: str, first_day: date) -> Path:
    return folder_of(root, area_id) / f"{kind}-{first_day.isoformat()}.json"


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, msgspec.json.encode(value))


def _read(path: Path, form: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=form)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        told = "The approved week in {file} cannot be read; delete the file."
        facts = {"file": path.name}
        raise InputError(code="week_damaged", facts=facts, sentence=told) from error
