"""What the parts of the page of responders share: the ground, the bare question, the choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from planner.demand.responder_book import ResponderBook
    from planner.demand.team_book import TeamBook
    from planner.outcome import Effort
    from planner.problem import ResponderProblem
    from planner.road import Ground, ResponderContext
    from planner.words import Lang


@dataclass(frozen=True, eq=False)
class Asked:
    """A reader's choices on the page.

    Parameters
    ----------
    base
        The question before an office's rules are put on it.
    """

    ground: Ground
    base: ResponderProblem
    context: ResponderContext
    book: ResponderBook
    teams: TeamBook
    day: date
    effort: Effort
    lang: Lang

    @property
    def names(self) -> dict[str, str]:
        """Id -> name."""
        return self.context.names(self.lang)

    @property
    def month(self) -> str:
        """Year and month of the day, ISO."""
        return f"{self.day:%Y-%m}"
