"""Our program on one instance, as a user runs it: a question as JSON in, an answer out.

python -m benchmarks.patrol.ours QUESTION.json WORK OUTCOME.json FACTS.json
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from planner.outcome import Effort
from planner.problem.forms import problem_from_json, to_json
from planner.solve_files import answer


def main(question: str, work: str, outcome_path: str, facts_path: str) -> None:
    problem = problem_from_json(Path(question).read_bytes())
    clock, processor = time.perf_counter(), time.process_time()
    outcome = answer(problem, effort=Effort(seed=0, work=int(work)))
    facts = {
        "seconds": time.perf_counter() - clock,
        "processor_s": time.process_time() - processor,
        "peak_mib": peak_mib(),
    }
    Path(outcome_path).write_bytes(to_json(outcome))
    Path(facts_path).write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
