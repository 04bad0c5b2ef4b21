// A day of patrols on a map drawn in metres: the roads, a line a crew, numbered stops.
const SAMPLE = 4;  // width of a crew's line in legends
const ROAD = {county: 2.4, township: 2, village: 1.4, primary: 2.4, secondary: 2, tertiary: 2};

// Each stretch once, in pieces as long as they go: dashes of a way there and back would fill each other.
function chained(parts) {
  const seen = new Set(), lines = [];
  let end = "";
  for (const part of parts) {
    for (let i = 1; i < part.length; i++) {
      const a = part[i - 1].join(), b = part[i].join();
      const stretch = a < b ? a + " " + b : b + " " + a;
      if (a === b || seen.has(stretch)) continue;
      seen.add(stretch);
      if (a !== end) lines.push([part[i - 1]]);
      lines[lines.length - 1].push(part[i]);
      end = b;
    }
  }
  return lines;
}

// dashes as long for their width as those of the legend
const dashes = (dash, weight) => dash ? dash.split(" ").map((n) => n * weight / SAMPLE).join(" ") : null;

class Week extends MetreMap {
  build() {
    const L = window.L;
    this.frame("week");
    this.open();
    const canvas = L.canvas({padding: 0.3});
    this.under = {renderer: canvas, interactive: false};
    this.ground = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.root.week = this;  // for whoever looks in from a test
  }

  take(data, pick) {
    this.pick = pick;
    this.titled(data.words);
    if (data.key !== this.have) this.draw(data.base, data.key);
    this.paint(data.state);
    this.explained(data.legend, ([kind, , colour, dash]) =>
      kind === "crew" ? sample(colour, dash) : mark(kind));
  }

  draw(base, key) {
    const L = window.L;
    this.ground.clearLayers();
    const border = L.polyline(base.border.map(points), {...this.under, color: "#3d3a4b", weight: 2});
    this.ground.addLayer(L.polyline(base.water.map(points),
      {...this.under, color: "#7fb8d6", weight: 1.5}));
    for (const [kind, steps] of base.roads) {
      this.ground.addLayer(L.polyline(points(steps),
        {...this.under, color: "#b8b2a6", weight: ROAD[kind] || 1}));
    }
    this.ground.addLayer(L.polyline(base.units.map(points),
      {...this.under, color: "#4a4560", weight: 1, dashArray: "8 4 2 4"}));
    this.ground.addLayer(border);
    this.fit(border, key);
  }

  paint(state) {
    const L = window.L;
    this.state = state;
    this.marks.clearLayers();
    state.routes.forEach(({colour, dash, parts, name}, number) => {
      // those drawn first are wider, so that crews on the same road are all seen
      const weight = 3 + Math.min(1.3 * (state.routes.length - 1 - number), 5);
      const lines = chained(parts.map(points));
      this.marks.addLayer(L.polyline(lines, {color: "#fff", weight: weight + 2.5, interactive: false}));
      this.marks.addLayer(labelled(L.polyline(lines,
        {color: colour, weight, dashArray: dashes(dash, weight), lineCap: "butt"}), name, {sticky: true}));
    });
    for (const [kind, x, y, name] of state.spots) {
      const icon = L.divIcon({html: mark(kind), className: "spot", iconSize: [16, 16]});
      this.marks.addLayer(labelled(L.marker([y / DM, x / DM], {icon, keyboard: false}), name));
    }
    for (const stop of state.stops) this.stop(stop);
  }

  stop({spot, number, colour, ink, x, y, name, picked}) {
    const L = window.L, badge = mark(picked ? "stop picked" : "stop", number);
    badge.style.background = colour;
    badge.style.color = ink;
    const icon = L.divIcon({html: badge, className: "spot", iconSize: [22, 22]});
    const marker = L.marker([y / DM, x / DM], {icon, keyboard: false, zIndexOffset: picked ? 900 : 0});
    this.marks.addLayer(labelled(marker, name).on("click", () => this.pick({spot, n: Date.now()})));
  }
}

export default mounted(Week, "picked");
