"""What a plan of tours leaves out, why, and the cheapest tested changes that bring it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_cures_more import abler, more_people, opened_roads
from planner.engine.tours_cures_reason import Reason, certain, full
from planner.engine.tours_cures_time import earlier, longer, wider
from planner.engine.tours_cures_trial import Insertion, Trial
from planner.outcome import Cure, LeftOut, Note, Outcome, Status, facts
from planner.problem.patrol import Travel
from planner.problem.tour_cures import NO_ROADS
from planner.problem.tours import ToursPlan, ToursProblem

EXAMINED_MOST = 20
"""Items for which cures are tried, the dearest first; the others have a reason only."""
WORK_SHARE, FORCED_SHARE = 0.2, 0.6
"""Share of the work for all of it, and of that the share after which no item is forced anew."""
BETTER_MOST = 5
"""How often a better plan found on the way is taken instead."""
NEAR_MOST = 40


@dataclass(frozen=True, slots=True)
class Explained:
    """A plan, the same as given or a better one met on the way, and what it leaves out."""

    plan: ToursPlan
    left_out: tuple[LeftOut, ...]
    notes: tuple[Note, ...]


def explained(
    problem: ToursProblem,
    plan: ToursPlan,
    attempt: Attempt,
    *,
    opened: Mapping[str, tuple[Travel, ...]] = NO_ROADS,
    share: float = WORK_SHARE,
) -> Explained:
    """Say what a sound plan leaves out, why, and what would help.

    Parameters
    ----------
    opened
        What could be opened, by name, with the travel tables as they would be.
    share
        Share of the work for all of it.
    """
    until = attempt.used + share * attempt.effort.work
    for _ in range(BETTER_MOST):
        told = _Telling(Trial(problem, plan, attempt), opened, until)
        items = tuple(told.items())
        if told.better is None:
            break
        plan = told.better
    examined = facts(examined=told.examined, left_out=len(items))
    notes = (Note("cures_examined", examined),) if items else ()
    return Explained(told.trial.plan, items, notes)


def told_anew(
    problem: ToursProblem,
    outcome: Outcome[ToursPlan],
    attempt: Attempt,
    *,
    opened: Mapping[str, tuple[Travel, ...]] = NO_ROADS,
) -> Outcome[ToursPlan]:
    """Return an answer with all the work spent on reasons and cures; those it had are replaced.

    Raises
    ------
    ValueError
        If the answer has no plan.
    """
    if outcome.plan is None or outcome.objective is None:
        raise ValueError(outcome.status)
    told = explained(problem, outcome.plan, attempt, opened=opened, share=1.0)
    objective = judge.objective(problem, told.plan)
    optimal = outcome.bound is not None and outcome.bound >= objective
    others = tuple(note for note in outcome.notes if note.code != "cures_examined")
    return replace(
        outcome,
        status=Status.OPTIMAL if optimal else Status.FEASIBLE,
        plan=told.plan,
        objective=objective,
        left_out=told.left_out,
        notes=(*others, *told.notes),
    )


class _Telling:
    """One plan being explained."""

    def __init__(
        self, trial: Trial, opened: Mapping[str, tuple[Travel, ...]], until: float
    ) -> None:
        self.trial, self._opened, self._until = trial, opened, until
        self._forced_until = until - (1 - FORCED_SHARE) * (until - trial.attempt.used)
        self.better: ToursPlan | None = None
        self.examined = 0

    def items(self) -> Iterator[LeftOut]:
        """Yield what is left out, until a better plan is found."""
        for task in self.trial.items:
            name = self.trial.problem.tasks[task].task_id
            if self.examined >= EXAMINED_MOST or not self._may:
                reason, why = certain(self.trial, task) or full(self.trial, task)
                yield LeftOut(name, reason, why)
                continue
            self.examined += 1
            (reason, why), cures = self._told(task)
            if self.better is not None:
                return
            yield LeftOut(name, reason, why, cures)

    def _told(self, task: int) -> tuple[Reason, tuple[Cure, ...]]:
        trial = self.trial
        never = certain(trial, task)
        if never is not None:
            near = self._near(task)
            hours = (*longer(trial, task, near), *earlier(trial, task, near))
            others = (*wider(trial, task, near), *abler(trial, task), *self._people(task))
            return never, (*hours, *others, *opened_roads(trial, task, self._opened))
        near = self._near(task)
        dear = self._too_dear(task, near)
        if dear is not None:
            return dear
        forces = self._forces
        cures = (
            *longer(trial, task, near, forces=forces),
            *earlier(trial, task, near),
            *wider(trial, task, near, forces=forces),
            *self._people(task),
            *abler(trial, task),
            *opened_roads(trial, task, self._opened),
        )
        return full(trial, task), cures

    def _people(self, task: int) -> tuple[Cure, ...]:
        return tuple(more_people(self.trial, task))

    @property
    def _may(self) -> bool:
        attempt = self.trial.attempt
        return attempt.used < self._until and not attempt.cancelled()

    @property
    def _forces(self) -> bool:
        return self._may and self.trial.attempt.used < self._forced_until

    def _near(self, task: int) -> list[Insertion]:
        """Return the places in tours where the item costs least road, idle turns included."""
        trial = self.trial
        turns = [t for t in trial.week.usable if trial.week.able(t, task) and not trial.held(t)]
        found = [one for turn in turns for one in trial.insertions(task, turn, trial.week)]
        return sorted(found, key=lambda one: (one.detour_s, one.turn, one.at))[:NEAR_MOST]

    def _too_dear(self, task: int, near: list[Insertion]) -> tuple[Reason, tuple[Cure, ...]] | None:
        """Return what the item costs more than it brings, if the question has room for it."""
        trial = self.trial
        plans = (trial.grown(trial.problem, task, {one.turn: one.stops}) for one in near)
        plan = next((found for found in plans if found is not None), None)
        if plan is None and near and self._forces:
            plan = trial.forced(trial.problem, task, near[0].turn)
        if plan is None:
            return None
        over_s = judge.objective(trial.problem, plan) - trial.objective
        if over_s < 0:
            self.better = plan
        price_s = trial.saved(task, plan)
        why = facts(costs_s=price_s + over_s, price_s=price_s, over_s=over_s)
        return ("too_dear", why), tuple(self._accepted(task, plan, over_s))

    def _accepted(self, task: int, plan: ToursPlan, over_s: int) -> Iterator[Cure]:
        """Yield the cure that fixes the item to the turn that has it now."""
        trial, name = self.trial, self.trial.problem.tasks[task].task_id
        before = {(call.task_id, tour.turn_id) for tour in trial.plan.tours for call in tour.calls}
        for tour in plan.tours:
            has = any(call.task_id == name for call in tour.calls)
            if has and (name, tour.turn_id) not in before:
                crew = trial.week.crews[trial.week.turn_rows[tour.turn_id]].crew_id
                change = facts(crew=crew, turn=tour.turn_id, over_s=over_s)
                yield Cure("accept_detour_tour", change, tested=True)
                return
