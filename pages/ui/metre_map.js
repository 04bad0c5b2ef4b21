// What the maps drawn in metres of an area's own system share; it follows leaflet.js in one module.
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

function part(parent, className, tag = "div") {
  const node = document.createElement(tag);
  node.className = className;
  parent.append(node);
  return node;
}

// names are text, never markup
function labelled(layer, name, options = {}) {
  const label = document.createElement("span");
  label.textContent = name;
  return layer.bindTooltip(label, options);
}

class MetreMap {
  constructor(root, assets) {
    this.root = root;
    this.have = "";
    this.ready = loaded(root, assets).then(() => this.build());
  }

  frame(className) {
    this.box = part(this.root, className);
    this.place = part(this.box, "map");
    this.legend = part(this.box, "legend");
  }

  open(options = {}) {
    const L = window.L;
    this.map = L.map(this.place, {
      crs: L.CRS.Simple, minZoom: -8, maxZoom: 3, zoomSnap: 0.25, attributionControl: false,
      scrollWheelZoom: false, ...options,
    });
    // Leaflet takes the focus at a press; the page must not move under the pointer then
    this.place.focus = () => HTMLElement.prototype.focus.call(this.place, {preventScroll: true});
    // the wheel belongs to the page until somebody works on the map
    this.place.addEventListener("focus", () => this.map.scrollWheelZoom.enable());
    this.place.addEventListener("blur", () => this.map.scrollWheelZoom.disable());
    this.watch = new ResizeObserver(() => this.map.invalidateSize({animate: false}));
    this.watch.observe(this.place);
  }

  // drawn in metres of the area's own system: the scale needs no projection, grid north is up
  measured(parent) {
    window.L.control.scale({imperial: false, maxWidth: 140}).addTo(this.map);
    this.north = part(parent, "north");
  }

  titled(words) {
    this.place.setAttribute("role", "application");
    this.place.setAttribute("aria-label", words.title);
    if (this.north) this.north.textContent = words.north;
  }

  // each item has its words second; `mark` draws what stands before them
  explained(items, mark) {
    this.legend.replaceChildren(...items.map((item) => {
      const told = document.createElement("span");
      told.append(mark(item), item[1]);
      return told;
    }));
  }

  // another language is the same ground: it stays where the reader was looking
  fit(border, key) {
    const area = (told) => told.split("|")[0];
    if (area(this.have) !== area(key)) this.map.fitBounds(border.getBounds(), {animate: false});
    this.have = key;
  }

  leave() {
    this.watch?.disconnect();
    this.map?.remove();
  }
}

function mark(kind, text = "") {
  const node = document.createElement("i");
  node.className = kind;
  node.textContent = text;
  return node;
}

// What Streamlit calls with each run: one map a place on the page, told what Python knows now.
function mounted(Kind, trigger) {
  const maps = new WeakMap();
  return ({data, parentElement, setTriggerValue}) => {
    let map = maps.get(parentElement);
    if (!map) {
      map = new Kind(parentElement, data.assets);
      maps.set(parentElement, map);
    }
    map.latest = data;
    // only the last word counts: what came while the script was loading is old
    map.ready.then(() => {
      if (map.latest === data) map.take(data, (told) => setTriggerValue(trigger, told));
    });
    return () => {
      map.leave();
      maps.delete(parentElement);
      parentElement.replaceChildren();
    };
  };
}
