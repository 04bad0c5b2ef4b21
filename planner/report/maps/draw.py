"""Layers -> one HTML page with a map, drawn by folium from shipped assets only."""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING, Literal

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template
from folium.utilities import JsCode

from planner.report.maps import assets
from planner.report.maps.escape import escaped
from planner.report.maps.furniture import CSS, Line, foot_text, sheet_html
from planner.report.maps.geojson import feature_collection, lonlat
from planner.report.maps.spec import About, Layer, Relief
from planner.report.maps.styles import Style, style_of, symbol_svg
from planner.words import say

if TYPE_CHECKING:
    from planner.words import Lang

Bounds = tuple[float, float, float, float]

_HTML_LANG = {"zh": "zh-CN", "en": "en"}
_POINTS = ("square", "triangle", "diamond", "cross")
_NAME = re.compile(r"\b([a-z][a-z_]*)_([0-9a-f]{32})(?![0-9a-f])")
_META = re.compile(r'<meta name="viewport"[^>]*/>', re.DOTALL)
_DEEPEST = 22  # a pixel is about 3 cm: a sliver of a decimetre can be seen
_WHOLE_WORLD: Bounds = (-180.0, -60.0, 180.0, 75.0)


class _Raw(Element):
    """A piece of our own HTML, never read as a template."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Tip(MacroElement):
    """Shows a feature's prepared and escaped tip."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.bindTooltip(
            function (layer) { return layer.feature.properties.tip; },
            {sticky: true, opacity: 0.97});
        {% endmacro %}
        """
    )


class _Manners(MacroElement):
    """Zoom buttons and sheet line in the reader's language, legend boxes, no foreign prefix."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {%- set map = this._parent.get_name() %}
        L.control.zoom({position: "topleft", zoomInTitle: {{ this.zoom_in|tojson }},
            zoomOutTitle: {{ this.zoom_out|tojson }}}).addTo({{ map }});
        L.control.scale({imperial: false, maxWidth: 140}).addTo({{ map }});
        {{ map }}.attributionControl.setPrefix(false);
        {% if this.foot %}{{ map }}.attributionControl.addAttribution({{ this.foot|tojson }});
        {% endif %}
        new ResizeObserver(function (seen) {  // its foot may break into lines
            {{ map }}.getContainer().querySelector(".leaflet-bottom.leaflet-left").style.bottom =
                seen[0].target.offsetHeight + "px";
        }).observe({{ map }}.attributionControl.getContainer());
        {{ map }}.getContainer().setAttribute("aria-label", {{ this.title|tojson }});
        document.querySelectorAll("input[data-layer]").forEach(function (box) {
            function apply() {
                {{ map }}.getContainer().classList.toggle("no-" + box.dataset.layer, !box.checked);
            }
            box.addEventListener("change", apply);
            apply();
        });
        if (window.innerWidth < 700) {
            document.querySelectorAll("details.sheet-legend").forEach(function (legend) {
                legend.open = false;
            });
        }
        if (window.parent !== window) {  // in a page the wheel scrolls the page, until asked
            const held = {{ map }}.getContainer(), wheel = {{ map }}.scrollWheelZoom;
            const hint = L.DomUtil.create("div", "wheel-hint", held);
            hint.textContent = {{ this.wheel|tojson }};
            let shown = 0;
            wheel.disable();
            held.addEventListener("focus", function () { wheel.enable(); });
            held.addEventListener("blur", function () { wheel.disable(); });
            document.addEventListener("wheel", function (turned) {
                const asked = turned.ctrlKey || document.activeElement === held;
                if (asked) { wheel.enable(); } else { wheel.disable(); }
                hint.classList.toggle("shown", !asked);
                clearTimeout(shown);
                shown = setTimeout(function () { hint.classList.remove("shown"); }, 1500);
            }, {capture: true, passive: true});
        }
        window.map = {{ map }};
        {% endmacro %}
        """
    )

    def __init__(self, *, title: str, foot: str, lang: Lang) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Manners"
        self.title, self.foot = title, foot
        self.zoom_in, self.zoom_out = say("map.zoom_in", lang), say("map.zoom_out", lang)
        self.wheel = say("map.wheel", lang)


def map_html(  # noqa: PLR0913 - what a sheet shows; all but the layers by name
    layers: list[Layer],
    *,
    lang: Lang,
    title: str,
    about: About | None = None,
    relief: Relief | None = None,
    focus: Bounds | None = None,
    assets: Literal["served", "inline"] = "served",
) -> str:
    """Return a map of the layers as one HTML page; the same input gives the same bytes.

    Parameters
    ----------
    layers
        Drawn in this order; the last one lies on top and stands first in the legend.
    title
        Heading on the sheet, in the reader's language.
    about
        Source, dates, coordinate system, and whether the data is made up.
    relief
        Picture of the terrain under everything.
    focus
        West, south, east and north in degrees of what is shown first; by default everything.
    assets
        ``served``: scripts are links to this program's own server. ``inline``: everything is
        written into the page, which then opens from a file without any network.

    Raises
    ------
    AssetError
        Something on the map would be loaded from another machine.
    """
    about = about or About()
    drawn = [layer for layer in layers if not layer.frame.empty]
    figure = Figure(title=escaped(title))
    canvas = _canvas(_bounds(drawn), focus)
    canvas.add_to(figure)
    if relief is not None:
        _background(relief).add_to(canvas)
    lines = [_draw(canvas, number, layer) for number, layer in enumerate(drawn)]
    legend = [line for line in _legend_order(drawn, lines) if line.label]
    canvas.add_child(_Manners(title=escaped(title), foot=foot_text(about, lang), lang=lang))
    hiding = "\n".join(f".no-{line.layer} .{line.layer} {{ display: none; }}" for line in lines)
    figure.header.add_child(_Raw(f"<style>{CSS}{hiding}</style>"))
    figure.html.add_child(_Raw(sheet_html(title, about, legend, lang)))
    return _finished(figure, lang, inline=assets == "inline")


def _finished(figure: Figure, lang: Lang, *, inline: bool) -> str:
    assets.require_shipped(figure)
    html = figure.render().replace("<html>", f'<html lang="{_HTML_LANG[lang]}">', 1)
    # folium forbids zooming the page with the fingers; a reader with weak eyes needs it
    html = _META.sub(
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>', html, count=1
    )
    html = _numbered(html)
    assets.require_offline(html)
    return assets.inlined(html) if inline else html


def _numbered(html: str) -> str:
    """Replace folium's random element names by numbers, so that equal maps are equal bytes."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        return f"{found.group(1)}_{numbers.setdefault(found.group(2), len(numbers))}"

    return _NAME.sub(number, html)


