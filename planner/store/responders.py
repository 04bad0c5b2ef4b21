"""Who answers for which grid as an office approved it: one file a month, and the office's rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from geo.contract import InputError
from planner.demand import responder_book, team_book
from planner.problem.responder import ResponderPlan, ResponderProblem  # noqa: TC001 read by msgspec
from planner.store.office import folder_of, keep, kept
from planner.whole import write_whole

if TYPE_CHECKING:
    from planner.demand.responder_book import ResponderBook
    from planner.demand.team_book import TeamBook

VERSION = 1
_BOOK, _TEAMS = "responders", "teams"
_NAME = re.compile(r"assignment-(\d{4}-\d{2})\.json")


@dataclass(frozen=True, slots=True)
class KeptAssignment:
    """An assignment as it was approved.

    Parameters
    ----------
    month
        Year and month, ISO.
    kept_at
        Time in UTC, ISO.
    names
        Language -> post, grid or unit -> name, so that it can be read for ever.
    """

    month: str
    kept_at: str
    problem: ResponderProblem
    plan: ResponderPlan
    names: Mapping[str, Mapping[str, str]]
    version: int = VERSION

    @property
    def first(self) -> dict[str, str]:
        """Grid -> first responder."""
        return {a.grid_id: a.first_post_id for a in self.plan.assignments}


def keep_assignment(root: Path, area_id: str, assignment: KeptAssignment) -> None:
    """Keep an assignment in place of the one approved before for the same month.

    Raises
    ------
    OSError
        When the store cannot be written to; what was there before is still there.
    """
    path = _path(root, area_id, assignment.month)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, msgspec.json.encode(assignment))


def kept_months(root: Path, area_id: str) -> tuple[str, ...]:
    """Return the months with an approved assignment, the latest first."""
    folder = folder_of(root, area_id)
    files = folder.iterdir() if folder.is_dir() else ()
    found = (_NAME.fullmatch(path.name) for path in files)
    return tuple(sorted((match[1] for match in found if match), reverse=True))


def load_assignment(root: Path, area_id: str, month: str) -> KeptAssignment:
    """Return an approved assignment.

    Raises
    ------
    InputError
        assignment_gone or assignment_damaged.
    """
    path = _path(root, area_id, month)
    try:
        return msgspec.json.decode(path.read_bytes(), type=KeptAssignment)
    except FileNotFoundError as error:
        told = "No assignment of {month} is kept on this machine."
        raise InputError(code="assignment_gone", facts={"month": month}, sentence=told) from error
    except (OSError, ValueError, RecursionError) as error:
        told = "The kept assignment in {file} cannot be read; delete the file."
        facts = {"file": path.name}
        raise InputError(code="assignment_damaged", facts=facts, sentence=told) from error


def remove_assignment(root: Path, area_id: str, month: str) -> None:
    """Forget an approved assignment, also one that cannot be read."""
    _path(root, area_id, month).unlink(missing_ok=True)


def own_book(root: Path, area_id: str) -> ResponderBook:
    """Read the rules an office has set; the usual ones where it has set none.

    Raises
    ------
    InputError
        office_damaged or responders_damaged.
    """
    return responder_book.from_plain(kept(root, area_id, _BOOK))


def set_book(root: Path, area_id: str, book: ResponderBook) -> None:
    """Keep rules in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _BOOK, responder_book.to_plain(book))


def own_teams(root: Path, area_id: str) -> TeamBook:
    """Read the teams an office has set; the usual ones where it has set none.

    Raises
    ------
    InputError
        office_damaged or teams_damaged.
    """
    return team_book.from_plain(kept(root, area_id, _TEAMS))


def set_teams(root: Path, area_id: str, book: TeamBook) -> None:
    """Keep teams in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    keep(root, area_id, _TEAMS, team_book.to_plain(book))


def _path(root: Path, area_id: str, month: str) -> Path:
    return folder_of(root, area_id) / f"assignment-{month}.json"
