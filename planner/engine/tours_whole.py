"""Rules that look at several tours at once: rest between them, pinned calls, days alike."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from planner.engine.tours_view import View
from planner.problem.tours import Tour


def fits_together(view: View, tours: Sequence[Tour]) -> bool:
    """Return whether tours that are sound each by itself are sound together."""
    made = {(call.task_id, tour.turn_id) for tour in tours for call in tour.calls}
    if any((pin.task_id, pin.turn_id) not in made for pin in view.problem.pins):
        return False
    turns = {turn.turn_id: turn for turn in view.problem.turns}
    crews: dict[str, list[Tour]] = defaultdict(list)
    for tour in sorted(tours, key=lambda tour: tour.start_s):
        crews[turns[tour.turn_id].crew_id].append(tour)
    for out in crews.values():
        for before, after in pairwise(out):
            if after.start_s - before.return_s < view.problem.rules.rest_s:
                return False
            days = turns[after.turn_id].day - turns[before.turn_id].day
            if view.problem.rules.no_repeat and days == 1 and _alike(before, after):
                return False
    return True


def _alike(before: Tour, after: Tour) -> bool:
    first, second = ([(c.task_id, c.way) for c in tour.calls] for tour in (before, after))
    return len(first) > 1 and first == second
