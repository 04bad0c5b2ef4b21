// The map: context below, grids above, the selection on top. It shows what Python sent and never
// keeps a shape of its own; a dragged point is a picture until Python has answered.
const LOOK = {
  base: {color: "#5d5470", weight: 0.8, opacity: 0.9, fillColor: "#7fb8d6", fillOpacity: 0.18},
  special: {color: "#8a4a72", weight: 1.4, opacity: 0.95, fillColor: "#CC79A7", fillOpacity: 0.4},
  changed: {fillColor: "#E69F00", fillOpacity: 0.3},
  warned: {color: "#8f2f00", weight: 1.5, dashArray: "5 3"},
  locked: {fillColor: "url(#redraw-hatch)", fillOpacity: 0.85},
  chosen: {color: "#0072B2", weight: 3.6, opacity: 1, dashArray: null},
  face: {color: "#1b1f24", weight: 1.6, dashArray: "4 3", fillColor: "#ffffff", fillOpacity: 0.25},
  painted: {fillColor: "#0072B2", fillOpacity: 0.55},
  offer: {color: "#D55E00", weight: 5, opacity: 0.9, lineCap: "butt"},
};
// a way across is told by its dashes, as in the legend
const WAYS = {road: "14 5", stream: "3 5", ridge: "14 5 3 5", group: "8 8"};
const NAMES_FROM_ZOOM = -2.5;  // six metres a pixel
const SITES_FROM_ZOOM = -1.5;  // three: sites stand close together
const SNAP_PX = 12;
const CONTEXT = {
  reservoir: {color: "#2f6f9e", weight: 0.8, fillColor: "#8ec3e3", fillOpacity: 0.8, fill: true},
  stream: {color: "#3f86b8", weight: 1.6, opacity: 0.9},
  ridge: {color: "#7d6a4a", weight: 1.3, opacity: 0.75, dashArray: "7 3 1 3"},
  group: {color: "#7a5c8a", weight: 1.8, opacity: 0.9, dashArray: "2 4"},
  path: {color: "#8a7a63", weight: 0.9, opacity: 0.8, dashArray: "4 3"},
  local: {color: "#a59c8a", weight: 1.4},
  middle: {color: "#c9a23f", weight: 2.0},
  main: {color: "#b9762a", weight: 2.8},
  unit: {color: "#3d3a4b", weight: 2.4, opacity: 0.95, dashArray: "11 4 2 4"},
};
const NAMED = {permanent: true, direction: "right", className: "place"};

class Canvas {
  constructor(place, tell) {
    this.tell = tell;
    this.grids = new Map();
    this.units = new Map();
    this.bent = new Set();
    this.labels = [];
    this.shown = "";  // handles on the map: grid and points
    // Leaflet takes the focus at each press; the page must not jump under the pointer
    place.focus = () => HTMLElement.prototype.focus.call(place, {preventScroll: true});
    this.map = window.L.map(place, {
      crs: window.L.CRS.Simple, zoomSnap: 0.25, minZoom: -8, maxZoom: 5, attributionControl: false,
      pmIgnore: false, zoomAnimation: true, boxZoom: false, doubleClickZoom: false,
      scrollWheelZoom: false,
    });
    // the wheel scrolls the page until the map has been pressed
    place.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    place.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    this.map.setView([0, 0], -4);
    for (const [name, z] of [["ridges", 370], ["under", 380], ["grids", 400], ["faces", 420], ["top", 440]]) {
      this.map.createPane(name).style.zIndex = z;
    }
    this.layers = {};
    for (const name of ["under", "grids", "faces", "offers", "handles"]) {
      this.layers[name] = window.L.layerGroup().addTo(this.map);
    }
    this.brush = window.L.svg({pane: "grids"}).addTo(this.map);
    window.L.control.scale({imperial: false}).addTo(this.map);
    this.map.on("zoomend", () => this.names());
    this.hatch();
  }

