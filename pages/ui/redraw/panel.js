// What stands around the map: tools, list, proof, sentence. Texts come from Python and are set as
// text, never as markup.
const TOOLS = ["select", "split", "reshape", "vertex", "paint", "cut"];
const ACTS = ["merge", "refine", "dissolve", "lock", "unlock"];
const MOVES = ["undo", "redo", "zoom", "whole", "many", "clear"];
const PENS = ["point", "unpoint", "finish"];
const LEGEND = ["chosen", "changed", "locked", "warned", "special", "spot", "site"];
const LINES = ["unit", "main", "stream", "ridge", "group"];  // told where the area has any

function make(tag, about, parent) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(about || {})) {
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value);
  }
  if (parent) parent.appendChild(node);
  return node;
}

class Panel {
  constructor(root, tell) {
    this.tell = tell;
    this.buttons = {};
    this.rows = new Map();
    this.words = {};
    this.lines = new Set();
    this.box = make("div", {class: "redraw"}, root);
    this.bar = make("div", {class: "bar", role: "toolbar"}, this.box);
    for (const names of [TOOLS, ACTS, MOVES]) this.group(names);
    this.pens = this.group(PENS);
    this.gives = this.group(["give"]);
    this.names = make("div", {class: "names", hidden: ""}, this.box);
    this.zh = this.field("name_zh");
    this.en = this.field("name_en");
    this.hint = make("div", {class: "hint", role: "status"}, this.box);
    this.facts = make("div", {class: "facts"}, this.box);
    this.proof = make("span", {class: "proof"}, this.facts);
    this.saved = make("span", {class: "saved", role: "status"}, this.facts);
    this.body = make("div", {class: "body"}, this.box);
    this.frame = make("div", {class: "frame"}, this.body);
    this.place = make("div", {class: "map"}, this.frame);
    make("div", {class: "cross"}, this.frame);
    this.note = make("div", {class: "note", role: "alert"}, this.frame);
    this.side = make("div", {class: "side"}, this.body);
    this.search = make("input", {type: "search", class: "search"}, this.side);
    this.search.addEventListener("input", () => this.filter());
    this.search.addEventListener("keydown", (event) => {
      if (["ArrowDown", "Enter"].includes(event.key)) this.stepTo(event, this.shown()[0]);
    });
    this.list = make("div", {class: "list", role: "group"}, this.side);
    this.list.addEventListener("keydown", (event) => this.stepped(event));
    this.legend = make("div", {class: "legend"}, this.box);
  }

  group(names) {
    const group = make("div", {class: "group"}, this.bar);
    for (const name of names) {
      const button = make("button", {type: "button", "data-act": name}, group);
      button.addEventListener("click", (event) => {
        const again = event.detail > 1 && ACTS.includes(name);
        if (again) return;  // the second click of a double one asks nothing new
        this.tell.keyed = !event.detail;
        this.tell.pressed(name);
        if (this.tell.keyed) this.tell.byKeys();  // pressed with a key: the line is drawn with keys
      });
      this.buttons[name] = button;
    }
    return group;
  }

  field(name) {
    const label = make("label", {}, this.names);
    const caption = make("span", {}, label);
    const input = make("input", {type: "text", maxlength: "60", name}, label);
    input.caption = caption;
    return input;
  }

  say(words) {
    this.words = words;
    for (const [name, button] of Object.entries(this.buttons)) {
      button.textContent = words["act_" + name];
      button.title = words["help_" + name] || "";
    }
    this.bar.setAttribute("aria-label", words.toolbar);
    this.list.setAttribute("aria-label", words.list);
    this.place.setAttribute("aria-label", words.map);
    this.search.placeholder = words.search;
    this.search.setAttribute("aria-label", words.search);
    this.zh.caption.textContent = words.name_zh;
    this.en.caption.textContent = words.name_en;
    this.legends([]);
  }

  legends(ways) {  // `ways` are the kinds of lines along which the grid chosen may be divided
    const lines = LINES.filter((name) => this.lines.has(name));
    const offered = Object.keys(WAYS).filter((kind) => ways.includes(kind));
    const names = [...LEGEND, ...lines, ...offered.map((kind) => "way_" + kind)];
    this.legend.replaceChildren(...names.map((name) => {
      const item = make("span", {class: "item"});
      if (name.startsWith("way_")) item.appendChild(this.dashes(WAYS[name.slice(4)]));
      else make("i", {class: "mark " + name}, item);
      make("span", {text: this.words["legend_" + name]}, item);
      return item;
    }));
  }

