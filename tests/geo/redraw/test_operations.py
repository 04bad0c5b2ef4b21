"""Each operation on a small township: what it changes and what it leaves alone."""

import pytest
import shapely
from shapely.geometry import Point, Polygon, box

from geo.redraw import (
    CutOut,
    Dissolve,
    Lock,
    Merge,
    MoveVertex,
    Recode,
    Refine,
    Rename,
    Replan,
    Reshape,
    Split,
    SplitAlong,
    Transfer,
    Unlock,
    apply,
    open_grids,
    proved,
)
from tests.geo.redraw.maps import (
    E1,
    E9,
    EAST,
    W1,
    W2,
    W3,
    W4,
    W5,
    WEST,
    assert_lawful,
    frames_of,
    nodes,
    opened,
    township,
    written,
)

U_SHAPE = Polygon([(0, 0), (90, 0), (90, 90), (60, 90), (60, 30), (30, 30), (30, 90), (0, 90)])
NEW, NEXT = f"{WEST}006", f"{WEST}007"


def done(state, operation, **options):
    before = written(state)
    change = apply(state, operation, **options)
    assert written(state) == before
    assert_lawful(state, change)
    assert proved(change.state)
    return change


def area(change, grid_id):
    return change.state.grids[grid_id].geometry.area


def test_an_area_opens_with_one_face_a_grid_and_comes_out_as_the_frame_it_was():
    grids, units = township()
    state = open_grids(grids, units)
    assert all(state.faces[name].geometry is grid.geometry for name, grid in state.grids.items())
    frame = state.frame()
    assert list(frame.index) == sorted(grids.index)
    assert frame.crs == grids.crs
    assert all(frame.geometry[name] is shape for name, shape in grids.geometry.items())
    assert list(frame["kind"]) == list(grids["kind"][frame.index])
    assert list(frame["name_en"]) == [None] * 7


def test_coordinates_beyond_the_raster_are_rounded_the_same_way_everywhere():
    a, b = box(0, 0, 1.00049, 9), box(1.00049, 0, 3.00001, 9)
    state = opened({W1: a, W2: b})
    assert state.boundary.bounds == (0, 0, 3, 9)


def test_redrawn_grids_open_again_with_the_units_as_they_were_before():
    grids, units = township()
    state = apply(open_grids(grids, units), Split(W1, ((30, 250), (33.3333, 50)))).state
    again = open_grids(state.frame(), units)
    assert nodes(again.boundary) == nodes(state.boundary)
    assert all(again.units[code].equals(unit) for code, unit in state.units.items())
    assert again.units[EAST] is units.geometry[EAST]


def test_a_split_leaves_the_code_with_the_larger_part_and_notes_what_moved():
    change = done(opened(), Split(W1, ((30, 250), (30, 50))))
    assert (change.touched, change.created, change.retired) == ((W1, NEW), (NEW,), ())
    assert change.noded == (W3,)
    assert area(change, W1) == 7000
    assert change.moved == ((W1, NEW, 3000),)
    assert change.state.grids[NEW].kind == "base"
    assert change.state.units[WEST].geoms[0].area == 40000
    assert (30, 200) in nodes(change.state.boundary)


def test_a_split_leaves_the_code_with_the_heavier_part_when_weights_are_given():
    home = Point(10, 150)
    line = ((30, 250), (30, 50))
    change = done(opened(), Split(W1, line), weights=lambda shape: float(shape.contains(home)))
    assert area(change, W1) == 3000


def test_a_split_may_end_the_old_code_and_number_all_parts_from_west_to_east():
    state = apply(opened(), Rename(W1, "大坪", "Daping")).state
    change = done(state, Split(W1, ((30, 250), (30, 50)), keep_code=False))
    assert (change.created, change.retired) == ((NEW, NEXT), (W1,))
    assert (area(change, NEW), area(change, NEXT)) == (3000, 7000)
    names = {code: change.state.grids[code].name_zh for code in (NEW, NEXT)}
    assert names == {NEW: "", NEXT: "大坪"}
    again = done(change.state, Merge((NEW, NEXT), NEXT))
    assert W1 not in again.state.grids
    assert W1 in again.state.retired


