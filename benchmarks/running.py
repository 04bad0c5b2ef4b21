"""What each side-by-side run on public instances is asked, and the rows it keeps."""

import argparse
import json
from pathlib import Path

import pandas as pd

Row = dict[str, object]
Key = tuple[str, str, str, float]


def asked(prog: str, told: str | None, peers: Path) -> argparse.ArgumentParser:
    """Return the options all such runs have; a run adds its own."""
    parser = argparse.ArgumentParser(prog=f"python -m {prog}", description=told)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--quick", action="store_true")
    size.add_argument("--full", action="store_true")
    parser.add_argument("--data", type=Path, required=True, help="folder with the instances")
    parser.add_argument("--only", nargs="*", help="families")
    parser.add_argument("--limits", nargs="*", type=int, help="seconds of processor time")
    parser.add_argument("--again", action="store_true", help="only ours, beside rows kept in out")
    parser.add_argument("--no-peers", action="store_true", help="leave the other tools out")
    parser.add_argument("--peers", type=Path, default=peers, help="where they are installed")
    parser.add_argument("--out", type=Path, help="results; default: results/ here, or out/ (quick)")
    return parser


def keep(rows: pd.DataFrame, known: dict[str, object], out: Path) -> None:
    """Write the raw rows and what they were measured on."""
    out.mkdir(parents=True, exist_ok=True)
    rows.to_csv(out / "rows.csv", index=False, float_format="%.4f", lineterminator="\n")
    text = json.dumps(known, indent=1, ensure_ascii=False) + "\n"
    (out / "machine.json").write_text(text, encoding="utf-8")


def kept(out: Path) -> list[Row]:
    """Return the rows of an earlier run, none where there was none."""
    if not (out / "rows.csv").exists():
        return []
    return [dict(row) for row in pd.read_csv(out / "rows.csv").to_dict("records")]


def joined(rows: list[Row], found: list[Row]) -> list[Row]:
    """Return rows with those found now in the place of those of the same tool, instance, limit."""
    now = {key(row) for row in found}
    return [*(row for row in rows if key(row) not in now), *found]


def key(row: Row) -> Key:
    """Return what tells a row from all others: tool, family, instance and limit in seconds."""
    named = str(row["tool"]), str(row["family"]), str(row["instance"])
    return (*named, float(str(row["limit_s"])))
