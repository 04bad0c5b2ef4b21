"""Streets: no chosen edge is lost or covered twice, and every way takes its true seconds."""

from __future__ import annotations

import heapq
import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString

from geo.roads import network_from_lines
from geo.snap import Snaps
from geo.travel import Profile, travel_seconds
from planner.demand.ground import load_ground
from planner.demand.tour_joins import joined, rows_of
from planner.demand.tour_settings import StreetRule, TourSettings
from planner.demand.tour_streets import due_days
from planner.demand.tour_stretches import Stretch, ends_of, line_of, streets
from planner.demand.tours import tours_question
from planner.problem.tour_parts import DAY_S

ROOT = Path(__file__).resolve().parents[2]
AREAS = {
    "luoyan": (ROOT / "data/boundaries", date(2026, 12, 1)),
    "liechtenstein": (ROOT / "data/examples/liechtenstein", date(2013, 8, 3)),
}
KINDS = (Stretch(1, 10, ("car",), False), Stretch(2, 10, ("car",), False))


@pytest.fixture(scope="module", params=AREAS)
def asked(request):
    folder, first = AREAS[request.param]
    ground = load_ground(folder)
    return ground, *tours_question(ground, TourSettings(), first, 7)


def lattice(seed: int):
    """A network of random pieces of a lattice of streets, some one-way, some doubled by a bend."""
    rng = random.Random(seed)
    lines, oneway = [], []
    for x in range(4):
        for y in range(4):
            for dx, dy in ((1, 0), (0, 1)):
                if rng.random() < 0.6 and x + dx < 4 and y + dy < 4:
                    ends = [(100 * x, 100 * y), (100 * (x + dx), 100 * (y + dy))]
                    lines.append(ends if rng.random() < 0.5 else ends[::-1])
                    oneway.append(rng.random() < 0.3)
            if rng.random() < 0.1:  # a road that comes back to where it began
                at = (100 * x, 100 * y)
                lines.append([at, (at[0] + 30, at[1] + 10), (at[0] + 10, at[1] + 30), at])
                oneway.append(False)
    lines = lines or [[(0, 0), (100, 0)]]
    oneway = oneway or [False]
    count = len(lines)
    frame = gpd.GeoDataFrame(
        {
            "road_class": ["village"] * count, "name_zh": [""] * count, "name_en": [""] * count,
            "bridge": [False] * count, "oneway": oneway,
        },
        index=[f"e{n}" for n in range(count)],
        geometry=[LineString(line) for line in lines],
        crs="EPSG:4544",
    )  # fmt: skip
    network = network_from_lines(frame)
    chosen = {row: KINDS[rng.random() < 0.2] for row in range(count) if rng.random() < 0.9}
    return network, chosen


@given(st.integers(0, 10_000), st.sampled_from([50.0, 250.0, 10_000.0]))
@settings(max_examples=40)
def test_every_chosen_edge_is_in_one_street_and_every_street_is_a_line(seed, longest_m):
    network, chosen = lattice(seed)
    found = streets(network, chosen, longest_m)
    meets = Counter(int(n) for row in chosen for n in network.edges[["u", "v"]].to_numpy()[row])
    check_lines(network, chosen, found, longest_m)
    ends = network.edges[["u", "v"]].to_numpy()
    for street in found:  # nothing leads away from the middle of a street
        runs = [tuple(ends[e]) if e >= 0 else tuple(ends[~e][::-1]) for e in street.edges]
        assert all(meets[run[1]] == 2 for run in runs[:-1])


@given(st.integers(0, 10_000), st.sampled_from([90.0, 150.0, 350.0]))
@settings(max_examples=40)
def test_short_streets_go_with_a_neighbour_where_they_have_one(seed, shortest_m):
    network, chosen = lattice(seed)
    before = streets(network, chosen, 400.0)
    found = joined(network, before, shortest_m, 400.0)
    check_lines(network, chosen, found, 400.0)
    assert len(found) <= len(before)
    whole = [set(rows_of(street.edges)) for street in found]
    assert all(any(set(rows_of(one.edges)) <= rows for rows in whole) for one in before)
    again = joined(network, found, shortest_m, 400.0)
    assert {street.edges for street in again} == {street.edges for street in found}


