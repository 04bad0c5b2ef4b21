"""One tool on prepared input in a process of its own: seconds and peak memory.

    python -m benchmarks.coverage.worker TASK_FOLDER

The task names a module ("ours" or "peers"), a tool, the inputs and how often to repeat.
"""

import contextlib
import importlib
import io
import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from benchmarks.coverage.given import Given, load, save_shapes
from benchmarks.coverage.memory import peak_mib
from benchmarks.process import spent_s


def main(folder: Path) -> None:
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    module = importlib.import_module("benchmarks.coverage." + task["module"])
    tool = {**module.CHECKS, **module.REPAIRS}[task["tool"]]
    answers = []
    for number, source in enumerate(task["inputs"]):
        given = load(Path(source))
        loaded_mib = peak_mib()
        answer = _timed(tool, given, task["repeats"], folder / f"result{number}")
        peak = max(peak_mib(), answer.pop("started_peak_mib", 0.0))
        answers.append({**answer, "loaded_mib": loaded_mib, "peak_mib": peak})
    (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")


def _timed(
    tool: Callable[[Given], object], given: Given, repeats: int, out: Path
) -> dict[str, object]:
    # processor time comes in steps too coarse for one quick call: a mean over the repeats
    begin = spent_s()
    try:
        for _ in range(repeats):
            with contextlib.redirect_stdout(io.StringIO()):
                result = tool(given)
    except Exception as error:  # a tool that breaks is a result too
        return {"error": f"{type(error).__name__}: {error}"[:200], "seconds": spent_s() - begin}
    seconds = (spent_s() - begin) / repeats
    if isinstance(result, gpd.GeoSeries):
        save_shapes(result.to_numpy(), out.with_suffix(".wkb"))
        ids = [str(grid_id) for grid_id in result.index]
        started = result.attrs.get("started_peak_mib", 0.0)
        return {"seconds": seconds, "facts": {"ids": ids}, "started_peak_mib": started}
    return {"seconds": seconds, "facts": result}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Path(sys.argv[1]))
