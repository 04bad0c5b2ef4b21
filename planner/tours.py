"""The door to tours over days and weeks: a question in, a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.tours.solve)
