"""A siting question as sparse arrays: what free sites reach, and what stands already gives."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from planner.problem.siting import SitingPlan, SitingProblem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What may be added: so many sites, and sites of so much price in all.

    Parameters
    ----------
    price
        Price of each free site.
    most_new, most_price
        No limit is told by as much as all of them together.
    """

    price: Ints
    most_new: int
    most_price: int

    @property
    def priced(self) -> bool:
        """Whether the price of all sites is more than there is."""
        return int(self.price.sum()) > self.most_price

    def hold(self, chosen: Ints) -> bool:
        """Tell whether these sites may be added."""
        return len(chosen) <= self.most_new and int(self.price[chosen].sum()) <= self.most_price

    def only(self, kept: Ints) -> "Limits":
        """Limits of some of the sites."""
        return Limits(self.price[kept], self.most_new, self.most_price)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of a free site and a target it would serve, by site and then target."""

    site: Ints
    target: Ints
    far: Ints


class View:
    """Arrays of one question; sites are the free ones, in the order of the question.

    Parameters
    ----------
    sites
        Row in the question of each free site.
    there, nearest
        By how many standing sites each target is served, and how far the nearest of them is;
        ``unserved`` where there is none.
    """

    def __init__(self, problem: SitingProblem) -> None:
        self.problem = problem
        states = np.array([site.state for site in problem.sites], dtype=object)
        self.sites: Ints = np.flatnonzero(states == "free")
        self.targets = len(problem.targets)
        self.weight: Ints = _column(target.weight for target in problem.targets)
        self.times: Ints = _column(target.times for target in problem.targets)
        self.must: Bools = np.array([target.must for target in problem.targets], dtype=bool)
        standing = pairs_of(problem, np.flatnonzero(states == "standing"))
        self.there: Ints = np.bincount(standing.target, minlength=self.targets)
        self.nearest: Ints = np.full(self.targets, problem.unserved, dtype=np.int64)
        np.minimum.at(self.nearest, standing.target, standing.far)
        self.pairs = pairs_of(problem, self.sites)
        price = _column(problem.sites[row].price for row in self.sites.tolist())
        most_new = len(self.sites) if problem.most_new is None else problem.most_new
        spend = int(price.sum()) if problem.most_price is None else problem.most_price
        self.limits = Limits(price, min(most_new, len(self.sites)), spend)

    def plan(self, chosen: Ints) -> SitingPlan:
        """Return the plan with these of the free sites, and all that stand."""
        rows = {int(self.sites[site]) for site in chosen.tolist()}
        return SitingPlan(
            tuple(
                sorted(
                    site.site_id
                    for row, site in enumerate(self.problem.sites)
                    if row in rows or site.state == "standing"
                )
            )
        )

    def chosen(self, plan: SitingPlan) -> Ints:
        """Return the free sites of a plan."""
        there = set(plan.site_ids)
        return np.array(
            [i for i, row in enumerate(self.sites) if self.problem.sites[row].site_id in there],
            dtype=np.int64,
        )


def pairs_of(problem: SitingProblem, sites: Ints) -> Pairs:
    """Return what some sites serve; the first of them is site 0."""
    listed = [problem.sites[row] for row in sites.tolist()]
    count = np.array([len(site.near) for site in listed], dtype=np.int64)
    total = int(count.sum())
    target = np.fromiter((row for site in listed for row in site.near), np.int64, total)
    far = np.fromiter((d for site in listed for d in site.far or (0,) * len(site.near)), np.int64)
    site = np.repeat(np.arange(len(listed)), count)
    if problem.within is None:
        return Pairs(site, target, far)
    serves = far <= problem.within
    return Pairs(site[serves], target[serves], far[serves])


def in_memory(numbers: int) -> float:
    """Return how many times longer a number takes where so many do not fit into the cache."""
    return 1.0 + 5.0 * min(1.0, max(0.0, (numbers - 200_000) / 800_000))


def table(site: Ints, target: Ints, shape: tuple[int, int]) -> csr_array:
    """Return pairs as a sparse table of ones: a row a target, a column a site."""
    ones = np.ones(len(site))
    return csr_array((ones, (target, site)), shape=shape)


def _column(values: object) -> Ints:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]