  hatch() {  // a pattern, so that a lock is no matter of colour alone
    const ns = "http://www.w3.org/2000/svg";
    const defs = document.createElementNS(ns, "defs");
    defs.innerHTML = '<pattern id="redraw-hatch" width="8" height="8" patternUnits="userSpaceOnUse"'
      + ' patternTransform="rotate(45)"><rect width="8" height="8" fill="#ffffff" fill-opacity=".5"/>'
      + '<line x1="0" y1="0" x2="0" y2="8" stroke="#1B1F24" stroke-width="2.4"/></pattern>';
    this.brush._container.prepend(defs);
  }

  names() {  // names of settlements and sites once there is room; of two that collide the first stays
    const zoom = this.map.getZoom(), {classList} = this.map.getContainer();
    classList.toggle("far", zoom < NAMES_FROM_ZOOM);
    classList.toggle("middling", zoom < SITES_FROM_ZOOM);
    const nodes = this.labels.map((label) => label.getElement()).filter(Boolean);
    for (const node of nodes) node.classList.remove("crowded");
    const shown = nodes.filter((node) => getComputedStyle(node).visibility === "visible");
    const boxes = shown.map((node) => node.getBoundingClientRect()), kept = [];
    boxes.forEach((box, i) => {
      const crowded = kept.some((other) => box.left < other.right && other.left < box.right
        && box.top < other.bottom && other.top < box.bottom);
      if (crowded) shown[i].classList.add("crowded");
      else kept.push(box);
    });
  }

  clear() {
    for (const group of Object.values(this.layers)) group.clearLayers();
    this.grids.clear();
    this.bent.clear();
    this.shown = "";
  }

  context(parts) {
    const L = window.L;
    this.layers.under.clearLayers();
    for (const [kind, lines] of parts.lines) {
      const shapes = latlngsOf(ringsOf(lines));
      const make = kind === "reservoir" ? L.polygon : L.polyline;
      const pane = {unit: "top", ridge: "ridges"}[kind] || "under";
      const given = kind === "reservoir" ? shapes.map((ring) => [ring]) : shapes;
      make(given, {...CONTEXT[kind], pane, interactive: false}).addTo(this.layers.under);
    }
    const places = [], sites = [], units = [];
    for (const [spot, name] of parts.places) {
      const dot = L.circleMarker(latlng(spot), {
        pane: "top", radius: 2.4, color: "#5a4632", weight: 1, fillColor: "#f7efe3",
        fillOpacity: 1, interactive: false,
      }).addTo(this.layers.under);
      if (name) places.push(dot.bindTooltip(textOf(name), {...NAMED, offset: [4, 0]}).getTooltip());
    }
    for (const [spot, name] of parts.sites) {
      const icon = L.divIcon({className: "site", iconSize: [9, 9]});
      const marker = L.marker(latlng(spot), {icon, interactive: false, keyboard: false})
        .bindTooltip(textOf(name), {
          ...NAMED, direction: "left", offset: [-4, 0], className: "place of-site",
        })
        .addTo(this.layers.under);
      sites.push(marker.getTooltip());
    }
    this.units = new Map(parts.units.map(([id, , name]) => [id, name]));
    for (const [, spot, name] of parts.units) {
      units.push(L.tooltip({permanent: true, direction: "center", className: "place of-unit"})
        .setLatLng(latlng(spot)).setContent(textOf(name)).addTo(this.layers.under));
    }
    this.labels = [...units, ...sites, ...places];
    this.names();
  }

  put(record) {  // one grid as Python sent it; drawn anew only when it is another than before
    const [id, version, unit, kind, name, locked, changed, rings, faces] = record;
    const old = this.grids.get(id);
    if (old && old.version === version) return;
    const grid = {
      id, version, unit, kind, name, locked, changed, rings: ringsOf(rings),
      faces: faces.map(([face, shape]) => ({id: face, rings: ringsOf(shape)})),
    };
    grid.box = boxOf(grid.rings);
    if (old) {
      grid.layer = old.layer;
      grid.layer.setLatLngs(latlngsOf(grid.rings));
    } else {
      grid.layer = window.L.polygon(latlngsOf(grid.rings), {
        pane: "grids", renderer: this.brush,
      });
      grid.layer.on("click", (event) => this.tell.clicked(id, event.originalEvent));
      grid.layer.bindTooltip(() => textOf(this.tell.about(id)), {
        sticky: true, className: "of-grid",
      });
      grid.layer.addTo(this.layers.grids);
      passedOver(grid.layer);
    }
    this.grids.set(id, grid);
  }

