"""The office's own speeds: what they replace, where each line comes from, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contract import InputError
from geo.speeds import MODES, SPEEDS, Profile, level_kmh
from planner.demand.field_check import response
from planner.demand.ground import Ground, load_ground
from planner.demand.speed_table import (
    LEAST_KMH,
    MOST_KMH,
    OwnSpeed,
    from_plain,
    speed_rows,
    speeds_with,
    to_plain,
)
from planner.report.travel import speed_table
from planner.store import office
from planner.store.as_set import as_set, at_speeds
from planner.store.travel import forget_speed, keep_speed, keep_speeds, own_speeds
from planner.words import say

ROOT = Path(__file__).resolve().parents[2]
CLASSES = ("county", "township", "village", "track", "footpath")
BIKE_TRACK = OwnSpeed("motorbike", "track", 9.0, measured=True, note="两趟实测取平均")


@pytest.fixture(scope="module")
def luoyan() -> Ground:
    return load_ground(ROOT / "data" / "boundaries")


own = st.builds(
    OwnSpeed,
    st.sampled_from(MODES),
    st.sampled_from(CLASSES),
    st.one_of(st.none(), st.floats(LEAST_KMH, MOST_KMH)),
    st.booleans(),
    st.sampled_from(["", "实测", "mean of two runs"]),
)


@given(st.lists(own, unique_by=lambda row: (row.mode, row.road_class)))
def test_own_speeds_take_the_place_of_ours_and_leave_the_rest(rows):
    speeds = speeds_with(rows)
    for mode in MODES:
        ours, now = level_kmh(Profile(mode)), level_kmh(Profile(mode, speeds=speeds))
        mine = {row.road_class: row.kmh for row in rows if row.mode == mode}
        expected = {name: kmh for name, kmh in (ours | mine).items() if kmh is not None}
        assert now == expected
    assert not any(row.guessed for row in speeds if row not in SPEEDS)


@given(st.lists(own, unique_by=lambda row: (row.mode, row.road_class)))
def test_what_is_kept_comes_back(rows):
    assert from_plain(to_plain(rows)) == tuple(rows)


def test_every_mode_stands_on_every_class_with_where_its_speed_comes_from(luoyan):
    rows = {(r.mode, r.road_class): r for r in speed_rows(luoyan.network, [BIKE_TRACK])}
    assert len(rows) == len(MODES) * len(CLASSES)
    assert rows["motorbike", "track"].origin == "measured"
    assert rows["motorbike", "track"].usual_kmh == 15
    assert rows["motorbike", "village"].origin == "guessed"
    assert rows["foot", "footpath"].origin == "guessed"
    assert rows["car", "footpath"].kmh is None
    total = luoyan.network.length_m / 1000
    assert sum(r.km for r in rows.values()) == pytest.approx(len(MODES) * total)
    for lang in ("zh", "en"):
        table = speed_table(tuple(rows.values()), lang)
        assert say("provenance.guessed", lang) in set(table[say("col.origin", lang)])
        assert BIKE_TRACK.note in set(table[say("col.source", lang)])


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("speed_value", {"kmh": 0.0}),
        ("speed_value", {"kmh": 500.0}),
        ("speed_value", {"kmh": float("nan")}),
        ("speed_value", {"mode": "boat"}),
        ("speed_value", {"note": "长" * 81}),
        ("speed_person", {"note": "问 13888880000"}),
        ("speed_person", {"note": "张伟同志"}),
    ],
)
def test_a_speed_no_table_may_hold_is_refused(code, change):
    with pytest.raises(InputError) as caught:
        OwnSpeed(**({"mode": "car", "road_class": "village", "kmh": 20.0} | change))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "told",
    [
        "x",
        [{"mode": "car"}],
        [{"mode": "car", "road_class": "village", "kmh": "fast"}],
        [{"mode": "car", "road_class": 5, "kmh": 5.0}],
        [{"mode": "boat", "road_class": "village", "kmh": 5.0}],
        2 * [{"mode": "car", "road_class": "village", "kmh": 5.0}],
    ],
)
def test_a_damaged_table_is_refused_in_one_sentence(told):
    with pytest.raises(InputError) as caught:
        from_plain(told)
    assert caught.value.code == "speeds_damaged"


def test_a_speed_is_kept_changed_and_set_back(tmp_path):
    assert own_speeds(tmp_path, "luoyan") == ()
    keep_speed(tmp_path, "luoyan", BIKE_TRACK)
    again = OwnSpeed("motorbike", "track", 11.0)
    keep_speed(tmp_path, "luoyan", OwnSpeed("car", "track", 8.0))
    keep_speed(tmp_path, "luoyan", again)
    assert set(own_speeds(tmp_path, "luoyan")) == {again, OwnSpeed("car", "track", 8.0)}
    forget_speed(tmp_path, "luoyan", "car", "track")
    assert own_speeds(tmp_path, "luoyan") == (again,)
    keep_speeds(tmp_path, "luoyan", ())
    assert own_speeds(tmp_path, "luoyan") == ()
    office.keep(tmp_path, "luoyan", "speeds", {"what": "is this"})
    with pytest.raises(InputError):
        own_speeds(tmp_path, "luoyan")


def test_every_question_goes_by_the_speeds_of_the_office(luoyan, tmp_path):
    usual = response(luoyan)
    for name in CLASSES:
        for mode in ("motorbike", "car"):
            keep_speed(tmp_path, "luoyan", OwnSpeed(mode, name, 5.0))
    slow = as_set(luoyan, tmp_path)
    assert slow.fingerprint != luoyan.fingerprint
    assert slow.area is luoyan.area  # drafts of the area stay what they are
    assert as_set(luoyan, tmp_path / "nothing kept") is luoyan
    assert slow.profile("car").speeds == slow.conditions.speeds
    assert response(slow).household_s > usual.household_s
    assert response(slow).within < usual.within
    back = response(at_speeds(slow, ()))
    assert back == usual


def test_a_mode_that_may_not_go_anywhere_leaves_its_posts_out(luoyan):
    none = tuple(OwnSpeed("car", name, None) for name in CLASSES)
    found = at_speeds(luoyan, none)
    assert level_kmh(found.profile("car")) == {
        name: kmh for name, kmh in level_kmh(Profile("car")).items() if name not in CLASSES
    }