def _canvas(bounds: Bounds, focus: Bounds | None) -> folium.Map:
    west, south, east, north = bounds
    room = 0.5 * max(east - west, north - south)
    canvas = folium.Map(
        location=((south + north) / 2, (west + east) / 2),
        tiles=None,
        zoom_control=False,
        min_zoom=max(1, math.floor(math.log2(360 / (8 * max(room, 0.001))))),
        maxZoom=_DEEPEST,
        zoomSnap=0.25,
        max_bounds_viscosity=0.7,
        max_bounds=True,
        min_lat=south - room,
        max_lat=north + room,
        min_lon=west - room,
        max_lon=east + room,
    )
    west, south, east, north = focus or bounds
    canvas.fit_bounds([(south, west), (north, east)], padding=(14, 14))
    return canvas


def _bounds(layers: list[Layer]) -> Bounds:
    """Return west, south, east and north of all layers but the mask around the area."""
    boxes = [
        lonlat(layer.frame).total_bounds.tolist() for layer in layers if layer.style != "outside"
    ]
    if not boxes:
        return _WHOLE_WORLD
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return west, south, max(box[2] for box in boxes), max(box[3] for box in boxes)


def _background(relief: Relief) -> folium.raster_layers.ImageOverlay:
    west, south, east, north = relief.bounds
    # folium reads any address it does not know as a file's name, so it gets one to replace
    overlay = folium.raster_layers.ImageOverlay(
        "https://replaced.invalid/", [[south, west], [north, east]], pixelated=False
    )
    overlay.url = f"data:image/png;base64,{base64.b64encode(relief.png).decode()}"
    return overlay


