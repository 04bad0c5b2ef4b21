"""Two assignments beside each other: what changes and what it costs, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from planner.judge import responder as judge
from planner.words import duration, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.demand.duty_lost import Lost
    from planner.problem import Assignment, ResponderPlan, ResponderProblem
    from planner.words import Lang

FIGURES = ("mean_s", "last_s", "late", "alone", "unserved", "fullest_pct", "changes")
_TIMES = ("mean_s", "last_s")


def changed(before: Mapping[str, str], plan: ResponderPlan) -> tuple[str, ...]:
    """Return the grids of a plan that have another first responder than before, or had none."""
    return tuple(a.grid_id for a in plan.assignments if before.get(a.grid_id) != a.first_post_id)


def figures_of(
    problem: ResponderProblem, plan: ResponderPlan, before: Mapping[str, str]
) -> dict[str, int]:
    """Return what a plan comes to, see `FIGURES`.

    The mean and the longest arrival of a first responder in seconds (the mean by households), grids
    that are late, without reinforcement and without anybody, how full the fullest post is in
    percent, and grids whose first responder is another than `before`.
    """
    reach = _reach(problem)
    weight = {grid.grid_id: grid.weight for grid in problem.grids}
    ways = [(reach[a.first_post_id, a.grid_id], weight[a.grid_id]) for a in plan.assignments]
    total = sum(heavy for _, heavy in ways)
    loads = judge.post_loads(problem, plan)
    full = (judge.full_pct(loads[post.post_id], post.capacity) for post in problem.posts)
    return {
        "mean_s": round(sum(way * heavy for way, heavy in ways) / total) if total else 0,
        "last_s": max((way for way, _ in ways), default=0),
        "late": sum(way > problem.rules.limit_s for way, _ in ways),
        "alone": sum(a.backup_post_id is None for a in plan.assignments),
        "unserved": len(problem.grids) - len(plan.assignments),
        "fullest_pct": max(full, default=0),
        "changes": len(changed(before, plan)) if before else 0,
    }


def changes_table(
    problem: ResponderProblem,
    before: ResponderPlan,
    after: ResponderPlan,
    names: Mapping[str, str],
    lang: Lang,
) -> pd.DataFrame:
    """One row for each grid whose first responder or reinforcement changes, with the seconds."""
    reach = _reach(problem)
    old = {a.grid_id: a for a in before.assignments}
    new = {a.grid_id: a for a in after.assignments}

    def who(of: Assignment | None, part: str, grid: str) -> str:
        post = str(getattr(of, part, None) or "")
        if not post:
            return say("common.none", lang)
        way = reach.get((post, grid), -1)
        return names.get(post, post) + (f" · {duration(way, lang)}" if way >= 0 else "")

    rows = []
    for grid in problem.grids:
        was, now = old.get(grid.grid_id), new.get(grid.grid_id)
        if was == now:
            continue
        rows.append(
            [
                grid.grid_id,
                names.get(grid.grid_id, grid.grid_id),
                who(was, "first_post_id", grid.grid_id),
                who(now, "first_post_id", grid.grid_id),
                who(was, "backup_post_id", grid.grid_id),
                who(now, "backup_post_id", grid.grid_id),
            ]
        )
    heads = ("grid_id", "grid", "first_before", "first_after", "backup_before", "backup_after")
    return pd.DataFrame(rows, columns=[say(f"col.{head}", lang) for head in heads])


def beside_table(plans: Sequence[tuple[str, Mapping[str, int]]], lang: Lang) -> pd.DataFrame:
    """One row a figure and one column a plan, each with its heading."""
    rows = [
        [say(f"assign.figure_{key}", lang), *(_told(key, told[key], lang) for _, told in plans)]
        for key in FIGURES
    ]
    return pd.DataFrame(rows, columns=[say("assign.figure", lang), *(name for name, _ in plans)])


def lost_table(lost: Sequence[Lost], lang: Lang) -> pd.DataFrame:
    """One row for each matter: where those away would be first, and who comes how late then."""
    rows = [
        [
            say(f"matter.{one.matter}", lang),
            one.first,
            duration(one.before_s, lang) if one.first > one.nobody else "—",
            duration(one.after_s, lang) if one.first > one.nobody else "—",
            one.nobody,
        ]
        for one in lost
    ]
    heads = ("matter", "first_of", "able_before", "able_after", "able_nobody")
    return pd.DataFrame(rows, columns=[say(f"col.{head}", lang) for head in heads])


def _told(key: str, value: int, lang: Lang) -> str:
    if key in _TIMES:
        return duration(value, lang)
    return f"{number(value, lang)} %" if key == "fullest_pct" else number(value, lang)


def _reach(problem: ResponderProblem) -> dict[tuple[str, str], int]:
    return {
        (post.post_id, grid.grid_id): problem.reach_s[row][column]
        for row, post in enumerate(problem.posts)
        for column, grid in enumerate(problem.grids)
    }
