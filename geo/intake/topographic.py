"""Signs that a drawing holds contours or a full topographic map, which the law guards.

Continuous coverage over 25 km2 of national basic topographic maps larger than 1:5,000 with all
their features, and contours of 20 m and closer, may be state secrets (catalogue of secrets in
surveying and geographic information of 2020-06-18, items 18 and 20). Boundaries, roads and points
of places are what a plan needs; nothing is refused here, a person is told.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
import shapely

from geo.formats import Drawing

Sign = Literal["contours", "full_sheet"]
SIGNS: tuple[Sign, ...] = get_args(Sign)

_CONTOURS = re.compile(
    r"等高线|计曲线|首曲线|间曲线|助曲线|contour|isohyps|(?<![a-z])(dgx|jqx|sqx|terl)(?![a-z])",
    re.IGNORECASE,
)
_HEIGHTS = re.compile(
    r"高程|等高|海拔|elev|contour|(?<![a-z])(gc|z|height)(?![a-z])", re.IGNORECASE
)
# feature classes of topographic maps: one letter group each, as layers are commonly called
_CLASSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"水系|(?<![a-z])(hyd[alp]|sxss)(?![a-z])",
        r"居民地|(?<![a-z])(res[alp]|jmd)(?![a-z])",
        r"交通|(?<![a-z])(roa[alp]|lrdl|rrdl|dlss)(?![a-z])",
        r"管线|(?<![a-z])(pip[alp]|gxyz)(?![a-z])",
        r"境界|(?<![a-z])(bou[alp]|jjx?)(?![a-z])",
        r"地貌|高程点|(?<![a-z])(ter[alp]|dmtz|gcd|dgx)(?![a-z])",
        r"植被|土质|(?<![a-z])(veg[alp]|zbtz)(?![a-z])",
        r"控制点|(?<![a-z])(cptp?|kzd)(?![a-z])",
        r"独立地物|(?<![a-z])(dldw|lfc[alp])(?![a-z])",
    )
)
_SHEET = 5  # of the classes together; a plan's own layers are boundaries, roads, places, water
_FEWEST_LINES = 10
_REGULAR = 0.9  # of the steps between heights are whole numbers of the smallest usual one


def signs(drawing: Drawing, layers: Sequence[str] = ()) -> tuple[Sign, ...]:
    """Tell which guarded content the names and figures of a drawing speak of.

    Parameters
    ----------
    layers
        Names of all layers of the file, where it has several.
    """
    texts = (*layers, drawing.layer, drawing.file, *_worded(drawing))
    found = name_signs(texts)
    stepped = "contours" not in found and _has_stepped_lines(drawing)
    return ("contours", *found) if stepped else found


def name_signs(names: Sequence[str]) -> tuple[Sign, ...]:
    """Tell which guarded content names of layers and files speak of, before any is read."""
    return tuple(_signs(names))


def _signs(texts: Sequence[str]) -> Iterator[Sign]:
    if any(_CONTOURS.search(text) for text in texts):
        yield "contours"
    if sum(any(kind.search(text) for text in texts) for kind in _CLASSES) >= _SHEET:
        yield "full_sheet"


def _worded(drawing: Drawing) -> list[str]:
    """Values of the columns that say which layer or kind a row is of."""
    found = []
    for column in drawing.frame.columns:
        if re.search(r"layer|图层|类型|名称|fcode|class", str(column), re.IGNORECASE):
            values = drawing.frame[column].dropna().unique()
            found += [str(value)[:40] for value in values[:500]]
    return found


def _has_stepped_lines(drawing: Drawing) -> bool:
    """Tell whether lines carry heights that rise by one interval, as contours do."""
    shapes = drawing.frame.geometry.to_numpy()
    lines = np.isin(shapely.get_type_id(shapes), (1, 5))
    if lines.sum() < _FEWEST_LINES:
        return False
    for column in drawing.frame.columns:
        if column == "geometry" or not _HEIGHTS.search(str(column)):
            continue
        heights = pd.to_numeric(drawing.frame.loc[lines, column], errors="coerce").dropna()
        steps = np.diff(np.unique(heights.to_numpy(float)))
        if len(heights) < _FEWEST_LINES or len(steps) < 3:
            continue
        interval = float(np.median(steps))
        whole = np.abs(steps / interval - np.rint(steps / interval)) < 1e-6
        if whole.mean() >= _REGULAR:
            return True
    return False
