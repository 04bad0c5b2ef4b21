"""A published kind of instance becomes our own question, rule by rule."""

from pathlib import Path

from benchmarks.responders.nurse import read
from planner import judge, rosters
from planner.outcome import Effort, Status
from planner.problem import problem_from_json, to_json
from planner.problem.roster import RosterCover, RosterPlan, RosterWish, ShiftLimit

TEXT = """# a comment
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E|

SECTION_STAFF
# ID, MaxShifts, MaxTotal, MinTotal, MaxConsecutive, MinConsecutive, MinOff, MaxWeekends
A,E=7|L=1,2400,960,3,2,2,1
B,E=7|L=7,2880,0,5,1,1,0

SECTION_DAYS_OFF
A,0,6

SECTION_SHIFT_ON_REQUESTS
A,2,E,2

SECTION_SHIFT_OFF_REQUESTS
B,3,L,3

SECTION_COVER
1,E,1,100,1
3,L,1,100,1
"""


def test_an_instance_is_read_rule_by_rule(tmp_path: Path) -> None:
    path = tmp_path / "instance.txt"
    path.write_text(TEXT, encoding="utf-8")
    problem = read(path)
    assert problem_from_json(to_json(problem)) == problem
    assert problem.shifts[1].not_next == ("E",)
    assert problem.weekends == ((5, 6),)
    first, second = problem.slots
    assert first.limits == (ShiftLimit("E", 7), ShiftLimit("L", 1))
    assert (first.least_min, first.most_min, first.most_weekends) == (960, 2400, 1)
    assert (first.longest_run, first.shortest_run, first.shortest_rest) == (3, 2, 2)
    assert (first.away, second.away) == ((0, 6), ())
    assert problem.cover[1] == RosterCover(3, "L", 1, 100, 1)
    wishes = (RosterWish("A", 2, "E", True, 2), RosterWish("B", 3, "L", False, 3))
    assert problem.wishes == wishes


def test_its_objective_is_counted_as_the_family_counts_it(tmp_path: Path) -> None:
    path = tmp_path / "instance.txt"
    path.write_text(TEXT, encoding="utf-8")
    problem = read(path)
    # the cover is met and A has its early; B works the late it asked not to have
    plan = RosterPlan((("", "E", "E", "", "", "", ""), ("", "", "", "L", "", "", "")))
    assert judge.faults(problem, plan) == ()
    assert judge.objective(problem, plan) == 3
    assert judge.objective(problem, RosterPlan((("",) * 7, ("",) * 7))) == 100 + 100 + 2
    outcome = rosters.solve(problem, effort=Effort(0, 5))
    # A takes the late one too, after its earlies
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == 0
