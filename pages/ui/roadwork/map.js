// Roads on a map drawn in metres: a click tells the road and where on it. Python keeps what is chosen.
const DM = 10;
const WIDTH = {county: 4, township: 3.5, village: 2.5, primary: 4, secondary: 3.5, tertiary: 3};
const LOOK = {
  open: {color: "#6b7480", opacity: 0.85, dashArray: null},
  footpath: {color: "#a39a86", opacity: 0.9, dashArray: "2 4"},
  slide: {color: "#d55e00", opacity: 1, dashArray: "1 6"},
  shut: {color: "#b00020", opacity: 1, dashArray: "9 6"},
};
const FOOT = new Set(["footpath", "path", "footway", "steps", "bridleway"]);

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

class Roads {
  constructor(root, assets) {
    this.root = root;
    this.have = "";
    this.ready = loaded(root, assets).then(() => this.build());
  }

  build() {
    this.box = document.createElement("div");
    this.box.className = "roads";
    this.place = document.createElement("div");
    this.place.className = "map";
    this.legend = document.createElement("div");
    this.legend.className = "legend";
    this.box.append(this.place, this.legend);
    this.root.appendChild(this.box);
    const L = window.L;
    this.map = L.map(this.place, {
      crs: L.CRS.Simple, minZoom: -8, maxZoom: 3, zoomSnap: 0.25, attributionControl: false,
      scrollWheelZoom: false,
      preferCanvas: true, renderer: L.canvas({tolerance: 8, padding: 0.3}),
    });
    // Leaflet takes the focus at a press; the page must not move under the pointer then
    this.place.focus = () => HTMLElement.prototype.focus.call(this.place, {preventScroll: true});
    // the wheel belongs to the page until somebody works on the map
    this.place.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    this.place.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    // drawn in metres of the area's own system: the scale needs no projection, grid north is up
    L.control.scale({imperial: false, maxWidth: 140}).addTo(this.map);
    this.north = document.createElement("div");
    this.north.className = "north";
    this.place.append(this.north);
    this.ground = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.watch = new ResizeObserver(() => this.map.invalidateSize({animate: false}));
    this.watch.observe(this.place);
    this.root.roads = this;  // for whoever looks in from a test
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
    this.north.textContent = data.words.north;
    this.legend.replaceChildren(...data.words.legend.map(([kind, text]) => {
      const item = document.createElement("span");
      const mark = document.createElement("i");
      mark.className = kind;
      item.append(mark, text);
      return item;
    }));
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
      const label = document.createElement("span");
      label.textContent = name;
      line.bindTooltip(label, {sticky: true});
      line.on("click", (event) => this.pick({id, at: [event.latlng.lng, event.latlng.lat]}));
      this.lines.set(id, line);
      this.ground.addLayer(line);
    }
    for (const [id, name, x, y] of base.places) {
      this.spots.set(id, [name, [y / DM, x / DM]]);
      this.ground.addLayer(L.circleMarker([y / DM, x / DM],
        {radius: 2, weight: 0, fillColor: "#333", fillOpacity: 0.7, interactive: false}));
    }
    // another language is the same ground: it stays where the reader was looking
    const area = (told) => told.split("|")[0];
    if (area(this.have) !== area(key)) this.map.fitBounds(border.getBounds(), {animate: false});
    this.have = key;
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
      const label = document.createElement("span");
      label.textContent = name;
      this.marks.addLayer(L.marker(at, {
        icon: L.divIcon({html: icon, className: "spot", iconSize: [18, 18]}), keyboard: false,
      }).bindTooltip(label));
    }
  }
}

const maps = new WeakMap();

export default function ({data, parentElement, setTriggerValue}) {
  let roads = maps.get(parentElement);
  if (!roads) {
    roads = new Roads(parentElement, data.assets);
    maps.set(parentElement, roads);
  }
  roads.latest = data;
  // only the last word counts: what came while the script was loading is old
  roads.ready.then(() => {
    if (roads.latest === data) roads.take(data, (told) => setTriggerValue("picked", told));
  });
  return () => {
    roads.leave();
    maps.delete(parentElement);
    parentElement.replaceChildren();
  };
}