  keep(ids) {  // whatever Python no longer has goes
    const there = new Set(ids);
    for (const [id, grid] of this.grids) {
      if (there.has(id)) continue;
      this.layers.grids.removeLayer(grid.layer);
      this.grids.delete(id);
    }
  }

  paint(chosen, warned) {
    const worn = new Set(warned);
    for (const grid of this.grids.values()) {
      const look = {dashArray: null, ...LOOK[grid.kind === "special" ? "special" : "base"]};
      if (grid.changed) Object.assign(look, LOOK.changed);
      if (worn.has(grid.id)) Object.assign(look, LOOK.warned);
      if (grid.locked) Object.assign(look, LOOK.locked);
      const at = chosen.indexOf(grid.id);
      if (at >= 0) {
        Object.assign(look, LOOK.chosen, {weight: at ? 2.8 : 4});
        if (!grid.locked) Object.assign(look, {fillColor: "#0072B2", fillOpacity: at ? 0.22 : 0.34});
      }
      grid.layer.setStyle(look);
    }
    for (const id of [...chosen].reverse()) this.grids.get(id)?.layer.bringToFront();
  }

  straighten() {  // whatever a drag bent is as Python has it
    for (const id of this.bent) {
      const grid = this.grids.get(id);
      if (grid) grid.layer.setLatLngs(latlngsOf(grid.rings));
    }
    if (this.bent.size) this.shown = "";  // a point that was moved goes back too
    this.bent.clear();
  }

  // every grid that has this point, with the point at another place
  bend(point, to) {
    const key = keyOf(point);
    for (const grid of this.grids.values()) {
      if (point[0] < grid.box[0] || point[0] > grid.box[2]) continue;
      if (!grid.rings.some((ring) => ring.some((other) => keyOf(other) === key))) continue;
      this.bent.add(grid.id);
      grid.layer.setLatLngs(latlngsOf(grid.rings.map(
        (ring) => ring.map((other) => (keyOf(other) === key ? to : other)))));
    }
  }

  handles(id, label) {
    const grid = id && this.grids.get(id);
    const points = grid ? freePoints(grid, [...this.grids.values()]) : [];
    const wanted = JSON.stringify([id, label, points]);
    if (wanted === this.shown) return points.length;  // whoever has one under the finger keeps it
    this.shown = wanted;
    const held = this.held();
    this.layers.handles.clearLayers();
    for (const point of points) this.layers.handles.addLayer(this.handle(point, label));
    if (held) this.hold(held);
    return points.length;
  }

  held() {  // where the handle lies that has the keys
    const active = this.active();
    return this.layers.handles.getLayers().find((one) => one.getElement() === active)?.getLatLng();
  }

  hold(spot) {  // the keys stay with the point that was moved
    const all = this.layers.handles.getLayers();
    const away = (one) => this.map.distance(one.getLatLng(), spot);
    const nearest = all.reduce((a, b) => (away(b) < away(a) ? b : a), all[0]);
    nearest?.getElement().focus({preventScroll: true});
  }

