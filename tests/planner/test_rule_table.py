"""The office's own rules of roads: what they replace, what is refused, that plans go by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contract import InputError
from geo.rules import MODES, RULES
from geo.usage import road_kmh, usable
from planner.demand.ground import Ground, load_ground
from planner.demand.rule_table import (
    OwnRule,
    from_plain,
    rules_with,
    set_for,
    to_plain,
    value_of,
    whats,
)
from planner.report.roads import rule_table
from planner.store import office
from planner.store.as_set import as_set
from planner.store.roads import keep_rules, own_rules, rules_before, undo_rules
from planner.words import LANGS, explain, say

ROOT = Path(__file__).resolve().parents[2]
KEYS = [(mode, what) for mode in MODES for what in whats(mode)]


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


shares = st.sampled_from([0.05, 0.35, 1.0])
no_tops = [(mode, what) for mode, what in KEYS if not what.startswith("top")]
own = st.lists(
    st.builds(lambda key, value: OwnRule(*key, value), st.sampled_from(no_tops), shares),
    unique_by=lambda row: (row.mode, row.what),
)


@given(own)
def test_own_numbers_take_the_place_of_ours_and_leave_the_rest(rows):
    rules = rules_with(rows)
    mine = {(row.mode, row.what): row.value for row in rows}
    for key in KEYS:
        assert value_of(rules, *key) == mine.get(key, value_of(RULES, *key))
    assert from_plain(to_plain(rows)) == tuple(rows)


def test_what_is_as_ours_is_not_kept_and_setting_back_leaves_the_other_modes():
    as_ours = {what: value_of(RULES, "car", what) for what in whats("car")}
    assert set_for((), "car", as_ours) == ()
    foot = OwnRule("foot", "night", 0.5)
    both = set_for((foot,), "car", {**as_ours, "width": 2.5})
    assert both == (foot, OwnRule("car", "width", 2.5))
    assert set_for(both, "car", {}) == (foot,)


@pytest.mark.parametrize(
    ("mode", "what", "value"),
    [
        ("car", "width", -0.1),
        ("car", "night", 0),  # whoever does not drive at night says so by the roads shut at night
        ("car", "rain_earth", 0.01),
        ("foot", "slow", 1.2),
        ("motorbike", "top_earth", 0),
        ("foot", "width", float("nan")),
    ],
)
def test_a_number_no_plan_could_go_by_is_refused_in_both_languages(mode, what, value):
    with pytest.raises(InputError) as refused:
        OwnRule(mode, what, value)
    assert refused.value.code == "rule_value"
    for lang in LANGS:
        assert "{" not in explain("input", "rule_value", refused.value.facts, lang)


def test_walkers_have_no_top_speed():
    with pytest.raises(InputError) as refused:
        OwnRule("foot", "top_earth", 4)
    assert refused.value.code == "rule_unknown"


@pytest.mark.parametrize(
    "told", [{}, [{"mode": "car"}], [{"mode": "car", "what": "night", "value": 0}], "x"]
)
def test_a_damaged_table_is_told(tmp_path, told):
    office.keep(tmp_path, "luoyan", "rules", told)
    with pytest.raises(InputError) as refused:
        own_rules(tmp_path, "luoyan")
    assert refused.value.code == "rules_damaged"


def test_every_question_goes_by_them_and_is_another_question(luoyan, tmp_path):
    rows = (OwnRule("car", "width", 9.0), OwnRule("motorbike", "night", 0.3))
    keep_rules(tmp_path, luoyan.area.area_id, rows)
    now = as_set(luoyan, tmp_path)
    assert now.fingerprint != luoyan.fingerprint
    assert now.area.fingerprint == luoyan.area.fingerprint
    cars = usable(now.network, now.trip("car").by)
    assert cars.sum() < usable(luoyan.network, luoyan.trip("car").by).sum()
    night = now.trip("motorbike", night=True).by
    ratio = road_kmh(now.network, night) / road_kmh(
        luoyan.network, luoyan.trip("motorbike", night=True).by
    )
    assert ratio[usable(now.network, night)].max() == pytest.approx(0.3 / 0.8)


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_tells_what_the_office_has_set(lang):
    table = rule_table(rules_with([OwnRule("car", "rain_earth", 0.5)]), "car", lang)
    entered = table[table.iloc[:, 2] == say("provenance.entered", lang)]
    assert len(table) == len(whats("car"))
    assert entered.iloc[:, 1].tolist() == ["50"]


def test_every_change_of_rules_is_undone_step_by_step_setting_back_too(tmp_path):
    tables = [(), (OwnRule("car", "width", 3.0),), (OwnRule("car", "width", 2.5),), ()]
    for table in tables[1:]:
        keep_rules(tmp_path, "luoyan", table)
        keep_rules(tmp_path, "luoyan", table)  # the same again is no step
    assert rules_before(tmp_path, "luoyan") == tuple(tables[:-1])
    for table in tables[-2::-1]:
        undo_rules(tmp_path, "luoyan")
        assert own_rules(tmp_path, "luoyan") == table
    undo_rules(tmp_path, "luoyan")
    assert own_rules(tmp_path, "luoyan") == rules_before(tmp_path, "luoyan") == ()


def test_steps_that_cannot_be_read_are_none_and_stop_nothing(tmp_path):
    office.keep(tmp_path, "luoyan", "rules_before", [[{"mode": "mule"}]])
    keep_rules(tmp_path, "luoyan", (OwnRule("car", "width", 3.0),))
    assert rules_before(tmp_path, "luoyan") == ((),)
    office.keep(tmp_path, "luoyan", "rules", "nonsense")
    keep_rules(tmp_path, "luoyan", ())
    assert own_rules(tmp_path, "luoyan") == ()
