"""The door to siting: where anything is put so that places are near it; a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.siting.solve)
