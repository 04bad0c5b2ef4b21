"""What is worth watching: places and stretches of road, and how much of them is watched."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

CHEST_M = 1.5  # height above the ground at which a target is looked at
PIECE_M = 5.0  # a stretch is looked at in the middle of pieces no longer than this
ALL = "all"  # the line of a cover table that holds every kind
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Places and stretches as spots to look at.

    Parameters
    ----------
    frame : index target_id; kind, weight, px_per_m, point or line
    spot_xyz : x, y and the height above the ground of each spot, in metres [n, 3]
    spot_target : row of the target of each spot
    spot_share : share of its target that each spot stands for
    """

    frame: gpd.GeoDataFrame
    spot_xyz: Floats
    spot_target: Ints
    spot_share: Floats

    @property
    def spot_px_per_m(self) -> Floats:
        """Density wanted at each spot."""
        wanted: Floats = self.frame["px_per_m"].to_numpy(float)[self.spot_target]
        return wanted

    def inside(self, masks: NDArray[np.object_]) -> Bools:
        """Tell which spots lie in a mask: no picture may show them, so nobody can watch them."""
        found = np.zeros(len(self.spot_xyz), dtype=bool)
        tree = shapely.STRtree(masks)
        found[tree.query(shapely.points(self.spot_xyz[:, :2]), predicate="intersects")[0]] = True
        return found


def targets_of(
    frame: gpd.GeoDataFrame, *, height_m: float = CHEST_M, piece_m: float = PIECE_M
) -> Targets:
    """Make spots of targets: one of a place, one in the middle of each piece of a stretch.

    Parameters
    ----------
    frame : index target_id; kind, weight (not negative), px_per_m (the density wanted), and a
        point or a line

    Raises
    ------
    ValueError
        For a geometry that is neither, a negative weight or a density that is not positive.
    """
    shapes = frame.geometry.to_numpy()
    known = np.isin(shapely.get_type_id(shapes), [0, 1]) & ~shapely.is_empty(shapes)
    weight, wanted = (frame[name].to_numpy(float) for name in ("weight", "px_per_m"))
    wrong = ~known | ~(weight >= 0) | ~(wanted > 0)
    if wrong.any():
        name = frame.index[wrong.argmax()]
        msg = (
            f"target {name}: expected a point or a line, weight from 0 and px_per_m above 0, "
            f"given {shapes[wrong.argmax()]!s:.40}, {weight[wrong.argmax()]}, "
            f"{wanted[wrong.argmax()]}"
        )
        raise ValueError(msg)
    length = shapely.length(shapes)
    pieces = np.maximum(np.ceil(length / piece_m), 1).astype(np.int64)
    row = np.repeat(np.arange(len(shapes)), pieces)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    spots = shapes[row]
    line = shapely.get_type_id(spots) == 1
    along = (nth + 0.5) / pieces[row]
    spots[line] = shapely.line_interpolate_point(spots[line], along[line], normalized=True)
    xy = shapely.get_coordinates(spots).reshape(-1, 2)
    xyz = np.column_stack([xy, np.full(len(xy), height_m)])
    return Targets(frame, xyz, row.astype(np.int64), 1.0 / pieces[row])


def watched_share(targets: Targets, spots: Ints) -> pd.Series:
    """Give for each target the share of it that is watched, 0 to 1, from the rows of spots seen."""
    seen = np.zeros(len(targets.spot_xyz), dtype=bool)
    seen[spots] = True
    count = len(targets.frame)
    share = np.bincount(targets.spot_target, targets.spot_share * seen, minlength=count)
    whole = np.bincount(targets.spot_target, ~seen, minlength=count) == 0
    return pd.Series(np.where(whole, 1.0, share), targets.frame.index, name="share")


def cover(targets: Targets, share: pd.Series) -> pd.DataFrame:
    """Tell how much of each kind of target is watched; never a share of an area.

    Parameters
    ----------
    share : watched share of each target, as `watched_share` gives it

    Returns
    -------
    Frame by kind, the last line for all:
        count; watched, those watched whole; share, the mean of their shares; weight;
        weight_watched, weights times shares; weight_share, the demand watched. Shares are nan
        where there is nothing to share.
    """
    weight = targets.frame["weight"]
    table = pd.DataFrame(
        {
            "kind": targets.frame["kind"],
            "count": 1,
            "watched": (share >= 1).astype(int),
            "share": share,
            "weight": weight,
            "weight_watched": weight * share,
        }
    )
    told = pd.concat([table.groupby("kind").sum(), table.assign(kind=ALL).groupby("kind").sum()])
    told["share"] /= told["count"]
    told["weight_share"] = told["weight_watched"] / told["weight"].where(told["weight"] > 0)
    return told
