// The roster as a table: a row a slot, a column a day. Shifts are dragged with the mouse, set by keys
// or by the row of shifts above. It tells what was done; whether that is sound is not decided here.
const FAR_PX = 5;  // a press that moves less is a click
const AGAIN_MS = 4000;

function made(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text) node.textContent = text;
  return node;
}

class Board {
  constructor(root) {
    this.frame = made("div", "frame");
    this.bar = made("div", "bar");
    this.box = made("div", "board");
    this.frame.append(this.bar, this.box);
    root.appendChild(this.frame);
    root.roster = this;  // for whoever looks in from a test
    this.queue = [];  // steps Python has not said it has done, oldest first
    this.last = 0;
    this.held = null;  // the cell that is to be exchanged with the next one
    this.timer = setInterval(() => this.queue.length && this.send(this.queue[0]), AGAIN_MS);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("focusin", (event) => this.focused(event.target));
  }

  leave() {
    clearInterval(this.timer);
  }

  // one step at a time: of two that come in one run the first would be dropped
  tell(op, more) {
    this.last = Math.max(Date.now(), this.last + 1);
    this.queue.push({op, n: this.last, ...more});
    if (this.queue.length === 1) this.send(this.queue[0]);
  }

  take(data, send) {
    this.send = send;
    this.last = Math.max(this.last, data.done);
    const first = this.queue[0];
    this.queue = this.queue.filter(({n}) => n > data.done);
    if (this.queue.length && this.queue[0] !== first) this.send(this.queue[0]);
    this.next = data;
    if (!this.pressed) this.draw();  // a cell must not vanish under the hand that holds it
  }

  draw() {
    const data = this.next, active = this.box.getRootNode().activeElement;
    const had = this.box.contains(active) ? active.at : null;
    this.data = data;
    const {scrollLeft, scrollTop} = this.box;
    this.cells = data.rows.map(() => []);
    const table = made("table", "");
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", data.words.title);
    table.append(this.head(), ...data.rows.map((row, r) => this.row(row, r)));
    this.box.replaceChildren(table);
    this.bar.replaceChildren(...this.chips());
    this.box.scrollTo(scrollLeft, scrollTop);
    const at = had || data.picked || [0, 0];
    this.cell(at)?.setAttribute("tabindex", "0");
    if (had) this.cell(had)?.focus({preventScroll: true});
    this.marked();
  }

  cell([row, day]) {
    return this.cells[row]?.[day];
  }

  head() {
    const line = made("tr", "days");
    line.append(made("th", "who", this.data.words.slot));
    for (const day of this.data.days) {
      const head = made("th", "day");
      head.append(made("b", "", day.date), made("span", "", day.weekday), made("i", "", day.kind));
      head.title = day.told;
      head.classList.toggle("weekend", day.weekend);
      head.classList.toggle("wrong", day.wrong);
      head.classList.toggle("past", day.past);
      line.append(head);
    }
    return line;
  }

  row(row, r) {
    const line = made("tr", "");
    const head = made("th", "who");
    head.append(made("b", "", row.slot + (row.leads ? " ★" : "") + (row.initials ? ` ${row.initials}` : "")),
      made("span", "", row.name));
    head.title = row.name;
    line.append(head);
    row.cells.forEach((cell, d) => {
      const box = made("td", ""), button = made("button", "cell", this.data.shifts[cell.shift].short);
      const day = this.data.days[d], shift = this.data.shifts[cell.shift];
      button.type = "button";
      button.at = [r, d];
      button.tabIndex = -1;
      button.style.backgroundColor = shift.colour;
      button.style.color = shift.ink;
      button.title = `${row.slot} ${day.told} ${shift.word}`;
      button.setAttribute("aria-label", `${button.title}${cell.wrong ? " ✕" : ""}`);
      button.classList.toggle("wrong", cell.wrong);
      button.classList.toggle("moved", cell.moved);
      button.classList.toggle("away", cell.away);
      button.classList.toggle("past", day.past);
      button.addEventListener("pointerdown", (event) => this.press(event, button));
      button.addEventListener("click", (event) => {  // a finger, the keyboard, a reader of the screen
        if (event.detail === 0 || event.pointerType !== "mouse") this.chosen(button.at);
      });
      this.cells[r].push(button);
      box.append(button);
      line.append(box);
    });
    return line;
  }

  // the shifts to set, to be clicked or dragged, and the exchange
  chips() {
    const chips = Object.entries(this.data.shifts).map(([id, shift], number) => {
      const chip = made("button", "chip", shift.word);
      chip.type = "button";
      chip.shift = id;
      chip.style.background = shift.colour;
      chip.style.color = shift.ink;
      chip.title = `${shift.word} · ${this.data.words.key} ${this.digit(number)}`;
      chip.append(made("kbd", "", this.digit(number)));
      chip.addEventListener("pointerdown", (event) => this.press(event, chip));
      chip.addEventListener("click", (event) => {
        if (event.detail === 0 || event.pointerType !== "mouse") this.set(id);
      });
      return chip;
    });
    const trade = made("button", "chip trade", `⇄ ${this.data.words.exchange}`);
    trade.type = "button";
    trade.addEventListener("click", () => {
      this.held = this.held ? null : this.at;
      this.marked();
    });
    this.trade = trade;
    const told = made("span", "told", this.data.picked_told);
    return [...chips, trade, told];
  }

