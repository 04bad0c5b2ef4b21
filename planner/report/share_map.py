"""Grids by the share of patrol they are due over their share of demand, as layers of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.report import atlas
from planner.report.maps import Layer, thinned_cover
from planner.words import Lang, say, share

if TYPE_CHECKING:
    import pandas as pd

    from planner.demand.ground import Ground

LOW, HIGH = 0.67, 1.5  # of the share of demand


def share_layers(ground: Ground, shares: pd.DataFrame, lang: Lang) -> list[Layer]:
    """Return the grids in classes, under water and roads, with their shares when pointed at."""
    cover = thinned_cover(ground.area.grids).assign(
        **{
            name: [share(value / 100, lang) for value in shares[name].fillna(0)]
            for name in ("households_pct", "demand_pct", "patrol_pct")
        }
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = (shares["patrol_pct"] / shares["demand_pct"]).to_numpy(np.float64)
    empty = (shares["places"] == 0).to_numpy()
    tips = (
        (f"name_{lang}", say("col.grid", lang)),
        ("patrol_pct", say("places.share.patrol_pct", lang)),
        ("demand_pct", say("places.share.demand_pct", lang)),
        ("households_pct", say("places.share.households_pct", lang)),
    )
    classes = (
        ("grid_2", say("places.shares.class.low", lang, ratio=LOW), ~empty & (ratio < LOW)),
        (
            "grid_3",
            say("places.shares.class.even", lang),
            ~empty & ~(ratio < LOW) & ~(ratio > HIGH),
        ),
        ("grid_5", say("places.shares.class.high", lang, ratio=HIGH), ~empty & (ratio > HIGH)),
        ("grid_1", say("places.shares.class.none", lang), empty),
    )
    layers = atlas.ground_layers(ground, lang, grids=False)
    layers[1:1] = [
        Layer(style, label, cover[rows], tips, thin="no") for style, label, rows in classes
    ]
    return layers
