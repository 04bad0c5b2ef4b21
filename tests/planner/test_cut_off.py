"""What is cut off is listed exactly; what an office shuts is kept, undone and read back."""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from geo.closures import Closure
from geo.schema import InputError
from geo.speeds import MODES, Profile
from geo.travel import snap
from geo.usage import usable
from geo.ways import ways
from planner.demand.conditions import Conditions
from planner.demand.cut_off import (
    MAX_WALK_MIN,
    access,
    islands,
    newly_cut,
    newly_walked,
    starts_of,
    without_closures,
)
from planner.demand.ground import Ground, load_ground
from planner.demand.roadwork import MOST_STEPS, Roadwork, from_plain, to_plain
from planner.demand.tour_settings import TourSettings
from planner.demand.tours import tours_problem
from planner.report.roads import cut_table, told_lines
from planner.store import roads as store
from planner.store.office import keep, kept

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)
BRIDGE = "W0206"


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


def with_posts_on_roads(ground: Ground) -> Ground:
    """Leave out the posts no car drives up to: the search below starts on the road."""
    posts = starts_of(ground)
    drives = usable(ground.network, Profile("car"))
    on_road = posts.index[drives[snap(ground.network, posts).edge]]
    area = ground.area
    kept = area.responders[area.responders["site_id"].isin(on_road)]
    return replace(ground, area=replace(area, responders=kept))


def shut_on(ground: Ground, *edge_ids: str, rain: bool = False, slides=frozenset()) -> Ground:
    closures = tuple(Closure(name, MODES, DAY, None, "slide") for name in edge_ids)
    return ground.under(Conditions(closures=closures, rain=rain, slides=slides))


def searched(ground: Ground, mode: str) -> set[str]:
    """Places nobody gets to by a mode: breadth first over the drawn roads, then the last walk."""
    edges, shut = ground.network.edges, ground.closed(mode, DAY)
    profile = ground.conditions.profile(mode)
    ends = edges[["u", "v"]].to_numpy()
    may = usable(ground.network, profile) & ~edges.index.isin(shut)
    assert not edges["oneway"].any()
    beside: dict[int, list[int]] = {}
    for u, v in ends[may]:
        beside.setdefault(u, []).append(v)
        beside.setdefault(v, []).append(u)
    water = ground.trip(mode, DAY).water
    posts = snap(ground.network, starts_of(ground), barriers=water)
    spots = snap(ground.network, ground.area.places, barriers=water)
    assert may[posts.edge].all()
    seen, queue = set(), [int(end) for edge in posts.edge for end in ends[edge]]
    while queue:
        node = queue.pop(0)
        if node not in seen:
            seen.add(node)
            queue += beside.get(node, [])
    near = _walked(ground, seen) if mode != "foot" else {}
    reached = set()
    for name, edge in zip(ground.area.places.index, spots.edge, strict=True):
        driven = may[edge] and bool(seen & set(ends[edge].tolist()))
        row = ground.area.places.index.get_loc(name)
        if driven or _last_walk(ground, spots[row], near) <= 60 * MAX_WALK_MIN:
            reached.add(name)
    return set(ground.area.places.index) - reached


def _foot(ground: Ground):
    return ways(ground.network, ground.conditions.profile("foot"), ground.closed("foot", DAY))


def _walked(ground: Ground, start: set[int]) -> dict[int, float]:
    """Seconds on foot from the junctions a vehicle gets to, by Dijkstra with a heap."""
    graph = _foot(ground).graph
    best, heap = {}, [(0.0, node) for node in start]
    heapq.heapify(heap)
    while heap:
        seconds, node = heapq.heappop(heap)
        if node in best:
            continue
        best[node] = seconds
        row = slice(graph.indptr[node], graph.indptr[node + 1])
        for to, more in zip(graph.indices[row], graph.data[row], strict=True):
            if to not in best:
                heapq.heappush(heap, (seconds + more, int(to)))
    return best


def _last_walk(ground: Ground, spot, near: dict[int, float]) -> float:
    arrive = _foot(ground).arriving(spot)
    ends = zip(arrive.node[0], arrive.seconds[0], strict=True)
    gap = float(spot.gap_m[0]) / (0.6 * 6 * np.exp(-0.175) / 3.6)
    return min(near.get(int(node), np.inf) + seconds for node, seconds in ends) + gap


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("mode", MODES)
def test_cut_off_is_what_a_search_finds(luoyan, mode, seed):
    rng = np.random.default_rng(seed)
    ground = with_posts_on_roads(luoyan)
    edges = ground.network.edges
    names = edges.index[edges["bridge"] | (edges["road_class"] == "county")]
    posts = set(edges.index[snap(ground.network, starts_of(ground)).edge])
    chosen = [n for n in rng.choice(names, 25, replace=False) if n not in posts]
    ground = shut_on(ground, *chosen)
    assert set(access(ground, DAY).cut_off(mode)) == searched(ground, mode)


