"""The four nets of Luoyan and of a drawn township: counted again from the stores by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.schema import InputError
from planner import checkpoints
from planner.demand import nets as demand
from planner.demand.camera import camera_question
from planner.demand.camera_adopted import adopted_watch, watched_exits
from planner.demand.camera_book import NEXT, NO_BOOK, CameraBook, Step
from planner.demand.checkpoint_settings import CheckpointSettings
from planner.demand.checkpoints import seal_question
from planner.demand.ground import load_ground
from planner.demand.net_settings import NetSettings
from planner.demand.nets import WeekKept, nets_of, reached
from planner.demand.responder import responder_question
from planner.demand.settings import CameraSettings, ResponderSettings
from planner.judge.camera_law import breaches
from planner.judge.nets import NETS, Limits, share
from planner.outcome import Effort
from planner.problem import ToursPlan, ToursProblem
from planner.problem.tour_parts import DAY_S, Task, Way
from planner.problem.tours import Call, Tour
from planner.report import nets as report
from planner.report.nets_page import nets_page
from planner.store.nets import clear_nets, own_nets, set_nets
from planner.store.office import folder_of, keep
from planner.store.posts import clear_posts, own_posts, set_posts
from planner.words import LANGS

LUOYAN = Path(__file__).parents[2] / "data" / "boundaries"
SETTINGS = NetSettings()


@pytest.fixture(scope="module")
def ground():
    return load_ground(LUOYAN)


def week(ground, ticks=()) -> WeekKept:
    """Two settlements due twice and one site due once; the first settlement has both calls."""
    one, two = map(str, ground.area.places.index[:2])
    site = str(ground.area.sites.index[0])
    due = {f"place:{one}": 2, f"place:{two}": 2, f"site:{site}": 1}
    unit = str(ground.area.units.index[0])
    tasks = tuple(
        Task(name, "visit", unit, (Way(name, name, 60),), times=times)
        for name, times in due.items()
    )
    problem = ToursProblem(3, tuple(due), (), (), (), tasks)

    def call(name: str, day: int) -> Call:
        return Call(name, 0, DAY_S * day, DAY_S * day, DAY_S * day, DAY_S * day)

    calls = [(f"place:{one}", 0), (f"place:{one}", 1), (f"place:{one}", 1), (f"place:{two}", 2)]
    plan = ToursPlan(tuple(Tour(f"t{n}", 0, (call(*c),), DAY_S) for n, c in enumerate(calls)))
    return WeekKept(problem, plan, {(f"place:{n}", day): done for n, day, done in ticks})


def by_name(nets, name):
    return nets.nets[NETS.index(name)]


def test_patrols_count_the_days_with_a_call_by_households(ground):
    found = nets_of(ground, SETTINGS, [week(ground)], None)
    one, two = by_name(found, "area_patrol").elements
    homes = ground.area.places["household_count"]
    assert (one.wanted, one.met, one.weight) == (2, 2, homes.iloc[0])
    assert (two.wanted, two.met, two.lacks) == (2, 1, ("call",))
    part = share(by_name(found, "area_patrol").elements)
    assert float(part) == pytest.approx(1 - homes.iloc[1] / 2 / homes.iloc[:2].sum())
    assert found.done is None


def test_a_call_ticked_as_not_done_is_lost_and_only_ticks_are_done(ground):
    one, two = map(str, ground.area.places.index[:2])
    ticked = week(ground, [(one, 0, False), (two, 2, True)])
    found = nets_of(ground, SETTINGS, [ticked], None)
    assert [e.met for e in by_name(found, "area_patrol").elements] == [1, 1]
    assert [e.met for e in found.done.elements] == [0, 1]


def test_an_empty_net_says_what_is_lacking(ground):
    found = nets_of(ground, SETTINGS, [], None)
    lacking = {net.name: net.lacking for net in found.nets}
    assert lacking == {
        "area_patrol": ("week",),
        "perimeter": ("cameras", "border_posts"),
        "unit_coverage": (),
        "key_site": ("week", "cameras"),
    }
    assert not by_name(found, "area_patrol").elements
    assert not by_name(found, "key_site").elements


def test_an_exit_that_a_camera_watches_is_met_and_no_other(ground):
    _, context = seal_question(ground, CheckpointSettings())
    exits = context.laid.exits[context.laid.exits.index.isin(context.laid.links.index)]
    none = by_name(nets_of(ground, SETTINGS, [], frozenset()), "perimeter")
    assert [e.element_id for e in none.elements] == list(exits.index)
    first = str(exits["exit_id"].iloc[0])
    some = by_name(nets_of(ground, SETTINGS, [], frozenset({f"exit:{first}"})), "perimeter")
    gained = {e.element_id for e in some.elements if e.met} - {
        e.element_id for e in none.elements if e.met
    }
    assert gained == {exits.index[0]}
    assert all(one.grid_id and one.unit_code for one in some.elements)


def test_an_exit_that_nobody_inside_can_reach_is_no_element(ground, monkeypatch):
    every = by_name(nets_of(ground, SETTINGS, [], None), "perimeter").elements
    problem, context = seal_question(ground, CheckpointSettings())
    gate = next(one for one in problem.links if one.link_id == every[0].element_id)
    (inner,) = {gate.tail, gate.head} - set(problem.outside)
    links = tuple(one for one in problem.links if inner not in (one.tail, one.head) or one == gate)
    left = {one.link_id for one in links} | {n for one in links for n in (one.tail, one.head)}
    sites = tuple(site for site in problem.sites if site.at in left)
    lonely = replace(problem, links=links, sites=sites)
    monkeypatch.setattr(demand, "seal_question", lambda *_: (lonely, context))
    fewer = by_name(nets_of(ground, SETTINGS, [], None), "perimeter").elements
    assert {one.element_id for one in every} - {one.element_id for one in fewer} == {gate.link_id}
    assert not any(one.met for one in fewer)


def test_an_exit_behind_an_adopted_post_is_met_and_no_other(ground, tmp_path):
    _, context = seal_question(ground, CheckpointSettings())
    exits = context.laid.exits[context.laid.exits.index.isin(context.laid.links.index)]
    set_posts(tmp_path, "luoyan", context.sites.geometry[context.sites.index == exits.index[0]])
    manned = own_posts(tmp_path, ground.area)
    assert len(manned) == 1
    assert context.sites.geometry[exits.index[0]].distance(shapely.Point(manned[0])) < 0.01
    none = by_name(nets_of(ground, SETTINGS, [], None), "perimeter")
    some = by_name(nets_of(ground, SETTINGS, [], None, manned), "perimeter")
    assert (none.lacking, some.lacking) == (("cameras", "border_posts"), ())
    met = [{e.element_id for e in net.elements if e.met} for net in (none, some)]
    assert met[1] - met[0] == {exits.index[0]}


def test_adopted_posts_that_close_the_area_meet_every_exit(ground, tmp_path):
    asked, _ = checkpoints.seal(ground, CheckpointSettings(), effort=Effort(0, 1))
    set_posts(tmp_path, "luoyan", asked.context.sites.geometry[list(asked.points)])
    net = by_name(
        nets_of(ground, SETTINGS, [], None, own_posts(tmp_path, ground.area)), "perimeter"
    )
    assert all(element.met for element in net.elements)
    clear_posts(tmp_path, "luoyan")
    assert own_posts(tmp_path, ground.area) == ()


@pytest.mark.parametrize("value", [3, [[1]], [[200, 0]], [["a", "b"]], [[0, 0]] * 1001])
def test_adopted_posts_that_cannot_be_read_are_told(ground, tmp_path, value):
    keep(tmp_path, "luoyan", "perimeter_posts", value)
    with pytest.raises(InputError) as told:
        own_posts(tmp_path, ground.area)
    assert told.value.code == "office_damaged"


def test_a_grid_is_met_where_some_post_is_soon_there(ground):
    problem, _ = responder_question(ground, ResponderSettings(limit_min=SETTINGS.limit_min))
    net = by_name(nets_of(ground, SETTINGS, [], None), "unit_coverage")
    leads = [post.may_lead and post.size >= 2 for post in problem.posts]
    for n, (one, grid) in enumerate(zip(net.elements, problem.grids, strict=True)):
        times = [row[n] for row, may in zip(problem.reach_s, leads, strict=True) if may]
        assert one.met == any(0 <= s <= 60 * SETTINGS.limit_min for s in times)
        assert one.weight == max(1, grid.load)
    assert 0 < len(reached(problem)) < len(problem.grids)


def test_a_key_site_is_half_camera_and_half_calls(ground):
    sites = list(map(str, ground.area.sites.index))
    watch = frozenset({f"site:{sites[0]}", f"site:{sites[1]}"})
    net = by_name(nets_of(ground, SETTINGS, [week(ground)], watch), "key_site")
    told = {one.element_id: one for one in net.elements}
    first, second, third = (told[f"site:{name}"] for name in sites[:3])
    assert (first.wanted, first.met, first.lacks) == (2, 1, ("call",))
    assert (second.wanted, second.met, second.lacks) == (1, 1, ())
    assert (third.wanted, third.met, third.lacks) == (1, 0, ("camera",))
    assert len(net.elements) == len(sites)


def test_a_withdrawn_consent_takes_what_its_camera_watched(ground):
    few = replace(ground, area=replace(ground.area, poles=ground.area.poles.iloc[:8]))
    problem, _ = camera_question(few, CameraSettings())
    exits = {f"exit:{name}": str(name) for name in ground.exits.index}
    eye = next(o for o in problem.options if exits.keys() & set(o.sees) and not any(breaches(o)))
    book = CameraBook(plan=(eye.option_id,))
    watch = adopted_watch(ground, (), book)
    assert watch == frozenset(eye.sees)
    seen = watched_exits(ground, watch)
    assert seen == tuple(exits[name] for name in exits if name in eye.sees)
    assert seen
    net = by_name(nets_of(ground, SETTINGS, [], watch), "perimeter")
    assert any(element.met for element in net.elements)
    usual = str(ground.area.poles.loc[eye.pole_id, "consent"])
    book = book.recorded(eye.pole_id, usual, Step(NEXT[usual][0], date(2026, 1, 1)))
    assert adopted_watch(ground, (), book) == frozenset()
    assert adopted_watch(ground, (), NO_BOOK) == frozenset()


@pytest.mark.parametrize("lang", LANGS)
def test_tables_maps_and_the_printed_page_tell_the_same(ground, lang):
    found = nets_of(ground, SETTINGS, [week(ground)], frozenset())
    sheets = list(report.sheets(found, SETTINGS, ground, lang).values())
    assert [len(t) for t in sheets[:3]] == [4, len(ground.area.units), len(ground.area.grids)]
    lost = sum(bool(one.lost) for net in found.nets for one in net.elements)
    assert len(sheets[3]) == lost
    layers = report.map_layers(found, SETTINGS, ground, report.EVERY, lang)
    coloured = [layer for layer in layers if layer.style.startswith("net_")]
    assert sum(len(layer.frame) for layer in coloured) == len(ground.area.grids)
    page = nets_page(found, SETTINGS, ground, lang).decode()
    assert page.count('<path d="M') >= len(ground.area.grids)
    assert "://" not in page
    frame = report.layers_of(found, SETTINGS, ground)["nets"]
    assert frame["worst"].tolist() == [
        line.worst for line in report.grid_lines(found, SETTINGS, ground)
    ]


def test_limits_are_kept_for_an_area_and_damage_is_told(tmp_path):
    assert own_nets(tmp_path, "here") == NetSettings()
    mine = NetSettings({name: Limits(10, 20) for name in NETS}, weeks=2, limit_min=9)
    set_nets(tmp_path, "here", mine)
    assert own_nets(tmp_path, "here") == mine
    assert own_nets(tmp_path, "there") == NetSettings()
    file = folder_of(tmp_path, "here") / "nets.json"
    file.write_text(file.read_text().replace("20", "5"))
    with pytest.raises(InputError, match=r"nets\.json"):
        own_nets(tmp_path, "here")
    clear_nets(tmp_path, "here")
    assert own_nets(tmp_path, "here") == NetSettings()
    with pytest.raises(ValueError, match="weeks"):
        NetSettings(weeks=0)
