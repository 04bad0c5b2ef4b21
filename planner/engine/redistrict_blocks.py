"""Ground that must stay together as blocks, and which measure divides a village most."""

from planner.engine.redistrict_view import View
from planner.judge.redistrict import load_price
from planner.problem.redistrict import Band


def blocks_of(view: View) -> list[list[int]]:
    """Return the units that must be in one grid and touch, and all others alone."""
    block = list(range(len(view.beside)))
    for group in view.groups:
        inside = set(group)
        for start in group:
            waiting = [start]
            while waiting:
                here = waiting.pop()
                for there, _ in view.beside[here]:
                    if there in inside and block[there] > block[start]:
                        block[there] = block[start]
                        waiting.append(there)
    found: dict[int, list[int]] = {}
    for unit, b in enumerate(block):
        found.setdefault(b, []).append(unit)
    return list(found.values())


def borders_of(view: View, blocks: list[list[int]]) -> list[dict[int, int]]:
    """Return the neighbours of each block, and the points of their borders."""
    of = {unit: b for b, block in enumerate(blocks) for unit in block}
    beside: list[dict[int, int]] = [{} for _ in blocks]
    for here, row in enumerate(view.beside):
        for there, price in row:
            if of[here] != of[there]:
                beside[of[here]][of[there]] = beside[of[here]].get(of[there], 0) + price
    return beside


def measures(view: View) -> tuple[Band, list[int], Band, list[int]]:
    """Return the band that divides the village with its loads, then the other."""
    problem = view.problem
    first = problem.households, [basic.households for basic in problem.basics]
    second = problem.effort, [basic.effort_min for basic in problem.basics]
    share = [
        band.high / max(1, sum(loads)) if band.hard else 1 + (not band.outside_price)
        for band, loads in (first, second)
    ]
    return (*first, *second) if share[0] <= share[1] else (*second, *first)


def shared_out(view: View, band: Band, total: int) -> int:
    """Return the least points of a measure: its total shared out evenly."""
    return min(
        (total % k) * load_price(band, total // k + 1)
        + (k - total % k) * load_price(band, total // k)
        for k in range(view.least, view.most + 1)
    )
