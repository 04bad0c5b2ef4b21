"""Other programs' ways to the same answers; runs in an environment of their own.

Each is used in the way that serves it best. Programs on rasters get houses of 60 m, so that nobody
looks over one; programs that draw areas get the houses near an eye, joined where they overlap.
"""

import ctypes
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import shapely

from benchmarks.sight.casting import cast
from benchmarks.sight.given import Floats, Given

Ask = Callable[[int], Floats]
Near = Callable[[Floats], np.ndarray]
RASTER_M = 1.0  # cells of the rasters of houses
TALL_M = 60.0
MARGIN_M = 20.0


def strtree(given: Given) -> Ask:
    """STRtree.query of all lines at once: what this program did before."""
    shapes = _shapes(given)
    tree = shapely.STRtree(shapes)

    def ask(asked: int) -> Floats:
        eye, target = _pairs(given, asked)
        lines = shapely.linestrings(
            np.stack([given.eyes[eye, :2], given.targets[target, :2]], axis=1)
        )
        met, house = tree.query(lines, predicate="intersects")
        own = np.zeros(len(met), dtype=bool)
        for xy in (given.eyes[eye[met], :2], given.targets[target[met], :2]):
            own |= shapely.intersects_xy(shapes[house], xy[:, 0], xy[:, 1])
        table = np.zeros((asked, len(given.targets)))
        table[eye, target] = 1
        table[eye[met[~own]], target[met[~own]]] = 0
        return table

    return ask


def pair_loop(given: Given) -> Ask:
    """One line after the other against all houses joined and prepared."""
    joined = shapely.union_all(_shapes(given))
    shapely.prepare(joined)

    def ask(asked: int) -> Floats:
        table = np.zeros((asked, len(given.targets)))
        for eye, target in zip(*_pairs(given, asked), strict=True):
            line = shapely.LineString([given.eyes[eye, :2], given.targets[target, :2]])
            table[eye, target] = not joined.intersects(line)
        return table

    return ask


def casting(given: Given) -> Ask:
    """Rays through a uniform grid of walls, compiled by numba."""
    shapes = _shapes(given)
    rings = shapely.get_rings(shapes)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    wall = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[wall], xy[wall + 1]
    cast(a, b, given.eyes[:1, :2], given.targets[:1, :2], 1.0)  # compiled before the clock counts

    def ask(asked: int) -> Floats:
        eyes, targets = given.eyes[:asked, :2], given.targets[:, :2]
        table = cast(a, b, eyes, targets, float(given.range_m))
        eye, target = _pairs(given, asked)
        told = np.zeros(table.shape)
        told[eye, target] = table[eye, target]
        return told

    return ask


def gdal(given: Given) -> Ask:
    """GDALViewshedGenerate, one call an eye, cut to the range; houses as a raster of 1 m."""
    return _gdal(given, *_surface(given))


def gdal_hills(given: Given) -> Ask:
    """GDALViewshedGenerate over the ground."""
    return _gdal(given, given.heights, given.corner_xy, given.cell_m)


def _gdal(given: Given, heights: Floats, corner: Floats, cell: Floats) -> Ask:
    import rasterio
    from rasterio.transform import from_origin

    path = Path(tempfile.mkdtemp()) / "surface.tif"
    place = from_origin(*map(float, corner), *map(float, cell))
    profile = {"driver": "GTiff", "count": 1, "dtype": "float32", "crs": "EPSG:4544"}
    rows, columns = heights.shape
    with rasterio.open(path, "w", height=rows, width=columns, transform=place, **profile) as file:
        file.write(heights.astype("float32"), 1)
    library = ctypes.CDLL(
        str(next((Path(rasterio.__file__).parents[1] / "rasterio.libs").glob("libgdal*")))
    )
    for name in ("GDALOpen", "GDALGetRasterBand", "GDALViewshedGenerate"):
        getattr(library, name).restype = ctypes.c_void_p
    library.GDALAllRegister()
    source = ctypes.c_void_p(library.GDALOpen(str(path).encode(), 0))
    band = ctypes.c_void_p(library.GDALGetRasterBand(source, 1))

    def one(eye: Floats, reach: float) -> tuple[Floats, Floats]:
        """Cells seen, and where their corner is."""
        numbers = (eye[0], eye[1], eye[2], float(given.targets[0, 2]), 1.0, 0.0, 0.0, -1.0, 0.0)
        made = ctypes.c_void_p(
            library.GDALViewshedGenerate(
                band, b"MEM", b"", None, *map(ctypes.c_double, numbers), 2,
                ctypes.c_double(reach), None, None, 1, None,
            )
        )  # fmt: skip
        frame = (ctypes.c_double * 6)()
        library.GDALGetGeoTransform(made, frame)
        wide, high = (getattr(library, f"GDALGetRaster{k}Size")(made) for k in "XY")
        cells = np.zeros((high, wide), dtype=np.uint8)
        out = ctypes.c_void_p(library.GDALGetRasterBand(made, 1))
        library.GDALRasterIO(
            out, 0, 0, 0, wide, high, cells.ctypes.data_as(ctypes.c_void_p), wide, high, 1, 0, 0
        )
        library.GDALClose(made)
        return cells, np.array([frame[0], frame[3]])

    def ask(asked: int) -> Floats:
        reach = float(given.range_m)
        table = np.zeros((asked, len(given.targets)))
        eyes, targets = _pairs(given, asked)
        for eye in range(asked):
            mine = targets[eyes == eye]
            cells, at = one(given.eyes[eye], reach + 2 * float(max(cell)))
            table[eye, mine] = _sampled(cells, at, cell, given.targets[mine])
        return table

    return ask