def test_the_bridge_that_cuts_eleven_hamlets_of_luoyan(luoyan):
    ground = shut_on(luoyan, BRIDGE)
    before, now = access(without_closures(ground)), access(ground, DAY)
    assert {mode: len(newly_cut(before, now, mode)) for mode in MODES} == dict.fromkeys(MODES, 11)
    again = access(without_closures(shut_on(luoyan)))
    for mode in MODES:
        assert newly_cut(before, again, mode) == newly_cut(again, before, mode) == ()
        assert again.by[mode].seconds.tobytes() == before.by[mode].seconds.tobytes()
    table = cut_table(now, {m: newly_cut(before, now, m) for m in MODES}, ["P001"], "zh")
    assert len(table) == 1


def test_shut_for_vehicles_only_the_walk_over_the_bridge_is_left(luoyan):
    closures = (Closure(BRIDGE, ("motorbike", "car"), DAY, DAY),)
    ground = luoyan.under(Conditions(closures=closures))
    before, now = access(without_closures(ground)), access(ground, DAY)
    assert newly_cut(before, now, "foot") == ()
    walked = newly_walked(before, now, "car")
    assert walked
    row = ground.area.places.index.get_loc(walked[0])
    assert 0 < now.by["car"].walk_s[row] <= 60 * MAX_WALK_MIN
    after = access(ground, DAY + timedelta(days=1))
    assert newly_walked(before, after, "car") == ()


def test_rain_shuts_the_list_of_slides_for_all_and_earth_roads_for_vehicles(luoyan):
    dry, wet = shut_on(luoyan, slides={BRIDGE}), shut_on(luoyan, rain=True, slides={BRIDGE})
    assert newly_cut(access(without_closures(dry)), access(dry, DAY), "foot") == ()
    cut = newly_cut(access(without_closures(wet)), access(wet, DAY), "foot")
    bridge = shut_on(luoyan, BRIDGE)
    assert cut == newly_cut(access(without_closures(bridge)), access(bridge, DAY), "foot")
    assert wet.closed("car") == frozenset()  # rain belongs to a day
    assert not wet.trip("car").by.rain


def test_with_everything_shut_every_place_is_cut_off_and_nothing_fails(luoyan):
    ground = shut_on(luoyan, *luoyan.network.edges.index)
    now = access(ground, DAY)
    for mode in MODES:
        assert len(now.cut_off(mode)) == len(ground.area.places)
    problem = tours_problem(ground, TourSettings(), DAY, 1)
    off = np.array(problem.travel[0].seconds)
    assert (off[~np.eye(len(off), dtype=bool)] <= 0).all()
    assert any("250" in line for line in told_lines(ground, DAY, "zh"))


def test_a_command_names_every_place_once_and_those_that_can_still_be_walked_to(luoyan):
    ground = shut_on(luoyan, BRIDGE)
    cut = newly_cut(access(without_closures(ground)), access(ground, DAY), "car")
    names = [str(luoyan.area.places.at[name, "name_zh"]) for name in cut]
    _, line = told_lines(ground, DAY, "zh", most=250)
    assert line.startswith("步行、摩托车、汽车断路 11 处：")
    assert set(line.partition("：")[2].split("、")) == set(names)
    edges = luoyan.network.edges.index
    closures = tuple(Closure(edge, ("motorbike", "car"), DAY, DAY) for edge in edges)
    ground = luoyan.under(Conditions(closures=closures))  # too far to walk from a post, but a way
    before, now = access(without_closures(ground)), access(ground, DAY)
    lost = {name for mode in MODES for name in newly_cut(before, now, mode)}
    assert lost
    *_, line = told_lines(ground, DAY, "en", most=250)
    assert line.startswith(f"of these {len(lost)} can still be reached on foot: ")


def test_an_area_without_posts_sets_out_from_crews_sites_or_the_largest_part(luoyan):
    area = luoyan.area
    crews = replace(luoyan, area=replace(area, responders=area.responders.iloc[:0]))
    assert set(starts_of(crews).index) == set(area.crews["base_site_id"])
    sites = replace(crews, area=replace(crews.area, crews=area.crews.iloc[:0]))
    assert len(starts_of(sites)) == len(area.sites)
    nobody = replace(sites, area=replace(sites.area, sites=area.sites.iloc[:0]))
    assert len(starts_of(nobody)) == 1
    assert not access(nobody).cut_off("foot")


def test_liechtenstein_keeps_its_parts_and_names_who_lies_on_them():
    ground = load_ground(ROOT / "data" / "examples" / "liechtenstein")
    assert ground.network.component_count > 1
    assert set(access(ground).cut_off("foot")) <= set(islands(ground))


