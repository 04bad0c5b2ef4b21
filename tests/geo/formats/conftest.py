"""One small layer in every format, in memory."""

import io
import zipfile

import geopandas as gpd
import pytest
from shapely.geometry import Polygon, box

from geo.export import write_geopackage
from geo.formats.geojson import write_features
from geo.formats.write_kml import kml_text
from geo.formats.write_shapefile import shapefile_zip

CRS = "EPSG:4544"


def layer():
    """Two squares side by side, the second with a hole."""
    east = Polygon(
        box(430100, 3100000, 430200, 3100100).exterior,
        [box(430140, 3100040, 430160, 3100060).exterior],
    )
    columns = {"grid_id": ["053062320220001", "053062320220002"], "name_zh": ["西网格", "东网格"]}
    return gpd.GeoDataFrame(
        columns, geometry=[box(430000, 3100000, 430100, 3100100), east], crs=CRS
    )


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.fixture(scope="session")
def sources(tmp_path_factory):
    """The layer in every format: ending -> source."""
    folder = tmp_path_factory.mktemp("formats")
    write_features(folder / "a.geojson", layer().to_crs("EPSG:4490"))
    write_geopackage(folder / "a.gpkg", {"a": layer()})
    with zipfile.ZipFile(io.BytesIO(shapefile_zip(layer(), "a"))) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if "_" not in n}
    kml = kml_text(layer(), "a").encode()
    single = {
        ".geojson": (folder / "a.geojson").read_bytes(),
        ".gpkg": (folder / "a.gpkg").read_bytes(),
        ".zip": shapefile_zip(layer(), "a"),
        ".kml": kml,
        ".ovkml": kml,
        ".kmz": zipped({"doc.kml": kml}),
    }
    return {ending: {f"a{ending}": content} for ending, content in single.items()} | {".shp": parts}
