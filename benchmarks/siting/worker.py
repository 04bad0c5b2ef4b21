"""One tool on one instance in a process of its own: sites, bound, processor time, peak memory.

python -m benchmarks.siting.worker TOOL INSTANCE.npz LIMIT_S ANSWER.json
"""

import json
import sys
import time
import warnings
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from benchmarks.process import spent_s
from benchmarks.siting.flat import load
from benchmarks.siting.peers import TOOLS, UnableError

BY_CLOCK = ("spopt",)


def main(tool: str, instance: str, limit_s: str, answer: str) -> None:
    given = load(Path(instance))
    clock, processor = time.perf_counter(), spent_s()
    try:
        sites, bound = TOOLS[tool](given, float(limit_s))
        used = spent_s() - processor
        if tool in BY_CLOCK and bound is None and used < 0.7 * float(limit_s):
            # its limit is the clock, which other work on the machine makes run too fast
            processor += used
            sites, bound = TOOLS[tool](given, float(limit_s) ** 2 / used)
        told: dict[str, object] = {"sites": sites}
        if bound is not None:
            told["bound"] = "proved" if bound != bound else bound  # noqa: PLR0124 not a number
    except UnableError as no:
        told = {"error": f"no words: {no}"}
    except Exception as error:  # a tool that breaks is a result too
        told = {"error": f"{type(error).__name__}: {error}"[:160]}
    told |= {
        "seconds": time.perf_counter() - clock,
        "processor_s": spent_s() - processor,
        "peak_mib": peak_mib(),
    }
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