  dashes(pattern) {
    const ns = "http://www.w3.org/2000/svg", svg = document.createElementNS(ns, "svg");
    const line = document.createElementNS(ns, "line");
    for (const [name, value] of [["width", 44], ["height", 6]]) svg.setAttribute(name, value);
    const {color, weight} = LOOK.offer, at = {x1: 0, x2: 44, y1: 3, y2: 3};
    const look = {...at, stroke: color, "stroke-width": weight, "stroke-dasharray": pattern};
    for (const [name, value] of Object.entries(look)) line.setAttribute(name, value);
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(line);
    return svg;
  }

  press(tool, can, many) {
    for (const name of TOOLS) {
      this.buttons[name].setAttribute("aria-pressed", String(name === tool));
    }
    this.buttons.many.setAttribute("aria-pressed", String(many));
    for (const [name, able] of Object.entries(can)) {
      this.buttons[name].setAttribute("aria-disabled", String(!able));
    }
    this.names.hidden = tool !== "cut";
    this.pens.hidden = !this.tell.drawing();
    this.gives.hidden = !this.tell.brush.waits;
    this.buttons.give.setAttribute("aria-disabled", String(!this.tell.brush.picked.size));
    this.box.dataset.drawing = String(!this.pens.hidden);
    this.box.dataset.tool = tool;
  }

  fill({grids, units}, chosen, warned) {
    const worn = new Set(warned);
    const order = [...grids.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const ids = new Set(order.map((grid) => grid.id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      row.node.remove();
      this.rows.delete(id);
    }
    order.forEach((grid, number) => {
      const row = this.rows.get(grid.id) || this.row(grid.id);
      const at = chosen.indexOf(grid.id);
      row.box.checked = at >= 0;
      row.node.classList.toggle("on", at >= 0);
      row.order.textContent = at >= 0 ? String(at + 1) : "";
      row.name.textContent = grid.name;
      row.id.textContent = units.get(grid.unit) + " " + grid.id;
      const marks = [];
      if (grid.locked) marks.push("🔒" + this.words.locked);
      if (worn.has(grid.id)) marks.push("⚠" + this.words.warned);
      if (grid.changed) marks.push("●" + this.words.changed);
      if (grid.kind === "special") marks.push("◆" + this.words.special);
      row.marks.textContent = marks.join(" ");
      if (this.list.children[number] !== row.node) {
        this.list.insertBefore(row.node, this.list.children[number] || null);
      }
    });
    this.filter();
  }

  row(id) {
    const node = make("label", {class: "row", "data-grid": id});
    const row = {node, box: make("input", {type: "checkbox"}, node)};
    row.order = make("b", {}, node);
    const text = make("span", {class: "text"}, node);
    row.name = make("span", {class: "name"}, text);
    row.id = make("span", {class: "id"}, text);
    row.marks = make("span", {class: "marks"}, text);
    row.box.addEventListener("change", () => this.tell.listed(id, row.box.checked));
    row.box.addEventListener("focus", () => this.stop(row));
    row.box.tabIndex = -1;
    this.rows.set(id, row);
    return row;
  }

  filter() {
    const wanted = this.search.value.trim().toLowerCase();
    for (const row of this.rows.values()) {
      row.node.hidden = wanted !== "" && !row.node.textContent.toLowerCase().includes(wanted);
    }
    const shown = this.shown();
    if (!shown.includes(this.here)) this.stop(shown[0]);
  }

  // the list is one stop of the Tab key, with arrows inside: hundreds of grids would stand between
  // the map and whatever follows on the page
  shown() {
    return [...this.list.children].filter((node) => !node.hidden)
      .map((node) => this.rows.get(node.dataset.grid));
  }

  stop(row) {
    if (this.here) this.here.box.tabIndex = -1;
    this.here = row;
    if (row) row.box.tabIndex = 0;
  }

  stepTo(event, row) {
    event.preventDefault();
    row?.box.focus();
  }

  stepped(event) {
    const shown = this.shown(), at = shown.indexOf(this.here), last = shown.length - 1;
    const to = {ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last};
    if (event.key in to) this.stepTo(event, shown[to[event.key]]);
  }

  reveal(id) {
    const row = this.rows.get(id);
    if (row && !row.node.hidden) {
      this.list.scrollTop = row.node.offsetTop - this.list.offsetTop - 40;
    }
  }

  lookAt() {  // what was asked for below the map is answered on it
    if (this.frame.getBoundingClientRect().top < 0) this.frame.scrollIntoView();
  }

  told(note) {
    this.note.textContent = note.text;
    this.note.className = "note " + note.kind;
  }
}
