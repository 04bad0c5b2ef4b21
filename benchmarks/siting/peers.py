"""The other programs, each asked in its own words and ended by processor time.

Each takes a question and seconds, and returns the sites it chose and a bound where it tells one
(of the objective as we count it: weight not covered, price, weighted distance, longest distance).
"""

import time
from collections.abc import Callable
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from benchmarks.siting.flat import Flat

Told = tuple[list[int], float | None]


class UnableError(Exception):
    """The program has no words for this family."""


def spopt(given: Flat, limit_s: float) -> Told:
    """spopt.locate with the solver it comes with (CBC of PuLP), one thread."""
    import pulp  # noqa: PLC0415
    from spopt.locate import LSCP, MCLP, PCenter, PMedian  # noqa: PLC0415

    solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=limit_s, threads=1)
    if given.kind == "price" and (given.price != 1).any():
        raise UnableError("no prices")
    if given.kind in {"price", "cover"}:
        near = np.where(given.cover.toarray() > 0, 0.0, 9.0)
        if given.kind == "price":
            model = LSCP.from_cost_matrix(near, 1.0)
        else:
            model = MCLP.from_cost_matrix(near, given.weight, 1.0, p_facilities=given.p)
    elif given.kind == "median":
        model = PMedian.from_cost_matrix(given.metres, given.weight, p_facilities=given.p)
    else:
        model = PCenter.from_cost_matrix(given.metres, p_facilities=given.p)
    model = model.solve(solver)
    chosen = [i for i, v in enumerate(model.fac_vars) if (v.varValue or 0) > 0.5]
    proved = pulp.LpStatus[model.problem.status] == "Optimal" and model.problem.sol_status == 1
    return chosen, (np.nan if proved else None)


def cp_sat(given: Flat, limit_s: float) -> Told:
    """CP-SAT as it comes, on the plain model."""
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in given.price]
    near = _of_targets(given)
    if given.kind in {"cover", "median", "centre"}:
        model.add(sum(chosen) <= given.p)
    if given.kind == "price":
        for sites, _ in near:
            model.add_bool_or([chosen[j] for j in sites])
        model.minimize(sum(c * v for c, v in zip(given.price.tolist(), chosen, strict=True)))
    elif given.kind == "cover":
        lost = [model.new_bool_var("") for _ in near]
        for (sites, _), left in zip(near, lost, strict=True):
            model.add_bool_or([*(chosen[j] for j in sites), left])
        model.minimize(sum(w * v for w, v in zip(given.weight.tolist(), lost, strict=True)))
    else:
        _assigned(model, chosen, near, given)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    over = time.process_time() + limit_s
    stop = _Stop(over)
    solver.parameters.max_time_in_seconds = limit_s * 6 + 30
    timer = _ended_by(solver, over)
    status = solver.solve(model, stop)
    timer.set()
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [], None
    found = [i for i, v in enumerate(chosen) if solver.boolean_value(v)]
    return found, solver.best_objective_bound


def _assigned(model: cp_model.CpModel, chosen: list, near: list, given: Flat) -> None:
    terms, costs = [], []
    longest = model.new_int_var(0, int(given.far.max()), "")
    for row, (sites, far) in enumerate(near):
        served = [model.new_bool_var("") for _ in sites]
        model.add_exactly_one(served)
        for j, variable in zip(sites, served, strict=True):
            model.add_implication(variable, chosen[j])
        if given.kind == "median":
            terms += served
            costs += [int(given.weight[row]) * d for d in far]
        else:
            model.add(longest >= sum(d * v for d, v in zip(far, served, strict=True)))
    if given.kind == "median":
        model.minimize(cp_model.LinearExpr.weighted_sum(terms, costs))
    else:
        model.minimize(longest)


class _Stop(cp_model.CpSolverSolutionCallback):
    def __init__(self, over: float) -> None:
        super().__init__()
        self._over = over

    def on_solution_callback(self) -> None:
        if time.process_time() > self._over:
            self.stop_search()


def _ended_by(solver: cp_model.CpSolver, over: float):  # noqa: ANN202 an event
    """Stop a solver once its process has used its time."""
    import threading  # noqa: PLC0415

    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            if time.process_time() > over:
                solver.stop_search()
                return

    threading.Thread(target=watch, daemon=True).start()
    return done


