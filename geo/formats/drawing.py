"""What every reader of a foreign file returns: rows as they are, and what was noticed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd

from geo.contract import Fact


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about a file that was read: a code and its facts."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One layer of a foreign file, nothing mended and nothing moved.

    Parameters
    ----------
    file
        Name of the file as given; for messages only, never used as a path.
    layer
        Table, sheet, folder or drawing layer inside the file; "" where a file has only one.
    frame
        Rows in the order of the file: attributes as objects (text stays text, codes keep their
        zeros), geometry in two dimensions in the coordinates of the file, None where missing.
        Its ``crs`` is not used: ``system`` says what is known about coordinates.
    rows
        How a message names each row: "feature 3", "row 12", "record 7".
    system
        What the file says its coordinates are: "EPSG:4490", "GCJ-02", "BD-09", the WKT of a .prj
        no register knows, or "" when it says nothing.
    notes
        What was noticed while reading: a guessed encoding, heights left away, texts not taken.
    """

    file: str
    layer: str
    frame: gpd.GeoDataFrame
    rows: tuple[str, ...]
    system: str = ""
    notes: tuple[Note, ...] = ()