def test_a_split_of_a_special_grid_makes_a_special_grid():
    change = done(opened(), Split(E9, ((230, 100), (270, 100))))
    assert change.created == (f"{EAST}902",)
    assert change.noded == (E1,)


def test_a_line_makes_as_many_parts_as_it_cuts():
    state = opened({W1: U_SHAPE, W2: box(0, 90, 90, 99).union(box(30, 30, 60, 90))})
    change = done(state, Split(W1, ((-5, 60), (95, 60))))
    assert [area(change, name) for name in (W1, f"{WEST}003", f"{WEST}004")] == [4500, 900, 900]
    west, east = (change.state.grids[f"{WEST}00{n}"].geometry.centroid.x for n in (3, 4))
    assert west < east


def test_a_line_drawn_to_and_fro_makes_three_parts():
    change = done(opened(), Split(W1, ((-9, 120), (120, 150), (-9, 180))))
    assert len(change.created) == 2


def test_a_line_through_several_grids_cuts_the_chosen_one_only():
    change = done(opened(), Split(W2, ((-50, 130), (350, 170))))
    assert change.touched == (W2, NEW)
    assert change.noded == (W1, E1)


def test_a_line_through_a_vertex_or_near_one_meets_it():
    for near in (0, 0.3, -0.4):
        change = done(opened(), Split(W1, ((100 + near, 100), (0, 200 + near))))
        assert nodes(change.state.grids[NEW].geometry) == {(0, 100), (100, 100), (0, 200)} or nodes(
            change.state.grids[NEW].geometry
        ) == {(100, 200), (100, 100), (0, 200)}
        assert change.noded == ()


def test_an_end_just_short_of_the_border_is_carried_to_it():
    change = done(opened(), Split(W1, ((40, 192), (40, 106))))
    assert {(40, 200), (40, 192), (40, 106), (40, 100)} <= nodes(change.state.grids[NEW].geometry)


def test_a_closed_line_inside_makes_a_grid_in_a_grid():
    change = done(opened(), Split(W1, ((20, 120), (60, 120), (60, 160), (20, 120))))
    assert len(change.state.grids[W1].geometry.interiors) == 1
    assert area(change, NEW) == 800


def test_a_line_through_a_hole_cuts_the_ground_on_both_sides_of_it():
    change = done(opened(), Split(E1, ((250, -5), (250, 205))))
    assert len(change.created) == 1
    assert change.noded == (E9,)
    with_hole = done(opened(), Split(E1, ((220, -5), (220, 205))))
    assert len(with_hole.state.grids[E1].geometry.interiors) == 1


def test_a_line_that_runs_along_the_border_and_leaves_it_cuts_where_it_leaves_it():
    shaky = ((0, 200), (0.02, 150), (0, 120), (50, 130), (110, 120))
    change = done(opened(), Split(W1, shaky))
    assert area(change, W1) == pytest.approx(7500, abs=60)
    assert nodes(change.state.boundary) >= nodes(opened().boundary)


def test_a_split_along_roads_follows_them_and_ignores_dead_ends():
    road = ((-5, 150), (50, 160), (105, 150))
    branch, dead_end = ((50, 160), (50, 250)), ((30, 150), (30, 130))
    change = done(opened(), SplitAlong(W1, (road, branch, dead_end)))
    assert len(change.created) == 2
    assert (50, 160) in nodes(change.state.grids[W1].geometry)


def test_a_merge_retires_the_other_code_for_good():
    change = done(opened(), Merge((W2, W1), W1))
    assert (change.touched, change.retired, change.moved) == ((W1, W2), (W2,), ((W2, W1, 10000),))
    again = done(change.state, Split(W1, ((100, 50), (100, 250))))
    assert again.created == (NEW,)
    assert W2 in again.state.retired


def test_codes_used_before_are_not_given_again():
    change = done(opened(retired=[f"{WEST}017"]), Split(W1, ((30, 250), (30, 50))))
    assert change.created == (f"{WEST}018",)


