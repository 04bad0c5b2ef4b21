"""Beats of 16 and 25 stops drawn by a seed: how often the plan is proved, how near the bound is.

python -m benchmarks.patrol.beats [--work 10] [--seeds 2]
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.process import spent_s
from planner import tours
from planner.outcome import Effort
from planner.problem.tour_parts import Crew, Task, TourRules, Travel, Turn, Way, Window
from planner.problem.tours import ToursProblem

SIDE_M, DETOUR, M_PER_S = 9000, 1.3, 30 / 3.6
BEGIN_S, HOUR_S = 8 * 3600, 3600


@dataclass(frozen=True, slots=True)
class Kind:
    """So many stops for so many crews, out so long; the share of stops that have hours."""

    stops: int
    crews: int
    hours: float
    with_hours: float


KINDS = (
    Kind(16, 1, 4, 0.3),
    Kind(16, 2, 2.5, 0.3),
    Kind(16, 2, 4, 0),
    Kind(16, 3, 2, 0),
    Kind(25, 1, 6, 0.3),
    Kind(25, 2, 3, 0.3),
    Kind(25, 2, 4, 0.3),
    Kind(25, 2, 5, 0),
    Kind(25, 3, 2.5, 0.3),
    Kind(25, 3, 3, 0),
)


def beat(kind: Kind, seed: int) -> ToursProblem:
    """Draw a question of one shift; the same kind and seed give the same one."""
    rng = random.Random(seed)
    half = SIDE_M / 2
    spots = [(half, half)]
    spots += [(rng.random() * SIDE_M, rng.random() * SIDE_M) for _ in range(kind.stops)]
    ids = tuple(f"p{n}" for n in range(len(spots)))
    end_s = BEGIN_S + int(kind.hours * HOUR_S)
    tasks = tuple(_visit(rng, kind, place, end_s) for place in ids[1:])
    crews = tuple(Crew(f"c{k}", "police", 2, 1, "car", "p0") for k in range(kind.crews))
    turns = tuple(
        Turn(f"t{k}", crew.crew_id, "day", 0, BEGIN_S, end_s, end_s - BEGIN_S)
        for k, crew in enumerate(crews)
    )
    seconds = tuple(tuple(round(DETOUR * math.dist(a, b) / M_PER_S) for b in spots) for a in spots)
    rules = TourRules(reserve_share_pct=0, left_out_price_s=600)
    return ToursProblem(1, ids, (Travel("car", seconds),), crews, turns, tasks, rules)


def _visit(rng: random.Random, kind: Kind, place: str, end_s: int) -> Task:
    dwell_s = 60 * rng.randrange(5, 20)
    windows: tuple[Window, ...] = ()
    if rng.random() < kind.with_hours:
        open_s = BEGIN_S + rng.randrange(0, end_s - BEGIN_S - HOUR_S, 300)
        windows = (Window(open_s, open_s + rng.choice((3600, 5400, 7200))),)
    way = Way(place, place, dwell_s)
    return Task(place, "visit", "u", (way,), priority=rng.randrange(1, 11), windows=windows)


def rows(work: int, seeds: int) -> Iterator[str]:
    """Yield a line of the table for each beat."""
    yield "| stops | crews | hours | stops with hours | seed | value | bound | gap | processor s |"
    yield "|" + "---|" * 9
    for seed in range(seeds):
        for kind in KINDS:
            before = spent_s()
            answer = tours.solve(beat(kind, seed), effort=Effort(seed=0, work=work))
            share = f"{100 * kind.with_hours:.0f} %"
            cells = [kind.stops, kind.crews, kind.hours, share, seed, answer.objective]
            cells += [answer.bound, f"{100 * (answer.gap or 0):.2f} %"]
            yield "| " + " | ".join(map(str, cells)) + f" | {spent_s() - before:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.patrol.beats")
    parser.add_argument("--work", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    for line in rows(options.work, options.seeds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
