"""A tours question with its things to be looked up by id, and the legs of a tour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.problem.tour_parts import Crew, Task, Turn
from planner.problem.tours import Tour, ToursProblem


@dataclass(frozen=True, slots=True)
class Book:
    """A question with its crews, turns, tasks and locations to be looked up by id."""

    problem: ToursProblem
    crews: Mapping[str, Crew]
    turns: Mapping[str, Turn]
    tasks: Mapping[str, Task]
    row: Mapping[str, int]

    def crew(self, tour: Tour) -> Crew:
        """Return the crew of a tour."""
        return self.crews[self.turns[tour.turn_id].crew_id]


def book_of(problem: ToursProblem) -> Book:
    """Make a question ready to be looked up in."""
    return Book(
        problem,
        {crew.crew_id: crew for crew in problem.crews},
        {turn.turn_id: turn for turn in problem.turns},
        {task.task_id: task for task in problem.tasks},
        {location_id: row for row, location_id in enumerate(problem.location_ids)},
    )


def drive_seconds(book: Book, tour: Tour) -> int:
    """Return the seconds a tour is under way between calls; legs without a way count nothing."""
    return sum(max(0, seconds) for _, seconds in legs(book, tour))


def legs(book: Book, tour: Tour) -> Iterator[tuple[str, int]]:
    """Yield where each leg ends and how many seconds it takes, -1 without a way."""
    crew = book.crew(tour)
    seconds = next(table.seconds for table in book.problem.travel if table.mode == crew.mode)
    here = book.row[crew.base_id]
    for call in tour.calls:
        way = book.tasks[call.task_id].ways[call.way]
        yield call.task_id, seconds[here][book.row[way.enter_id]]
        here = book.row[way.leave_id]
    end_id = crew.end_id or crew.base_id
    yield end_id, seconds[here][book.row[end_id]]