def xarray_spatial(given: Given) -> Ask:
    """xrspatial.viewshed on a window around each eye; houses as a raster of 1 m."""
    return _xarray_spatial(given, *_surface(given))


def xarray_spatial_hills(given: Given) -> Ask:
    """xrspatial.viewshed over the ground."""
    return _xarray_spatial(given, given.heights, given.corner_xy, given.cell_m)


def _xarray_spatial(given: Given, heights: Floats, corner: Floats, cell: Floats) -> Ask:
    import xarray
    from xrspatial import viewshed

    rows, columns = heights.shape
    x = corner[0] + (np.arange(columns) + 0.5) * cell[0]
    y = corner[1] - (np.arange(rows) + 0.5) * cell[1]
    whole = xarray.DataArray(heights.astype(float), coords={"y": y, "x": x}, dims=("y", "x"))
    viewshed(whole[:4, :4].copy(), x[1], y[1], observer_elev=1, target_elev=1)  # compiles

    def ask(asked: int) -> Floats:
        reach = float(given.range_m) + 2 * float(max(cell))
        table = np.zeros((asked, len(given.targets)))
        eyes, targets = _pairs(given, asked)
        for eye in range(asked):
            mine, (ex, ey, up) = targets[eyes == eye], given.eyes[eye]
            window = whole[(abs(y - ey) <= reach), (abs(x - ex) <= reach)].copy()
            up_to = float(given.targets[0, 2])
            seen = viewshed(window, ex, ey, observer_elev=up, target_elev=up_to).to_numpy() >= 0
            at = np.array([window.x[0] - cell[0] / 2, window.y[0] + cell[1] / 2])
            table[eye, mine] = _sampled(seen, at, cell, given.targets[mine])
        return table

    return ask


def samples(given: Given) -> Ask:
    """64 samples along each line, scipy.ndimage.map_coordinates."""
    from scipy.ndimage import map_coordinates

    def ask(asked: int) -> Floats:
        eye, target = _pairs(given, asked)
        low, high = (_ground(given, xyz, map_coordinates) for xyz in (given.eyes, given.targets))
        part = np.linspace(0, 1, 64)
        ends = [given.eyes[eye], given.targets[target]]
        xy = ends[0][:, None, :2] + part[None, :, None] * (ends[1] - ends[0])[:, None, :2]
        ground = _ground(given, xy.reshape(-1, 2), map_coordinates).reshape(len(eye), 64)
        start, end = low[eye] + ends[0][:, 2], high[target] + ends[1][:, 2]
        clear = ground <= start[:, None] + part * (end - start)[:, None] + 0.01
        table = np.zeros((asked, len(given.targets)))
        table[eye, target] = clear.all(axis=1)
        return table

    return ask


