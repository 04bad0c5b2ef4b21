"""Public instances of assignment become the questions their formats say."""

from benchmarks.responders.given import capacitated_median, closing, gap
from planner import responders
from planner.outcome import Effort, Status


def answered(problem) -> int:
    outcome = responders.solve(problem, effort=Effort(0, 2))
    assert outcome.status is Status.OPTIMAL
    return outcome.objective


def test_costs_come_before_efforts_and_rooms_last(tmp_path) -> None:
    path = tmp_path / "gap"
    path.write_text("2 2\n 1 2\n 5 9\n 3 3\n 3 3\n 3 6\n")
    # the first agent has room for one job only: job 2, as 2 + 5 is less than 1 + 9
    assert answered(gap(path)) == 7


def test_distances_are_cut_and_no_more_sites_than_said_are_used(tmp_path) -> None:
    path = tmp_path / "median"
    path.write_text("1 1\n3 2 10\n1 0 0 5\n2 1 1 5\n3 9 9 5\n")
    problem, best = capacitated_median(path)
    assert answered(problem) == best == 1


def test_the_last_place_closed_counts_before_the_sum() -> None:
    problem = closing(["a", "b"], ["x", "y"], [[0, 40], [50, 60]])
    # x by a and y by b takes 60 together, with 60 as the last; the other way 90, the last 50
    assert answered(problem) == 50 * problem.rules.last_price + 90
