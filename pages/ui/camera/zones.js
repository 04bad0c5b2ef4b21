// Zones closed to cameras on a map drawn in metres: a reader sets corners, Python keeps the shape.
const DM = 10;
const NEAR = 2;  // zoom at which houses can be told apart
const LOOK = {
  art8_private: {color: "#a3421a", fillColor: "#d55e00", weight: 2, fillOpacity: 0.3},
  consent_required: {color: "#7a5300", fillColor: "#f0e442", weight: 2, fillOpacity: 0.35, dashArray: "6 4"},
};
const ACTS = ["draw", "corner", "back", "done", "stop"];

function points(steps) {
  const found = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    found.push([y / DM, x / DM]);
  }
  return found;
}

class Zones {
  constructor(root, assets) {
    this.root = root;
    this.have = "";
    this.corners = null;  // of the shape that is being drawn
    this.ready = loaded(root, assets).then(() => this.build());
  }

  build() {
    const L = window.L;
    this.box = document.createElement("div");
    this.box.className = "zones";
    this.bar = document.createElement("div");
    this.bar.className = "tools";
    this.buttons = {};
    for (const act of ACTS) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.act = act;
      button.addEventListener("click", () => this[act]());
      this.buttons[act] = button;
      this.bar.append(button);
    }
    this.frame = document.createElement("div");
    this.frame.className = "frame";
    this.place = document.createElement("div");
    this.place.className = "map";
    this.cross = document.createElement("div");
    this.cross.className = "cross";
    this.north = document.createElement("div");
    this.north.className = "north";
    this.frame.append(this.place, this.cross, this.north);
    this.legend = document.createElement("div");
    this.legend.className = "legend";
    this.box.append(this.bar, this.frame, this.legend);
    this.root.appendChild(this.box);
    this.map = L.map(this.place, {
      crs: L.CRS.Simple, minZoom: -8, maxZoom: 4, zoomSnap: 0.25, attributionControl: false,
      scrollWheelZoom: false, doubleClickZoom: false, renderer: L.canvas({padding: 0.3}), preferCanvas: true,
    });
    // Leaflet takes the focus at a press; the page must not move under the pointer then
    this.place.focus = () => HTMLElement.prototype.focus.call(this.place, {preventScroll: true});
    // the wheel belongs to the page until somebody works on the map
    this.place.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    this.place.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    L.control.scale({imperial: false, maxWidth: 140}).addTo(this.map);
    this.ground = L.layerGroup().addTo(this.map);
    this.shapes = L.layerGroup().addTo(this.map);
    this.pen = L.layerGroup().addTo(this.map);
    this.map.on("click", (event) => this.add(event.latlng));
    this.watch = new ResizeObserver(() => this.map.invalidateSize({animate: false}));
    this.watch.observe(this.place);
    this.root.zones = this;  // for whoever looks in from a test
  }

  leave() {
    this.watch?.disconnect();
    this.map?.remove();
  }

  take(data, tell) {
    const {words} = data;
    this.tell = tell;
    this.place.setAttribute("role", "application");
    this.place.setAttribute("aria-label", words.title);
    this.north.textContent = words.north;
    for (const act of ACTS) this.buttons[act].textContent = words[act];
    this.legend.replaceChildren(...words.legend.map(([kind, text]) => {
      const item = document.createElement("span");
      const mark = document.createElement("i");
      mark.className = kind;
      item.append(mark, text);
      return item;
    }));
    if (data.key !== this.have) this.lay(data.base, data.key);
    this.paint(data.state);
    const focus = JSON.stringify(data.focus);
    if (data.focus && focus !== this.seen) this.map.setView([data.focus[1], data.focus[0]], NEAR, {animate: false});
    this.seen = focus;
    this.sketch();
  }

  lay(base, key) {
    const L = window.L, still = {interactive: false};
    this.ground.clearLayers();
    for (const [home, ...rings] of base.houses) {
      const look = home ? {color: "#8a4a72", fillColor: "#cc79a7"} : {color: "#6b5d4f", fillColor: "#a08d78"};
      this.ground.addLayer(L.polygon(rings.map(points), {...look, ...still, weight: 0.6, fillOpacity: 0.75}));
    }
    this.ground.addLayer(L.polyline(base.roads.map(points), {color: "#8d8d86", weight: 2, ...still}));
    this.ground.addLayer(L.polyline(base.water.map(points), {color: "#4a90c2", weight: 1.5, ...still}));
    const border = L.polyline(base.border.map(points), {color: "#444", weight: 1.5, ...still});
    this.ground.addLayer(border);
    for (const [name, at] of base.poles) {
      const dot = L.circleMarker(points(at)[0], {radius: 4, weight: 1.5, color: "#1f5c8b", fillColor: "#fff", fillOpacity: 1});
      this.ground.addLayer(labelled(dot, name));
    }
    const area = (told) => told.split("|")[0];
    if (area(this.have) !== area(key)) this.map.fitBounds(border.getBounds(), {animate: false});
    this.have = key;
  }

  paint(state) {
    const L = window.L;
    this.shapes.clearLayers();
    for (const [kind, , name, rings] of state.zones) {
      this.shapes.addLayer(labelled(L.polygon(rings.map(points), LOOK[kind]), name));
    }
    if (state.drawn.length) {
      this.corners = null;  // Python has it now
      this.shapes.addLayer(L.polygon(state.drawn.map(([x, y]) => [y, x]),
        {color: "#0b5cad", weight: 3, fillOpacity: 0.2, interactive: false}));
    }
  }

  sketch() {
    const L = window.L, drawing = this.corners !== null, some = this.corners?.length || 0;
    this.box.dataset.drawing = drawing;
    this.buttons.draw.hidden = drawing;
    for (const act of ACTS.slice(1)) this.buttons[act].hidden = !drawing;
    this.buttons.back.disabled = some < 1;
    this.buttons.done.disabled = some < 3;
    this.pen.clearLayers();
    if (!some) return;
    this.pen.addLayer(L.polygon(this.corners, {color: "#0b5cad", weight: 2, dashArray: "5 4", fillOpacity: 0.1, interactive: false}));
    for (const at of this.corners) {
      this.pen.addLayer(L.circleMarker(at, {radius: 5, color: "#fff", weight: 1.5, fillColor: "#0b5cad", fillOpacity: 1, interactive: false}));
    }
  }

  draw() { this.corners = []; this.sketch(); }
  stop() { this.corners = null; this.sketch(); }
  back() { this.corners.pop(); this.sketch(); }
  corner() { this.add(this.map.getCenter()); }

  add(at) {
    if (this.corners === null) return;
    this.corners.push([at.lat, at.lng]);
    this.sketch();
  }

  done() {
    if (this.corners.length > 2) this.tell(this.corners.map(([y, x]) => [x, y]));
  }
}

function labelled(shape, name) {
  const label = document.createElement("span");
  label.textContent = name;
  return shape.bindTooltip(label, {sticky: true});
}

const maps = new WeakMap();

export default function ({data, parentElement, setTriggerValue}) {
  let zones = maps.get(parentElement);
  if (!zones) {
    zones = new Zones(parentElement, data.assets);
    maps.set(parentElement, zones);
  }
  zones.latest = data;
  // only the last word counts: what came while the script was loading is old
  zones.ready.then(() => {
    if (zones.latest === data) zones.take(data, (corners) => setTriggerValue("drawn", corners));
  });
  return () => {
    zones.leave();
    maps.delete(parentElement);
    parentElement.replaceChildren();
  };
}
