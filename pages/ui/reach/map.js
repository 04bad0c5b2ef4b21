// Roads coloured by the minutes until somebody is there; a click anywhere tells the spot. Python answers.
const DM = 10;

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

class Bands {
  constructor(root, assets) {
    this.root = root;
    this.have = {base: "", bands: ""};
    this.ready = loaded(root, assets).then(() => this.build());
  }

  build() {
    this.box = document.createElement("div");
    this.box.className = "reach";
    this.place = document.createElement("div");
    this.place.className = "map";
    this.legend = document.createElement("div");
    this.legend.className = "legend";
    this.box.append(this.place, this.legend);
    this.root.appendChild(this.box);
    const L = window.L;
    this.map = L.map(this.place, {
      crs: L.CRS.Simple, minZoom: -8, maxZoom: 3, zoomSnap: 0.25, attributionControl: false,
      scrollWheelZoom: false, preferCanvas: true, renderer: L.canvas({tolerance: 6, padding: 0.3}),
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
    this.roads = L.layerGroup().addTo(this.map);
    this.spots = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.map.on("click", (event) => this.pick({id: null, at: [event.latlng.lng, event.latlng.lat]}));
    this.watch = new ResizeObserver(() => this.map.invalidateSize({animate: false}));
    this.watch.observe(this.place);
    this.root.bands = this;  // for whoever looks in from a test
  }

  leave() {
    this.watch?.disconnect();
    this.map?.remove();
  }

  take(data, pick) {
    this.pick = pick;
    this.place.setAttribute("role", "application");
    this.place.setAttribute("aria-label", data.words.title);
    this.north.textContent = data.words.north;
    if (data.key !== this.have.base) this.draw(data.base, data.key);
    if (data.bands_key !== this.have.bands) this.colour(data);
    this.mark(data.at, data.posts);
    this.legend.replaceChildren(...data.legend.map(([colour, text]) => {
      const item = document.createElement("span");
      const mark = document.createElement("i");
      mark.style.borderTopColor = colour;
      item.append(mark, text);
      return item;
    }));
  }

  draw(base, key) {
    const L = window.L;
    this.ground.clearLayers();
    this.spots.clearLayers();
    const border = L.polyline(base.border.map(points), {color: "#444", weight: 1.5, interactive: false});
    this.ground.addLayer(border);
    this.ground.addLayer(L.polyline(base.water.map(points),
      {color: "#4a90c2", weight: 1.5, opacity: 0.6, interactive: false}));
    for (const [id, name, x, y] of base.places) {
      const spot = L.circleMarker([y / DM, x / DM],
        {radius: 3.5, weight: 1, color: "#fff", fillColor: "#222", fillOpacity: 0.9, bubblingMouseEvents: false});
      const label = document.createElement("span");
      label.textContent = name;
      spot.bindTooltip(label);
      spot.on("click", () => this.pick({id, at: [x / DM, y / DM]}));
      this.spots.addLayer(spot);
    }
    // another language is the same ground: it stays where the reader was looking
    const area = (told) => told.split("|")[0];
    if (area(this.have.base) !== area(key)) this.map.fitBounds(border.getBounds(), {animate: false});
    this.have.base = key;
  }

  colour(data) {
    const L = window.L;
    this.roads.clearLayers();
    for (const [colour, dash, lines] of data.bands) {
      const drawn = lines.map(points);
      // pale bands stand out against the ground by a dark edge
      if (!dash) this.roads.addLayer(L.polyline(drawn, {color: "#39424c", weight: 5.5, interactive: false}));
      this.roads.addLayer(L.polyline(drawn,
        {color: colour, weight: 3.5, opacity: 0.95, dashArray: dash || null, interactive: false}));
    }
    this.spots.eachLayer((spot) => spot.bringToFront());
    this.have.bands = data.bands_key;
  }

  mark(at, posts) {
    const L = window.L;
    this.marks.clearLayers();
    for (const [name, x, y] of posts) {
      const label = document.createElement("span");
      label.textContent = name;
      const icon = document.createElement("div");
      icon.className = "post";
      this.marks.addLayer(L.marker([y / DM, x / DM], {
        icon: L.divIcon({html: icon, className: "spot", iconSize: [14, 14]}), keyboard: false,
      }).bindTooltip(label));
    }
    if (at) {
      const icon = document.createElement("div");
      icon.className = "asked";
      this.marks.addLayer(L.marker([at[1], at[0]], {
        icon: L.divIcon({html: icon, className: "spot", iconSize: [22, 22]}), keyboard: false,
        interactive: false, zIndexOffset: 1000,
      }));
    }
  }
}

const maps = new WeakMap();

export default function ({data, parentElement, setTriggerValue}) {
  let bands = maps.get(parentElement);
  if (!bands) {
    bands = new Bands(parentElement, data.assets);
    maps.set(parentElement, bands);
  }
  bands.latest = data;
  // only the last word counts: what came while the script was loading is old
  bands.ready.then(() => {
    if (bands.latest === data) bands.take(data, (told) => setTriggerValue("picked", told));
  });
  return () => {
    bands.leave();
    maps.delete(parentElement);
    parentElement.replaceChildren();
  };
}
