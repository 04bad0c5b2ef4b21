"""The door to tours over days and weeks: a question in, a judged answer out."""

from planner import engine
from planner.judged import door

solve = door(engine.tours.solve)
retimed = engine.tours_hand.retimed
"""Times for a plan changed by hand; unlike an answer it may break rules: ask the judge."""
varied = engine.tours_variety.varied
"""The same calls on their days in another near-best order, at other hours, by seed and date."""
