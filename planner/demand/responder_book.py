"""What an office sets for who answers for which grid, and a question asked under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from geo.schema import InputError
from planner.demand.team_book import SKILLS
from planner.problem import ProblemError, Quota, ResponderProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NUMBERS: Mapping[str, tuple[int, int]] = {
    "backup_limit_min": (1, 600),
    "backup_weight_pct": (0, 1000),
    "min_response_unit": (1, 100),
    "posts_most": (0, 1000),
    "late_price_s": (0, 100_000),
    "unserved_price_s": (0, 100_000),
    "no_backup_price_s": (0, 100_000),
    "outside_home_price_s": (0, 100_000),
    "change_price_s": (0, 100_000),
    "full_price": (0, 1_000_000),
    "last_price": (0, 1_000_000),
}
"""Number of the book -> least and most."""


@dataclass(frozen=True, slots=True)
class ResponderBook:
    """The rules and prices of an assignment; see `ResponderRules` for what they mean.

    Parameters
    ----------
    needs
        Skills the first responder of every grid must have.
    posts_most
        Most posts that are first responders at all; 0 for no limit.
    change_price_s
        Price of another first responder than in the plan that is to be kept.
    """

    needs: tuple[str, ...] = ()
    quotas: tuple[Quota, ...] = ()
    backup_required: bool = False
    backup_limit_min: int = 60
    backup_weight_pct: int = 20
    min_response_unit: int = 2
    posts_most: int = 0
    late_price_s: int = 3600
    unserved_price_s: int = 20_000
    no_backup_price_s: int = 1800
    outside_home_price_s: int = 300
    change_price_s: int = 600
    full_price: int = 0
    last_price: int = 0


def from_plain(told: object) -> ResponderBook:
    """Read a book from plain lists and dicts; None is the usual one.

    Raises
    ------
    InputError
        responders_damaged
    """
    if told is None:
        return ResponderBook()
    try:
        book = msgspec.convert(told, ResponderBook)
    except (msgspec.ValidationError, ProblemError) as error:
        raise _damaged() from error
    within = all(least <= getattr(book, key) <= most for key, (least, most) in NUMBERS.items())
    kinds = {quota.kind for quota in book.quotas}
    if not within or len(kinds) < len(book.quotas):
        raise _damaged()
    return book


def to_plain(book: ResponderBook) -> object:
    """Write a book as plain lists and dicts."""
    return msgspec.to_builtins(book)


def asked(
    problem: ResponderProblem,
    book: ResponderBook,
    *,
    before: Mapping[str, str] | None = None,
    away: Collection[str] = (),
    skills: Mapping[str, tuple[str, ...]] = SKILLS,
) -> ResponderProblem:
    """Ask a question under an office's rules, with some posts away and a plan to keep.

    Parameters
    ----------
    before
        Grid -> first responder of the plan to keep; None where no plan is kept.
    skills
        Kind of post -> what its people can do.
    """
    posts = tuple(
        replace(post, open=post.open and post.post_id not in away, skills=skills.get(post.kind, ()))
        for post in problem.posts
    )
    known = {post.post_id for post in posts}
    kept = {grid: post for grid, post in (before or {}).items() if post in known}
    grids = tuple(
        replace(grid, needs=book.needs, before=kept.get(grid.grid_id)) for grid in problem.grids
    )
    rules = replace(
        problem.rules,
        quotas=book.quotas,
        backup_hard=book.backup_required,
        backup_limit_s=60 * book.backup_limit_min,
        backup_weight_pct=book.backup_weight_pct,
        min_response_size=book.min_response_unit,
        posts_most=book.posts_most or None,
        late_price_s=book.late_price_s,
        unserved_price_s=book.unserved_price_s,
        no_backup_price_s=book.no_backup_price_s,
        own_unit_price_s=book.outside_home_price_s,
        change_price_s=book.change_price_s if before else 0,
        full_price=book.full_price,
        last_price=book.last_price,
    )
    return replace(problem, posts=posts, grids=grids, rules=rules)


def other_books(book: ResponderBook, problem: ResponderProblem) -> dict[str, ResponderBook]:
    """Return the same rules under other prices: soonest, even loads, nearest last, fewest changes.

    A percent of the fullest post, or a minute of the longest arrival, is priced like six seconds
    of everybody's arrival; a change like more than any way.
    """
    everybody = sum(grid.weight for grid in problem.grids)
    most = NUMBERS["full_price"][1]
    bare = replace(book, change_price_s=0, full_price=0, last_price=0)
    return {
        "soonest": bare,
        "even": replace(bare, full_price=min(most, 6 * everybody)),
        "last": replace(bare, last_price=min(most, everybody // 10)),
        "steady": replace(bare, change_price_s=NUMBERS["change_price_s"][1]),
    }


def _damaged() -> InputError:
    sentence = "What was set for the responders cannot be read; enter it again."
    return InputError(code="responders_damaged", facts={}, sentence=sentence)
