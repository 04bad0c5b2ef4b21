"""A ground on which the office's own counts of places stand in the place of the area's."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pandas as pd

from planner.demand.place_header import BANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.load import Area
    from planner.demand.ground import Ground
    from planner.demand.place_book import PlaceBook


def with_book(ground: Ground, book: PlaceBook) -> Ground:
    """Put the counts of a book into the area, and the book on the ground: every question sees it.

    Counts of places that are no longer in the area are left out. The fingerprint changes with
    the book, since maps and answers are kept by it.
    """
    if book == ground.places:
        return ground
    area = counted(ground.area, book.counts)
    told = msgspec.json.encode(book, order="deterministic")
    mark = hashlib.sha256(area.fingerprint.encode() + told).hexdigest()
    return replace(ground, area=replace(area, fingerprint=mark), places=book)


def counted(area: Area, counts: Mapping[str, Mapping[str, int]]) -> Area:
    """Put counts into an area; places without one keep the area's own."""
    places = area.places
    for column in ("household_count", "population_count"):
        given = pd.Series(dict(counts.get(column, {})), dtype="float64").reindex(places.index)
        places = places.assign(
            **{column: given.fillna(places[column]).astype(places[column].dtype)}
        )
    return replace(area, places=places, incidents=_incidents(area, counts))


def _incidents(area: Area, counts: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Incidents of the area, with the office's own in the place of those of the same band."""
    rows = [
        (place, band, count)
        for band in BANDS
        for place, count in counts.get(band, {}).items()
        if place in area.places.index
    ]
    if not rows:
        return area.incidents
    own = pd.DataFrame(rows, columns=["place_id", "time_band", "count"])
    told = {(place, band) for place, band, _ in rows}
    pairs = zip(area.incidents["place_id"], area.incidents["time_band"], strict=True)
    others = area.incidents[[pair not in told for pair in pairs]]
    kept = pd.concat([others, own], ignore_index=True) if len(others) else own
    return kept.astype({"count": "int64"})[list(area.incidents.columns)]
