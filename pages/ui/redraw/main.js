// One desk per place on the page: it survives every rerun, so zoom, centre and selection do too.
const desks = new WeakMap();
const MOST_NAMES = 4;
const AFTER_LINE_MS = 500;
const FINE = {ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8]};  // pixels

class Desk {
  constructor(root, assets) {
    this.root = root;
    this.client = Date.now().toString(36) + Math.random().toString(36).slice(2);
    this.queue = [];
    this.number = 0;
    this.have = {epoch: "", version: 0, draft: ""};
    this.chosen = [];
    this.tool = "select";
    this.many = false;
    this.drawnAt = 0;
    this.dragged = false;
    this.seen = {choose: -1, focus: -1, look: -1};
    this.data = null;
    this.ready = loaded(root, assets).then(() => this.build());
  }

  build() {
    window.L.PM.setOptIn(true);  // Geoman draws lines here; it never takes hold of a grid
    this.panel = new Panel(this.root, this);
    this.brush = new Brush(this);
    this.canvas = new Canvas(this.panel.place, this);
    this.canvas.map.on("pm:create", ({shape, layer}) => this.drawn(shape, layer));
    this.canvas.map.on("moveend", () => this.remember());
    // without a pointer that hovers the middle of the map is where the next point goes
    this.crossed = matchMedia("(hover: none)").matches;
    this.keys = (event) => this.typed(event);
    this.loose = () => this.brush.up();
    document.addEventListener("keydown", this.keys);
    document.addEventListener("mouseup", this.loose);
    this.watch = new ResizeObserver(() => this.canvas.map.invalidateSize({animate: false}));
    this.watch.observe(this.panel.place);
    this.timer = setInterval(() => this.again(), 4000);
    this.root.redraw = this;  // for whoever looks in from a test
  }

  leave() {
    document.removeEventListener("keydown", this.keys);
    document.removeEventListener("mouseup", this.loose);
    this.watch?.disconnect();
    clearInterval(this.timer);
    this.canvas?.map.remove();
  }

  // ---- what Python says

  take(data) {
    this.data = data;
    if (data.done[0] === this.client) {
      this.queue = this.queue.filter((event) => event.seq > data.done[1]);
    }
    this.panel.box.setAttribute("aria-busy", String(this.queue.length > 0));
    const fresh = data.base === 0;
    const fits = data.epoch === this.have.epoch && data.base <= this.have.version;
    if (!fresh && !fits) {
      this.have = {epoch: "", version: 0, draft: this.have.draft};
      if (!this.queue.some((event) => event.op === "resync")) this.send("resync");
      return;
    }
    const other = data.draft !== this.have.draft;
    if (fresh) this.canvas.clear();
    if (data.context) {
      this.canvas.context(data.context);
      this.panel.lines = new Set(data.context.lines.filter(([, rows]) => rows.length).map(([kind]) => kind));
    }
    if (fresh) this.dragged = false;
    if (!this.moving()) this.canvas.straighten();
    for (const record of data.grids) this.canvas.put(record);
    this.canvas.keep(data.ids);
    this.brush.keep(this.canvas.grids);
    this.have = {epoch: data.epoch, version: data.version, draft: data.draft};
    const left = other ? this.recall() : null;
    if (other) this.chosen = left ? left.chosen : [];
    if (!left && data.choose[1] !== this.seen.choose) this.chosen = data.choose[0];
    this.chosen = this.chosen.filter((id) => this.canvas.grids.has(id));
    this.panel.say(data.words);
    this.panel.told(data.note);
    this.panel.saved.textContent = data.saved;
    this.panel.proof.textContent = data.proof[1];
    this.panel.proof.dataset.ok = String(data.proof[0]);
    this.refresh();
    if (left) {
      this.canvas.map.setView(left.centre, left.zoom, {animate: false});
      if (this.chosen.length) this.choose(this.chosen);
    } else if (other) this.canvas.show([...this.canvas.grids.keys()], true);
    if (data.focus[1] !== this.seen.focus && data.focus[0].length) {
      this.canvas.show(data.focus[0]);
      this.panel.reveal(data.focus[0][0]);
    }
    if (!other && data.look !== this.seen.look) this.panel.lookAt();
    this.seen = {choose: data.choose[1], focus: data.focus[1], look: data.look};
    this.remember();  // a step may have chosen what it made
  }

