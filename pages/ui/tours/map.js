// A day of patrols on a map drawn in metres: the roads, a line a crew, numbered stops.
const DM = 10;
const SAMPLE = 4;  // width of a crew's line in legends
const ROAD = {county: 2.4, township: 2, village: 1.4, primary: 2.4, secondary: 2, tertiary: 2};

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

class Week {
  constructor(root, assets) {
    this.root = root;
    this.have = "";
    this.ready = loaded(root, assets).then(() => this.build());
  }

  build() {
    const L = window.L;
    this.box = document.createElement("div");
    this.box.className = "week";
    this.place = document.createElement("div");
    this.place.className = "map";
    this.legend = document.createElement("div");
    this.legend.className = "legend";
    this.box.append(this.place, this.legend);
    this.root.appendChild(this.box);
    this.map = L.map(this.place, {
      crs: L.CRS.Simple, minZoom: -8, maxZoom: 3, zoomSnap: 0.25, attributionControl: false,
      scrollWheelZoom: false,
    });
    // Leaflet takes the focus at a press; the page must not move under the pointer then
    this.place.focus = () => HTMLElement.prototype.focus.call(this.place, {preventScroll: true});
    // the wheel belongs to the page until somebody works on the map
    this.place.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    this.place.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    const canvas = L.canvas({padding: 0.3});
    this.under = {renderer: canvas, interactive: false};
    this.ground = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.watch = new ResizeObserver(() => this.map.invalidateSize({animate: false}));
    this.watch.observe(this.place);
    this.root.week = this;  // for whoever looks in from a test
  }

  leave() {
    this.watch?.disconnect();
    this.map?.remove();
  }

  take(data, pick) {
    this.pick = pick;
    this.place.setAttribute("role", "application");
    this.place.setAttribute("aria-label", data.words.title);
    if (data.key !== this.have) this.draw(data.base, data.key);
    this.paint(data.state);
    this.legend.replaceChildren(...data.legend.map(([kind, text, colour, dash]) => {
      const item = document.createElement("span");
      item.append(kind === "crew" ? sample(colour, dash) : this.mark(kind), text);
      return item;
    }));
  }

  mark(kind, text = "") {
    const node = document.createElement("i");
    node.className = kind;
    node.textContent = text;
    return node;
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
    // another language is the same ground: it stays where the reader was looking
    const area = (told) => told.split("|")[0];
    if (area(this.have) !== area(key)) this.map.fitBounds(border.getBounds(), {animate: false});
    this.have = key;
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
      this.marks.addLayer(this.named(L.polyline(lines,
        {color: colour, weight, dashArray: dashes(dash, weight), lineCap: "butt"}), name, true));
    });
    for (const [kind, x, y, name] of state.spots) {
      const icon = L.divIcon({html: this.mark(kind), className: "spot", iconSize: [16, 16]});
      this.marks.addLayer(this.named(L.marker([y / DM, x / DM], {icon, keyboard: false}), name));
    }
    for (const stop of state.stops) this.stop(stop);
  }

  stop({spot, number, colour, ink, x, y, name, picked}) {
    const L = window.L, badge = this.mark(picked ? "stop picked" : "stop", number);
    badge.style.background = colour;
    badge.style.color = ink;
    const icon = L.divIcon({html: badge, className: "spot", iconSize: [22, 22]});
    const marker = L.marker([y / DM, x / DM], {icon, keyboard: false, zIndexOffset: picked ? 900 : 0});
    this.marks.addLayer(this.named(marker, name).on("click", () => this.pick(spot)));
  }

  // names are text, never markup
  named(layer, name, sticky = false) {
    const label = document.createElement("span");
    label.textContent = name;
    return layer.bindTooltip(label, {sticky});
  }
}

const weeks = new WeakMap();

export default function ({data, parentElement, setTriggerValue}) {
  let week = weeks.get(parentElement);
  if (!week) {
    week = new Week(parentElement, data.assets);
    weeks.set(parentElement, week);
  }
  week.latest = data;
  // only the last word counts: what came while the script was loading is old
  week.ready.then(() => {
    if (week.latest === data) week.take(data, (spot) => setTriggerValue("picked", {spot, n: Date.now()}));
  });
  return () => {
    week.leave();
    weeks.delete(parentElement);
    parentElement.replaceChildren();
  };
}
