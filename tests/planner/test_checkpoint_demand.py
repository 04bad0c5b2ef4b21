"""Where to stand at Luoyan: exits, places, uses, inner areas, traffic, and what stands already."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
import shapely

from geo.perimeter import INSIDE, OUTSIDE
from geo.schema import InputError
from planner import checkpoints, judge
from planner.demand.checkpoint_settings import PERSON, WATCHED, CheckpointSettings
from planner.demand.checkpoints import CheckpointContext, posts_question, seal_question
from planner.demand.ground import Ground, load_ground
from planner.outcome import Effort, Outcome, Status
from planner.problem import CheckpointPlan, CheckpointProblem

LUOYAN = Path(__file__).parents[2] / "data" / "boundaries"
EFFORT = Effort(0, 5)


@pytest.fixture(scope="module")
def ground() -> Ground:
    return load_ground(LUOYAN)


@pytest.fixture(scope="module")
def few_posts(ground: Ground) -> tuple[CheckpointProblem, CheckpointContext]:
    """The question of two posts at the border, asked once for all tests that look at it."""
    return posts_question(ground, CheckpointSettings(posts=2))


def solved(problem: CheckpointProblem) -> tuple[Outcome[CheckpointPlan], CheckpointPlan]:
    outcome = checkpoints.solve(problem, effort=EFFORT)
    assert outcome.plan is not None
    return outcome, outcome.plan


def shut(problem: CheckpointProblem, plan: CheckpointPlan) -> nx.Graph:
    """The roads without the points, as a graph of another library."""
    used = {(s.kind, s.at) for s in problem.sites if s.site_id in plan.site_ids}
    graph = nx.Graph()
    graph.add_nodes_from(n for link in problem.links for n in (link.tail, link.head))
    graph.add_edges_from(
        (link.tail, link.head) for link in problem.links if ("link", link.link_id) not in used
    )
    graph.remove_nodes_from([at for kind, at in used if kind == "node"])
    return graph


@pytest.mark.parametrize(
    "settings",
    [
        CheckpointSettings(),
        CheckpointSettings(depth_m=100),
        CheckpointSettings(use="flood"),
        CheckpointSettings(use="fire"),
        CheckpointSettings(protect="unit", protect_id="530623202001"),
        CheckpointSettings(protect="site", protect_id="S002", site_m=400),
    ],
    ids=lambda s: f"{s.use}-{s.protect}-{s.depth_m}",
)
def test_removing_the_points_separates_the_graph(ground, settings):
    problem, _ = seal_question(ground, settings)
    outcome, plan = solved(problem)
    assert outcome.status is Status.OPTIMAL
    graph = shut(problem, plan)
    open_to = set().union(*(nx.node_connected_component(graph, node) for node in problem.outside))
    kept = set(problem.inside) | {r.node for r in problem.refuges if r.required}
    assert plan.site_ids
    assert not kept & open_to
    # each point is needed: without it something is open
    for site_id in plan.site_ids:
        fewer = replace(plan, site_ids=tuple(s for s in plan.site_ids if s != site_id))
        assert judge.faults(problem, replace(fewer, flow=()))


def test_the_cut_is_the_flow_of_another_library(ground):
    problem, _ = seal_question(ground, CheckpointSettings())
    outcome, _ = solved(problem)
    graph = nx.DiGraph()
    price = {(s.kind, s.at): s.price for s in problem.sites}
    for link in problem.links:
        for a, b in ((link.tail, link.head), (link.head, link.tail)):
            more = graph.get_edge_data((a, "out"), (b, "in"), {"capacity": 0})["capacity"]
            graph.add_edge((a, "out"), (b, "in"), capacity=more + price["link", link.link_id])
        for node in (link.tail, link.head):
            known = price.get(("node", node))
            limit = {} if known is None else {"capacity": known}
            graph.add_edge((node, "in"), (node, "out"), **limit)
    for start in (*problem.inside, *(r.node for r in problem.refuges)):
        graph.add_edge("s", (start, "in"))
    value = nx.maximum_flow_value(graph, "s", (OUTSIDE, "in"))
    assert value == outcome.objective == outcome.bound


def test_every_exit_of_a_road_has_a_point_or_leads_nowhere(ground):
    problem, context = seal_question(ground, CheckpointSettings(depth_m=100))
    _, plan = solved(problem)
    exits = set(context.laid.exits["exit_id"])
    assert exits == set(ground.road_exits.index)
    assert {f"exit:{name}" for name in exits} == set(plan.site_ids)
    # five places inside the border have their road outside it
    apart = context.places[context.places["state"] == "no_road"]
    assert len(apart) == 5
    road = ground.network.edges.geometry.loc["W0289"]
    spots = shapely.shortest_line(road, apart.geometry.to_numpy())
    assert not shapely.intersects(context.outer, shapely.get_point(spots, 0)).any()


def test_footpaths_come_on_top_of_the_points_on_roads(ground):
    settings = CheckpointSettings()
    problem, _ = seal_question(ground, settings)
    _, plan = solved(problem)
    more, context = seal_question(ground, settings, layer="path", kept=plan.site_ids)
    _, besides = solved(more)
    assert set(plan.site_ids) < set(besides.site_ids)
    # two paths end on the map within 30 m of the border and count as well
    assert len(set(context.laid.exits["exit_id"]) - set(ground.exits.index)) == 2
    assert set(context.laid.exits["exit_id"]) > set(ground.exits.index)


def test_who_watches_already_is_taken_first_and_who_is_barred_never(ground):
    settings = CheckpointSettings()
    _, plan = solved(seal_question(ground, settings)[0])
    first, *others = plan.site_ids
    seen, context = seal_question(ground, replace(settings, seen=(others[0],)))
    site = next(s for s in seen.sites if s.site_id == others[0])
    assert (site.watch, site.price) == ("camera", WATCHED)
    assert context.sites.loc[first, "price"] == PERSON * context.sites.loc[first, "people"]
    barred, _ = seal_question(ground, replace(settings, forbidden=(first,)))
    outcome, other = solved(barred)
    assert first not in other.site_ids
    assert outcome.objective is not None


def test_a_post_adopted_costs_nobody_in_a_later_seal_and_no_other_point_changes(ground):
    settings = CheckpointSettings()
    problem, context = seal_question(ground, settings)
    outcome, plan = solved(problem)
    at = context.sites.geometry
    dear = {s.site_id: s.price for s in problem.sites}
    for kept in ((plan.site_ids[0],), plan.site_ids):
        posts = tuple((at[name].x, at[name].y) for name in kept)
        later, _ = seal_question(ground, replace(settings, manned=posts))
        near = at.dwithin(shapely.MultiPoint(posts), settings.post_m)
        price = {s.site_id: s.price for s in later.sites}
        assert {n for n in price if price[n] != dear[n]} <= {str(n) for n in at.index[near]}
        assert all(price[name] == WATCHED for name in kept)
        cheaper, _ = solved(later)
        saved = sum(dear[name] - WATCHED for name in kept)
        assert cheaper.objective <= outcome.objective - saved
    # with all of them adopted, closing the area again costs nobody
    assert cheaper.objective == WATCHED * len(plan.site_ids)


def test_posts_at_the_border_help_to_close_a_village_that_reaches_it(ground):
    whole, context = seal_question(ground, CheckpointSettings())
    stand = solved(whole)[1].site_ids
    at = context.sites.geometry
    posts = tuple((at[name].x, at[name].y) for name in stand)
    villages = [CheckpointSettings(protect="unit", protect_id=u) for u in ground.area.units.index]
    afresh = [solved(seal_question(ground, village)[0]) for village in villages]
    shared = [bool(set(plan.site_ids) & set(stand)) for _, plan in afresh]
    assert any(shared)
    for village, (before, _), helped in zip(villages, afresh, shared, strict=True):
        after, _ = solved(seal_question(ground, replace(village, manned=posts))[0])
        assert after.objective <= before.objective
        assert after.objective < before.objective or not helped


def test_a_way_with_every_point_barred_is_told(ground):
    problem, context = seal_question(ground, CheckpointSettings())
    whole = tuple(sorted(set(context.sites["edge_id"])))
    barred, _ = seal_question(ground, CheckpointSettings(forbidden=(*whole, *context.sites.index)))
    outcome = checkpoints.solve(barred, effort=EFFORT)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.conflicts[0].rule == "seal"
    assert [note.code for note in outcome.notes].count("release") >= 1
    assert problem.links == barred.links


def test_a_site_asked_to_be_weighed_may_be_left_outside(ground):
    settings = CheckpointSettings(places_hold=False, household_points=0)
    problem, _ = seal_question(ground, settings)
    outcome, _ = solved(problem)
    held, _ = solved(seal_question(ground, CheckpointSettings())[0])
    assert outcome.objective <= held.objective


@pytest.mark.parametrize(
    "use",
    [
        "perimeter",
        *(pytest.param(use, marks=pytest.mark.slow) for use in ("fire", "flood", "road_safety")),
    ],
)
def test_trips_are_lost_nowhere_and_lead_where_the_use_says(ground, use, request):
    if use == "perimeter":
        problem, context = request.getfixturevalue("few_posts")
    else:
        problem, context = posts_question(ground, CheckpointSettings(use=use, posts=2))
    trips = Counter()
    for route in problem.routes:
        trips[route.route_id.split(">")[0]] += route.flow
    weight = {str(k): int(v) for k, v in context.places["weight"].items()}
    # every place with a road makes each of its trips
    assert trips
    assert all(trips[place] == weight[place] for place in trips)
    assert sum(trips.values()) > 0.9 * sum(weight.values())
    outcome, plan = solved(problem)
    assert outcome.status is Status.OPTIMAL
    assert len(plan.site_ids) <= 2
    if use == "road_safety":
        assert all(context.sites.loc[s, "kind"] == "junction" for s in plan.site_ids)
    if use == "perimeter":
        border = shapely.boundary(context.outer)
        points = context.sites.geometry.loc[list(plan.site_ids)]
        assert points.distance(border).max() <= 1000


def test_the_best_posts_meet_more_than_the_first_of_the_cut(ground, few_posts):
    _, cut = solved(seal_question(ground, CheckpointSettings())[0])
    problem = replace(few_posts[0], most_posts=3)
    outcome, _ = solved(problem)
    known = {site.site_id for site in problem.sites}
    first = CheckpointPlan(tuple(s for s in cut.site_ids if s in known)[:3])
    assert outcome.objective < judge.objective(problem, first)


def test_what_is_not_there_is_refused_with_its_id(ground):
    for kind in ("unit", "grid", "site"):
        with pytest.raises(InputError) as told:
            seal_question(ground, CheckpointSettings(protect=kind, protect_id="no such"))
        assert told.value.code == "checkpoint_protect"
    far = shapely.Point(0, 0).buffer(10)
    with pytest.raises(InputError, match="no road"):
        seal_question(ground, CheckpointSettings(use="flood"), zone=far)


def test_a_drawn_zone_is_closed_off(ground):
    zone = ground.area.boundary.representative_point().buffer(800)
    problem, _ = seal_question(ground, CheckpointSettings(use="fire"), zone=zone)
    _, plan = solved(problem)
    assert problem.inside == (INSIDE,)
    assert plan.site_ids


def test_a_question_repeats(ground, few_posts):
    assert posts_question(ground, CheckpointSettings(posts=2))[0] == few_posts[0]
    settings = CheckpointSettings()
    assert seal_question(ground, settings)[0] == seal_question(ground, settings)[0]


@pytest.mark.parametrize(
    "wrong",
    [{"use": "war"}, {"protect": "moon"}, {"depth_m": -1}, {"use": "fire", "protect": "unit"}],
)
def test_settings_that_ask_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"must|looks at"):
        CheckpointSettings(**wrong)