def check_lines(network, chosen, found, longest_m):
    rows = [edge if edge >= 0 else ~edge for street in found for edge in street.edges]
    assert Counter(rows) == Counter(list(chosen))
    ends = network.edges[["u", "v"]].to_numpy()
    for street in found:
        runs = [tuple(ends[e]) if e >= 0 else tuple(ends[~e][::-1]) for e in street.edges]
        inner = [run[1] for run in runs[:-1]]
        assert inner == [run[0] for run in runs[1:]]
        own = [e if e >= 0 else ~e for e in street.edges]
        assert {chosen[row] for row in own} == {street.stretch}
        assert set(network.edges["oneway"].to_numpy()[own]) == {street.oneway}
        assert not street.oneway or all(edge >= 0 for edge in street.edges)
        line = line_of(network, street.edges)
        assert line.length == pytest.approx(network.edges["length_m"].to_numpy()[own].sum())
        assert line.length <= longest_m or len(own) == 1
        start, end = ends_of(ends, street.edges)
        assert line.coords[0] == pytest.approx(tuple(network.node_xy[start]))
        assert line.coords[-1] == pytest.approx(tuple(network.node_xy[end]))


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_no_two_streets_could_be_one(seed):
    network, chosen = lattice(seed)
    ends = network.edges[["u", "v"]].to_numpy(np.int64)
    oneway = network.edges["oneway"].to_numpy(bool)
    at = defaultdict(list)
    for street in streets(network, chosen, 1e9):
        start, end = ends_of(ends, street.edges)
        for node in {start, end} if start != end else ():
            at[node].append(street)
    meets = Counter(int(node) for row in chosen for node in ends[row])
    for node, both in at.items():
        if meets[node] == 2 and len(both) == 2:
            rows = [e if e >= 0 else ~e for street in both for e in street.edges]
            alike = both[0].stretch == both[1].stretch
            assert not alike or oneway[rows].any()


def test_no_street_of_an_area_is_lost_and_lengths_add_up(asked):
    ground, _, context = asked
    edges = ground.network.edges
    told = [edge for names in context.street_edges.values() for edge in names]
    assert len(set(told)) == len(told)
    rows = context.tasks[context.tasks["layer"] == "street"]
    assert set(rows.index) == set(context.street_edges)
    for task_id, names in context.street_edges.items():
        length = edges["length_m"].loc[list(names)].sum()
        assert rows["length_m"][task_id] == pytest.approx(length)
        assert rows.geometry[task_id].length == pytest.approx(length)
    middles = edges.geometry.interpolate(0.5, normalized=True)
    main = edges["road_class"].isin(["county", "township", "primary", "secondary", "tertiary"])
    inside = middles.intersects(ground.area.boundary)
    assert set(edges.index[main & inside]) <= {*told, *context.closed_streets}


