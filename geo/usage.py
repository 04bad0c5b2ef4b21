"""Which roads a profile may use, and how fast it goes there on level ground."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.roads import Network
from geo.rules import SURFACES, surface_of
from geo.speeds import WALK_KMH, Profile, level_kmh

Floats = NDArray[np.float64]


@lru_cache(maxsize=64)
def usable(network: Network, profile: Profile) -> NDArray[np.bool_]:
    """Tell for each edge whether the profile may travel on it.

    What the map says of the road itself (foot, motorbike, car) goes before its class. A road that
    is known to be too narrow, shut at night or shut in rain is not usable then, whatever its class.
    """
    edges, mode = network.edges, profile.mode
    said = edges[mode].to_numpy(object)
    by_class = edges["road_class"].isin(level_kmh(profile)).to_numpy(bool)
    allowed: NDArray[np.bool_] = (by_class | (said == "yes")) & (said != "no")
    with np.errstate(invalid="ignore"):
        allowed &= ~(edges["width_m"].to_numpy(float) < profile.rules.least_m(mode))
    if profile.night:
        allowed &= edges["night"].to_numpy(object) != "closed"
    if profile.rain:
        allowed &= _rain_share(network, profile) > 0
    allowed.flags.writeable = False
    return allowed


@lru_cache(maxsize=64)
def road_kmh(network: Network, profile: Profile) -> Floats:
    """Speed in km/h on level ground on each edge; 1 where the profile may not travel.

    A road opened to a mode whose class has no speed for it is as slow as the slowest class. The
    posted limit and the surface bound the speed of vehicles.
    """
    edges, table = network.edges, level_kmh(profile)
    kmh = edges["road_class"].map(table).to_numpy(float)
    kmh = np.where(np.isnan(kmh), min(table.values(), default=WALK_KMH), kmh)
    if profile.mode != "foot":
        rules = profile.rules.on(profile.mode)
        most = [rules[name].most_kmh if name in rules else np.inf for name in SURFACES]
        kmh = np.fmin(kmh, np.array(most)[_surface(network)])
        kmh = np.fmin(kmh, edges["max_kmh"].to_numpy(float))
    if profile.night:
        kmh = kmh * profile.rules.night_share(profile.mode)
    if profile.rain:
        kmh = kmh * _rain_share(network, profile)
    kmh = np.where(usable(network, profile), kmh, 1.0)
    kmh.flags.writeable = False
    return kmh


def _rain_share(network: Network, profile: Profile) -> Floats:
    """Share of the speed that is left in rain; 0 where nobody goes by this mode.

    What the map says of the road in rain goes before its surface.
    """
    rules = profile.rules.on(profile.mode)
    shares = [rules[name].rain_share if name in rules else 1.0 for name in SURFACES]
    share: Floats = np.array(shares)[_surface(network)]
    said = network.edges["rain"].to_numpy(object)
    share = np.where(said == "open", 1.0, share)
    share = np.where(said == "slow", profile.rules.slow_share(profile.mode), share)
    return np.where(said == "closed", 0.0, share)


@lru_cache(maxsize=16)
def _surface(network: Network) -> NDArray[np.int64]:
    """Row of each edge's surface in SURFACES."""
    edges = network.edges
    pairs = list(zip(edges["surface"].to_numpy(object), edges["road_class"], strict=True))
    rows = {pair: SURFACES.index(surface_of(*pair)) for pair in set(pairs)}
    return np.array([rows[pair] for pair in pairs], dtype=np.int64)
