"""Which planted faults each tool finds, and whether ours names them right."""

from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from benchmarks.coverage.broken import CELLS, FAULTS, Broken, planted
from benchmarks.coverage.environment import Peers
from benchmarks.coverage.given import Given, save
from benchmarks.coverage.runner import Answer, run

NAMING = "certificate with units"
TOOLS = (
    NAMING,
    "certificate",
    "coverage_is_valid",
    "coverage_is_valid gap_width=1",
    "coverage_clean changes",
    "geopandas overlay",
    "maup.doctor",
)


@dataclass(frozen=True, slots=True)
class Detected:
    """What one tool said of one broken copy; named, wrong and area_error for ours only."""

    fault: str
    repetition: int
    tool: str
    found: bool
    named: bool
    wrong: str
    area_error: float
    seconds: float
    error: str


def detect(peers: Peers, scratch: Path, *, repetitions: int, limit_s: float) -> pd.DataFrame:
    """Run every tool on every class of fault; one row a tool and copy."""
    copies = [(fault, number) for fault in FAULTS for number in range(repetitions)]
    truth = [planted(fault, number) for fault, number in copies]
    inputs = [
        save(given(broken), scratch / "detect" / f"{fault}-{number}")
        for broken, (fault, number) in zip(truth, copies, strict=True)
    ]
    rows = []
    for tool in TOOLS:
        answers = run(tool, inputs, peers, limit_s=limit_s)
        for copy, broken, answer in zip(copies, truth, answers, strict=True):
            rows.append(asdict(row(copy, broken, tool, answer)))
        print(f"detect: {tool}, {CELLS} cells, {len(inputs)} copies", flush=True)
    return pd.DataFrame(rows)


def given(broken: Broken) -> Given:
    """Hand over the broken grids with every unit that ought to be there."""
    ground = broken.ground
    codes = tuple(broken.sound.units.index)
    return Given(ground.grids, ground.units, ground.boundary, codes)


def row(copy: tuple[str, int], broken: Broken, tool: str, answer: Answer) -> Detected:
    """Hold an answer against the truth."""
    kinds = dict(answer.facts.get("kinds", {}))
    wrong = sorted(set(kinds) - set(broken.expected) - broken.allowed)
    areas = [
        abs(kinds.get(kind, 0.0) - area) / area
        for kind, area in broken.expected.items()
        if area is not None
    ]
    return Detected(
        *copy,
        tool,
        found=bool(answer.facts.get("found", False)),
        named=tool == NAMING and set(broken.expected) <= set(kinds),
        wrong=";".join(wrong) if tool == NAMING else "",
        area_error=max(areas, default=float("nan")) if tool == NAMING else float("nan"),
        seconds=answer.seconds,
        error=answer.error,
    )


def detect_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Found of n for each class and tool, and for ours how well it was named."""
    found = rows.pivot_table("found", "fault", "tool", aggfunc="sum", sort=False)[list(TOOLS)]
    broke = rows[rows["error"] != ""].groupby(["fault", "tool"]).size()
    table = found.astype(int).astype(str)
    for (fault, tool), count in broke.items():
        table.loc[fault, tool] += f" + {count} errors"
    for tool in TOOLS:
        if (rows.loc[rows["tool"] == tool, "error"] != "").all():
            table[tool] = "not run"
    ours = rows[rows["tool"] == NAMING].groupby("fault", sort=False)
    table["named right"] = ours["named"].sum().astype(str)
    table["wrongly named"] = ours["wrong"].agg(lambda wrong: int((wrong != "").sum())).astype(str)
    table["worst area error"] = ours["area_error"].max().map(_small)
    table.insert(0, "copies", ours.size())
    return table


def _small(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.0e}"
