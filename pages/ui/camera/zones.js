// Zones closed to cameras on a map drawn in metres: a reader sets corners, Python keeps the shape.
const NEAR = 2;  // zoom at which houses can be told apart
const LOOK = {
  art8_private: {color: "#a3421a", fillColor: "#d55e00", weight: 2, fillOpacity: 0.3},
  consent_required: {color: "#7a5300", fillColor: "#f0e442", weight: 2, fillOpacity: 0.35, dashArray: "6 4"},
};
const ACTS = ["draw", "corner", "back", "done", "stop"];

class Zones extends MetreMap {
  corners = null;  // of the shape that is being drawn

  build() {
    const L = window.L;
    this.box = part(this.root, "zones");
    this.bar = part(this.box, "tools");
    this.buttons = {};
    for (const act of ACTS) {
      const button = part(this.bar, "", "button");
      button.type = "button";
      button.dataset.act = act;
      button.addEventListener("click", () => this[act]());
      this.buttons[act] = button;
    }
    const frame = part(this.box, "frame");
    this.place = part(frame, "map");
    part(frame, "cross");
    this.legend = part(this.box, "legend");
    this.open({maxZoom: 4, doubleClickZoom: false, preferCanvas: true, renderer: L.canvas({padding: 0.3})});
    this.measured(frame);
    this.ground = L.layerGroup().addTo(this.map);
    this.shapes = L.layerGroup().addTo(this.map);
    this.pen = L.layerGroup().addTo(this.map);
    this.map.on("click", (event) => this.add(event.latlng));
    this.root.zones = this;  // for whoever looks in from a test
  }

  take(data, tell) {
    const {words} = data;
    this.tell = tell;
    this.titled(words);
    for (const act of ACTS) this.buttons[act].textContent = words[act];
    this.explained(words.legend, ([kind]) => mark(kind));
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
      this.ground.addLayer(labelled(dot, name, {sticky: true}));
    }
    this.fit(border, key);
  }

  paint(state) {
    const L = window.L;
    this.shapes.clearLayers();
    for (const [kind, , name, rings] of state.zones) {
      this.shapes.addLayer(labelled(L.polygon(rings.map(points), LOOK[kind]), name, {sticky: true}));
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

export default mounted(Zones, "drawn");
