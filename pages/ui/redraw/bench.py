"""What every part of the editor works with: the draft, the window looking at it, the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pages.ui.redraw.work import Measure
from planner.words import Lang, say

if TYPE_CHECKING:
    import pandas as pd

    from geo.load import Area
    from geo.redraw import Grid, GridSet
    from pages.ui.redraw.session import Desk, Seat
    from pages.ui.redraw.ways import Natural
    from pages.ui.redraw.work import Work
    from planner.road import Ground


@dataclass(frozen=True, eq=False)
class Bench:
    """What every form works with: the draft as it stands, the window's seat, the words."""

    desk: Desk
    window: str
    token: str
    ground: Ground
    natural: Natural
    lang: Lang
    measure: Measure = field(default_factory=Measure)
    keep_code: bool = False  # whether the larger part of a divided grid keeps the code

    @property
    def work(self) -> Work:
        """The draft; the run has looked at the disk at its beginning."""
        return self.desk.opened(self.token, self.ground)

    @property
    def state(self) -> GridSet:
        return self.work.now.state

    @property
    def figures(self) -> pd.DataFrame:
        return self.desk.figures(self.token, self.ground, self.measure)

    @property
    def first_figures(self) -> pd.DataFrame:
        return self.desk.figures(self.token, self.ground, self.measure, 0)

    @property
    def seat(self) -> Seat:
        return self.desk.seat(self.window, self.token)

    @property
    def area(self) -> Area:
        return self.ground.area

    def name(self, grid_id: str) -> str:
        """Name of a grid with the end of its code."""
        grid = self.state.grids.get(grid_id)
        return f"{grid_name(grid, self.lang)} {grid_id}" if grid else grid_id


def grid_name(grid: Grid, lang: Lang) -> str:
    """Name a grid; one without a name by the end of its code."""
    name = grid.name_zh if lang == "zh" else grid.name_en
    return name or say("redraw.nameless", lang, code=grid.grid_id[-3:])
