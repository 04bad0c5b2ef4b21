"""Who is due, as tables: at one place, by level, and for every grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from planner.demand.duty import due, escalation
from planner.words import duration, listed, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from planner.demand.duty import Arrivals
    from planner.words import Lang

SHOWN = 6


def due_table(
    arrivals: Arrivals,
    place_id: str,
    matter: str,
    away: Collection[str],
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row for each of the first who come: when, of which level, what it adds."""
    usual = {one.post_id: one.arrive_s for one in due(arrivals, place_id, matter=matter)}
    rows = [
        {
            "order": order,
            "post": names[one.post_id],
            "arrival": duration(one.arrive_s, lang),
            "level": say(f"level.{one.level}", lang),
            "adds": skills(one.adds, lang),
            "all_there": order_of(usual, one.post_id),
        }
        for order, one in enumerate(due(arrivals, place_id, matter=matter, away=away)[:SHOWN], 1)
    ]
    return _headed(rows, ("order", "post", "arrival", "level", "adds", "all_there"), lang)


def escalation_table(
    arrivals: Arrivals, place_id: str, matter: str, away: Collection[str], lang: Lang
) -> pd.DataFrame:
    """One row for each level: how many can come, the first after so long, what they add."""
    kinds = dict(zip(arrivals.posts, arrivals.kinds, strict=True))
    found = due(arrivals, place_id, matter=matter, away=away)
    rows = [
        {
            "level": say(f"level.{step.level}", lang),
            "posts_more": step.posts,
            "first_there": say("common.none", lang)
            if step.first_s is None
            else duration(step.first_s, lang),
            "adds": skills(step.adds, lang),
        }
        for step in escalation(found, matter, kinds, arrivals.book)
    ]
    return _headed(rows, ("level", "posts_more", "first_there", "adds"), lang)


def duty_table(
    arrivals: Arrivals,
    matter: str,
    away: Collection[str],
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row for each place or grid of the arrivals: the first three due, with their time."""
    rows: list[dict[str, object]] = []
    for place in arrivals.places:
        first = due(arrivals, place, matter=matter, away=away)[:3]
        told = [f"{names[one.post_id]} · {duration(one.arrive_s, lang)}" for one in first]
        told += [say("common.none", lang)] * (3 - len(told))
        row: dict[str, object] = {"grid_id": place, "grid": names[place]}
        rows.append(row | {f"due_{i}": text for i, text in enumerate(told, 1)})
    return _headed(rows, ("grid_id", "grid", "due_1", "due_2", "due_3"), lang)


def skills(some: Collection[str], lang: Lang) -> str:
    """Name skills in a row."""
    return listed([say(f"skill.{skill}", lang) for skill in some], lang) if some else "—"


def order_of(usual: Mapping[str, int], post_id: str) -> int:
    """Return the place of a post in the usual order, from 1."""
    return list(usual).index(post_id) + 1


def _headed(rows: list[dict[str, object]], columns: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.rename(columns={name: say(f"col.{name}", lang) for name in columns})