def test_plans_do_not_see_closures_of_roads_that_are_gone(luoyan):
    ground = shut_on(luoyan, "no-such-road")
    assert ground.closed("car", DAY) == frozenset()
    assert ground.fingerprint != luoyan.fingerprint
    assert luoyan.fingerprint == luoyan.area.fingerprint


def test_shutting_again_says_the_latest_and_opening_opens_for_all():
    work = Roadwork().shut(["a", "b"], MODES, first_day=DAY, last_day=None, reason="flood")
    later = work.shut(["a"], ("car",), first_day=DAY, last_day=DAY, reason="works")
    assert {(c.edge_id, c.modes) for c in later.closures} == {
        ("a", ("foot", "motorbike")), ("a", ("car",)), ("b", MODES),
    }  # fmt: skip
    assert {c.edge_id for c in later.opened(["a"]).closures} == {"b"}
    assert later.threatened(["x"], by_slides=True).threatened(["x"], by_slides=False) == later


def test_what_is_kept_comes_back_and_undo_goes_back_one_step(tmp_path):
    first = Roadwork().shut(["a"], ("car",), first_day=DAY, last_day=DAY, reason="event")
    second = Roadwork(first.closures, frozenset({"s"}), rain=True)
    assert store.own_roadwork(tmp_path, "luoyan") == (Roadwork(),)
    for state in (first, second, second):
        store.set_roadwork(tmp_path, "luoyan", state)
    assert store.own_roadwork(tmp_path, "luoyan") == (Roadwork(), first, second)
    store.undo_roadwork(tmp_path, "luoyan")
    assert store.own_roadwork(tmp_path, "luoyan")[-1] == first
    for _ in range(3):
        store.undo_roadwork(tmp_path, "luoyan")
    assert store.own_roadwork(tmp_path, "luoyan") == (Roadwork(),)
    assert store.own_roadwork(tmp_path, "liechtenstein") == (Roadwork(),)


def test_only_so_many_steps_are_kept():
    states = [Roadwork(rain=bool(n % 2)) for n in range(3 * MOST_STEPS)]
    assert from_plain(to_plain(states)) == tuple(states[-MOST_STEPS:])


@pytest.mark.parametrize(
    "told",
    [
        7,
        [],
        [{}],
        [{"closures": [], "slides": [], "rain": "yes"}],
        [{"closures": [], "slides": [3], "rain": False}],
        [{"closures": [{"edge_id": "a"}], "slides": [], "rain": False}],
        [
            {
                "closures": [
                    {
                        "edge_id": "a",
                        "modes": ["car"],
                        "first_day": "2026-12-01",
                        "last_day": None,
                        "reason": "Zhang San, 13800000000",
                    }
                ],
                "slides": [],
                "rain": False,
            }
        ],
    ],
)
def test_a_damaged_list_is_refused_and_never_written_over(tmp_path, told):
    keep(tmp_path, "luoyan", "closures", told)
    with pytest.raises(InputError) as caught:
        store.set_roadwork(tmp_path, "luoyan", Roadwork(rain=True))
    assert caught.value.code == "roadwork_damaged"
    assert kept(tmp_path, "luoyan", "closures") == told
    store.clear_roadwork(tmp_path, "luoyan")
    assert store.own_roadwork(tmp_path, "luoyan") == (Roadwork(),)


def test_an_office_file_is_read_whole_or_refused(tmp_path):
    assert kept(tmp_path, "luoyan", "speeds") is None
    keep(tmp_path, "luoyan", "speeds", {"名": [1, None]})
    assert kept(tmp_path, "luoyan", "speeds") == {"名": [1, None]}
    path = tmp_path / "luoyan" / "speeds.json"
    for bad in (b"{", b"[]", b'{"version": 99, "value": 1}', b'{"version": 1}', b"\xff", b"[" * 99):
        path.write_bytes(bad)
        with pytest.raises(InputError) as caught:
            kept(tmp_path, "luoyan", "speeds")
        assert caught.value.code == "office_damaged"
    for name in ("../x", "", "A", "a/b", ".x"):
        with pytest.raises(ValueError, match="a name must be"):
            kept(tmp_path, name, "speeds")


def test_profile_refuses_a_mode_nobody_knows():
    with pytest.raises(ValueError, match="mode must be one of"):
        Profile("mule")


def test_days_on_which_the_same_counts_are_worked_out_once(luoyan):
    day = DAY
    usual = access(without_closures(luoyan))
    assert access(luoyan, day) is usual
    edge = luoyan.network.edges.index[0]
    shut = Closure(edge, MODES, day, day, "works")
    today = luoyan.under(replace(luoyan.conditions, closures=(shut,)))
    assert access(today, day) is not usual
    assert access(today, day + timedelta(days=1)) is usual
    assert access(without_closures(today)) is usual
