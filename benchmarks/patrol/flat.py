"""A question of one kind of crew as plain arrays, for programs that know nothing of ours."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Flat:
    """Place 0 is where routes begin, place 1 where they end, then come the clients.

    Parameters
    ----------
    seconds
        From leaving one place to entering another.
    job
        Number of the job of each client; of the clients of one job one is to be visited.
    late_s
        Latest beginning, as `open_s` is the earliest.
    longest
        Whether the longest route counts, rather than the sum of all.
    """

    seconds: Ints
    dwell_s: Ints
    open_s: Ints
    late_s: Ints
    load: Ints
    prize: Ints
    job: Ints
    required: Ints
    vehicles: int
    capacity: int
    close_s: int
    longest: bool

    @property
    def clients(self) -> int:
        """Number of clients."""
        return len(self.job)

    def groups(self) -> list[list[int]]:
        """Clients of each job."""
        members: dict[int, list[int]] = {}
        for client, job in enumerate(self.job.tolist()):
            members.setdefault(job, []).append(client)
        return list(members.values())


def save(given: Flat, path: Path) -> Path:
    """Write the arrays and the numbers of an instance."""
    np.savez(path, **{name: np.asarray(getattr(given, name)) for name in Flat.__slots__})
    return path


def load(path: Path) -> Flat:
    """Read what `save` wrote."""
    with np.load(path) as told:
        found = {name: told[name] for name in Flat.__slots__}
    numbers = {name: int(found.pop(name)) for name in ("vehicles", "capacity", "close_s")}
    longest = bool(found.pop("longest"))
    return Flat(**found, **numbers, longest=longest)
