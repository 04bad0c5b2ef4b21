"""The table of an area's places for an office to fill in, and its file handed back with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.contract import InputError
from geo.formats.fill_cells import filled
from planner.demand.place_counts import bring
from planner.demand.place_header import BANDS, COUNTED
from planner.words import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.load import Area


def current_counts(area: Area) -> pd.DataFrame:
    """Return the counts of an area as they stand, by place_id and with the columns of `COUNTED`."""
    table = area.places[["household_count", "population_count"]].copy()
    for band in BANDS:
        rows = area.incidents[area.incidents["time_band"] == band]
        count = rows.groupby("place_id")["count"].sum()
        table[band] = count.reindex(table.index, fill_value=0)
    kept: pd.DataFrame = table.astype("int64")
    return kept


def changed_counts(
    values: Mapping[str, Mapping[str, int]], area: Area
) -> dict[str, dict[str, int]]:
    """Leave out the numbers that are those in use: a guess sent out and back is still a guess."""
    counts = current_counts(area)
    found = {
        column: {place: number for place, number in given.items() if number != now.get(place)}
        for column, given, now in ((name, told, counts[name]) for name, told in values.items())
    }
    return {column: given for column, given in found.items() if given}


def place_table(area: Area, lang: Lang, *, blank: bool = False) -> pd.DataFrame:
    """Return a row for every place: code, name, village and its counts; `blank` leaves these out.

    The headings are those that `planner.demand.place_counts.bring` reads.
    """
    name = f"name_{lang}"
    table = pd.DataFrame(
        {
            say("places.head.place_id", lang): [str(code) for code in area.places.index],
            say("places.head.name", lang): area.places[name].to_list(),
            say("places.head.unit", lang): area.units[name]
            .reindex(area.places["unit_code"])
            .to_list(),
        }
    )
    counts = current_counts(area)
    for column in COUNTED:
        told = say(f"places.head.{column}", lang)
        table[told] = None if blank else counts[column].to_list()
    return table


def handed_back(name: str, content: bytes, area: Area, *, sheet: str = "") -> bytes:
    """Write the counts as they stand into an office's own file, in place.

    Only cells whose number differs are written, and empty ones; formulas stay. Where all agree
    the file comes back byte for byte.

    Raises
    ------
    InputError
        places_faulty when a cell is wrong, or as `bring` and `filled` say.
    """
    brought = bring(name, content, area, sheet=sheet)
    if brought.faults:
        cells = ", ".join(fault.cell for fault in brought.faults[:5])
        told = "{file}: cells with faults ({cells}); mend them first."
        raise InputError(code="places_faulty", facts={"file": name, "cells": cells}, sentence=told)
    counts = {column: told.to_dict() for column, told in current_counts(area).items()}
    values = {
        (brought.sheet, cell): counts[str(column)][place]
        for (column, place), cell in {**brought.blanks, **brought.cells}.items()
        if cell not in brought.formulas
        and brought.values[column].get(place) != counts[column][place]
    }
    return filled(name, content, values)
