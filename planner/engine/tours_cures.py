"""What a plan of tours leaves out, why, and the cheapest tested changes that bring it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from planner import judge
from planner.engine.attempt import Attempt
from planner.engine.tours_cures_meet import Met, met, others_of
from planner.engine.tours_cures_more import abler, more_people, opened_roads
from planner.engine.tours_cures_pairs import HOPELESS, pairs
from planner.engine.tours_cures_reason import Reason, certain, full
from planner.engine.tours_cures_time import WORTH_LESS, earlier, longer, wider
from planner.engine.tours_cures_trial import Insertion, Trial
from planner.engine.tours_days_clock import clocked
from planner.outcome import Cure, LeftOut, Note, Outcome, Status, facts
from planner.problem.tour_cures import NO_ROADS
from planner.problem.tour_parts import Travel
from planner.problem.tours import ToursPlan, ToursProblem

EXAMINED_MOST = 20
"""Items for which cures are tried, the dearest first; the others have a reason only."""
WORK_SHARE, FORCED_SHARE = 0.2, 0.6
"""Share of the work for all of it, and of that the share after which no item is forced anew."""
BETTER_MOST = 5
"""How often a better plan found on the way is taken instead."""
NEAR_MOST = 40
NOTHING, SOME, ALL = 0, 1, 2
"""What was tried to bring an item in: nothing yet, single changes, and two of them at once."""
FORCIBLE = ("no_time_left", "reserve_holds", "too_far", "window_missed")
"""Reasons for which a day solved anew may help."""


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
        self._held: dict[tuple[int, ...], Met | None] = {}
        self._tried: dict[int, int] = {}

    def items(self) -> Iterator[LeftOut]:
        """Yield what is left out; nothing more is tried once a better plan is found."""
        told = {task: self._told(task) for task in self._examined()}
        # those without any cure first
        for task in sorted(told, key=lambda task: bool(told[task][1])):
            if self._forces and _forcible(*told[task]):
                told[task] = self._told(task, forces=True)
        for task, (reason, cures) in told.items():
            if not cures and self._may and not others_of(self.trial, task):
                told[task] = reason, self._pairs(task, reason)
        for task in self.trial.items:
            (code, why), cures = told.get(task) or (self._reason(task), ())
            if not cures:
                why = (*why, *facts(tried=self._tried.get(task, NOTHING)))
            yield LeftOut(self.trial.problem.tasks[task].task_id, code, why, cures)

    def _pairs(self, task: int, reason: Reason) -> tuple[Cure, ...]:
        """Return pairs of changes that help where no single one does."""
        if reason[0] in HOPELESS:
            self._tried[task] = ALL
            return ()
        near = partial(self._near, task)
        found, done = pairs(self.trial, task, near, self._opened, lambda: self._may)
        self._tried[task] = ALL if done else SOME
        return found

    def _examined(self) -> Iterator[int]:
        for task in self.trial.items[:EXAMINED_MOST]:
            if self._may:
                self.examined += 1
                self._tried[task] = ALL if others_of(self.trial, task) else SOME
                yield task

    def _reason(self, task: int) -> Reason:
        return certain(self.trial, task) or full(self.trial, task)

    def _told(self, task: int, *, forces: bool = False) -> tuple[Reason, tuple[Cure, ...]]:
        """Return why a task is left out, and what would help.

        Parameters
        ----------
        forces
            Whether days are solved anew with the task forced, where the plan as it is does not do.
        """
        trial, together = self.trial, others_of(self.trial, task)
        if together:
            return self._meeting(task, together)
        near = self._near(task, trial)
        dear = self._too_dear(task, near, forces=forces)
        if dear is not None:
            return dear
        return self._reason(task), (
            *longer(trial, task, near, forces=forces),
            *earlier(trial, task, near),
            *wider(trial, task, near, forces=forces),
            *more_people(trial, task),
            *abler(trial, task),
            *opened_roads(trial, task, self._opened),
        )

    def _meeting(self, task: int, together: tuple[int, ...]) -> tuple[Reason, tuple[Cure, ...]]:
        """Return why a meeting is not held, and what would bring all its crews there at once."""
        if together not in self._held:
            self._held[together] = met(self.trial, together)
        found = self._held[together]
        if found is None:
            return self._reason(task), ()
        if not found.free:
            return self._reason(task), (found.cure,)
        if found.over_s < 0:
            self.better = found.plan
        price_s = sum(self.trial.saved(one, found.plan) for one in together)
        told = facts(costs_s=price_s + found.over_s, price_s=price_s, over_s=found.over_s)
        return ("too_dear", told), (found.cure,)

    @property
    def _may(self) -> bool:
        attempt = self.trial.attempt
        return self.better is None and attempt.used < self._until and not attempt.cancelled()

    @property
    def _forces(self) -> bool:
        return self._may and self.trial.attempt.used < self._forced_until

    @staticmethod
    def _near(task: int, trial: Trial) -> list[Insertion]:
        """Return the places in tours where the item costs least road, idle turns included."""
        turns = [t for t in trial.week.usable if trial.week.able(t, task) and not trial.held(t)]
        found = [one for turn in turns for one in trial.insertions(task, turn, trial.week)]
        return sorted(found, key=lambda one: (one.detour_s, one.turn, one.at))[:NEAR_MOST]

    def _too_dear(
        self, task: int, near: list[Insertion], *, forces: bool
    ) -> tuple[Reason, tuple[Cure, ...]] | None:
        """Return what the item costs more than it brings, if the question has room for it."""
        trial = self.trial
        fits = (one for one in near if clocked(trial.week, one.turn, one.stops) is not None)
        plans = (trial.grown(trial.problem, task, {one.turn: one.stops}) for one in fits)
        plan = next((found for found in plans if found is not None), None)
        if plan is None and near and forces:
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


def _forcible(reason: Reason, cures: tuple[Cure, ...]) -> bool:
    """Return whether a forced solve may help, or help with less than the cures do."""
    if reason[0] not in FORCIBLE:
        return False
    minutes = [int(dict(c.facts)["minutes"]) for c in cures if c.kind == "extend_turn"]
    return min(minutes, default=WORTH_LESS + 1) > WORTH_LESS
