"""What an area's stores hold -> the four protective nets, element by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.demand.camera_adopted import watched_exits, watched_sites
from planner.demand.checkpoint_settings import CheckpointSettings
from planner.demand.checkpoints import seal_question
from planner.demand.responder import responder_question
from planner.demand.settings import ResponderSettings
from planner.demand.tour_items import grid_at, unit_at
from planner.judge.checkpoints import open_exits
from planner.judge.nets import Element, Net
from planner.problem.tour_parts import DAY_S

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

    from planner.demand.ground import Ground
    from planner.demand.net_settings import NetSettings
    from planner.problem.responder import ResponderProblem
    from planner.problem.tours import ToursPlan, ToursProblem


@dataclass(frozen=True, slots=True)
class WeekKept:
    """An approved week and what was said of its calls.

    Parameters
    ----------
    ticks
        (task, day) -> whether it was done; calls of which nobody has said anything are missing.
    """

    problem: ToursProblem
    plan: ToursPlan
    ticks: Mapping[tuple[str, int], bool]

    def calls(self, *, ticked: bool) -> Counter[str]:
        """Count the days on which each task has a call, without those said not to be done.

        `ticked` counts only what somebody has said was done.
        """
        days = {(c.task_id, c.begin_s // DAY_S) for t in self.plan.tours for c in t.calls}
        return Counter(name for name, day in days if self.ticks.get((name, day), not ticked))


@dataclass(frozen=True, eq=False)
class Nets:
    """The four nets of an area, and where their elements lie.

    Parameters
    ----------
    nets
        In the order of `planner.judge.nets.NETS`.
    done
        Area patrols as ticked off, where anybody has ticked anything.
    points
        Element -> point, of all elements but grids.
    names
        Language -> element -> name.
    """

    nets: tuple[Net, ...]
    done: Net | None
    points: Mapping[str, shapely.Point]
    names: Mapping[str, Mapping[str, str]]


def nets_of(
    ground: Ground,
    settings: NetSettings,
    weeks: Sequence[WeekKept],
    watch: frozenset[str] | None,
    manned: tuple[tuple[float, float], ...] = (),
) -> Nets:
    """Gather the four nets of an area.

    Parameters
    ----------
    weeks
        Approved weeks looked at; none: nothing has been approved.
    watch
        Targets watched by the cameras adopted or hanging there; None: no camera is recorded.
    manned
        Places in metres where posts around the area are adopted.
    """
    area, names = ground.area, {}
    border, border_points, border_names = perimeter(ground, watch, manned)
    done = area_patrol(ground, weeks, ticked=True) if any(w.ticks for w in weeks) else None
    nets = (
        area_patrol(ground, weeks),
        border,
        unit_coverage(ground, settings),
        key_site(ground, weeks, watch),
    )
    frames = {"place": area.places, "site": area.sites, "grid": area.grids}
    for lang in ("zh", "en"):
        names[lang] = dict(border_names[lang])
        for head, frame in frames.items():
            column = frame[f"name_{lang}"]
            names[lang] |= {f"{head}:{k}": str(v) for k, v in column.items()}
    points = dict(border_points)
    for head in ("place", "site"):
        points |= {f"{head}:{k}": v for k, v in frames[head].geometry.items()}
    return Nets(nets, done, points, names)


def area_patrol(ground: Ground, weeks: Sequence[WeekKept], *, ticked: bool = False) -> Net:
    """Gather the settlements due within the weeks: weight its households, met its calls."""
    places = ground.area.places
    lacking = [] if weeks else ["week"]
    lacking += [] if len(places) else ["places"]
    if lacking:
        return Net("area_patrol", (), tuple(lacking))
    wanted, met = _due(weeks, "place", ticked=ticked)
    rows = places.loc[[name for name in places.index if f"place:{name}" in wanted]]
    found = []
    for name, households, grid, unit in zip(
        rows.index, rows["household_count"], *_where(ground, rows), strict=True
    ):
        key = f"place:{name}"
        lacks = ("call",) if met[key] < wanted[key] else ()
        weight = max(1, int(households))
        found.append(Element(key, weight, wanted[key], met[key], grid, unit, lacks))
    return Net("area_patrol", tuple(found))


def perimeter(
    ground: Ground, watch: frozenset[str] | None, manned: tuple[tuple[float, float], ...] = ()
) -> tuple[Net, dict[str, shapely.Point], dict[str, dict[str, str]]]:
    """Gather the exits a mapped way leads to from inside, with their points and names.

    An exit is met where every such way passes a camera or a post. One that nobody inside can reach
    at all has nothing to watch: it would count as met where nobody stands.
    """
    empty: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
    if not len(ground.network.edges):
        return Net("perimeter", (), ("roads",)), {}, empty
    seen = watched_exits(ground, watch or frozenset())
    settings = CheckpointSettings(seen=seen, manned=manned)
    problem, context = seal_question(ground, settings)
    exits = context.laid.exits
    blind = replace(problem, sites=tuple(replace(s, watch="none") for s in problem.sites))
    exits = exits[exits.index.isin(open_exits(blind))]
    unwatched = set(open_exits(problem))
    found = []
    for name, grid, unit in zip(exits.index, *_border(ground, exits), strict=True):
        met = int(name not in unwatched)
        lacks = () if met else ("watch",)
        found.append(Element(str(name), 1, 1, met, grid, unit, lacks))
    named = {lang: context.names(lang) for lang in empty}
    names = {lang: {str(k): named[lang][str(k)] for k in exits.index} for lang in empty}
    lacking = () if watch is not None or manned else ("cameras", "border_posts")
    points = {str(name): point for name, point in exits.geometry.items()}
    return Net("perimeter", tuple(found), lacking), points, names


def unit_coverage(ground: Ground, settings: NetSettings) -> Net:
    """Gather the grids: weight its households, met where a post arrives within the limit."""
    area = ground.area
    lacking = [
        name for name, n in (("posts", len(area.responders)), ("roads", len(area.roads))) if not n
    ]
    if lacking or not len(area.grids):
        return Net("unit_coverage", (), tuple(lacking))
    asked = replace(ResponderSettings(), limit_min=settings.limit_min)
    problem, _ = responder_question(ground, asked)
    soon = reached(problem)
    return Net(
        "unit_coverage",
        tuple(
            Element(
                f"grid:{grid.grid_id}",
                max(1, grid.load),
                1,
                int(grid.grid_id in soon),
                grid.grid_id,
                grid.unit_code,
                () if grid.grid_id in soon else ("arrival",),
            )
            for grid in problem.grids
        ),
    )


def reached(problem: ResponderProblem) -> frozenset[str]:
    """Return the grids in which a post that may come first arrives within the limit."""
    rules = problem.rules
    rows = [
        row
        for post, row in zip(problem.posts, problem.reach_s, strict=True)
        if post.open and post.may_lead and post.size >= rules.min_response_size
    ]
    return frozenset(
        grid.grid_id
        for n, grid in enumerate(problem.grids)
        if any(0 <= row[n] <= rules.limit_s for row in rows)
    )


def key_site(ground: Ground, weeks: Sequence[WeekKept], watch: frozenset[str] | None) -> Net:
    """Gather the key sites: half is a camera on the road before it, half the calls that were due.

    A site with no call due is met by its camera alone.
    """
    sites = ground.area.sites
    lacking = [] if len(sites) else ["sites"]
    lacking += [] if weeks else ["week"]
    lacking += [] if watch is not None else ["cameras"]
    if not len(sites) or (not weeks and watch is None):
        return Net("key_site", (), tuple(lacking))
    seen = watched_sites(ground, watch or frozenset())
    due, made = _due(weeks, "site", ticked=False)
    found = []
    for name, grid, unit in zip(sites.index, *_where(ground, sites), strict=True):
        key, eye = f"site:{name}", int(name in seen)
        times, calls = due[key], made[key]
        lacks = [code for code, short in (("camera", not eye), ("call", calls < times)) if short]
        wanted, met = (2 * times, times * eye + calls) if times else (1, eye)
        found.append(Element(key, 1, wanted, met, grid, unit, tuple(lacks)))
    return Net("key_site", tuple(found), tuple(lacking))


def _due(
    weeks: Sequence[WeekKept], layer: str, *, ticked: bool
) -> tuple[Counter[str], Counter[str]]:
    """Count how often each thing of a layer was wanted in the weeks, and how often it was met."""
    wanted: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for week in weeks:
        calls = week.calls(ticked=ticked)
        for task in week.problem.tasks:
            if task.task_id.startswith(f"{layer}:") and task.times:
                wanted[task.task_id] += task.times
                met[task.task_id] += min(task.times, calls[task.task_id])
    return wanted, met


def _where(ground: Ground, frame: gpd.GeoDataFrame) -> tuple[list[str], list[str]]:
    """Find grid and unit of each point; one that lies in no grid belongs to a unit only."""
    points = list(frame.geometry)
    if not points:
        return [], []
    return grid_at(ground, points), unit_at(ground, points)


def _border(ground: Ground, exits: gpd.GeoDataFrame) -> tuple[list[str], list[str]]:
    """Find the nearest grid and unit of each exit: it lies on the border and not within."""
    grids, (_, units) = ground.area.grids, _where(ground, exits)
    if not len(grids) or not len(exits):
        return [""] * len(exits), units
    _, row = grids.sindex.nearest(exits.geometry.to_numpy(), return_all=False)
    return [str(name) for name in grids.index[row]], units
