"""The door to rosters: which post works which shift on which day; a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.roster.solve)
