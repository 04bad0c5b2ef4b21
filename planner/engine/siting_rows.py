"""What has to be covered, as few rows as possible: alike targets are one, implied ones none.

A row is a set of sites. So many of them (`least`) have to be chosen; below `step[0]` of them the
row costs `loss[0]`, below `step[1]` it costs `loss[1]` besides. With that one form covering with
weights, with backup, at least price and every decision of a centre are the same search.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from planner.engine.siting_view import Bools, Floats, Ints, Limits, View, table

_DOMINATED_PAIRS = 3_000_000
"""Pairs of rows that share a site, up to which rows are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A covering question, made small.

    Parameters
    ----------
    cover
        Table of ones, a row a row, a column a site.
    least
        Sites that have to be chosen of each row.
    step, loss
        For each of two steps: below so many sites the row costs so much.
    cost
        What each site costs in the objective: its price, or 0.
    constant
        Part of the objective that no choice changes.
    sites
        Free site of each column.
    target
        A target of each row.
    """

    cover: csr_array
    least: Ints
    step: tuple[Ints, Ints]
    loss: tuple[Ints, Ints]
    cost: Ints
    limits: Limits
    constant: int
    sites: Ints
    target: Ints

    @property
    def single(self) -> bool:
        """Whether one site of a row is all that is ever wanted."""
        return bool(
            (self.least <= 1).all() and (self.step[0] <= 1).all() and not self.loss[1].any()
        )

    def value(self, count: Ints) -> int:
        """Return what the rows cost with so many sites chosen of each."""
        return int(
            sum(loss[count < step].sum() for step, loss in zip(self.step, self.loss, strict=True))
        )

    def objective(self, chosen: Ints) -> int:
        """Return the objective of a choice of columns."""
        return self.constant + int(self.cost[chosen].sum()) + self.value(self.count(chosen))

    def count(self, chosen: Ints) -> Ints:
        """Return how many of the chosen columns each row has."""
        taken = np.zeros(self.cover.shape[1])
        taken[chosen] = 1
        count: Ints = np.rint(self.cover @ taken).astype(np.int64)
        return count

    def holds(self, chosen: Ints) -> bool:
        """Tell whether a choice keeps limits and rows."""
        return self.limits.hold(chosen) and bool((self.count(chosen) >= self.least).all())

    def only(self, kept: Bools) -> "Rows":
        """Return the question without the other columns."""
        columns = np.flatnonzero(kept)
        return replace(
            self,
            cover=self.cover[:, columns].tocsr(),
            cost=self.cost[columns],
            limits=self.limits.only(columns),
            sites=self.sites[columns],
        )


def rows_of(view: View) -> Rows:
    """Return what the goal cover, backup or price asks of the free sites."""
    problem = view.problem
    weight, nothing = view.weight, np.zeros(view.targets, dtype=np.int64)
    least = np.where(view.must, view.times, 0)
    loss = (nothing, nothing)
    if problem.goal == "cover":
        loss = (weight, nothing)
    if problem.goal == "backup":
        loss = (weight * (100 - problem.backup_pct), weight * problem.backup_pct)
    cost = view.limits.price if problem.goal == "price" else np.zeros_like(view.limits.price)
    cover = table(view.pairs.site, view.pairs.target, (view.targets, len(view.sites)))
    steps = (view.times - view.there, view.times + 1 - view.there)
    return small(
        Rows(
            cover,
            np.maximum(0, least - view.there),
            (np.maximum(0, steps[0]), np.maximum(0, steps[1])),
            loss,
            cost,
            view.limits,
            0,
            np.arange(len(view.sites)),
            np.arange(view.targets),
        )
    )


def needs_of(view: View, far: Ints | None = None, within: int | None = None) -> Rows:
    """Return the question of least price to keep every must, and every target within a distance.

    Parameters
    ----------
    far, within
        Distance of each pair; with them every target has to have a site within ``within``.
    """
    cost = view.limits.price
    pairs, least = view.pairs, np.maximum(0, np.where(view.must, view.times, 0) - view.there)
    cover = table(pairs.site, pairs.target, (view.targets, len(view.sites)))
    if far is not None and within is not None:
        near = far <= within
        close = table(pairs.site[near], pairs.target[near], cover.shape)
        wanted = (view.nearest > within).astype(np.int64)
        cover, least = vstack([close, cover]).tocsr(), np.concatenate([wanted, least])
    none = np.zeros(len(least), dtype=np.int64)
    return small(
        Rows(
            cover,
            least,
            (none, none),
            (none, none),
            cost,
            view.limits,
            0,
            np.arange(len(view.sites)),
            np.arange(len(least)) % max(1, view.targets),
        )
    )


def small(rows: Rows) -> Rows:
    """Leave out what costs the same whatever is chosen, and make alike rows one."""
    size = np.diff(rows.cover.indptr)
    constant, steps, losses = rows.constant, [], []
    for step, loss in zip(rows.step, rows.loss, strict=True):
        constant += int(loss[(step > size)].sum())
        open_still = (step <= size) & (step > 0) & (loss > 0)
        steps.append(np.where(open_still, step, 0))
        losses.append(np.where(open_still, loss, 0))
    kept = np.flatnonzero((rows.least > 0) | (losses[0] > 0) | (losses[1] > 0))
    cover = rows.cover[kept].tocsr()
    cover.sort_indices()
    parts = (rows.least[kept], steps[0][kept], steps[1][kept])
    first, group = _alike(cover, parts)
    joined = [np.bincount(group, part[kept], len(first)) for part in losses]
    result = replace(
        rows,
        cover=cover[first].tocsr(),
        least=parts[0][first],
        step=(parts[1][first], parts[2][first]),
        loss=(np.rint(joined[0]).astype(np.int64), np.rint(joined[1]).astype(np.int64)),
        constant=constant,
        target=rows.target[kept][first],
    )
    return _without_implied(result)


def without_worse(rows: Rows) -> Rows:
    """Leave out sites in whose place another that is no dearer covers all they do."""
    if not rows.single:
        return rows
    columns = rows.cover.T.tocsr()
    columns.sort_indices()
    size = np.diff(columns.indptr)
    work = float((np.diff(rows.cover.indptr).astype(float) ** 2).sum())
    if work > _DOMINATED_PAIRS * 10:
        return rows
    shared = (columns @ columns.T).tocoo()
    a, b = shared.row.astype(np.int64), shared.col.astype(np.int64)
    inside = (shared.data >= size[a]) & (a != b)
    a, b = a[inside], b[inside]
    price = rows.limits.price
    dear = (price[b] <= price[a]) & (rows.cost[b] <= rows.cost[a])
    same = (size[a] == size[b]) & (price[b] == price[a]) & (rows.cost[b] == rows.cost[a])
    worse = np.zeros(len(size), dtype=bool)
    worse[a[dear & (~same | (b < a))]] = True
    worse |= size == 0
    return rows.only(~worse) if worse.any() else rows


def _alike(cover: csr_array, parts: tuple[Ints, ...]) -> tuple[Ints, Ints]:
    """Return the first row of each group of equal ones, and the group of each row."""
    keys: dict[tuple[bytes, ...], int] = {}
    indices, indptr = cover.indices, cover.indptr.tolist()
    heads = np.column_stack(parts) if len(parts[0]) else np.zeros((0, len(parts)), dtype=np.int64)
    group = np.empty(cover.shape[0], dtype=np.int64)
    first: list[int] = []
    for row in range(cover.shape[0]):
        key = (indices[indptr[row] : indptr[row + 1]].tobytes(), heads[row].tobytes())
        known = keys.setdefault(key, len(first))
        if known == len(first):
            first.append(row)
        group[row] = known
    return np.array(first, dtype=np.int64), group


def _without_implied(rows: Rows) -> Rows:
    """Leave out rows that have to be covered anyway where another one is, without a loss."""
    hard = np.flatnonzero((rows.least > 0) & (rows.loss[0] == 0) & (rows.loss[1] == 0))
    inner = rows.cover[hard].tocsr()
    work = float((np.diff(inner.tocsc().indptr).astype(float) ** 2).sum())
    if not len(hard) or work > _DOMINATED_PAIRS * 10:
        return rows
    shared = (inner @ inner.T).tocoo()
    size = np.diff(inner.indptr)
    a, b = shared.row.astype(np.int64), shared.col.astype(np.int64)
    # the sites of row a are all among those of row b, which is then covered as often
    inside = (shared.data >= size[a]) & (a != b) & (rows.least[hard][a] >= rows.least[hard][b])
    a, b = a[inside], b[inside]
    same = (size[a] == size[b]) & (rows.least[hard][a] == rows.least[hard][b])
    implied = np.zeros(len(hard), dtype=bool)
    implied[b[~same | (a < b)]] = True
    kept = np.setdiff1d(np.arange(rows.cover.shape[0]), hard[implied])
    return replace(
        rows,
        cover=rows.cover[kept].tocsr(),
        least=rows.least[kept],
        step=(rows.step[0][kept], rows.step[1][kept]),
        loss=(rows.loss[0][kept], rows.loss[1][kept]),
        target=rows.target[kept],
    )


def most_negative(reduced: Floats, limits: Limits) -> tuple[float, Ints]:
    """Return the least sum of reduced costs of sites within the limits, or a bound below it.

    With a limit of number only it is exact. With prices too the best share of a site that does
    not fit whole is counted, and of the two limits each alone gives a bound.
    """
    good = np.flatnonzero(reduced < 0)
    order = good[np.argsort(reduced[good], kind="stable")]
    chosen = order[: limits.most_new]
    by_number = float(reduced[chosen].sum())
    if not limits.priced:
        return by_number, chosen
    price = limits.price[good]
    rate = np.where(price > 0, reduced[good] / np.maximum(price, 1), -np.inf)
    order = good[np.argsort(rate, kind="stable")]
    spent = np.cumsum(limits.price[order])
    whole = int(np.searchsorted(spent, limits.most_price, "right"))
    by_price = float(reduced[order[:whole]].sum())
    if whole < len(order):
        left = limits.most_price - (int(spent[whole - 1]) if whole else 0)
        by_price += float(reduced[order[whole]]) * left / float(limits.price[order[whole]])
    chosen = order[:whole][: limits.most_new]
    return max(by_number, by_price), chosen
