"""One tool on one instance in a process of its own: seconds, peak memory and the assignment.

python -m benchmarks.redraw.worker MODULE TOOL INSTANCE.json LIMIT_S ANSWER.json
"""

import contextlib
import importlib
import io
import json
import sys
import warnings
from pathlib import Path

from benchmarks.coverage.memory import peak_mib
from benchmarks.process import spent_s
from benchmarks.redraw.given import load


def main(module: str, tool: str, instance: str, limit_s: str, answer: str) -> None:
    call = importlib.import_module(f"benchmarks.redraw.{module}").TOOLS[tool]
    given = load(Path(instance))
    begin = spent_s()
    facts: dict[str, object] = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            result = call(given, float(limit_s))
        grid_of, facts = result if isinstance(result, tuple) else (result, facts)
        told: dict[str, object] = {"grid_of": [int(grid) for grid in grid_of], **facts}
    except Exception as error:  # a tool that breaks is a result too
        told = {"error": f"{type(error).__name__}: {error}"[:200]}
    told |= {"seconds": spent_s() - begin, "peak_mib": peak_mib()}
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
