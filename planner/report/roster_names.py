"""What slots, shifts and cells of a roster are called."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.demand.roster import slot_post
from planner.report.roster_table import word
from planner.words import explain, known, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.judge import Fault
    from planner.problem.roster import RosterPlan, RosterProblem
    from planner.problem.roster_moves import Cell
    from planner.words import Lang


def names_of(problem: RosterProblem, posts: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """Return id -> name of every slot and shift.

    Parameters
    ----------
    posts
        Post -> its name.
    """
    ids = [slot.slot_id for slot in problem.slots]
    slots = {slot_id: f"{posts.get(slot_post(slot_id), '')} {slot_id}".strip() for slot_id in ids}
    return slots | {shift: word(shift, lang) for shift in problem.shift_ids}


def cell_told(problem: RosterProblem, plan: RosterPlan, cell: Cell, first: date, lang: Lang) -> str:
    """Return who works what on which day, in one line."""
    row, day = cell
    told = {
        "slot": problem.slots[row].slot_id,
        "date": (first + timedelta(days=day)).isoformat(),
        "shift": word(plan.rows[row][day], lang),
    }
    return say("roster.cell", lang, **told)


def fault_told(fault: Fault, names: Mapping[str, str], first: date, lang: Lang) -> str:
    """Return a broken rule as a sentence, with its date where it is about a day."""
    told = explain("fault", fault.rule, fault.facts, lang, names=names)
    day = dict(fault.facts).get("day")
    if day is None:
        return told
    date_ = (first + timedelta(days=int(day) - 1)).isoformat()
    return say("roster.dated", lang, told=told, date=date_)


def kind_short(kind: str, lang: Lang) -> str:
    """Return the kind of a day as a narrow column has room for; "" for a normal one."""
    key = f"roster_kind.{kind}"
    return say(key, lang) if known(key) else ""
