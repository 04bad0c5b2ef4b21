"""A month in the days of posts: matters come by chance, posts are free or busy, who comes when."""

from planner.simulate.figures import Compared, Figure, Figures, compared, figures
from planner.simulate.matters import Matters, matters
from planner.simulate.question import Demand, Force, Patrol, Simulation, Spell
from planner.simulate.run import Served, serve

__all__ = [
    "Compared",
    "Demand",
    "Figure",
    "Figures",
    "Force",
    "Matters",
    "Patrol",
    "Served",
    "Simulation",
    "Spell",
    "compared",
    "figures",
    "matters",
    "serve",
]