def visilibity(given: Given) -> Ask:
    """Visibility polygons of VisiLibity1; targets in them."""
    draw = _visilibity(given)
    return lambda asked: _in_areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def visilibity_areas(given: Given) -> Ask:
    """Visibility polygons of VisiLibity1, cut to the disc and measured."""
    draw = _visilibity(given)
    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def pyvispoly(given: Given) -> Ask:
    """Triangular expansion of CGAL in exact numbers; targets in the polygons."""
    draw = _pyvispoly(given)
    return lambda asked: _in_areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def pyvispoly_areas(given: Given) -> Ask:
    """Triangular expansion of CGAL in exact numbers, cut to the disc and measured."""
    draw = _pyvispoly(given)
    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def shadows(given: Given) -> Ask:
    """Draw the disc less the shadow of each wall, by shapely: what this program did before."""
    near, reach = _near(given), float(given.range_m)

    def draw(eye: Floats) -> shapely.Geometry:
        houses = near(eye)
        xy, ring = shapely.get_coordinates(shapely.get_rings(houses), return_index=True)
        wall = np.flatnonzero(ring[1:] == ring[:-1])
        a, b = xy[wall] - eye, xy[wall + 1] - eye
        broad = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) > 1e-9
        a, b = a[broad], b[broad]
        to_a, to_b = a / np.hypot(*a.T)[:, None], b / np.hypot(*b.T)[:, None]
        middle = to_a + to_b
        middle /= np.hypot(*middle.T)[:, None]
        far = 4 * reach
        corners = np.stack([a, b, to_b * far, middle * far, to_a * far], axis=1)
        hidden = shapely.polygons(corners + eye)
        return shapely.difference(
            _disc(eye, reach), shapely.union_all(np.concatenate([houses, hidden]))
        )

    return lambda asked: _areas(given, [draw(eye) for eye in given.eyes[:asked, :2]])


def _visilibity(given: Given) -> Callable[[Floats], shapely.Geometry]:
    import visilibity as library

    near, half = _near(given), float(given.range_m) * 2.5
    tiny = 1e-7

    def ring(xy: Floats) -> object:
        return library.Polygon([library.Point(x, y) for x, y in xy.tolist()])

    def draw(eye: Floats) -> shapely.Geometry:
        box = shapely.get_coordinates(shapely.box(-half, -half, half, half, ccw=True))[:-1]
        holes = [
            shapely.get_coordinates(one.exterior)[:-1] - eye
            for one in shapely.orient_polygons(near(eye), exterior_cw=True)
        ]
        world = library.Environment([ring(box), *map(ring, holes)])
        seen = library.Visibility_Polygon(library.Point(0.0, 0.0), world, tiny)
        corners = [(seen[k].x() + eye[0], seen[k].y() + eye[1]) for k in range(seen.n())]
        return shapely.buffer(shapely.Polygon(corners), 0)

    return draw


def _pyvispoly(given: Given) -> Callable[[Floats], shapely.Geometry]:
    import pyvispoly as library

    near, half = _near(given), float(given.range_m) * 2.5

    def ring(xy: Floats) -> object:
        return library.Polygon([library.Point(x, y) for x, y in xy.tolist()])

    def draw(eye: Floats) -> shapely.Geometry:
        box = shapely.get_coordinates(shapely.box(-half, -half, half, half, ccw=True))[:-1]
        holes = [
            ring(shapely.get_coordinates(one.exterior)[:-1] - eye)
            for one in shapely.orient_polygons(near(eye), exterior_cw=True)
        ]
        world = library.PolygonWithHoles(ring(box), holes)
        seen = library.VisibilityPolygonCalculator(world).compute_visibility_polygon(
            library.Point(0.0, 0.0)
        )
        corners = [(float(p.x()) + eye[0], float(p.y()) + eye[1]) for p in seen.boundary()]
        return shapely.buffer(shapely.Polygon(corners), 0)

    return draw


def _near(given: Given) -> Near:
    """Houses in reach of an eye, joined where they overlap, kept inside the world of an eye."""
    shapes = _shapes(given)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    if (one != other).any():
        shapes = shapely.get_parts(shapely.union_all(shapes))
    tree, reach = shapely.STRtree(shapes), float(given.range_m)

    def near(eye: Floats) -> np.ndarray:
        found = shapes[tree.query(shapely.Point(eye), predicate="dwithin", distance=reach)]
        return found[~shapely.intersects_xy(found, *eye)]

    return near


def _in_areas(given: Given, drawn: list[shapely.Geometry]) -> Floats:
    table = np.zeros((len(drawn), len(given.targets)))
    eye, target = _pairs(given, len(drawn))
    for row, area in enumerate(drawn):
        mine = target[eye == row]
        table[row, mine] = shapely.intersects_xy(area, *given.targets[mine, :2].T)
    return table


def _areas(given: Given, drawn: list[shapely.Geometry]) -> Floats:
    reach = float(given.range_m)
    disc = [_disc(eye, reach) for eye in given.eyes[: len(drawn), :2]]
    return np.array(shapely.area(shapely.intersection(np.array(drawn), np.array(disc))))


