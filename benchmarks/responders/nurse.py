"""The reader of the shift scheduling instances: SECTION_ text -> our own roster question.

Instances: T. Curtois and R. Qu, Computational results on new staff scheduling benchmark instances,
2014. Every run at an end of the horizon may be shorter, as there.
"""

from collections import defaultdict
from pathlib import Path

from planner.problem.roster import (
    RosterCover,
    RosterProblem,
    RosterShift,
    RosterSlot,
    RosterWish,
    ShiftLimit,
)

BEST_KNOWN = {1: 607, 2: 828, 3: 1001, 4: 1716, 5: 1143}
"""Best known objectives, as listed beside the instances."""
Sections = dict[str, list[list[str]]]


def read(path: Path) -> RosterProblem:
    """Return the question of an instance file."""
    sections = _sections(path.read_text(encoding="utf-8"))
    days = int(sections["SECTION_HORIZON"][0][0])
    wishes = [
        *_wishes(sections["SECTION_SHIFT_ON_REQUESTS"], wanted=True),
        *_wishes(sections["SECTION_SHIFT_OFF_REQUESTS"], wanted=False),
    ]
    return RosterProblem(
        days=("normal",) * days,
        shifts=tuple(
            RosterShift(name, int(length), not_next=tuple(filter(None, after.split("|"))))
            for name, length, after in sections["SECTION_SHIFTS"]
        ),
        slots=_slots(sections),
        cover=tuple(
            RosterCover(int(day), shift, int(need), int(under), int(over))
            for day, shift, need, under, over in sections["SECTION_COVER"]
        ),
        weekends=tuple((day, day + 1) for day in range(5, days, 7)),
        wishes=tuple(wishes),
    )


def _slots(sections: Sections) -> tuple[RosterSlot, ...]:
    away = {row[0]: tuple(map(int, row[1:])) for row in sections["SECTION_DAYS_OFF"]}
    slots = []
    for name, limits, most, least, longest, shortest, rest, weekends in sections["SECTION_STAFF"]:
        pairs = (limit.split("=") for limit in limits.split("|"))
        slots.append(
            RosterSlot(
                name,
                limits=tuple(ShiftLimit(shift, int(times)) for shift, times in pairs),
                least_min=int(least),
                most_min=int(most),
                longest_run=int(longest),
                shortest_run=int(shortest),
                shortest_rest=int(rest),
                most_weekends=int(weekends),
                away=away.get(name, ()),
            )
        )
    return tuple(slots)


def _wishes(rows: list[list[str]], *, wanted: bool) -> list[RosterWish]:
    return [RosterWish(slot, int(day), shift, wanted, int(p)) for slot, day, shift, p in rows]


def _sections(text: str) -> Sections:
    found: Sections = defaultdict(list)
    name = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("SECTION_"):
            name = line
        elif line and not line.startswith("#"):
            found[name].append([part.strip() for part in line.split(",")])
    return found
