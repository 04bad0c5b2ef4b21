"""Our program on one instance, as a user runs it: a question as JSON in, an answer out.

The plan is found first, and the bound looked for after it. Finding ends with the first figure of a
bound, or later where the plan answered with was only found by a proof.

python -m benchmarks.patrol.ours QUESTION.json WORK OUTCOME.json FACTS.json
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from planner import tours
from planner.outcome import Effort, Progress
from planner.problem.forms import problem_from_json, to_json
from planner.problem.tours import ToursProblem


def main(question: str, work: str, outcome_path: str, facts_path: str) -> None:
    problem = problem_from_json(Path(question).read_bytes())
    assert isinstance(problem, ToursProblem)
    clock, processor = time.perf_counter(), time.process_time()
    found: dict[int, float] = {}

    def watch(progress: Progress) -> None:
        if progress.bound is not None and progress.objective is not None:
            found.setdefault(progress.objective, time.process_time() - processor)

    outcome = tours.solve(problem, effort=Effort(seed=0, work=int(work)), on_progress=watch)
    spent_s = time.process_time() - processor
    facts = {
        "seconds": time.perf_counter() - clock,
        "processor_s": spent_s,
        "finding_s": found.get(outcome.objective or 0, spent_s),
        "peak_mib": peak_mib(),
    }
    Path(outcome_path).write_bytes(to_json(outcome))
    Path(facts_path).write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
