"""The door to responders: who answers for which grid, judged; and how often posts are busy."""

from planner import engine
from planner.judge import busy as busy_judge
from planner.judged import JudgeDisagreesError, door
from planner.problem.busy import BusyAnswer, BusyProblem

solve = door(engine.responder.solve)


def busy(problem: BusyProblem) -> BusyAnswer:
    """Return how often each unit is busy and who answers: exact up to 15 units, else nearly.

    The judge adds up totals here; that each of up to 2^15 states is in balance is its work in
    tests, it takes it minutes.

    Raises
    ------
    JudgeDisagreesError
        If the judge finds totals that contradict the formulas.
    """
    answer = engine.busy.solve(problem)
    found = busy_judge.totals(problem, answer)
    if found:
        raise JudgeDisagreesError(found)
    return answer
