"""Seconds and peak memory against the number of polygons, interleaved, the least counts."""

from pathlib import Path

import pandas as pd

from benchmarks.coverage.detect import given
from benchmarks.coverage.environment import Peers
from benchmarks.coverage.given import Given, save
from benchmarks.coverage.make import AREAS, Ground, area, tiling
from benchmarks.coverage.noisy import noisy
from benchmarks.coverage.runner import run

CHECKS = (
    "certificate",
    "coverage_is_valid",
    "certificate with units",
    "geopandas overlay",
    "maup.doctor",
)
REPAIRS = ("ours", "coverage_clean", "mapshaper -clean", "maup.smart_repair")
NOISE = "half_simplified_3m"
ROUNDS = 3
ALWAYS = ("certificate", "coverage_is_valid")  # compared closely: as many rounds for either
INNER_S = 0.3  # short runs are repeated within a process until about this long
MOST_REPEATS = 20
COARSE_S = 0.1  # processor time of one call shorter than this is told too coarsely
GROWTH = 8.0  # least growth of cost over a tenfold size; above it a larger size is not started
SMALL = ("certificate", "coverage_is_valid", "certificate with units")
UNITS_OF_LIECHTENSTEIN = "liechtenstein municipalities"


def speed(peers: Peers, scratch: Path, *, sizes: tuple[int, ...], limit_s: float) -> pd.DataFrame:
    """Run every check on clean grids; one row a tool and size."""
    rows: list[dict[str, object]] = []
    for count in sizes:
        clean = save(_whole(tiling(count)), scratch / "speed" / f"clean{count}")
        rows += _raced(CHECKS, clean, count, rows, peers, limit_s)
    return pd.DataFrame(rows)


def growth(peers: Peers, scratch: Path, *, sizes: tuple[int, ...], limit_s: float) -> pd.DataFrame:
    """Run every repair on noisy grids; one row a tool and size."""
    rows: list[dict[str, object]] = []
    for count in sizes:
        drawing = save(given(noisy(NOISE, 0, cells=count)), scratch / "growth" / f"noisy{count}")
        rows += _raced(REPAIRS, drawing, count, rows, peers, limit_s)
    return pd.DataFrame(rows)


def small(peers: Peers, scratch: Path, *, limit_s: float) -> pd.DataFrame:
    """Prove a few hundred grids again and again, as after each edit."""
    grounds = {name: area(name) for name in AREAS}
    land = grounds["liechtenstein"]
    towns = land.units.assign(unit_code=land.units.index).rename_axis("grid_id")
    grounds[UNITS_OF_LIECHTENSTEIN] = Ground(towns, land.units, land.boundary)
    grounds["made"] = tiling(300)
    rows = []
    for name, ground in grounds.items():
        path = save(_whole(ground), scratch / "small" / name)
        raced = _raced(SMALL, path, len(ground.grids), [], peers, limit_s)
        rows += [{"ground": name, **row} for row in raced]
    return pd.DataFrame(rows)


def _whole(ground: Ground) -> Given:
    return Given(ground.grids, ground.units, ground.boundary, tuple(ground.units.index))


def _raced(
    tools: tuple[str, ...],
    path: Path,
    count: int,
    known: list[dict[str, object]],
    peers: Peers,
    limit_s: float,
) -> list[dict[str, object]]:
    """Run the tools in turn, several rounds; keep the least seconds and the least memory."""
    rows: dict[str, dict[str, object]] = {}
    for _ in range(ROUNDS):
        for tool in tools:
            row = rows.get(tool)
            if row is None:
                rows[tool] = _first(tool, path, count, known, peers, limit_s)
            elif not row["error"] and (tool in ALWAYS or row["seconds"] < limit_s / 12):
                repeats = int(
                    min(MOST_REPEATS, max(1, INNER_S / max(row["seconds"], INNER_S / MOST_REPEATS)))
                )
                again = run(tool, [path], peers, limit_s=limit_s, repeats=repeats)[0]
                row["seconds"] = min(row["seconds"], again.seconds)
    return list(rows.values())


def _first(
    tool: str,
    path: Path,
    count: int,
    known: list[dict[str, object]],
    peers: Peers,
    limit_s: float,
) -> dict[str, object]:
    """Run once in a fresh process: this run's peak memory is the one reported."""
    before = [row for row in known if row["tool"] == tool]
    head: dict[str, object] = {"tool": tool, "polygons": count}
    hopeless = _hopeless(before[-1], count, limit_s) if before else ""
    if hopeless:
        return {**head, "seconds": float("nan"), "error": hopeless}
    answer = run(tool, [path], peers, limit_s=limit_s)[0]
    seconds = answer.seconds
    if not answer.error and seconds < COARSE_S:
        seconds = run(tool, [path], peers, limit_s=limit_s, repeats=MOST_REPEATS)[0].seconds
    print(f"speed: {tool} {count:,}: {answer.error or f'{seconds:.3g} s'}", flush=True)
    return {
        **head,
        "seconds": seconds,
        "peak_mib": answer.peak_mib,
        "loaded_mib": answer.loaded_mib,
        "error": answer.error,
        "found": answer.facts.get("found", ""),
    }


def _hopeless(last: dict[str, object], count: int, limit_s: float) -> str:
    """Say why a larger size is not worth starting, or ""."""
    if str(last["error"]).startswith("not started"):
        return str(last["error"])
    if last["error"]:
        return f"not started ({last['error']} at {last['polygons']:,})"
    if last["seconds"] * GROWTH * count / (10 * last["polygons"]) > limit_s:
        return f"not started ({last['seconds']:.0f} s at {last['polygons']:,})"
    return ""


def speed_table(rows: pd.DataFrame, against: str = "") -> pd.DataFrame:
    """Seconds, ratio to one of the tools if it is named, and peak memory for each size."""
    base = rows[rows["tool"] == against].set_index("polygons")["seconds"]
    table: dict[str, dict[str, str]] = {}
    for row in rows.to_dict("records"):
        ratio = f" (x{row['seconds'] / base[row['polygons']]:.2g})" if against else ""
        cell = row["error"] or f"{row['seconds']:.3g} s{ratio}, {row['peak_mib']:,.0f} MiB"
        table.setdefault(f"{row['polygons']:,}", {})[str(row["tool"])] = cell
    return pd.DataFrame(table)