  digit(number) {
    return String((number + 1) % 10);
  }

  get at() {
    return this.data.picked;
  }

  chosen(at) {
    if (this.held && String(this.held) !== String(at)) {
      this.swap(this.held, at);
      return;
    }
    this.held = null;
    this.data.picked = at;
    this.tell("pick", this.about("at", at));
    this.marked();
  }

  // slots by name: by the time Python reads it the rows may be others
  about(name, [row, day]) {
    return {[name]: [this.data.rows[row].id, day]};
  }

  swap(from, to) {
    this.held = null;
    this.data.picked = to;
    this.tell("swap", {...this.about("from", from), ...this.about("to", to)});
    this.marked();
  }

  set(shift, at = this.at) {
    if (!at) return;
    this.data.picked = at;
    this.tell("set", {...this.about("at", at), shift});
  }

  focused(button) {
    if (!button.at) return;
    for (const other of this.cells.flat()) other.tabIndex = other === button ? 0 : -1;
  }

  marked() {
    const same = (a, b) => a && b && String(a) === String(b);
    for (const cell of this.cells.flat()) {
      cell.classList.toggle("picked", Boolean(same(cell.at, this.at)));
      cell.classList.toggle("held", Boolean(same(cell.at, this.held)));
    }
    if (this.trade) {
      this.trade.classList.toggle("on", Boolean(this.held));
      this.trade.setAttribute("aria-pressed", String(Boolean(this.held)));
      this.trade.disabled = !this.at;
    }
  }

  press(event, node) {
    if (event.button !== 0 || event.pointerType !== "mouse") return;  // a finger scrolls
    this.pressed = true;
    const start = [event.clientX, event.clientY];
    let ghost = null;
    const moved = (now) => {
      if (!ghost && Math.hypot(now.clientX - start[0], now.clientY - start[1]) < FAR_PX) return;
      if (!ghost) {
        ghost = node.cloneNode(true);
        ghost.classList.add("ghost");
        this.frame.append(ghost);
      }
      ghost.style.left = `${now.clientX + 6}px`;
      ghost.style.top = `${now.clientY + 6}px`;
      const over = this.under(now);
      for (const cell of this.cells.flat()) cell.classList.toggle("over", cell === over);
    };
    const done = (now) => {
      node.removeEventListener("pointermove", moved);
      node.removeEventListener("pointerup", done);
      node.removeEventListener("pointercancel", done);
      for (const cell of this.cells.flat()) cell.classList.remove("over");
      ghost?.remove();
      this.pressed = false;
      const over = this.under(now);
      if (now.type !== "pointercancel") this.dropped(node, over, Boolean(ghost));
      if (this.next !== this.data) this.draw();
    };
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", moved);
    node.addEventListener("pointerup", done);
    node.addEventListener("pointercancel", done);
  }

  dropped(node, over, dragged) {
    if (!dragged) {
      if (node.shift !== undefined) this.set(node.shift);
      else {
        node.focus({preventScroll: true});
        this.chosen(node.at);
      }
    } else if (over && node.shift !== undefined) this.set(node.shift, over.at);
    else if (over && over !== node) this.swap(node.at, over.at);
  }

  under({clientX, clientY}) {
    return this.cells.flat().find((cell) => {
      const {left, right, top, bottom} = cell.getBoundingClientRect();
      return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
    });
  }

  key(event) {
    const button = this.box.getRootNode().activeElement;
    if (!button?.at || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, day] = button.at;
    const go = {ArrowLeft: [row, day - 1], ArrowRight: [row, day + 1], ArrowUp: [row - 1, day],
      ArrowDown: [row + 1, day], Home: [row, 0], End: [row, this.data.days.length - 1]}[event.key];
    const ids = Object.keys(this.data.shifts);
    const number = /^[0-9]$/.test(event.key) ? (Number(event.key) + 9) % 10 : -1;
    if (go) this.cell(go)?.focus();
    else if (number >= 0 && number < ids.length) this.set(ids[number], button.at);
    else if (event.key === "Delete" || event.key === "Backspace") this.set("", button.at);
    else if (event.key === " ") {
      if (this.held) this.chosen(button.at);
      else {
        this.data.picked = this.held = button.at;
        this.tell("pick", this.about("at", button.at));
        this.marked();
      }
    } else if (event.key === "Escape" && this.held) {
      this.held = null;
      this.marked();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

const boards = new WeakMap();

export default function ({data, parentElement, setTriggerValue}) {
  let board = boards.get(parentElement);
  if (!board) {
    board = new Board(parentElement);
    boards.set(parentElement, board);
  }
  board.take(data, (event) => setTriggerValue("did", event));
  return () => {
    board.leave();
    boards.delete(parentElement);
    parentElement.replaceChildren();
  };
}
