"""Who is due: soonest first, the away left out, levels that add up, the smallest team."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from planner import siting
from planner.demand.duty import (
    LEVELS,
    Arrivals,
    arrivals_at_grids,
    arrivals_at_places,
    due,
    escalation,
    level_of,
    team_question,
)
from planner.demand.responder import responder_question
from planner.demand.settings import ResponderSettings
from planner.demand.team_book import MATTERS, SKILLS
from planner.outcome import Effort, Status
from planner.problem.responder import POST_KINDS
from planner.report.duty_order import due_table, duty_table, escalation_table
from planner.road import load_ground
from planner.words import WORDS

LUOYAN = Path(__file__).resolve().parents[2] / "data" / "boundaries"
SMALL = Arrivals(
    ("room", "team", "aid", "station"),
    ("police_room", "village_team", "clinic", "police_station"),
    ("village", "group", "township", "township"),
    ("mill", "pass"),
    np.array([[300, -1], [120, 900], [600, 700], [900, 800]]),
)
KINDS = dict(zip(SMALL.posts, SMALL.kinds, strict=True))


@pytest.fixture(scope="module")
def asked():
    return responder_question(load_ground(LUOYAN), ResponderSettings())


def test_the_soonest_comes_first_and_who_cannot_come_is_not_due() -> None:
    assert [one.post_id for one in due(SMALL, "mill")] == ["team", "room", "aid", "station"]
    assert [one.post_id for one in due(SMALL, "pass")] == ["aid", "station", "team"]
    assert [one.post_id for one in due(SMALL, "mill", away={"team"}, within_s=600)] == [
        "room",
        "aid",
    ]


def test_for_a_matter_only_those_with_a_skill_are_due_and_each_says_what_it_adds() -> None:
    found = due(SMALL, "mill", matter="dispute")
    assert [(one.post_id, one.adds) for one in found] == [
        ("team", ("mediate",)),
        ("room", ()),
        ("station", ("law",)),
    ]


def test_each_level_adds_what_those_below_lack() -> None:
    steps = escalation(due(SMALL, "mill", matter="dispute"), "dispute", KINDS)
    assert [step.level for step in steps] == list(LEVELS)
    assert [step.adds for step in steps] == [("mediate",), (), ("law",), ()]
    assert [step.first_s for step in steps] == [120, 300, 900, None]


def test_a_matter_nobody_can_meet_has_no_team() -> None:
    outcome = siting.solve(team_question(SMALL, "mill", "fire"), effort=Effort(0, 1))
    assert outcome.status is Status.INFEASIBLE


def test_every_kind_of_post_has_skills_and_every_word_is_there() -> None:
    assert set(SKILLS) == set(POST_KINDS)
    skills = {skill for some in (*SKILLS.values(), *MATTERS.values()) for skill in some}
    keys = [f"skill.{s}" for s in skills] + [f"matter.{m}" for m in MATTERS]
    assert set(keys) | {f"level.{level}" for level in LEVELS} <= WORDS.keys()
    assert level_of("militia", "") == "township"
    assert level_of("militia", "u1") == "village"
    assert level_of("village_team", "u1") == "group"


@pytest.mark.parametrize("matter", MATTERS)
def test_the_team_is_the_smallest_there_is(asked, matter: str) -> None:
    problem, context = asked
    grids = arrivals_at_grids(context, problem.reach_s)
    kinds = dict(zip(grids.posts, grids.kinds, strict=True))
    place = grids.places[7]
    outcome = siting.solve(team_question(grids, place, matter), effort=Effort(0, 2))
    assert outcome.status is Status.OPTIMAL
    team = outcome.plan.site_ids
    assert set(MATTERS[matter]) <= {s for post in team for s in SKILLS[kinds[post]]}
    have = [set(SKILLS[kinds[one.post_id]]) for one in due(grids, place, matter=matter)]
    fewer = combinations(set(map(frozenset, have)), len(team) - 1)
    assert not any(set(MATTERS[matter]) <= set().union(*some) for some in fewer)


def test_who_is_due_in_luoyan_is_what_the_roads_say(asked) -> None:
    problem, context = asked
    places = arrivals_at_places(context)
    place = places.places[3]
    found = due(places, place)
    column = places.seconds[:, 3]
    assert [one.arrive_s for one in found] == sorted(column[column >= 0].tolist())
    names = context.names("zh") | {place: place}
    table = due_table(places, place, "order", [found[0].post_id], names, "zh")
    assert names[found[0].post_id] not in set(table["响应力量"])
    grids = arrivals_at_grids(context, problem.reach_s)
    assert len(duty_table(grids, "order", [], names, "zh")) == len(problem.grids)
    assert len(escalation_table(places, place, "order", [], "zh")) == len(LEVELS)