def _disc(eye: Floats, reach: float) -> shapely.Polygon:
    """Draw the polygon of 180 corners around the circle."""
    angle = np.radians(np.arange(180) * 2.0 - 180.0)
    radius = reach / np.cos(np.radians(1.0))
    return shapely.Polygon(eye + radius * np.column_stack([np.sin(angle), np.cos(angle)]))


def _shapes(given: Given) -> np.ndarray:
    return np.array([shapely.Polygon(one[0], one[1:]) for one in given.footprints])


def _pairs(given: Given, asked: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs within the slant range."""
    tree = shapely.STRtree(shapely.points(given.targets[:, :2]))
    reach = float(given.range_m)
    eyes = shapely.points(given.eyes[:asked, :2])
    eye, target = tree.query(eyes, predicate="dwithin", distance=reach)
    lift = [np.zeros(len(xyz)) for xyz in (given.eyes, given.targets)]
    if given.heights.size:
        from scipy.ndimage import map_coordinates

        lift = [_ground(given, xyz, map_coordinates) for xyz in (given.eyes, given.targets)]
    up = given.targets[target, 2] + lift[1][target] - given.eyes[eye, 2] - lift[0][eye]
    flat = given.targets[target, :2] - given.eyes[eye, :2]
    near = (flat**2).sum(axis=1) + up**2 <= reach**2
    return eye[near], target[near]


def _ground(given: Given, xy: Floats, map_coordinates: Callable[..., Floats]) -> Floats:
    column = (xy[:, 0] - given.corner_xy[0]) / given.cell_m[0] - 0.5
    row = (given.corner_xy[1] - xy[:, 1]) / given.cell_m[1] - 0.5
    return map_coordinates(given.heights, [row, column], order=1)


def _surface(given: Given) -> tuple[Floats, Floats, Floats]:
    """Houses as a raster around all that is asked about."""
    from rasterio.features import rasterize
    from rasterio.transform import from_origin

    ends = np.concatenate([given.eyes[:, :2], given.targets[:, :2]])
    west, south = ends.min(axis=0) - MARGIN_M
    east, north = ends.max(axis=0) + MARGIN_M
    shape = (int((north - south) / RASTER_M) + 1, int((east - west) / RASTER_M) + 1)
    place = from_origin(west, north, RASTER_M, RASTER_M)
    burnt = rasterize(_shapes(given), shape, transform=place, dtype="uint8")
    return burnt * TALL_M, np.array([west, north]), np.array([RASTER_M, RASTER_M])


def _sampled(cells: np.ndarray, corner: Floats, cell: Floats, xyz: Floats) -> Floats:
    column = ((xyz[:, 0] - corner[0]) // cell[0]).astype(int)
    row = ((corner[1] - xyz[:, 1]) // cell[1]).astype(int)
    inside = (row >= 0) & (row < cells.shape[0]) & (column >= 0) & (column < cells.shape[1])
    told = np.zeros(len(xyz))
    told[inside] = cells[row[inside], column[inside]] > 0
    return told


LOOKS: Mapping[str, Callable[[Given], Ask]] = {
    "STRtree lines": strtree,
    "one line at a time": pair_loop,
    "ray casting (numba)": casting,
    "GDAL viewshed 1 m": gdal,
    "xarray-spatial 1 m": xarray_spatial,
    "visilibity": visilibity,
    "pyvispoly (CGAL)": pyvispoly,
}
AREAS: Mapping[str, Callable[[Given], Ask]] = {
    "shapely shadows": shadows,
    "visilibity": visilibity_areas,
    "pyvispoly (CGAL)": pyvispoly_areas,
}
HILLS: Mapping[str, Callable[[Given], Ask]] = {
    "64 samples (scipy)": samples,
    "GDAL viewshed": gdal_hills,
    "xarray-spatial": xarray_spatial_hills,
}
# loaded before the clock starts
NEEDS: Mapping[str, tuple[str, ...]] = {
    "STRtree lines": (),
    "one line at a time": (),
    "ray casting (numba)": ("numba",),
    "GDAL viewshed 1 m": ("rasterio.features",),
    "GDAL viewshed": ("rasterio",),
    "xarray-spatial 1 m": ("rasterio.features", "xrspatial"),
    "xarray-spatial": ("xrspatial",),
    "64 samples (scipy)": ("scipy.ndimage",),
    "visilibity": ("visilibity",),
    "pyvispoly (CGAL)": ("pyvispoly",),
    "shapely shadows": (),
}
