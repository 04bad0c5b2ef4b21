"""The other programs on an assignment, each asked in its own words on the plain model.

Each takes a question and seconds of processor time, and returns the row of each grid's post (empty
where it found none) and its bound. Where a program knows the clock only, its limit is the clock; on
a busy machine it is asked once more with what it has left unused.
"""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, vstack

from benchmarks.process import spent_s
from planner.problem import ResponderProblem

Told = tuple[list[int], float | None]
_LOOK_S = 0.2
T = TypeVar("T")


def cp_sat(problem: ResponderProblem, limit_s: float) -> Told:
    """CP-SAT as it comes on two cores."""
    posts, grids = range(len(problem.posts)), range(len(problem.grids))
    model = cp_model.CpModel()
    first = [[model.new_bool_var("") for _ in grids] for _ in posts]
    used = _used(problem) and [model.new_bool_var("") for _ in posts]
    for g in grids:
        model.add_exactly_one(first[p][g] for p in posts)
    for p in posts:
        load = sum(problem.effort(p, g) * first[p][g] for g in grids)
        model.add(load <= problem.posts[p].capacity * (used[p] if used else 1))
        for g in grids if used else ():
            model.add_implication(first[p][g], used[p])
    if used:
        model.add(sum(used) <= problem.rules.posts_most)
    model.minimize(sum(problem.reach_s[p][g] * first[p][g] for p in posts for g in grids))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    over, done = time.process_time() + limit_s, threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_S):
            if time.process_time() > over:
                solver.stop_search()

    threading.Thread(target=watch, daemon=True).start()
    status = solver.solve(model)
    done.set()
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [], None
    rows = [next(p for p in posts if solver.boolean_value(first[p][g])) for g in grids]
    return rows, solver.best_objective_bound


def highs(problem: ResponderProblem, limit_s: float) -> Told:
    """HiGHS of OR-Tools through MathOpt, one thread."""
    posts, grids = range(len(problem.posts)), range(len(problem.grids))
    model = mathopt.Model()
    first = [[model.add_binary_variable() for _ in grids] for _ in posts]
    used = [model.add_binary_variable() for _ in posts] if _used(problem) else []
    for g in grids:
        model.add_linear_constraint(mathopt.fast_sum(first[p][g] for p in posts) == 1)
    for p in posts:
        load = mathopt.fast_sum(problem.effort(p, g) * first[p][g] for g in grids)
        room = problem.posts[p].capacity
        model.add_linear_constraint(load <= (room * used[p] if used else room))
        for g in grids if used else ():
            model.add_linear_constraint(first[p][g] <= used[p])
    if used:
        model.add_linear_constraint(mathopt.fast_sum(used) <= problem.rules.posts_most)
    model.minimize(
        mathopt.fast_sum(problem.reach_s[p][g] * first[p][g] for p in posts for g in grids)
    )

    def asked(seconds: float) -> mathopt.SolveResult:
        limit = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
        return mathopt.solve(model, mathopt.SolverType.HIGHS, params=limit)

    found = _by_clock(asked, limit_s, lambda one: one.termination.reason.name == "OPTIMAL")
    bound = found.termination.objective_bounds.dual_bound
    if not found.has_primal_feasible_solution():
        return [], bound
    values = found.variable_values()
    return [max(posts, key=lambda p: values[first[p][g]]) for g in grids], bound


def scipy_milp(problem: ResponderProblem, limit_s: float) -> Told:
    """scipy.optimize.milp, the HiGHS that scipy carries."""
    m, n = len(problem.posts), len(problem.grids)
    width = m * n + (m if _used(problem) else 0)
    costs = np.concatenate([np.array(problem.reach_s).ravel(), np.zeros(width - m * n)])
    pair = np.arange(m * n)
    once = coo_array((np.ones(m * n), (pair % n, pair)), shape=(n, width))
    load = np.array([[problem.effort(p, g) for g in range(n)] for p in range(m)]).ravel()
    filled = csr_array(coo_array((load, (pair // n, pair)), shape=(m, width)))
    room = np.array([post.capacity for post in problem.posts], dtype=float)
    rules = [LinearConstraint(once, 1, 1)]
    if _used(problem):
        at = (np.arange(m), np.arange(m * n, width))
        filled -= csr_array(coo_array((room, at), shape=(m, width)))
        open_ = coo_array((-np.ones(m * n), (pair, m * n + pair // n)), shape=(m * n, width))
        apart = coo_array((np.ones(m * n), (pair, pair)), shape=(m * n, width))
        number = np.zeros((1, width))
        number[0, m * n :] = 1
        rules.append(LinearConstraint(apart + open_, -np.inf, 0))
        rules.append(LinearConstraint(number, 0, problem.rules.posts_most))
        room = np.zeros(m)
    rules.append(LinearConstraint(vstack([filled]), -np.inf, room))

    def asked(seconds: float):  # noqa: ANN202 a result of scipy
        return milp(
            costs,
            constraints=rules,
            integrality=np.ones(width),
            bounds=Bounds(0, 1),
            options={"time_limit": seconds},
        )

    found = _by_clock(asked, limit_s, lambda one: one.status == 0)
    bound = getattr(found, "mip_dual_bound", None)
    if found.x is None:
        return [], bound
    return found.x[: m * n].reshape(m, n).argmax(axis=0).tolist(), bound


def _by_clock(asked: Callable[[float], T], limit_s: float, proved: Callable[[T], bool]) -> T:
    begun = spent_s()
    found = asked(limit_s)
    used = max(spent_s() - begun, 0.01)
    if proved(found) or used > 0.7 * limit_s:
        return found
    return asked(limit_s**2 / used)


def _used(problem: ResponderProblem) -> bool:
    return problem.rules.posts_most is not None


TOOLS: dict[str, Callable[[ResponderProblem, float], Told]] = {
    "CP-SAT": cp_sat,
    "HiGHS (MathOpt)": highs,
    "scipy milp": scipy_milp,
}
