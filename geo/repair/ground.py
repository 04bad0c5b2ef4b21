"""The drawing as one arrangement of faces, each with the grids that claim it."""

from dataclasses import dataclass

from geo.edges import Polygons


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Faces of everything noded together once."""

    faces: Polygons
