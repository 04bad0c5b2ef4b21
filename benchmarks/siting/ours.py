"""Our program on one instance, as a user runs it: a question as JSON in, a judged answer out.

Plan and bound are there with the last figures told; what follows tries cures for what is left out.

python -m benchmarks.siting.ours QUESTION.json WORK OUTCOME.json FACTS.json
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from planner import siting
from planner.outcome import Effort, Progress
from planner.problem.forms import problem_from_json, to_json
from planner.problem.siting import SitingProblem


def main(question: str, work: str, outcome_path: str, facts_path: str) -> None:
    problem = problem_from_json(Path(question).read_bytes())
    assert isinstance(problem, SitingProblem)
    clock, processor = time.perf_counter(), time.process_time()
    told = [0.0]

    def watch(progress: Progress) -> None:  # noqa: ARG001 only its time counts
        told[0] = time.process_time() - processor

    outcome = siting.solve(problem, effort=Effort(seed=0, work=int(work)), on_progress=watch)
    facts = {
        "seconds": time.perf_counter() - clock,
        "processor_s": told[0],
        "with_cures_s": time.process_time() - processor,
        "peak_mib": peak_mib(),
    }
    Path(outcome_path).write_bytes(to_json(outcome))
    Path(facts_path).write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