def highs(given: Flat, limit_s: float) -> Told:
    """HiGHS, through MathOpt, on the same plain model; its clock as the limit."""
    model = mathopt.Model()
    chosen = [model.add_binary_variable() for _ in given.price]
    near = _of_targets(given)
    if given.kind != "price":
        model.add_linear_constraint(mathopt.fast_sum(chosen) <= given.p)
    if given.kind == "price":
        for sites, _ in near:
            model.add_linear_constraint(mathopt.fast_sum(chosen[j] for j in sites) >= 1)
        prices = given.price.tolist()
        model.minimize(mathopt.fast_sum(c * v for c, v in zip(prices, chosen, strict=True)))
    elif given.kind == "cover":
        lost = [model.add_variable(lb=0, ub=1) for _ in near]
        for (sites, _), left in zip(near, lost, strict=True):
            model.add_linear_constraint(mathopt.fast_sum([left, *(chosen[j] for j in sites)]) >= 1)
        weights = given.weight.tolist()
        model.minimize(mathopt.fast_sum(w * v for w, v in zip(weights, lost, strict=True)))
    else:
        _shared(model, chosen, near, given)
    limit = mathopt.SolveParameters(time_limit=timedelta(seconds=limit_s))
    begin = time.process_time()
    found = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limit)
    used = time.process_time() - begin
    stopped = found.termination.reason != mathopt.TerminationReason.OPTIMAL
    if stopped and used < 0.7 * limit_s:
        # its limit is the clock, which other work on the machine makes run too fast
        more = mathopt.SolveParameters(time_limit=timedelta(seconds=limit_s**2 / used))
        found = mathopt.solve(model, mathopt.SolverType.HIGHS, params=more)
    bound = found.termination.objective_bounds.dual_bound
    if not found.has_primal_feasible_solution():
        return [], None
    values = found.variable_values()
    return [i for i, v in enumerate(chosen) if values[v] > 0.5], bound


def _shared(model: mathopt.Model, chosen: list, near: list, given: Flat) -> None:
    terms = []
    longest = model.add_variable(lb=0)
    for row, (sites, far) in enumerate(near):
        served = [model.add_variable(lb=0, ub=1) for _ in sites]
        model.add_linear_constraint(mathopt.fast_sum(served) == 1)
        for j, variable in zip(sites, served, strict=True):
            model.add_linear_constraint(variable <= chosen[j])
        way = [d * v for d, v in zip(far, served, strict=True)]
        if given.kind == "median":
            terms += [int(given.weight[row]) * term for term in way]
        else:
            model.add_linear_constraint(mathopt.fast_sum(way) <= longest)
    model.minimize(mathopt.fast_sum(terms) if given.kind == "median" else longest)


def set_cover(given: Flat, limit_s: float) -> Told:
    """Ask OR-Tools set_cover: greedy, then clearing some and mending with guided local search."""
    from ortools.set_cover.python import set_cover as program  # noqa: PLC0415

    if given.kind != "price":
        raise UnableError("set cover only")
    model = program.SetCoverModel()
    rows = np.split(given.target, np.flatnonzero(np.diff(given.site)) + 1)
    listed = dict(
        zip(given.site[np.flatnonzero(np.diff(given.site, prepend=-1))], rows, strict=True)
    )
    for column, price in enumerate(given.price.tolist()):
        model.add_empty_subset(float(price))
        for row in listed.get(column, ()):
            model.add_element_to_last_subset(int(row))
    model.create_sparse_row_view()
    inv = program.SetCoverInvariant(model)
    program.GreedySolutionGenerator(inv).next_solution()
    _steepest(inv, program)
    best, cost = _selected(inv, model), inv.cost()
    luck = 0
    over = time.process_time() + limit_s
    while time.process_time() < over:
        luck += 1
        program.clear_random_subsets(max(2, len(best) // 10), inv)
        program.GreedySolutionGenerator(inv).next_solution()
        _steepest(inv, program)
        if inv.cost() < cost:
            best, cost = _selected(inv, model), inv.cost()
        elif inv.cost() > cost:
            inv.clear()
            for subset in best:
                inv.select(subset, program.consistency_level.FREE_AND_UNCOVERED)
    return best, None


def _steepest(inv: object, program: object) -> None:
    search = program.SteepestSearch(inv)  # type: ignore[attr-defined]
    search.set_max_iterations(100_000)
    search.next_solution()


def _selected(inv: object, model: object) -> list[int]:
    taken = inv.is_selected()  # type: ignore[attr-defined]
    return [i for i in range(model.num_subsets) if taken[i]]  # type: ignore[attr-defined]


def _of_targets(given: Flat) -> list[tuple[list[int], list[int]]]:
    order = np.lexsort((given.site, given.target))
    first = np.searchsorted(given.target[order], np.arange(len(given.weight) + 1))
    sites, far = given.site[order], given.far[order]
    return [
        (sites[a:b].tolist(), far[a:b].tolist())
        for a, b in zip(first[:-1].tolist(), first[1:].tolist(), strict=True)
    ]


TOOLS: dict[str, Callable[[Flat, float], Told]] = {
    "spopt": spopt,
    "CP-SAT": cp_sat,
    "HiGHS": highs,
    "OR-Tools set_cover": set_cover,
}
