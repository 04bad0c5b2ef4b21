"""Public formats read as our question: small instances written here, valued by hand."""

from __future__ import annotations

import pytest

from benchmarks.patrol.given import Given, carp, mmkwrpp, top, toptw, vrptw
from planner.judge.tours import faults
from planner.problem.tours import Call, Tour, ToursPlan

TOP = "n 4\nm 2\ntmax 10.0\n0 0 0\n3 4 7\n0 4 5\n0 8 0\n"
TOPTW = """1 1 2 1
0 9
 0 0 0 0 0 0 0 0 100
 1 3 4 5 7 1 1 1 20 30
 2 0 4 5 9 1 1 1 0 3
"""
SOLOMON = """two

VEHICLE
NUMBER     CAPACITY
  2          10

CUSTOMER
CUST NO.  XCOORD.    YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      0          0          0          0       100          0
    1      3          4          6         10        20          5
    2      1          1          5          0        90          5
"""
VRPLIB = """NAME : two
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 3 4
3 1 1
DEMAND_SECTION
1 0
2 6
3 5
TIME_WINDOW_SECTION
1 0 100
2 10 20
3 0 90
DEPOT_SECTION
1
-1
EOF
"""
CARP = "3\n3\n0 1 4 2\n1 2 5 3\n0 2 6 0\n1\n4\n15\n15\n"
WINDY = """ NOMBRE :W
 VERTICES : 3
 ARISTAS_REQ : 2
 ARISTAS_NOREQ : 1
 LISTA_ARISTAS_REQ :
 (  1,  2)   coste    4     1
 (  2,  3)   coste    5     2
 LISTA_ARISTAS_NOREQ :
 (  1,  3)   coste    9     9
"""


def written(tmp_path, name: str, text: str):
    path = tmp_path / name
    path.write_text(text)
    return path


def walked(given: Given, *routes: list[tuple[str, int]]) -> ToursPlan:
    """Walk routes of (task, way) as early as possible."""
    problem = given.problem
    tasks = {task.task_id: task for task in problem.tasks}
    row = {name: i for i, name in enumerate(problem.location_ids)}
    table = problem.travel[0].seconds
    tours = []
    for turn, crew, route in zip(problem.turns, problem.crews, routes, strict=False):
        now, here, calls = 0, row[crew.base_id], []
        for task_id, way in route:
            task = tasks[task_id]
            arrive = now + table[here][row[task.ways[way].enter_id]]
            begin = max(arrive, task.windows[0].open_s) if task.windows else arrive
            end = begin + task.ways[way].dwell_s
            calls.append(Call(task_id, way, arrive, begin, end, end))
            now, here = end, row[task.ways[way].leave_id]
        back = now + table[here][row[crew.end_id or crew.base_id]]
        tours.append(Tour(turn.turn_id, 0, tuple(calls), back))
    return ToursPlan(tuple(tours))


def test_orienteering_counts_points_of_routes_from_first_to_last_within_the_longest_time(tmp_path):
    given = top(written(tmp_path, "p.txt", TOP))
    one = walked(given, [("n1", 0)])
    assert faults(given.problem, one) == ()  # 5 + 5 is just the longest time
    assert given.value(one) == 7
    both = walked(given, [("n1", 0), ("n2", 0)])
    assert {fault.rule for fault in faults(given.problem, both)} == {"end_s", "max_drive_s"}
    apart = walked(given, [("n1", 0)], [("n2", 0)])
    assert faults(given.problem, apart) == ()
    assert given.value(apart) == 12


def test_orienteering_with_windows_begins_within_them(tmp_path):
    given = toptw(written(tmp_path, "c.txt", TOPTW), 1)
    first = walked(given, [("n1", 0)])
    assert faults(given.problem, first) == ()
    assert first.tours[0].calls[0].begin_s == 200
    assert given.value(first) == 7
    late = walked(given, [("n2", 0)])  # four away, its window closes at three
    assert {fault.rule for fault in faults(given.problem, late)} == {"windows"}


@pytest.mark.parametrize(("name", "text"), [("two.txt", SOLOMON), ("two.vrp", VRPLIB)])
def test_windows_and_loads_are_the_same_in_both_formats(tmp_path, name, text):
    given = vrptw(written(tmp_path, name, text))
    apart = walked(given, [("n1", 0)], [("n2", 0)])
    assert faults(given.problem, apart) == ()
    assert given.value(apart) == pytest.approx((50 + 50 + 14 + 14) / 10)
    heavy = walked(given, [("n1", 0), ("n2", 0)])
    assert {fault.rule for fault in faults(given.problem, heavy)} == {"load_most"}
    assert {fault.rule for fault in faults(given.problem, walked(given, [("n2", 0)]))} == {
        "mandatory"
    }


def test_capacitated_streets_cost_their_service_and_the_way_between(tmp_path):
    given = carp(written(tmp_path, "s.dat", CARP))
    assert [task.task_id for task in given.problem.tasks] == ["e0", "e1"]
    one = walked(given, [("e0", 0), ("e1", 0)])
    assert {fault.rule for fault in faults(given.problem, one)} == {"load_most"}
    two = walked(given, [("e0", 0)], [("e1", 1)])
    assert faults(given.problem, two) == ()
    assert given.value(two) == (4 + 5) + 4 + (6 + 4)  # service, back from 1; to 2, back from 1


def test_windy_streets_cost_by_direction_and_the_longest_route_counts(tmp_path):
    given = mmkwrpp(written(tmp_path, "W", WINDY), 2)
    against = walked(given, [("e0", 0), ("e1", 0)])
    assert given.value(against) == 4 + 5 + 3  # back by 2 and 1
    with_wind = walked(given, [("e1", 1), ("e0", 1)])
    assert given.value(with_wind) == 9 + 2 + 1
    assert faults(given.problem, against) == ()
