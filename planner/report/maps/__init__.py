"""Maps as HTML: the one room that knows folium.

`map_html` draws layers with style classes; `relief` shades the terrain underneath; `escaped` is the
one escaper for every string that reaches a map.
"""

from planner.report.maps.assets import AssetError
from planner.report.maps.draw import map_html
from planner.report.maps.escape import escaped
from planner.report.maps.geojson import lonlat, thinned_cover
from planner.report.maps.relief import relief
from planner.report.maps.spec import About, Layer, Relief
from planner.report.maps.styles import PALETTE_WORDS, STYLES

__all__ = [
    "PALETTE_WORDS",
    "STYLES",
    "About",
    "AssetError",
    "Layer",
    "Relief",
    "escaped",
    "lonlat",
    "map_html",
    "relief",
    "thinned_cover",
]
