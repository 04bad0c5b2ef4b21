"""Fixed posts on market days and the like, and places where neighbouring crews meet."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.travel import usable
from planner.demand.cells import clock_s, home_units
from planner.demand.tour_crews import own_skill
from planner.demand.tour_items import Item, grid_at, unit_at
from planner.demand.tour_settings import Meeting
from planner.demand.tour_streets import node_id
from planner.demand.tour_visits import daily, met
from planner.problem.tour_parts import DAY_S, Task, Way, Window
from planner.words import LANGS, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from planner.demand.ground import Ground
    from planner.demand.tour_settings import PostRule, TourSettings
    from planner.demand.tour_visits import Days
    from planner.problem.tour_parts import Turn

NEAR_BORDER_M = 1000.0


def post_items(
    ground: Ground, settings: TourSettings, kinds: Days, turns: Sequence[Turn], first: date
) -> list[Item]:
    """Make a post of every rule at each of its sites on each of its days that has a turn for it."""
    sites = ground.area.sites
    grids = grid_at(ground, list(sites.geometry))
    return [
        _post(rule, f"post:{name}.{number}@{first + timedelta(days=day)}", row, grid, windows)
        for number, rule in enumerate(settings.posts)
        for (name, row), grid in zip(sites.iterrows(), grids, strict=True)
        if rule.is_at(str(name), str(row["kind"]))
        for day, of in enumerate(kinds)
        if not rule.day_kind or rule.day_kind in of
        for windows in [daily(rule.opens, rule.closes, [day])]
        if met(windows, turns, 60 * rule.minutes)
    ]


def _post(
    rule: PostRule, name: str, row: pd.Series, grid: str, windows: tuple[Window, ...]
) -> Item:
    spot = f"site:{row.name}"
    task = Task(
        task_id=name,
        kind="post",
        unit_code=str(row["unit_code"]),
        grid_id=grid,
        ways=(Way(spot, spot, 60 * rule.minutes),),
        priority=rule.points,
        mandatory=rule.mandatory,
        windows=windows,
        least_size=rule.least_size,
        needs_officer=rule.needs_officer,
    )
    day = name.rpartition("@")[2]
    zh, en = (say("tours.post", lang, place=row[f"name_{lang}"], day=day) for lang in LANGS)
    point = row["geometry"]
    return Item(task, "post", str(row.name), zh, en, rule.site_kind, {spot: point}, point)


def meetings_of(ground: Ground, settings: TourSettings) -> tuple[Meeting, ...]:
    """Return the meetings the office has set, else one a week of all neighbouring crews.

    Neighbours are crews of one shift whose own units touch; they meet at the junction near the
    common border that is, in a straight line, least far from the base of the one farther away.
    Their weekdays follow one another, so that a week is even.
    """
    if settings.meetings is not None:
        return settings.meetings
    crews = ground.area.crews
    homes = {str(name): home_units(units) for name, units in crews["home_units"].items()}
    begins = {str(name): str(start) for name, start in crews["shift_start"].items()}
    found: list[Meeting] = []
    for a, b in combinations([name for name in homes if homes[name]], 2):
        neighbours = begins[a] == begins[b] and not set(homes[a]) & set(homes[b])
        node = _border_junction(ground, (a, b), homes[a], homes[b]) if neighbours else None
        if node is not None:
            name = ground.network.node_id[node]
            found.append(Meeting((a, b), name, settings.meet_at, (len(found) % 7,)))
    return tuple(found)


def _border_junction(
    ground: Ground, pair: tuple[str, str], first: Sequence[str], second: Sequence[str]
) -> int | None:
    """Junction where two crews with different units meet; None where these do not touch."""
    area, network = ground.area, ground.network
    ours, theirs = (shapely.union_all(area.units.geometry.loc[list(u)]) for u in (first, second))
    border = shapely.intersection(ours.boundary, theirs.boundary)
    if not border.length:
        return None
    junctions = shapely.points(network.node_xy)
    near = shapely.dwithin(junctions, border, NEAR_BORDER_M)
    for crew_id in pair:
        mode: Any = area.crews.at[crew_id, "mode"]
        drives = usable(network, ground.profile(mode))
        near &= np.isin(np.arange(len(near)), network.edges[["u", "v"]].to_numpy()[drives])
    if not near.any():
        return None
    bases = area.sites.geometry.loc[[area.crews.at[crew_id, "base_site_id"] for crew_id in pair]]
    farther = np.max([shapely.distance(junctions, base) for base in bases], axis=0)
    return int(np.where(near, farther, np.inf).argmin())


def meeting_items(
    ground: Ground, settings: TourSettings, turns: Sequence[Turn], days: int, first: date
) -> list[Item]:
    """Make two posts of each meeting, one that only the one crew can do, one only the other.

    Both last more than half of the one window they lie in, so that nobody who comes misses the
    other; that neither comes alone is a rule of the question.
    """
    there = {(turn.crew_id, turn.day): turn for turn in turns}
    items: list[Item] = []
    for meeting in meetings_of(ground, settings):
        for number in range(days):
            day = first + timedelta(days=number)
            begin = number * DAY_S + clock_s(meeting.at)
            window = Window(begin, begin + 60 * settings.meet_window_min)
            both = [there.get((crew_id, number)) for crew_id in meeting.crew_ids]
            fits = all(t and t.start_s <= begin and window.close_s <= t.end_s for t in both)
            if day.weekday() in meeting.weekdays and fits:
                items += _meeting(ground, settings, meeting, window, day)
    return items


def _meeting(
    ground: Ground, settings: TourSettings, meeting: Meeting, window: Window, day: date
) -> list[Item]:
    network = ground.network
    node = network.node_id.index(meeting.node_id)
    point, spot = shapely.Point(network.node_xy[node]), node_id(network, node)
    crews = ground.area.crews
    items = []
    for crew_id in meeting.crew_ids:
        task = Task(
            task_id=f"meet:{'+'.join(meeting.crew_ids)}.{crew_id}@{day}",
            kind="post",
            unit_code=unit_at(ground, [point])[0],
            ways=(Way(spot, spot, 60 * settings.meet_min),),
            priority=settings.meet_points,
            mandatory=settings.meet_mandatory,
            windows=(window,),
            skills=(own_skill(crew_id),),
            meeting=f"meet:{'+'.join(meeting.crew_ids)}@{day}",
        )
        a, b = meeting.crew_ids if meeting.crew_ids[0] == crew_id else meeting.crew_ids[::-1]
        zh, en = (
            say("tours.meeting", lang, crew=crews.at[a, f"name_{lang}"],
                other=crews.at[b, f"name_{lang}"], day=day.isoformat())
            for lang in LANGS
        )  # fmt: skip
        items.append(
            Item(task, "meeting", meeting.node_id, zh, en, "meeting", {spot: point}, point)
        )
    return items
