"""Answers of checkpoints -> tables a person reads: points, exits, posts, what each post adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from planner.judge.checkpoints import missed
from planner.report.tables import named
from planner.words import Lang, listed, say

if TYPE_CHECKING:
    from planner.demand.checkpoints import CheckpointContext
    from planner.outcome import Outcome
    from planner.problem import CheckpointPlan, CheckpointProblem


@dataclass(frozen=True, eq=False)
class Asked:
    """A question, what it left behind at the door, and its judged answer."""

    problem: CheckpointProblem
    context: CheckpointContext
    outcome: Outcome[CheckpointPlan]

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of the sites of the plan; none without one."""
        return self.outcome.plan.site_ids if self.outcome.plan else ()

    def new_points(self) -> tuple[str, ...]:
        """Ids of the sites of the plan that did not have to be in it."""
        kept = set(self.problem.must_keep)
        return tuple(site_id for site_id in self.points if site_id not in kept)

    def by_watch(self) -> dict[str, list[str]]:
        """Who watches -> the sites of the plan: a camera, a post, nobody."""
        found: dict[str, list[str]] = {"camera": [], "post": [], "none": []}
        watch = self.context.sites["watch"]
        for site_id in self.points:
            found[str(watch[site_id])].append(site_id)
        return found

    def people(self) -> int:
        """People a shift on the new sites of the plan that nobody watches yet."""
        frame = self.context.sites.loc[list(self.new_points())]
        return int(frame.loc[frame["watch"] == "none", "people"].sum())


@dataclass(frozen=True, eq=False)
class PerimeterAnswers:
    """All answers to one use of checkpoints.

    Parameters
    ----------
    roads, paths
        The seal of the roads, and of footpaths on top; none for road safety, and no paths where
        the roads cannot be sealed.
    posts
        The best few posts.
    curve
        Answers of 0, 1, 2 and more posts.
    """

    roads: Asked | None
    paths: Asked | None
    posts: Asked
    curve: tuple[Outcome[CheckpointPlan], ...]


def points_table(asked: Asked, site_ids: tuple[str, ...], lang: Lang) -> pd.DataFrame:
    """One row per point: where, on what road, how many people, who watches it."""
    names, sites = asked.context.names(lang), asked.context.sites
    rows: list[dict[str, object]] = []
    for site_id in site_ids:
        site = sites.loc[site_id]
        rows.append(
            {
                "code": site_id,
                "point": names[site_id],
                "point_kind": say(f"checkpoint.kind.{site['kind']}", lang),
                "road_class": named("road", site["road_class"], lang),
                "people": int(site["people"]),
                "watch": say(f"checkpoint.watch.{site['watch']}", lang),
            }
        )
    columns = ["point", "point_kind", "road_class", "people", "watch", "code"]
    return _headed(rows, columns, lang)


def exits_table(asked: Asked, lang: Lang) -> pd.DataFrame:
    """One row per exit of the map: how it is closed."""
    context, names = asked.context, asked.context.names(lang)
    kept, points = set(context.laid.links.index), set(asked.points)
    rows: list[dict[str, object]] = []
    for link_id, gate in context.laid.exits.iterrows():
        rows.append(
            {
                "code": str(gate["exit_id"]),
                "exit": names[str(link_id)],
                "road_class": named("road", gate["road_class"], lang),
                "closed": say(f"checkpoint.closed.{_closed(str(link_id), kept, points)}", lang),
            }
        )
    return _headed(rows, ["exit", "road_class", "closed", "code"], lang)


def curve_table(answers: PerimeterAnswers, lang: Lang) -> pd.DataFrame:
    """One row per number of posts: the share of the traffic they meet, and the most possible."""
    problem = answers.posts.problem
    whole = sum(route.flow for route in problem.routes)
    names = answers.posts.context.names(lang)
    rows: list[dict[str, object]] = []
    for posts, outcome in enumerate(answers.curve):
        if outcome.plan is None or outcome.objective is None:
            continue
        rows.append(
            {
                "posts": posts,
                "met_share": _percent(whole - outcome.objective, whole),
                "met_bound": _percent(whole - (outcome.bound or 0), whole),
                "new_posts": listed([names[s] for s in outcome.plan.site_ids], lang),
            }
        )
    return _headed(rows, ["posts", "met_share", "met_bound", "new_posts"], lang)


def met_share(asked: Asked) -> float:
    """Share of the traffic that passes a post or a watched point, 0 to 1; 1 without traffic."""
    whole = sum(route.flow for route in asked.problem.routes)
    if not whole or asked.outcome.plan is None:
        return 1.0
    return 1 - sum(missed(asked.problem, asked.outcome.plan).values()) / whole


def told(asked: Asked, lang: Lang) -> list[str]:
    """Tell in sentences what a seal takes: how many points, who watches them, which nobody does."""
    context, names = asked.context, asked.context.names(lang)
    watch = asked.by_watch()
    counts = {name: len(ids) for name, ids in watch.items()}
    facts = {"points": len(asked.points), "people": asked.people(), **counts}
    if not asked.problem.outside:
        lines = [say("checkpoint.no_exit", lang)]
    elif context.settings.use == "perimeter":
        lines = [say("checkpoint.count", lang, exits=len(context.laid.exits), **facts)]
    else:
        lines = [say("checkpoint.count_danger", lang, **facts)]
    if watch["none"]:
        every = listed([names[s] for s in watch["none"]], lang, most=len(watch["none"]))
        lines.append(say("checkpoint.unwatched", lang, names=every))
    loose = context.loose()
    if len(loose):
        rows = zip(loose["road_class"], loose["gap_m"], loose["edge_id"], strict=True)
        ends = [
            say("checkpoint.loose_end", lang, road=named("road", c, lang), gap_m=gap, code=edge)
            for c, gap, edge in rows
        ]
        lines.append(say("checkpoint.loose", lang, count=len(ends), ends=listed(ends, lang)))
    for state in ("danger", "no_road"):
        apart = context.places.index[context.places["state"] == state]
        if len(apart):
            said = listed([names[str(name)] for name in apart], lang)
            lines.append(say(f"checkpoint.{state}_places", lang, count=len(apart), names=said))
    return lines


def paths_told(asked: Asked, lang: Lang) -> str:
    """Tell what footpaths take on top of the roads."""
    if asked.outcome.plan is None:
        return say("checkpoint.paths_open", lang)
    more = asked.new_points()
    if not more:
        return say("checkpoint.paths_none", lang)
    return say("checkpoint.paths_help", lang, points=len(more), people=asked.people())


def _closed(link_id: str, kept: set[object], points: set[str]) -> str:
    if link_id not in kept:
        return "nothing"
    if link_id in points:
        return "here"
    return "further_in" if points else "open"


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 100.0


def _headed(rows: list[dict[str, object]], columns: list[str], lang: Lang) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=columns)
    return table.set_axis([say(f"col.{name}", lang) for name in columns], axis=1)