  handle(point, label) {
    const L = window.L;
    const icon = L.divIcon({className: "handle", iconSize: [14, 14]});
    const marker = L.marker(latlng(point), {icon, draggable: true, keyboard: true, title: label});
    const place = () => millimetres(marker.getLatLng());
    marker.on("dragstart", () => { this.tell.dragged = true; });
    marker.on("drag", () => this.bend(point, place()));
    marker.on("dragend", () => this.tell.moved(point, place()));
    marker.on("keydown", ({originalEvent: event}) => {
      const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
      const step = steps[event.key];
      if (step) {
        const metres = event.shiftKey ? 10 : 1;
        const [x, y] = place();
        const to = [x + step[0] * metres * MM, y + step[1] * metres * MM];
        this.tell.dragged = true;
        marker.setLatLng(latlng(to));
        this.bend(point, to);
      } else if (event.key === "Enter" && !same(place(), point)) {
        this.tell.moved(point, place());
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return marker;
  }

  faces(chosen, picked) {  // small faces of the grids that were cut into such
    const held = this.active()?.dataset?.face;
    this.layers.faces.clearLayers();
    for (const grid of this.grids.values()) {
      for (const [number, face] of grid.faces.entries()) {
        const look = {...LOOK.face, ...(picked.has(face.id) ? LOOK.painted : {})};
        const layer = window.L.polygon(latlngsOf(face.rings), {pane: "faces", ...look});
        const brush = (event) => this.tell.brush.over(face.id, grid.id, layer, event.originalEvent);
        layer.on("mousedown", brush).on("mouseover", brush);
        layer.addTo(this.layers.faces);
        if (grid.id === chosen[0]) continue;  // what gets the faces gives none
        pressable(layer, `${grid.name} ${number + 1}`, () => this.tell.brush.pick(face.id));
        layer.getElement().dataset.face = face.id;
        layer.getElement().setAttribute("aria-pressed", String(picked.has(face.id)));
        if (face.id === held) layer.getElement().focus({preventScroll: true});
      }
    }
  }

  active() {  // what has the keys
    return this.map.getContainer().getRootNode().activeElement;
  }

  offers(lines) {
    this.layers.offers.clearLayers();
    for (const [id, kind, name, parts] of lines) {
      const look = {pane: "top", ...LOOK.offer, dashArray: WAYS[kind]};
      const layer = window.L.polyline(latlngsOf(ringsOf(parts)), look);
      layer.bindTooltip(textOf(name), {sticky: true});
      layer.on("click", () => this.tell.offered(id));
      layer.addTo(this.layers.offers);
      pressable(layer, name, () => this.tell.offered(id));
    }
  }

  show(ids, roomy) {
    const boxes = ids.map((id) => this.grids.get(id)).filter(Boolean)
      .map((grid) => window.L.latLngBounds(latlngsOf(grid.rings)[0]));
    if (!boxes.length) return;
    const all = boxes.reduce((joined, box) => joined.extend(box));
    this.map.fitBounds(all.pad(roomy ? 0.02 : 0.4), {animate: false});
  }

  reach(id) {  // a grid that is out of sight comes into it
    const grid = this.grids.get(id);
    if (grid && !this.map.getBounds().intersects(grid.layer.getBounds())) this.show([id]);
  }

  // "Line" or "Polygon"; what was drawn goes to Python and off the map. The pointer is drawn to the
  // borders and corners of the grids the line is for.
  draw(shape, ids) {
    for (const grid of this.grids.values()) grid.layer.options.snapIgnore = !ids.includes(grid.id);
    this.map.pm.enableDraw(shape, {
      snappable: true, snapDistance: SNAP_PX, finishOn: "dblclick", tooltips: false, allowSelfIntersection: true,
      templineStyle: {color: "#D55E00", weight: 3}, hintlineStyle: {color: "#D55E00", dashArray: "5 5"},
      pathOptions: {color: "#D55E00", weight: 3, pane: "top"},
    });
    // a line that is begun goes on: an offer under its next point must not catch the click
    this.pen()._layer.on("pm:vertexadded", () => this.layers.offers.clearLayers());
  }

  // the three moves of a pen without a mouse: a point at the middle of the map, one back, the end
  point() {
    const at = this.map.getCenter();
    for (const type of ["mousemove", "click"]) this.map.fire(type, {latlng: at});
  }

  unpoint() {
    this.pen()?._removeLastVertex();
  }

  points() {
    return this.pen()?._layer.getLatLngs().length ?? 0;
  }

  finish() {
    this.pen()?._finishShape();
  }

  pen() {
    return this.map.pm.Draw[this.map.pm.Draw.getActiveShape()];
  }

  rest() {
    if (this.map.pm.globalDrawModeEnabled()) this.map.pm.disableDraw();
  }
}

function textOf(text) {  // the only way a name gets onto the map
  const node = document.createElement("span");
  node.textContent = text;
  return node;
}