  refresh() {
    const {data, chosen, canvas, panel} = this, {words} = data;
    canvas.paint(chosen, data.warned);
    panel.fill(canvas, chosen, data.warned);
    this.cross();
    panel.press(this.tool, {undo: data.can[0], redo: data.can[1]}, this.many);
    const offers = this.tool === "split" && same(data.offers[0], chosen) ? data.offers[1] : [];
    this.bare = !offers.length;
    canvas.offers(canvas.points() ? [] : offers);
    panel.legends(offers.map(([, kind]) => kind));
    if (this.tool === "paint") canvas.faces(chosen, this.brush.picked);
    else canvas.layers.faces.clearLayers();
    if (!this.moving()) {
      this.free = canvas.handles(this.tool === "vertex" ? chosen[0] : "", words.handle);
    }
    const keys = this.keyed && this.drawing() ? words.hint_keys : "";
    panel.hint.textContent = this.chosenNames() + this.hint() + keys;
  }

  // what was looked at and chosen is as before after a reload of this window
  remember() {
    if (!this.have.draft) return;
    const {map} = this.canvas, {lat, lng} = map.getCenter();
    const told = {centre: [lat, lng], zoom: map.getZoom(), chosen: this.chosen};
    sessionStorage.setItem("redraw:" + this.have.draft, JSON.stringify(told));
  }

  recall() {
    return JSON.parse(sessionStorage.getItem("redraw:" + this.data.draft));
  }

  about(id) {
    const {name} = this.canvas.grids.get(id), {words, homes} = this.data;
    if (!(id in homes)) return name;
    const after = homes[id] === 1 ? words.home_after : words.homes_after;
    return name + words.homes_before + homes[id] + after;
  }

  chosenNames() {  // in the order they were chosen: it matters to merging and painting
    const {words} = this.data, names = this.chosen.map((id) => this.canvas.grids.get(id).name);
    if (!names.length) return "";
    const more = names.length > MOST_NAMES ? words.chosen_more + names.length : "";
    return words.chosen + names.slice(0, MOST_NAMES).join(words.chosen_join) + more
      + words.chosen_end;
  }

  hint() {
    const {words} = this.data;
    const few = {split: 1, reshape: 2, vertex: 1, paint: 1, select: 0, cut: 0}[this.tool];
    if (this.chosen.length < few) return words[few === 2 ? "need_two" : "need_one"];
    if (this.tool === "vertex" && !this.free) return words.no_points;
    const bare = ![...this.canvas.grids.values()].some((grid) => grid.faces.length);
    if (this.tool === "paint" && bare) return words.no_faces;
    if (this.tool === "split" && this.bare) return words.hint_split_bare;
    if (this.brush.waits) return words.hint_paint_finger;
    return words["hint_" + this.tool];
  }

  // ---- what the reader does

  send(op, more) {
    clearTimeout(this.soon);  // every event says what is chosen
    this.soon = 0;
    this.number += 1;
    this.queue.push({seq: this.number, op, ids: [...this.chosen], ...more});
    this.flush();
  }

  flush() {
    const {draft, epoch, version} = this.have;
    this.sentAt = Date.now();
    this.panel.box.setAttribute("aria-busy", "true");
    this.trigger("did", {client: this.client, draft, epoch, have: version, events: this.queue});
  }

  again() {  // an answer that never came is asked for once more; Python drops what it has done
    if (this.queue.length && Date.now() - this.sentAt > 6000) this.flush();
  }

