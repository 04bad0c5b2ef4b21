"""Where the villager groups live and how many households they count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import distance_transform_edt

from .frame import (
    BAOLONG,
    GONGHE,
    HOUSEHOLDS,
    HUAGAOPING,
    JIDI,
    LONGTANG,
    LUOYAN,
    RESIDENTS,
    TIANXING,
    Bools,
    Floats,
    Ints,
    Window,
    stream_of_chance,
)
from .names import HUAGAOPING_GROUPS, JIDI_GROUPS, hamlet_name, numeral

QUOTA = {JIDI: 2, HUAGAOPING: 6, LUOYAN: 40, LONGTANG: 46, BAOLONG: 48, GONGHE: 46, TIANXING: 47}


@dataclass(frozen=True)
class Place:
    """A villager or resident group: one point, counts only."""

    place_id: str
    name_zh: str
    name_en: str
    kind: str
    unit: int
    x: float
    y: float
    households: int = 0
    residents: int = 0


@dataclass(frozen=True, eq=False)
class Ground:
    """What decides where people settle."""

    window: Window
    heights: Floats
    slope: Floats
    unit: Ints
    water_m: Floats  # distance to a stream or lake
    lake_m: Floats
    built_m: Floats  # distance to the town and the resettlement site


def _to_unit_border(unit: Ints, cell: float) -> Floats:
    far = np.full(unit.shape, np.inf)
    for code in range(unit.max() + 1):
        mine = unit == code
        far = np.where(mine, distance_transform_edt(mine) * cell, far)
    return far


def _appeal(ground: Ground) -> Floats:
    height = np.where(ground.heights < 1250, 0, (ground.heights - 1250) / 230)
    return -((ground.slope / 0.16) ** 1.6) - height - np.clip(ground.water_m - 300, 0, None) / 900


def _spots(
    ground: Ground, unit: int, taken: list[tuple[float, float]], border: Floats, allowed: Bools
) -> list[int]:
    chance = stream_of_chance(f"hamlets {unit}")
    drawn = _appeal(ground) + chance.gumbel(size=ground.unit.shape) * 0.55
    fits = allowed & (ground.unit == unit) & (border > 110)
    order = np.argsort(-np.where(fits, drawn, -np.inf).ravel(), kind="stable")
    order = order[: int(fits.sum())]
    spots: list[int] = []
    for apart in (430.0, 380.0, 330.0, 280.0, 230.0):
        for cell in order.tolist():
            x, y = ground.window.xy(np.array([cell]))[0].tolist()
            gap = apart * (1.0 if ground.heights.ravel()[cell] < 1200 else 1.25)
            if all((x - a) ** 2 + (y - b) ** 2 > gap * gap for a, b in taken):
                spots.append(cell)
                taken.append((x, y))
                if len(spots) == QUOTA[unit]:
                    return spots
    raise ValueError(f"unit {unit}: only {len(spots)} of {QUOTA[unit]} hamlets fit")


def _name(
    ground: Ground, cell: int, chance: np.random.Generator, taken: set[str]
) -> tuple[str, str]:
    if ground.water_m.ravel()[cell] < 130:
        return hamlet_name(chance, "water", taken)
    steep = ground.slope.ravel()[cell] > 0.14 or ground.heights.ravel()[cell] > 1300
    return hamlet_name(chance, "steep" if steep else "flat", taken)


def settle(
    ground: Ground,
    street_groups: dict[str, tuple[float, float]],
    site_groups: list[tuple[float, float]],
) -> list[Place]:
    """Place every group: streets of the town, the resettlement site, hamlets; with counts."""
    allowed = (ground.lake_m > 90) & (ground.water_m > 45) & (ground.built_m > 260)
    border = _to_unit_border(ground.unit, ground.window.cell)
    real = [name for name, _ in (*JIDI_GROUPS, *HUAGAOPING_GROUPS)]
    taken_names, taken = set(real), [*street_groups.values(), *site_groups]
    chance = stream_of_chance("hamlet names")
    rows: list[tuple[str, str, str, int, float, float]] = []
    for (zh, en), unit in ((g, JIDI) for g in JIDI_GROUPS[:4]):
        rows.append((zh, en, "town", unit, *street_groups[zh]))
    for number, (x, y) in enumerate(site_groups, 1):
        rows.append(
            (
                f"安置点{numeral(number)}组",
                f"Resettlement site group {number}",
                "resettlement_site",
                HUAGAOPING,
                x,
                y,
            )
        )
    given = {JIDI: list(JIDI_GROUPS[4:]), HUAGAOPING: list(HUAGAOPING_GROUPS)}
    for unit in QUOTA:
        for cell in _spots(ground, unit, taken, border, allowed):
            names = given.get(unit)
            zh, en = names.pop(0) if names else _name(ground, cell, chance, taken_names)
            x, y = (ground.window.xy(np.array([cell]))[0] + chance.uniform(-8, 8, 2)).tolist()
            rows.append((zh, en, "hamlet", unit, x, y))
    rows.sort(key=lambda row: (row[3], -row[5], row[4]))
    return _counted(ground, rows)


def shares(weights: Floats, total: int) -> list[int]:
    """Split a total into whole numbers by largest remainder, ties by order."""
    exact = weights / weights.sum() * total
    whole = np.floor(exact).astype(int)
    rest = np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())]
    whole[rest] += 1
    return whole.tolist()


def _counted(ground: Ground, rows: list[tuple[str, str, str, int, float, float]]) -> list[Place]:
    chance = stream_of_chance("counts")
    cells = ground.window.cells(np.array([r[4] for r in rows]), np.array([r[5] for r in rows]))
    size = np.exp(chance.normal(0, 0.33, len(rows)))
    size *= np.where(ground.heights.ravel()[cells] > 1300, 17, 25)
    kind = np.array([row[2] for row in rows])
    size = np.where(kind == "town", chance.uniform(75, 120, len(rows)), size)
    size = np.where(kind == "resettlement_site", chance.uniform(38, 52, len(rows)), size)
    households = shares(np.maximum(size, 9), HOUSEHOLDS)
    residents = shares(np.array(households) * chance.normal(3.9, 0.3, len(rows)), RESIDENTS)
    return [
        Place(f"P{n:03d}", zh, en, kind, unit, x, y, h, r)
        for n, ((zh, en, kind, unit, x, y), h, r) in enumerate(
            zip(rows, households, residents, strict=True), 1
        )
    ]