def test_refined_ground_changes_hands_face_by_face():
    state = opened()
    fine = done(state, Refine((W1, W2), (((-9, 150), (209, 150)), ((50, 90), (50, 210)))))
    assert (fine.touched, fine.moved) == ((W1, W2), ())
    faces = [name for name, face in fine.state.faces.items() if face.grid_id == W1]
    assert faces == [f"{W1}/{number}" for number in range(1, 5)]
    assert area(fine, W1) == 10000
    east = [name for name in faces if fine.state.faces[name].geometry.centroid.x > 50]
    painted = done(fine.state, Transfer(tuple(east), W2))
    assert painted.moved == ((W1, W2, 5000),)
    assert area(painted, W2) == 15000
    back = done(painted.state, Transfer(tuple(east), W1))
    assert back.state.grids[W2].geometry.equals(fine.state.grids[W2].geometry)


def test_refining_twice_keeps_the_faces_that_are_not_cut():
    once = apply(opened(), Refine((W1,), (((50, 90), (50, 210)),))).state
    twice = done(once, Refine((W1,), (((60, 150), (109, 150)), ((50, 150), (60, 150)))))
    names = {name for name, face in twice.state.faces.items() if face.grid_id == W1}
    assert names == {f"{W1}/1", f"{W1}/3", f"{W1}/4"}


def test_a_split_of_a_refined_grid_makes_whole_grids():
    fine = apply(opened(), Refine((W1,), (((50, 90), (50, 210)),))).state
    change = done(fine, Split(W1, ((-9, 150), (109, 150))))
    assert {face.grid_id for name, face in change.state.faces.items() if "/" in name} == set()


def test_a_line_across_two_neighbours_is_their_new_border():
    change = done(opened(), Reshape(W1, W2, ((130, 90), (120, 210))))
    assert (change.touched, change.noded) == ((W1, W2), (W4,))
    assert change.moved == ((W2, W1, pytest.approx(2400, abs=100)),)


def test_a_line_from_the_common_border_and_back_moves_what_it_cuts_off():
    change = done(opened(), Reshape(W1, W2, ((100, 120), (140, 150), (100, 180))))
    assert change.moved == ((W2, W1, 1200),)
    assert change.noded == ()


def test_a_vertex_moves_for_every_grid_that_has_it():
    change = done(opened(), MoveVertex((100.2, 100), (110, 95)))
    assert change.touched == (W1, W2, W3, W4)
    assert all((110, 95) in nodes(change.state.grids[name].geometry) for name in change.touched)


def test_a_special_grid_is_cut_out_of_one_grid_or_several():
    ring = ((90, 120), (110, 120), (110, 140), (90, 140))
    change = done(opened(), CutOut((W1, W2), ring, "学校", "School"))
    special = change.state.grids[f"{WEST}901"]
    assert (special.kind, special.name_zh, special.geometry.area) == ("special", "学校", 400)
    inner = done(opened(), CutOut((W1,), ((20, 120), (40, 120), (40, 140)), "校", ""))
    assert len(inner.state.grids[W1].geometry.interiors) == 1


def test_a_dissolved_grid_goes_over_its_longest_border():
    state = apply(opened(), Reshape(W1, W2, ((70, 90), (70, 210)))).state
    change = done(state, Dissolve(W4))
    assert change.retired == (W4,)
    assert change.touched == (W2, W4)  # 100 m of border with each, the first of equals
    assert area(change, W2) == 13000 + 10000


def test_a_refined_grid_is_dissolved_face_by_face():
    fine = apply(opened(), Refine((W4,), (((90, 90), (210, 10)),))).state
    change = done(fine, Dissolve(W4))
    assert change.touched == (W2, W3, W4)


def test_a_proposal_keeps_known_codes_and_numbers_the_others():
    parts = (
        (W1, (box(0, 0, 100, 70), box(0, 70, 100, 200))),
        ("b", (box(150, 0, 200, 200),)),
        ("a", (box(100, 0, 150, 200),)),
    )
    change = done(opened(), Replan((W1, W2, W3, W4), parts))
    assert change.retired == (W2, W3, W4)
    assert change.created == (NEW, NEXT)
    assert change.state.grids[NEW].geometry.centroid.x == 125


def test_a_proposal_that_is_what_there_is_changes_nothing_but_what_differs():
    state = opened()
    cut = (
        (W1, (box(0, 100, 80, 200),)),
        (W2, (box(80, 100, 200, 200),)),
        (W3, (box(0, 0, 100, 100),)),
    )
    change = done(state, Replan((W1, W2, W3), cut))
    assert W3 in change.touched  # it got a node of the new border and lies in the ring
    assert change.moved == ((W1, W2, 2000),)