  choose(ids) {
    this.letGo();
    this.chosen = ids;
    this.remember();
    this.brush.clear();
    this.begin();
    this.refresh();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => {
      this.soon = 0;
      if (!this.queue.some((event) => event.op === "select" && same(event.ids, ids))) {
        this.send("select");
      }
    }, 200);
  }

  clicked(id, event) {
    // the click that ends a line chooses nothing, even the second of a double one
    if (this.drawing() || Date.now() - this.drawnAt < AFTER_LINE_MS) return;
    const several = this.many || event.ctrlKey || event.metaKey || event.shiftKey;
    if (several) this.ticked(id, !this.chosen.includes(id));
    else this.choose([id]);
    this.panel.reveal(id);
  }

  listed(id, on) {
    this.canvas.reach(id);
    this.ticked(id, on);
  }

  ticked(id, on) {
    this.choose(on ? [...this.chosen, id] : this.chosen.filter((other) => other !== id));
  }

  drawing() {
    return ["split", "reshape", "cut"].includes(this.tool)
      && this.canvas.map.pm.globalDrawModeEnabled();
  }

  byKeys() {
    this.crossed = true;
    this.cross();
    if (this.drawing()) this.panel.place.focus();
  }

  cross() {
    this.panel.box.dataset.cross = String(Boolean(this.crossed) && this.drawing());
  }

  // a point is in somebody's hand, or where it was put is not answered yet: an answer to something
  // earlier must not take it away
  moving() {
    return this.dragged || this.queue.some((event) => event.op === "vertex");
  }

  letGo() {
    this.dragged = false;
    if (!this.moving()) this.canvas.straighten();
  }

  use(tool) {
    this.letGo();
    this.canvas.rest();
    this.tool = tool;
    this.brush.clear();
    this.begin();
    this.refresh();
  }

  begin() {  // a line can be drawn as soon as what it is for has been chosen
    const few = {split: 1, reshape: 2, cut: 0}[this.tool];
    if (few === undefined || this.drawing() || this.chosen.length < few) return;
    this.canvas.draw(this.tool === "cut" ? "Polygon" : "Line", this.chosen);
    this.cross();
  }

  pressed(name) {
    if (TOOLS.includes(name)) this.use(name);
    else if (name === "many") { this.many = !this.many; this.refresh(); }
    else if (name === "clear") { this.use("select"); this.choose([]); }
    else if (name === "whole") this.canvas.show([...this.canvas.grids.keys()], true);
    else if (name === "zoom") this.canvas.show(this.chosen);
    else if (PENS.includes(name)) this.pen(name);
    else if (name === "give") this.brush.give();
    else if (this.panel.buttons[name].getAttribute("aria-disabled") !== "true") this.send(name);
  }

  pen(name) {
    if (name === "point") { this.crossed = true; this.cross(); }
    const few = this.tool === "cut" ? 3 : 2;
    if (name === "finish" && this.canvas.points() < few) {
      this.panel.told({kind: "refused", text: this.data.words["few_points_" + few]});
      return;
    }
    this.canvas[name]();
    this.begin();  // taking back the first point must not put the pen away
    if (!this.canvas.points()) this.refresh();
  }

  drawn(shape, layer) {
    const points = shape === "Line" ? layer.getLatLngs() : layer.getLatLngs()[0];
    const line = points.map(millimetres);
    layer.remove();
    this.drawnAt = Date.now();
    const {tool} = this;
    this.use("select");
    if (tool === "cut") this.send("cut", {line, zh: this.panel.zh.value, en: this.panel.en.value});
    else this.send(tool, {line});
  }

  moved(point, to) {
    this.dragged = false;
    this.send("vertex", {line: [point, to]});
  }

  offered(id) {
    this.use("select");
    this.send("along", {line: [], name: id});
  }

  typed(event) {
    const field = event.composedPath()[0];
    const writes = ["INPUT", "TEXTAREA", "SELECT"].includes(field.tagName)
      && field.type !== "checkbox";
    if (writes || field.isContentEditable) return;
    const key = event.key.toLowerCase(), control = event.ctrlKey || event.metaKey;
    const pen = {" ": "point", backspace: "unpoint", enter: "finish"}[key];
    const onMap = event.composedPath()[0] === this.panel.place;
    const finely = FINE[event.key];
    if (pen && onMap && this.drawing()) this.pen(pen);
    else if (finely && onMap && event.shiftKey && this.drawing()) {
      this.canvas.map.panBy(finely, {animate: false});
      event.stopImmediatePropagation();  // the map's own keys go in leaps
    }
    else if (key === "escape") this.use("select");
    else if (control && key === "z" && !event.shiftKey) this.pressed("undo");
    else if (control && (key === "y" || (key === "z" && event.shiftKey))) this.pressed("redo");
    else return;
    event.preventDefault();
  }
}

export default function ({data, parentElement, setTriggerValue}) {
  let desk = desks.get(parentElement);
  if (!desk) {
    desk = new Desk(parentElement, data.assets);
    desks.set(parentElement, desk);
  }
  desk.trigger = setTriggerValue;
  desk.latest = data;
  // only the last word counts: what came while the scripts were loading is old
  desk.ready.then(() => { if (desk.latest === data) desk.take(data); });
  return () => {
    desk.leave();
    desks.delete(parentElement);
    parentElement.replaceChildren();
  };
}
