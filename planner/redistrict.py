"""The door to redistricting: a question in, a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.redistrict.solve)