def _draw(canvas: folium.Map, number: int, layer: Layer) -> Line:
    """Add a layer; its shapes carry a class of their own, by which the legend hides them.

    Hidden by style and not taken off the map, a layer keeps its place in the order. A pane for each
    layer would do too, but Chromium draws each on a surface of its own and, with twenty of them,
    leaves parts of the map empty.
    """
    name = f"layer{number}"
    style = style_of(layer.style, layer.variant)
    data = feature_collection(layer)
    if style.casing:
        _shape(data, _casing(style), number, tips=False).add_to(canvas)
    _shape(data, style, number, tips=bool(layer.tips)).add_to(canvas)
    return Line(name, style, layer.label, layer.show)


def _legend_order(layers: list[Layer], lines: list[Line]) -> list[Line]:
    """Order the legend from top to bottom, what can be asked for its facts before the rest."""
    pairs = list(zip(layers, lines, strict=True))[::-1]
    return [line for layer, line in sorted(pairs, key=lambda pair: not pair[0].tips)]


def _casing(style: Style) -> Style:
    return Style("line", style.casing or "", style.width + 2.2, style.opacity)


def _shape(data: str, style: Style, number: int, *, tips: bool) -> folium.GeoJson:
    look = {
        "color": style.colour,
        "weight": style.width,
        "opacity": style.opacity,
        "stroke": style.width > 0,
        "fill": style.fill is not None,
        "fillColor": style.fill or style.colour,
        "fillOpacity": style.fill_opacity,
        "dashArray": style.dash or None,
        "lineCap": "butt" if style.dash else "round",
    }
    lit = {"weight": style.width + 1.4, "fillOpacity": min(1.0, style.fill_opacity + 0.18)}
    shape = folium.GeoJson(
        data,
        style_function=lambda _feature: look,
        highlight_function=(lambda _feature: lit) if style.hover and tips else None,
        class_name=f"layer{number}",
        interactive=tips,
        point_to_layer=JsCode(_point_script(style, number, tips=tips)),
    )
    if tips:
        shape.add_child(_Tip())  # type: ignore[no-untyped-call]
    return shape


def _point_script(style: Style, number: int, *, tips: bool) -> str:
    """Return the browser's rule for a point: a dot, a symbol, a numbered badge or a label."""
    on = "true" if tips else "false"
    if style.shape not in (*_POINTS, "badge", "label"):
        return (
            f"function (feature, at) {{ return L.circleMarker(at, "
            f'{{className: "layer{number}", radius: {style.radius}, interactive: {on}}}); }}'
        )
    size = 0.0 if style.shape == "label" else 2 * style.radius + 3
    if style.shape == "label":
        above = " map-label-above" if style.above else ""
        html = f'"<div class=\\"map-label{above}\\">" + feature.properties.text + "</div>"'
    elif style.shape == "badge":
        svg = symbol_svg(style, size=size).replace('"', "'")
        html = f'"<span class=map-badge>{svg}<b>" + feature.properties.text + "</b></span>"'
    else:
        html = '"' + symbol_svg(style, size=size).replace('"', "'") + '"'
    return (
        f"function (feature, at) {{ return L.marker(at, "
        f"{{zIndexOffset: {1000 * number}, interactive: {on}, keyboard: false, icon: L.divIcon("
        f'{{className: "layer{number}", iconSize: [{size}, {size}], html: {html}}})}}); }}'
    )
