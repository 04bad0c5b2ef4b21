"""Write the figures as CSV, and all that is known as one page of Markdown and one picture."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from benchmarks.coverage import machine
from benchmarks.coverage.detect import detect_table
from benchmarks.coverage.goals import (
    Goal,
    detect_goals,
    growth_goals,
    repair_goals,
    small_goals,
    speed_goals,
)
from benchmarks.coverage.plot import draw
from benchmarks.coverage.repair import AREA, MADE, repair_table
from benchmarks.coverage.speed import speed_table

RESULTS = Path(__file__).parent / "results"
GOALS: dict[str, Callable[[pd.DataFrame], Iterator[Goal]]] = {
    "detect": detect_goals,
    "repair": repair_goals,
    "speed": speed_goals,
    "growth": growth_goals,
    "small": small_goals,
}


def keep(part: str, rows: pd.DataFrame, known: dict[str, object], folder: Path) -> None:
    """Write the rows of one part, and on what they were measured."""
    folder.mkdir(parents=True, exist_ok=True)
    rows.to_csv(folder / f"{part}.csv", index=False, float_format="%.9g")
    path = folder / "machine.json"
    parts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    text = json.dumps({**parts, part: known}, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def write_page(folder: Path) -> None:
    """Write the page from the CSV files that are there; parts may come from different runs."""
    parts = {name: _rows(folder / f"{name}.csv") for name in GOALS}
    there = {name: rows for name, rows in parts.items() if rows is not None}
    known = json.loads((folder / "machine.json").read_text(encoding="utf-8"))
    text = ["# Results", "", "Made by `python -m benchmarks.coverage`; do not edit.", ""]
    text += ["## Goals", "", "| part | goal | measured | met |", "|---|---|---|---|"]
    for name, rows in there.items():
        for wanted, told, met in GOALS[name](rows):
            text.append(f"| {name} | {wanted} | {told} | {'yes' if met else '**no**'} |")
    for name, rows in there.items():
        text += ["", *_SECTIONS[name](rows), "", machine.sentence(known[name])]
    (folder / "results.md").write_text("\n".join(text) + "\n", encoding="utf-8")
    costs = [there[name] for name in ("speed", "growth") if name in there]
    if costs:
        draw(pd.concat(costs), folder / "speed.svg")


def _rows(path: Path) -> pd.DataFrame | None:
    if not path.exists():
        return None
    return pd.read_csv(path, keep_default_na=False, na_values={"seconds": [""]}).pipe(_typed)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Text stays text, empty numbers become not-a-number."""
    texts = {"fault", "tool", "wrong", "error", "ground", "noise", "found", "named"}
    numbers = {name: pd.to_numeric(rows[name]) for name in rows.columns if name not in texts}
    return rows.assign(**numbers)


def _detect(rows: pd.DataFrame) -> list[str]:
    told = (
        "Copies in which the tool says that something is wrong. On `none` every one is a false "
        "alarm. An error is a tool that broke off."
    )
    return ["## Planted faults found", "", told, "", *_markdown(detect_table(rows), "fault")]


def _repair(rows: pd.DataFrame) -> list[str]:
    told = (
        "Misplaced % / gap + overlap + outside left, m2 / grids in parts or lost / seconds. "
        "Means over the drawings of a class."
    )
    text = ["## Repair of noisy drawings", "", told]
    names = {MADE: "120 made grids", AREA: "Luoyan, 268 grids (example data)"}
    for ground in rows["ground"].unique():
        text += ["", f"### {names[ground]}", ""]
        text += _markdown(repair_table(rows, ground), "noise")
    return text


def _speed(rows: pd.DataFrame) -> list[str]:
    told = (
        "Seconds (ratio to coverage_is_valid in the same run), peak memory of a fresh process. "
        "Checks on clean grids of about 100 vertices."
    )
    picture = "![Cost against size](speed.svg)"
    table = _markdown(speed_table(rows, "coverage_is_valid"), "tool")
    return ["## Cost of a check against size", "", told, "", picture, "", *table]


def _growth(rows: pd.DataFrame) -> list[str]:
    told = (
        "Seconds and peak memory of a fresh process. The grids of the checks, half of them "
        "simplified by 3 m."
    )
    table = _markdown(speed_table(rows), "tool")
    return ["## Cost of a repair against size", "", told, "", *table]


def _small(rows: pd.DataFrame) -> list[str]:
    wide = rows.assign(ms=(1000 * rows["seconds"]).map("{:.1f}".format)).pivot_table(
        "ms", ["ground", "polygons"], "tool", aggfunc="first", sort=False
    )
    table = wide.reset_index().set_index("ground")
    return ["## Proved again after an edit, ms", "", *_markdown(table, "ground")]


_SECTIONS: dict[str, Callable[[pd.DataFrame], list[str]]] = {
    "detect": _detect,
    "repair": _repair,
    "speed": _speed,
    "growth": _growth,
    "small": _small,
}


def _markdown(table: pd.DataFrame, corner: str) -> list[str]:
    head = [corner, *map(str, table.columns)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, row in table.iterrows():
        cells = ["" if pd.isna(cell) else str(cell) for cell in row]
        lines.append("| " + " | ".join([str(name), *cells]) + " |")
    return lines
