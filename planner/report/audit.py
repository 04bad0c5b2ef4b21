"""What an auditor needs to prove a drawing again: the layers as proved, the script, the proof."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.formats.geojson import write_features

if TYPE_CHECKING:
    from geo.repair import Mended

_SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_coverage.py"
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP knows: the same drawing gives the same bytes


def audit_zip(mended: Mended, proof: str) -> bytes:
    """Pack the mended grids, their boundary and exceptions as GeoJSON in metres, to a millimetre.

    With them go the script that repeats the edge cancellation with nothing but Python, and the
    proof as text.
    """
    outline = gpd.GeoDataFrame(
        {"boundary_id": ["boundary"]}, geometry=[mended.boundary], crs=mended.grids.crs
    ).set_index("boundary_id")
    layers = {"grids": mended.grids[["geometry"]], "boundary": outline}
    if mended.exceptions is not None and len(mended.exceptions):
        layers["exceptions"] = mended.exceptions
    files = {"proof.txt": proof.encode("utf-8-sig"), "verify_coverage.py": _SCRIPT.read_bytes()}
    with TemporaryDirectory() as folder:
        for name, frame in layers.items():
            path = Path(folder) / f"{name}.geojson"
            write_features(path, frame)
            files[path.name] = path.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