def test_a_street_takes_the_seconds_of_the_network_and_of_no_other_road(asked):
    """With every other edge shut, the way from end to end is as long as the question says."""
    ground, problem, context = asked
    network = ground.network
    modes = {"vehicle": ("motorbike", "car")}
    mode_of = {crew.crew_id: crew.mode for crew in problem.crews}
    hours = {(mode_of[turn.crew_id], turn.night) for turn in problem.turns}
    tasks = [task for task in problem.tasks if task.kind == "street"]
    for task in tasks[:: max(1, len(tasks) // 25)]:
        if task.ways[0].enter_id == task.ways[0].leave_id:
            continue
        closed = set(network.edges.index) - set(context.street_edges[task.task_id])
        for way in task.ways:
            ends = [at_node(network, name) for name in (way.enter_id, way.leave_id)]
            slowest = max(
                int(travel_seconds(network, *ends, Profile(mode, night=night), closed=closed)[0, 0])
                for mode, night in hours
                if mode in modes.get(task.skills[0], task.skills)
            )
            assert way.dwell_s == slowest


def at_node(network, location_id: str) -> Snaps:
    node = network.node_id.index(location_id.removeprefix("node:"))
    ends = network.edges[["u", "v"]].to_numpy()
    edge = int(np.flatnonzero((ends == node).any(axis=1))[0])
    offset = 0.0 if ends[edge][0] == node else float(network.edges["length_m"].iloc[edge])
    return Snaps(np.array([edge]), np.array([offset]), np.zeros(1), network.node_xy[[node]])


def test_ways_between_junctions_are_the_shortest_by_a_search_of_our_own(asked):
    """Dijkstra with a heap over lengths and classes, for cars by day on plain and flat roads."""
    ground, _, _ = asked
    said = [name for name in ("surface", "width_m", "max_kmh", "car") if name in ground.area.roads]
    flat = network_from_lines(ground.area.roads.drop(columns=said))
    ground = replace(ground, network=flat)
    by_day = TourSettings(
        streets=(StreetRule(("primary", "county")),),
        meetings=(),
        dark_from="03:00",
        dark_to="03:30",
    )
    problem, _ = tours_question(ground, by_day, date(2013, 8, 3), 7)
    table = next(table for table in problem.travel if table.mode == "car").seconds
    kmh = {row.road_class: row.kmh for row in Profile("car").speeds if row.mode == "car"}
    edges = flat.edges[flat.edges["road_class"].isin(kmh)]
    near = defaultdict(list)
    columns = ["u", "v", "length_m", "road_class", "oneway"]
    for u, v, length, road, oneway in edges[columns].itertuples(index=False):
        near[u].append((v, length / kmh[road] * 3.6))
        if not oneway:
            near[v].append((u, length / kmh[road] * 3.6))
    nodes = [name for name in problem.location_ids if name.startswith("node:")][:12]
    assert len(nodes) > 5
    rows = {name: problem.location_ids.index(name) for name in nodes}
    for name in nodes[:4]:
        reached = searched(near, flat.node_id.index(name.removeprefix("node:")))
        for other in nodes:
            own = reached[flat.node_id.index(other.removeprefix("node:"))]
            assert own - 0.01 <= table[rows[name]][rows[other]] <= own + 1.01


def searched(near, start: int) -> dict[int, float]:
    reached: dict[int, float] = {}
    heap = [(0.0, start)]
    while heap:
        seconds, node = heapq.heappop(heap)
        if node in reached:
            continue
        reached[node] = seconds
        for other, more in near[node]:
            heapq.heappush(heap, (seconds + more, other))
    return reached


@given(
    st.integers(1, 7),
    st.integers(0, 6),
    st.integers(0, 400),
    st.integers(1, 40),
    st.integers(1, 40),
)
def test_calls_of_a_street_are_even_over_the_weeks(times, turn, day, before, after):
    first, middle = date(2026, 1, 1) + timedelta(day), date(2026, 1, 1) + timedelta(day + before)
    whole = due_days(times, turn, first, before + after)
    parts = due_days(times, turn, first, before), due_days(times, turn, middle, after)
    assert whole == (*parts[0], *(before + later for later in parts[1]))  # nothing is lost
    assert len(due_days(times, turn, first, 7)) == times
    assert all(b - a in (7 // times, -(-7 // times)) for a, b in pairwise(whole))


def test_streets_have_their_days_and_the_days_their_share_of_them(asked):
    _, problem, context = asked
    streets = [task for task in problem.tasks if task.kind == "street"]
    metres = np.zeros(problem.days)
    for task in streets:
        span = sum(window.close_s - window.open_s for window in task.windows)
        assert 0 < span <= 3 * DAY_S * task.times
        for window in task.windows:
            days = range(window.open_s // DAY_S, window.close_s // DAY_S)
            metres[list(days)] += context.tasks["length_m"][task.task_id] / len(days)
    assert metres.min() > metres.mean() / 3
    assert metres.max() < metres.mean() * 2


def test_what_is_not_due_in_a_short_horizon_comes_later(tiny_source):
    ground = load_ground(tiny_source)
    wishes = TourSettings(meetings=(), street_shortest_m=0)
    _, week = tours_question(ground, wishes, date(2025, 1, 6), 7)
    wanted = {edge for edges in week.street_edges.values() for edge in edges}
    _, day = tours_question(ground, wishes, date(2025, 1, 6), 1)
    today = {edge for edges in day.street_edges.values() for edge in edges}
    assert week.later_streets == ()
    assert {*today, *day.later_streets} == wanted
    assert not today & set(day.later_streets)


def test_the_planner_takes_an_edge_in_and_another_out(tiny_source):
    ground = load_ground(tiny_source)
    picked = TourSettings(street_times={"r11": 3, "r3": 0})
    problem, context = tours_question(ground, picked, date(2025, 1, 6), 7)
    times = {task.task_id: task.times for task in problem.tasks if task.kind == "street"}
    covered = {edge for edges in context.street_edges.values() for edge in edges}
    assert times["street:r11"] == 3
    assert "r3" not in covered
    assert {"r2", "r4"} <= covered
