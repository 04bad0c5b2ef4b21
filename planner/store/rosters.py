"""Rosters an office keeps: one file each by its first day; what was set; initials in a file apart.

The balance that is carried on is counted from the kept rosters, so that it can never disagree with
them: of two that overlap, the later one holds from its first day on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from geo.contract import InputError
from planner.demand import roster_book
from planner.demand.roster import BEFORE_DAYS, Balance, slot_post
from planner.demand.roster_initials import refusal
from planner.demand.roster_patterns import HOUR_MIN, Pattern
from planner.problem.roster import OFF, RosterPlan, RosterProblem
from planner.store.office import folder_of, keep, kept
from planner.whole import write_whole

if TYPE_CHECKING:
    from planner.demand.roster_book import RosterBook

VERSION = 1
CARRIED_DAYS = 183
"""How far back nights and weekends are counted."""
_BOOK, _INITIALS = "rosters", "initials"
_NAME = re.compile(r"roster-(\d{4}-\d{2}-\d{2})\.json")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class KeptRoster:
    """A roster as it was kept.

    Parameters
    ----------
    kept_at
        Time in UTC, ISO.
    names
        Language -> post -> name, so that it can be read for ever.
    """

    first_day: date
    kept_at: str
    problem: RosterProblem
    plan: RosterPlan
    pattern: Pattern
    names: Mapping[str, Mapping[str, str]]
    version: int = VERSION

    @property
    def end(self) -> date:
        """The day after its last."""
        return self.first_day + timedelta(days=len(self.problem.days))

    def cells(self, day: date) -> dict[str, str]:
        """Return slot -> shift on one of its days, "" for off."""
        number = (day - self.first_day).days
        slots = (slot.slot_id for slot in self.problem.slots)
        return {slot: row[number] for slot, row in zip(slots, self.plan.rows, strict=True)}


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift of a slot; minutes count from the midnight its day begins with.

    Parameters
    ----------
    held_in
        Whether it stays at the station as reserve.
    """

    slot_id: str
    post_id: str
    shift_id: str
    begin_min: int
    end_min: int
    held_in: bool


def duties(root: Path, area_id: str, day: date) -> tuple[Duty, ...] | None:
    """Return who has which shift on a day by the rosters kept; None where none is of that day.

    Raises
    ------
    InputError
        roster_damaged
    """
    roster = next((one for one in _kept(root, area_id) if one.first_day <= day < one.end), None)
    if roster is None:
        return None
    shifts = {shift.shift_id: shift for shift in roster.problem.shifts}
    hours = [shift.shift_id for shift in roster.pattern.shifts]
    begins = dict(zip(hours, roster.pattern.begins_h, strict=True))
    return tuple(
        Duty(
            slot,
            slot_post(slot),
            cell,
            begins[cell] * HOUR_MIN,
            begins[cell] * HOUR_MIN + shifts[cell].length_min,
            shifts[cell].held_in,
        )
        for slot, cell in roster.cells(day).items()
        if cell != OFF
    )


def keep_roster(root: Path, area_id: str, roster: KeptRoster) -> None:
    """Keep a roster in place of the one kept before for the same first day.

    Raises
    ------
    OSError
        When the store cannot be written to; what was there before is still there.
    """
    path = _path(root, area_id, roster.first_day)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, msgspec.json.encode(roster))


def kept_days(root: Path, area_id: str) -> tuple[date, ...]:
    """Return the first days of all kept rosters, the latest first."""
    folder = folder_of(root, area_id)
    files = folder.iterdir() if folder.is_dir() else ()
    found = (_NAME.fullmatch(path.name) for path in files)
    return tuple(sorted((date.fromisoformat(m[1]) for m in found if m), reverse=True))


def load_roster(root: Path, area_id: str, first_day: date) -> KeptRoster:
    """Return a kept roster.

    Raises
    ------
    InputError
        roster_gone or roster_damaged.
    """
    path = _path(root, area_id, first_day)
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeptRoster)
    except FileNotFoundError as error:
        told = "No roster from {date} is kept on this machine."
        facts = {"date": first_day.isoformat()}
        raise InputError(code="roster_gone", facts=facts, sentence=told) from error
    except (OSError, ValueError, RecursionError) as error:
        told = "The kept roster in {file} cannot be read; delete the file."
        raise InputError(code="roster_damaged", facts={"file": path.name}, sentence=told) from error


