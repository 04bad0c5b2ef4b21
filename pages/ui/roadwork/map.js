// Roads on a map drawn in metres: a click tells the road and where on it. Python keeps what is chosen.
const WIDTH = {county: 4, township: 3.5, village: 2.5, primary: 4, secondary: 3.5, tertiary: 3};
const LOOK = {
  open: {color: "#6b7480", opacity: 0.85, dashArray: null},
  footpath: {color: "#a39a86", opacity: 0.9, dashArray: "2 4"},
  slide: {color: "#d55e00", opacity: 1, dashArray: "1 6"},
  shut: {color: "#b00020", opacity: 1, dashArray: "9 6"},
};
const FOOT = new Set(["footpath", "path", "footway", "steps", "bridleway"]);

class Roads extends MetreMap {
  build() {
    const L = window.L;
    this.frame("roads");
    this.open({preferCanvas: true, renderer: L.canvas({tolerance: 8, padding: 0.3})});
    this.measured(this.place);
    this.ground = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.root.roads = this;  // for whoever looks in from a test
  }

  take(data, pick) {
    this.pick = pick;
    this.titled(data.words);
    if (data.key !== this.have) this.draw(data.base, data.key);
    this.paint(data.state);
    this.explained(data.words.legend, ([kind]) => mark(kind));
  }

  draw(base, key) {
    const L = window.L;
    this.ground.clearLayers();
    this.lines = new Map();
    this.spots = new Map();
    const border = L.polyline(base.border.map(points), {color: "#444", weight: 1.5, interactive: false});
    this.ground.addLayer(border);
    this.ground.addLayer(L.polyline(base.water.map(points),
      {color: "#4a90c2", weight: 2, interactive: false}));
    for (const [id, name, kind, steps] of base.roads) {
      const line = L.polyline(points(steps), {weight: WIDTH[kind] || 2, bubblingMouseEvents: false});
      line.kind = kind;
      labelled(line, name, {sticky: true});
      line.on("click", (event) => this.pick({id, at: [event.latlng.lng, event.latlng.lat]}));
      this.lines.set(id, line);
      this.ground.addLayer(line);
    }
    for (const [id, name, x, y] of base.places) {
      this.spots.set(id, [name, [y / DM, x / DM]]);
      this.ground.addLayer(L.circleMarker([y / DM, x / DM],
        {radius: 2, weight: 0, fillColor: "#333", fillOpacity: 0.7, interactive: false}));
    }
    this.fit(border, key);
  }

  paint(state) {
    const L = window.L;
    const shut = new Set(state.shut), slides = new Set(state.slides), picked = new Set(state.picked);
    this.state = state;
    this.marks.clearLayers();
    for (const [id, line] of this.lines) {
      const look = shut.has(id) ? "shut" : slides.has(id) ? "slide" : FOOT.has(line.kind) ? "footpath" : "open";
      const weight = (WIDTH[line.kind] || 2) + (look === "shut" || look === "slide" ? 2 : 0);
      if (line.look !== look) {
        line.setStyle({...LOOK[look], weight});
        line.look = look;
      }
      if (picked.has(id)) {
        this.marks.addLayer(L.polyline(line.getLatLngs(),
          {color: "#0b5cad", weight: weight + 5, opacity: 0.55, interactive: false}));
      }
    }
    for (const [id, x, y, isShut, isPicked] of state.spots) {
      const bar = document.createElement("div");
      bar.className = "bar" + (isShut ? " stands" : "") + (isPicked ? " picked" : "");
      this.marks.addLayer(L.marker([y / DM, x / DM], {
        icon: L.divIcon({html: bar, className: "spot", iconSize: [20, 20]}), keyboard: false,
        bubblingMouseEvents: false, zIndexOffset: 1000,
      }).on("click", () => this.pick({id, at: null})));
    }
    for (const [id, how] of state.cut) {
      const [name, at] = this.spots.get(id) || [];
      if (!at) continue;
      const icon = document.createElement("div");
      icon.className = how === 2 ? "lost" : "walked";
      icon.textContent = how === 2 ? "✕" : "";
      const cut = L.divIcon({html: icon, className: "spot", iconSize: [18, 18]});
      this.marks.addLayer(labelled(L.marker(at, {icon: cut, keyboard: false}), name));
    }
  }
}

export default mounted(Roads, "picked");
