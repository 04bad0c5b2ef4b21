"""What the steps hand on: the land before people came, and the people."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry import Polygon

from . import water
from .frame import Bools, Floats, Ints, Window
from .hamlets import Place
from .town import Town


@dataclass(frozen=True, eq=False)
class Land:
    """Everything that was there before people came."""

    window: Window
    heights: Floats
    township: Polygon
    water: water.Water
    border_cost: Floats  # cheap to cross open ground, dear to cross ridges and streams
    inside: Bools
    wide: Bools
    stream_cells: Bools
    lake_cells: Bools
    slope: Floats


@dataclass(frozen=True, eq=False)
class People:
    """Units, streets and groups."""

    unit: Ints
    town: Town
    site: Town
    places: list[Place]