def remove_roster(root: Path, area_id: str, first_day: date) -> None:
    """Forget a kept roster, also one that cannot be read."""
    _path(root, area_id, first_day).unlink(missing_ok=True)


def balances(root: Path, area_id: str, before: date) -> dict[str, Balance]:
    """Return what each slot of the rosters kept brings to one that begins on a day.

    A slot that was not in one of them yet is taken to have worked as much as the others did on
    average, else a new one would work every night for months.

    Raises
    ------
    InputError
        roster_damaged
    """
    since, until = before - timedelta(days=CARRIED_DAYS), before
    nights: dict[str, int] = {}
    weekends: dict[str, int] = {}
    last: dict[date, dict[str, str]] = {}
    for roster in _kept(root, area_id):
        if roster.first_day >= before:
            continue
        first, end = max(roster.first_day, since), min(roster.end, until)
        until = min(until, roster.first_day)
        days = {
            first + timedelta(days=n): roster.cells(first + timedelta(days=n))
            for n in range((end - first).days)
        }
        last |= days
        night = {shift.shift_id for shift in roster.problem.shifts if shift.night}
        slots = [slot.slot_id for slot in roster.problem.slots]
        _add(nights, {s: sum(cells[s] in night for cells in days.values()) for s in slots})
        _add(weekends, {s: _weekends(s, days) for s in slots})
    return {
        slot: Balance(nights[slot], weekends[slot], _last(slot, last, before)) for slot in nights
    }


def own_book(root: Path, area_id: str) -> RosterBook:
    """Read what an office has set for its rosters; an empty book where it has set nothing.

    Raises
    ------
    InputError
        office_damaged or rosters_damaged.
    """
    return roster_book.from_plain(kept(root, area_id, _BOOK))


def set_book(root: Path, area_id: str, book: RosterBook) -> None:
    """Keep a book in place of the one before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _BOOK, roster_book.to_plain(book))


def initials_of(root: Path, area_id: str) -> dict[str, str]:
    """Return slot -> initials; they are in this one file and in what is printed, nowhere else.

    Raises
    ------
    InputError
        office_damaged
    """
    told = kept(root, area_id, _INITIALS)
    found = told if isinstance(told, dict) else {}
    return {str(slot): str(text) for slot, text in found.items() if not refusal(str(text))}


def set_initials(root: Path, area_id: str, typed: Mapping[str, str]) -> None:
    """Keep initials in place of those before.

    Raises
    ------
    InputError
        initials_refused: with the slot and why; what was typed is not repeated.
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    for slot, text in typed.items():
        why = refusal(text)
        if why:
            told = "{slot}: these are not initials ({why}); type up to four letters."
            facts = {"slot": slot, "why": why}
            raise InputError(code="initials_refused", facts=facts, sentence=told)
    keep(root, area_id, _INITIALS, {s: t.strip().upper() for s, t in typed.items() if t.strip()})


def _kept(root: Path, area_id: str) -> list[KeptRoster]:
    """Return the kept rosters, the latest first day in front."""
    return [load_roster(root, area_id, first) for first in kept_days(root, area_id)]


def _path(root: Path, area_id: str, first_day: date) -> Path:
    return folder_of(root, area_id) / f"roster-{first_day.isoformat()}.json"


def _add(carried: dict[str, int], worked: dict[str, int]) -> None:
    """Add what slots worked in another roster; those not in one of the two get its mean."""
    if not worked:
        return
    mean = round(sum(worked.values()) / len(worked))
    before = round(sum(carried.values()) / len(carried)) if carried else 0
    for slot in {*carried, *worked}:
        carried[slot] = carried.get(slot, before) + worked.get(slot, mean)


def _weekends(slot: str, days: Mapping[date, Mapping[str, str]]) -> int:
    worked = {
        day - timedelta(days=day.weekday())
        for day, cells in days.items()
        if day.weekday() >= _SATURDAY and cells[slot] != OFF
    }
    return len(worked)


def _last(slot: str, days: Mapping[date, Mapping[str, str]], before: date) -> tuple[str, ...]:
    """Return the shifts of the days just before, as far back as they are known."""
    found: list[str] = []
    for back in range(1, BEFORE_DAYS + 1):
        cells = days.get(before - timedelta(days=back), {})
        if slot not in cells:
            break
        found.insert(0, cells[slot])
    return tuple(found)
