"""Cost against size, on logarithmic scales."""

from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.coverage.runner import is_ours
from benchmarks.coverage.speed import CHECKS, REPAIRS

OURS, OTHERS = ("#b3261e", "#e07a5f"), ("#1f4e79", "#4f8a8b", "#8a6d3b", "#6b6b6b")
MARKS = "osD^v"


def draw(rows: pd.DataFrame, path: Path) -> None:
    """Draw seconds and peak memory of checks and of repairs as one SVG file."""
    fine = rows[rows["seconds"].notna()]
    with mpl.rc_context({"svg.hashsalt": "coverage", "font.size": 9}):
        figure = Figure(figsize=(9.6, 7.6), layout="constrained")
        (top_left, top_right), (low_left, low_right) = figure.subplots(
            2, 2, sharex=True, sharey="row"
        )
        _panel(top_left, fine, CHECKS, "seconds", "Check clean grids")
        _panel(top_right, fine, REPAIRS, "seconds", "Repair noisy grids")
        _panel(low_left, fine, CHECKS, "peak_mib", "")
        _panel(low_right, fine, REPAIRS, "peak_mib", "")
        for axes, name in ((top_left, "seconds"), (low_left, "peak memory, MiB")):
            axes.set_ylabel(name)
        for axes in (low_left, low_right):
            axes.set_xlabel("polygons of about 100 vertices")
        figure.savefig(path, metadata={"Date": None, "Creator": None})


def _panel(axes: Axes, rows: pd.DataFrame, tools: tuple[str, ...], what: str, title: str) -> None:
    ours, others = iter(OURS), iter(OTHERS)
    for tool, mark in zip(tools, MARKS, strict=False):
        mine = rows[rows["tool"] == tool].sort_values("polygons")
        colour, width = (next(ours), 2.2) if is_ours(tool) else (next(others), 1.2)
        axes.plot(
            mine["polygons"], mine[what], color=colour, lw=width, marker=mark, ms=4, label=tool
        )
    axes.set(xscale="log", yscale="log", title=title)
    axes.grid(which="major", color="#dddddd", lw=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
