"""Who may use a way of OpenStreetMap: one row of tags, one answer."""

import pytest

from geo.formats.osm_use import is_road, measure, obstacle_of, road_class, unread_condition, use_of


def use(**tags):
    return use_of({"highway": "residential"} | {k.replace("__", ":"): v for k, v in tags.items()})


def may(**tags):
    found = use(**tags)
    return found.foot, found.motorbike, found.car


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({}, (None, None, None)),
        ({"access": "no"}, ("no", "no", "no")),
        ({"access": "private"}, ("no", "no", "no")),
        ({"access": "private", "service": "driveway"}, (None, None, None)),
        ({"access": "yes"}, (None, None, None)),  # names no mode: opens nothing
        ({"access": "destination"}, (None, None, None)),
        ({"access": "no", "foot": "yes"}, ("yes", "no", "no")),
        ({"access": "no", "motor_vehicle": "yes"}, ("no", "yes", "yes")),
        ({"vehicle": "no"}, (None, "no", "no")),
        ({"vehicle": "agricultural", "access": "yes"}, (None, "no", "no")),
        ({"motor_vehicle": "no"}, (None, "no", "no")),
        ({"motor_vehicle": "forestry"}, (None, "no", "no")),
        ({"motor_vehicle": "no", "motorcycle": "yes"}, (None, "yes", "no")),
        ({"motor_vehicle": "no", "motorcar": "destination"}, (None, "no", "yes")),
        ({"motorcycle": "no"}, (None, "no", None)),
        ({"foot": "use_sidepath"}, ("no", None, None)),
        ({"foot": "designated", "access": "no"}, ("yes", "no", "no")),
        ({"oneway": "reversible"}, (None, "no", "no")),
        ({"oneway": "reversible", "motorcar": "yes"}, (None, "no", "yes")),
        ({"motor_vehicle": "a word nobody knows"}, (None, None, None)),
    ],
)
def test_the_most_specific_tag_decides_and_access_only_closes(tags, expected):
    assert may(**tags) == expected


@pytest.mark.parametrize(
    ("tags", "oneway", "turned", "against"),
    [
        ({}, False, False, ()),
        ({"oneway": "yes"}, True, False, ()),
        ({"oneway": "1"}, True, False, ()),
        ({"oneway": "-1"}, True, True, ()),
        ({"oneway": "reverse"}, True, True, ()),
        ({"oneway": "no"}, False, False, ()),
        ({"oneway": "alternating"}, False, False, ()),
        ({"oneway": "reversible"}, False, False, ()),
        ({"junction": "roundabout"}, True, False, ()),
        ({"junction": "circular"}, True, False, ()),
        ({"junction": "roundabout", "oneway": "no"}, False, False, ()),
        ({"highway": "motorway"}, True, False, ()),
        ({"highway": "motorway_link", "oneway": "no"}, False, False, ()),
        ({"oneway": "yes", "oneway__motorcycle": "no"}, True, False, ("motorbike",)),
        ({"oneway": "-1", "oneway__motorcar": "no"}, True, True, ("car",)),
        ({"oneway__motor_vehicle": "yes"}, True, False, ()),
        ({"oneway": "yes", "oneway__vehicle": "no"}, False, False, ()),
        ({"oneway__motorcar": "yes"}, True, False, ("motorbike",)),
        ({"oneway": "yes", "oneway__bicycle": "no"}, True, False, ()),
    ],
)
def test_directions(tags, oneway, turned, against):
    found = use(**tags)
    assert (found.oneway, found.turned, found.against) == (oneway, turned, frozenset(against))


@pytest.mark.parametrize(
    ("tags", "night", "rain"),
    [
        ({}, None, None),
        ({"access__conditional": "no @ (22:00-06:00)"}, "closed", None),
        ({"motor_vehicle__conditional": "no @ 23:30-5:00"}, "closed", None),
        ({"access__conditional": "no @ (08:00-18:00)"}, None, None),
        ({"access__conditional": "no @ wet"}, None, "closed"),
        ({"ford": "yes"}, None, "closed"),
        ({"ford": "no"}, None, None),
        ({"seasonal": "dry_season"}, None, "closed"),
        ({"seasonal": "winter"}, None, None),
        ({"flood_prone": "yes"}, None, "closed"),
    ],
)
def test_night_and_rain(tags, night, rain):
    found = use(**tags)
    assert (found.night, found.rain) == (night, rain)


