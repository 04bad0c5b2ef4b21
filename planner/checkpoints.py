"""The door to checkpoints: a question in, a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.checkpoints.solve)
