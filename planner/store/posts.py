"""Where an office has adopted posts around its area: places alone, never who stands there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import msgspec

from planner.store.office import damaged, keep, kept

if TYPE_CHECKING:
    from pathlib import Path

    from geo.load import Area

Place = tuple[float, float]
_NAME = "perimeter_posts"
_KEPT_IN, _DECIMALS = "EPSG:4490", 9  # degrees, a tenth of a millimetre
_MOST = 1000


def own_posts(root: Path, area: Area) -> tuple[Place, ...]:
    """Read the posts, in metres of the area's system; none where none was adopted.

    Raises
    ------
    InputError
        office_damaged
    """
    told = kept(root, area.area_id, _NAME)
    try:
        places = msgspec.convert(told or [], tuple[Place, ...])
    except msgspec.ValidationError as error:
        raise damaged(_NAME) from error
    if len(places) > _MOST or any(not _on_earth(place) for place in places):
        raise damaged(_NAME)
    if not places:
        return ()
    points = gpd.GeoSeries.from_xy(*zip(*places, strict=True), crs=_KEPT_IN).to_crs(area.crs)
    return tuple((float(x), float(y)) for x, y in zip(points.x, points.y, strict=True))


def set_posts(root: Path, area_id: str, posts: gpd.GeoSeries) -> None:
    """Keep posts in place of those before.

    Raises
    ------
    OSError
        When the store cannot be written to; what was kept before is still there.
    """
    degrees = posts.to_crs(_KEPT_IN)
    told = [
        [round(x, _DECIMALS), round(y, _DECIMALS)]
        for x, y in zip(degrees.x, degrees.y, strict=True)
    ]
    keep(root, area_id, _NAME, told)


def clear_posts(root: Path, area_id: str) -> None:
    """Forget the posts, also those of a file that cannot be read."""
    keep(root, area_id, _NAME, None)


def _on_earth(place: Place) -> bool:
    x, y = place
    return math.isfinite(x + y) and abs(x) <= 180 and abs(y) <= 90
