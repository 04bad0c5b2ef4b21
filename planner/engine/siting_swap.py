"""Sites put one by one where they gain most, then exchanged: plans of covering under limits."""

import numpy as np

from planner.engine.attempt import Attempt
from planner.engine.siting_rows import Rows
from planner.engine.siting_view import Floats, Ints, in_memory

WORK_EACH, WORK_PAIR = 2.5e-5, 4e-9
"""Units of one look at what all sites would gain: for itself, and for each pair."""
_HINT = 1e-3
"""What a row that needs several sites counts for the first of them, so that it is not passed by."""


class Swap:
    """The search; what must be covered counts as more than everything else together.

    Parameters
    ----------
    until
        Units of work used, of the attempt, at which to end.
    """

    def __init__(self, rows: Rows, attempt: Attempt, until: float) -> None:
        self.rows, self.attempt, self.until = rows, attempt, until
        self.turned = rows.cover.T.tocsr()
        self.must = float(rows.loss[0].sum() + rows.loss[1].sum() + rows.cost.sum() + 1)
        pairs = rows.cover.nnz
        self.each = WORK_EACH + WORK_PAIR * pairs * in_memory(pairs) / 2
        self.luck = np.random.default_rng(attempt.effort.seed)

    def over(self) -> bool:
        """Tell whether to end."""
        return self.attempt.used >= self.until or self.attempt.over()

    def best(self, start: Ints, goal: int) -> Ints:
        """Return the best choice found: improved, shaken and improved again.

        Parameters
        ----------
        goal
            An objective known to be the least, at which to end.
        """
        best = self.improved(self.filled(start))
        value, shaken = self.cost(best), 1
        while not self.over() and not (value <= goal) and len(best):
            kept = self.luck.permutation(best)[min(shaken, len(best)) :]
            found = self.improved(self.filled(np.sort(kept), noisy=True))
            cost = self.cost(found)
            shaken = 1 if cost < value else shaken % max(2, min(12, len(best) // 2)) + 1
            if cost <= value:
                best, value = found, cost
        return best

    def cost(self, chosen: Ints) -> float:
        """Return the objective, every site that a must lacks at its own high price."""
        count = self.rows.count(chosen)
        lacking = np.maximum(0, self.rows.least - count).sum()
        return self.rows.constant + self.rows.value(count) + self.must * float(lacking)

    def filled(self, chosen: Ints, *, noisy: bool = False) -> Ints:
        """Add sites while one gains anything and fits; by gain, or by gain for its price."""
        limits = self.rows.limits
        count = self.rows.count(chosen)
        taken = list(chosen.tolist())
        spent = int(limits.price[chosen].sum())
        while len(taken) < limits.most_new:
            gain = self.gains(count)
            gain[taken] = 0
            gain[limits.price > limits.most_price - spent] = 0
            if limits.priced or self.rows.cost.any():
                gain = gain / np.maximum(1, limits.price)
            if noisy:
                gain = gain * (0.9 + 0.1 * self.luck.random(len(gain)))
            site = int(gain.argmax()) if len(gain) else 0
            if not len(gain) or gain[site] <= 0:
                break
            taken.append(site)
            spent += int(limits.price[site])
            count[self._of(site)] += 1
        return np.array(taken, dtype=np.int64)

    def improved(self, chosen: Ints) -> Ints:
        """Exchange one site for the best other while that gains, each in turn."""
        limits, rows = self.rows.limits, self.rows
        taken, count = chosen.tolist(), rows.count(chosen)
        since, at = 0, 0
        while since < len(taken) and not self.over():
            site = taken[at % len(taken)]
            count[self._of(site)] -= 1
            gain = self.gains(count, hint=0.0)
            own = gain[site]
            others = [other for other in taken if other != site]
            left = limits.most_price - int(limits.price[others].sum())
            gain[others] = -1
            gain[limits.price > left] = -1
            best = int(gain.argmax())
            if gain[best] > own:
                taken[at % len(taken)], since = best, 0
            else:
                best, since = site, since + 1
            count[self._of(best)] += 1
            at += 1
        return self.filled(np.array(taken, dtype=np.int64))

    def gains(self, count: Ints, hint: float = _HINT) -> Floats:
        """Return what each site would gain with so many chosen of each row."""
        rows = self.rows
        each = self.must * (count < rows.least)
        for step, loss in zip(rows.step, rows.loss, strict=True):
            each = each + np.where(count == step - 1, loss, 0)
            each = each + hint * np.where(count < step - 1, loss, 0)
        self.attempt.spend(self.each)
        gain: Floats = self.turned @ each
        return gain

    def _of(self, site: int) -> Ints:
        rows: Ints = self.turned.indices[self.turned.indptr[site] : self.turned.indptr[site + 1]]
        return rows
