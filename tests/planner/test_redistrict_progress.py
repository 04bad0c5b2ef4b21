"""The progress of three answers to one question: told while they are sought, never going back."""

from dataclasses import replace

import pytest

from planner import redistrict
from planner.outcome import Effort, Progress
from planner.problem.redistrict import Band
from tests.planner.test_engine_redistrict import lattice


@pytest.mark.slow
def test_progress_is_told_during_each_answer_and_only_in_points_of_the_question():
    problem = replace(lattice(12, 12, 5), least_grids=3, most_grids=8, households=Band(60, 400))
    told: list[Progress] = []
    found = redistrict.alternatives(problem, effort=Effort(0, 12), on_progress=told.append)
    shares = [one.share_pct for one in told]
    assert shares == sorted(shares)
    for third in (0, 33, 66):  # within the work of each answer, not only at its end
        assert any(third < share < third + 30 for share in shares), shares
    objectives = [one.objective for one in told if one.objective is not None]
    assert objectives[-1] == found[0].objective
