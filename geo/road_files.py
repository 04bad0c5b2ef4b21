"""Roads out of a file of any format: a map of OpenStreetMap, or a drawn layer of lines."""

from dataclasses import dataclass
from pathlib import Path

import shapely
from pyproj import CRS

from geo.crs import check_metric, working_crs_for
from geo.formats import read_drawing, source_of
from geo.formats.osm import osm_centre, osm_reading
from geo.formats.osm_packed import ENDINGS
from geo.formats.road_reading import RoadReading
from geo.intake.coordinates import reading_of
from geo.persons.tables import refuse_named
from geo.road_lines import road_lines

__all__ = ["Said", "is_map", "read_drawn_roads", "read_mapped_roads"]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a drawn file that it does not say itself.

    Parameters
    ----------
    layer
        Which of several layers.
    system
        What its coordinates are: EPSG:4544, GCJ-02, BD-09.
    encoding
        Encoding of its text.
    road_class
        Class of the roads that name none, or none known.
    """

    layer: str = ""
    system: str = ""
    encoding: str = ""
    road_class: str = ""


def is_map(path: Path) -> bool:
    """Whether the ending of a file says that it is a map of OpenStreetMap."""
    return Path(path).suffix.lower() in ENDINGS


def read_mapped_roads(path: Path, *, crs: str = "", plain: bool = False) -> RoadReading:
    """Read the roads of a map of OpenStreetMap, in metres of `crs` or of the place's own system.

    Raises
    ------
    InputError
        What `osm_reading` finds; bad_crs, crs_not_metres or crs_elsewhere.
    SchemaError
        person_cell: the name of a road names a person.
    """
    centre = osm_centre(path)
    reading = osm_reading(path, _system(crs, centre), plain=plain)
    names = {column: reading.roads[column].tolist() for column in ("name_zh", "name_en")}
    refuse_named(Path(path).name, names, list(reading.roads.index))
    return reading


def read_drawn_roads(
    path: Path, said: Said, *, crs: str = "", near: shapely.Geometry | None = None
) -> RoadReading:
    """Read the roads of a drawn layer, its coordinates told as those of any drawing.

    Parameters
    ----------
    near
        Township in longitude and latitude that the roads must lie near.

    Raises
    ------
    InputError
        What the reader of the format, `reading_of` and `road_lines` find.
    """
    drawing = read_drawing(source_of(path), layer=said.layer, encoding=said.encoding)
    reading = reading_of(drawing, near, system=said.system)
    return road_lines(drawing, reading, crs=crs or None, otherwise=said.road_class)


def _system(crs: str, centre: tuple[float, float]) -> CRS | str:
    return check_metric(crs, centre) if crs else working_crs_for(*centre)