def test_locked_grids_receive_and_give_nothing():
    state = apply(opened(), Lock((W1,))).state
    assert state.grids[W1].locked
    assert done(state, Merge((W1, W2), W1)).moved == ((W2, W1, 10000),)
    wider = done(state, Reshape(W1, W2, ((130, 90), (130, 210))))
    assert area(wider, W1) == 13000
    free = apply(state, Unlock((W1,))).state
    assert done(free, Split(W1, ((30, 250), (30, 50)))).created == (NEW,)


def test_a_rename_touches_no_ground():
    change = done(opened(), Rename(W5, "河口网格", "River mouth"))
    assert change.touched == ()
    assert change.state.grids[W5].name_zh == "河口网格"


def test_a_registered_code_is_given_and_the_old_one_ends():
    change = done(opened(), Recode(W1, f"{WEST}008"))
    assert (change.created, change.retired) == ((f"{WEST}008",), (W1,))
    assert area(change, f"{WEST}008") == 10000
    after = done(change.state, Split(W2, ((130, 250), (130, 50))))
    assert after.created == (f"{WEST}009",)


def test_a_code_only_the_draft_gave_is_free_again():
    state = done(opened(), Split(W1, ((30, 250), (30, 50)))).state
    change = apply(state, Recode(NEW, f"{WEST}008", in_force=False))  # unlike all else it frees
    assert proved(change.state)
    assert change.state.retired == state.retired
    assert done(change.state, Recode(W2, NEW)).created == (NEW,)


def test_small_faces_go_with_the_new_code_and_keep_ids_of_their_own():
    halves = Refine((W1, W2), (((50, 90), (50, 210)), ((150, 90), (150, 210))))
    state = done(opened(), halves).state
    state = done(state, Transfer((f"{W1}/2",), W2)).state
    state = apply(state, Recode(W1, NEW, in_force=False)).state
    state = done(state, Recode(W2, W1)).state
    owners = {name: face.grid_id for name, face in state.faces.items()}
    assert list(owners.values()).count(W1) == 3
    assert list(owners.values()).count(NEW) == 1


def test_ground_in_parts_stays_in_parts():
    change = done(opened(), Split(W5, ((425, -9), (425, 60))))
    assert change.state.units[WEST].geom_type == "MultiPolygon"
    assert change.noded == ()


def test_three_units_at_a_node_all_get_it():
    shapes = {W1: box(0, 0, 90, 90), E1: box(90, 0, 180, 90)}
    grids, units = frames_of(shapes)
    change = done(open_grids(grids, units), Split(W1, ((-5, 41.2345), (95, 43.2))))
    border = [at for at in nodes(change.state.units[WEST]) if at[0] == 90 and 0 < at[1] < 90]
    assert len(border) == 1
    assert border[0] in nodes(change.state.units[EAST]) & nodes(change.state.grids[E1].geometry)


def test_shapes_are_written_in_one_way_only():
    a = apply(opened(), Split(W1, ((30, 250), (30, 50)))).state
    b = apply(opened(), Split(W1, ((30, 50), (30, 250)))).state
    assert written(a) == written(b)
    assert shapely.equals_exact(a.boundary, b.boundary)


def test_new_codes_have_what_the_codes_of_the_unit_have_before_it():
    grids, units = township()
    state = open_grids(grids.set_axis("LI" + grids.index), units)
    change = done(state, Split(f"LI{W1}", ((50, 90), (50, 210))))
    assert change.created == (f"LI{NEW}",)


def test_a_proposal_names_its_parts_in_the_same_step():
    parts = ((W1, (box(0, 100, 60, 200),)), ("a", (box(60, 100, 100, 200),)))
    names = ((W1, "甲", "A"), ("a", "乙", "B"))
    grids = done(opened(), Replan((W1,), parts, names)).state.grids
    assert (grids[W1].name_zh, grids[W1].name_en) == ("甲", "A")
    assert (grids[NEW].name_zh, grids[NEW].name_en) == ("乙", "B")
