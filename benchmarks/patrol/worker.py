"""One tool on one instance in a process of its own: routes, processor time, peak memory.

python -m benchmarks.patrol.worker TOOL INSTANCE.npz LIMIT_S ANSWER.json
"""

import json
import sys
import time
import warnings
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from benchmarks.patrol.flat import load
from benchmarks.patrol.peers import TOOLS, UnableError


def main(tool: str, instance: str, limit_s: str, answer: str) -> None:
    given = load(Path(instance))
    clock, processor = time.perf_counter(), time.process_time()
    try:
        told: dict[str, object] = {"routes": TOOLS[tool](given, float(limit_s))}
    except UnableError as no:
        told = {"error": str(no)}
    except Exception as error:  # a tool that breaks is a result too
        told = {"error": f"{type(error).__name__}: {error}"[:200]}
    told |= {
        "seconds": time.perf_counter() - clock,
        "processor_s": time.process_time() - processor,
        "peak_mib": peak_mib(),
    }
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
