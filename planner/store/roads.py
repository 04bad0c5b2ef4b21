"""Roads as an office keeps them for an area: what is shut, now and before, and its own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.schema import InputError
from planner.demand import rule_table
from planner.demand.roadwork import from_plain, to_plain
from planner.store.office import keep, kept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.demand.roadwork import Roadwork
    from planner.demand.rule_table import OwnRule

_NAME, _RULES, _BEFORE = "closures", "rules", "rules_before"
_STEPS = 50  # tables of rules that can be gone back to


def own_roadwork(root: Path, area_id: str) -> tuple[Roadwork, ...]:
    """Read the states of the roads, the last one the present.

    Raises
    ------
    InputError
        office_damaged or roadwork_damaged.
    """
    return from_plain(kept(root, area_id, _NAME))


def set_roadwork(root: Path, area_id: str, now: Roadwork) -> None:
    """Keep a new state; the one before can be gone back to.

    Raises
    ------
    InputError
        office_damaged or roadwork_damaged; nothing is written over.
    OSError
        When the store cannot be written to.
    """
    states = own_roadwork(root, area_id)
    if now != states[-1]:
        keep(root, area_id, _NAME, to_plain((*states, now)))


def undo_roadwork(root: Path, area_id: str) -> None:
    """Go back one state; the first one stays."""
    states = own_roadwork(root, area_id)
    if len(states) > 1:
        keep(root, area_id, _NAME, to_plain(states[:-1]))


def clear_roadwork(root: Path, area_id: str) -> None:
    """Forget every closure, also a file that cannot be read."""
    keep(root, area_id, _NAME, None)


def own_rules(root: Path, area_id: str) -> tuple[OwnRule, ...]:
    """Read the rules an office has set in place of ours; () where it has set none.

    Raises
    ------
    InputError
        office_damaged or rules_damaged.
    """
    return rule_table.from_plain(kept(root, area_id, _RULES))


def keep_rules(root: Path, area_id: str, own: Sequence[OwnRule]) -> None:
    """Keep a whole table of own rules; an empty one sets everything back.

    The table before can be gone back to, unless it could not be read.
    """
    try:
        now = own_rules(root, area_id)
    except InputError:
        now = tuple(own)
    if now != tuple(own):
        before = (*rules_before(root, area_id), now)[-_STEPS:]
        keep(root, area_id, _BEFORE, [rule_table.to_plain(rows) for rows in before])
    keep(root, area_id, _RULES, rule_table.to_plain(own))


def rules_before(root: Path, area_id: str) -> tuple[tuple[OwnRule, ...], ...]:
    """Read the tables that can be gone back to, the last one first to be; () when unreadable."""
    try:
        told = kept(root, area_id, _BEFORE)
        return tuple(map(rule_table.from_plain, told)) if isinstance(told, list) else ()
    except InputError:
        return ()


def undo_rules(root: Path, area_id: str) -> None:
    """Go back to the table of rules before the last change; without one nothing happens."""
    steps = rules_before(root, area_id)
    if steps:
        keep(root, area_id, _RULES, rule_table.to_plain(steps[-1]))
        keep(root, area_id, _BEFORE, [rule_table.to_plain(rows) for rows in steps[:-1]])