def test_a_rule_nobody_understands_is_known_to_be_one():
    assert unread_condition({"access:conditional": "no @ (Mo-Fr 08:00-10:00)"})
    assert unread_condition({"motor_vehicle:conditional": "delivery @ (weight>3.5)"})
    assert not unread_condition({"access:conditional": "no @ (22:00-06:00)"})
    assert not unread_condition({"maxspeed:conditional": "30 @ (22:00-06:00)"})


@pytest.mark.parametrize(
    ("tags", "kmh"),
    [
        ({"maxspeed": "50"}, 50), ({"maxspeed": "30 mph"}, 48.28), ({"maxspeed": "none"}, None),
        ({"maxspeed": "90;30;90"}, 30), ({"maxspeed": "walk"}, None), ({"maxspeed": "0"}, None),
        ({"maxspeed__forward": "60", "maxspeed__backward": "40"}, 40),
    ],
)  # fmt: skip
def test_speeds(tags, kmh):
    assert use(**tags).max_kmh == (None if kmh is None else pytest.approx(kmh, abs=0.01))


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("3.5", 3.5), ("3,5", 3.5), ("3 m", 3.0), ("3m", 3.0), ("10 ft", 3.048), ("10'", 3.048),
        ("narrow", None), ("", None), ("-2", None), ("1e5", None), ("nan", None),
    ],
)  # fmt: skip
def test_measures(text, metres):
    assert measure(text) == metres


def test_a_width_is_the_narrowest_named_and_an_estimate_only_stands_in():
    assert use(width="4;3.5", est_width="2").width_m == 3.5
    assert use(est_width="2").width_m == 2.0
    assert use(width="wide").width_m is None


@pytest.mark.parametrize(
    ("tags", "shut"),
    [
        ({"barrier": "gate"}, {"motorbike", "car"}),
        ({"barrier": "bollard"}, {"motorbike", "car"}),
        ({"barrier": "block", "motorcycle": "yes"}, {"car"}),
        ({"barrier": "bus_trap"}, {"car"}),
        ({"barrier": "gate", "access": "yes"}, None),
        ({"barrier": "gate", "locked": "no"}, None),
        ({"barrier": "gate", "locked": "yes"}, {"foot", "motorbike", "car"}),
        ({"barrier": "gate", "locked": "yes", "foot": "yes"}, {"motorbike", "car"}),
        ({"barrier": "gate", "access": "private"}, {"foot", "motorbike", "car"}),
        ({"barrier": "gate", "foot": "no"}, {"foot", "motorbike", "car"}),
        ({"barrier": "lift_gate"}, None),
        ({"barrier": "lift_gate", "motor_vehicle": "no"}, {"motorbike", "car"}),
        ({"barrier": "cattle_grid"}, None),
        ({"barrier": "wormhole"}, None),
        ({"amenity": "bench"}, None),
    ],
)
def test_a_barrier_shuts_the_modes_it_shuts_and_no_more(tags, shut):
    found = obstacle_of(tags)
    assert (None if found is None else set(found.shut)) == shut


def test_a_ford_on_a_node_is_shut_by_rain_only():
    found = obstacle_of({"ford": "yes"})
    assert found is not None
    assert (found.shut, found.rain) == (frozenset(), True)


@pytest.mark.parametrize("kind", ["construction", "proposed", "abandoned", "razed", "platform"])
def test_what_is_not_there_is_no_road(kind):
    assert not is_road({"highway": kind})


def test_a_road_given_up_is_none_and_links_are_of_their_class():
    assert not is_road({"highway": "track", "abandoned": "yes"})
    assert is_road({"highway": "track"})
    assert not is_road({"building": "yes"})
    assert [road_class(name) for name in ("primary_link", "track", "wormhole")] == [
        "primary", "track", "path",
    ]  # fmt: skip
