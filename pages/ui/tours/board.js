// The timetable of a day: a row a crew, its calls as blocks that can be dragged or moved by keys.
// It shows what it is given and tells what was done; whether that is sound is not decided here.
const FAR_PX = 5;  // a press that moves less is a click
const HOUR_PX = 90;  // a stop of ten minutes can still be taken hold of
const AGAIN_MS = 4000;
const NEAR_PX = 12, SEEN_PX = 40;  // a shift that shows less is not seen

function made(tag, className, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text) node.textContent = text;
  return node;
}

class Board {
  constructor(root) {
    this.box = made("div", "board");
    this.sheet = made("div", "sheet");
    this.box.append(this.sheet);
    this.ends = [-1, 1].map((way) => this.end(way));
    const frame = made("div", "frame");
    frame.append(this.box, ...this.ends);
    root.appendChild(frame);
    this.box.addEventListener("scroll", () => this.edges());
    this.seen = new ResizeObserver(() => this.edges());
    this.seen.observe(this.box);
    root.board = this;  // for whoever looks in from a test
    this.queue = [];  // steps Python has not said it has done, oldest first
    this.last = 0;
    this.timer = setInterval(() => this.queue.length && this.send(this.queue[0]), AGAIN_MS);
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  leave() {
    clearInterval(this.timer);
    this.seen.disconnect();
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
    this.held = data;
    if (this.pressed) return;  // a block must not vanish under the hand that holds it
    this.draw();
    if (first && this.queue[0] !== first) this.follow();
  }

  // a stop that was moved may lie at hours far from where it was dropped
  follow() {
    const block = this.sheet.querySelector(".call.picked");
    if (!block) return;
    const {left, right} = block.getBoundingClientRect(), box = this.box.getBoundingClientRect();
    const first = this.lanes[0].head.getBoundingClientRect().right;
    if (left < first) this.box.scrollBy({left: left - first - NEAR_PX});
    else if (right > box.right) this.box.scrollBy({left: right - box.right + NEAR_PX});
  }

  draw() {
    const data = this.held;
    this.data = data;
    const had = this.box.contains(this.active());
    this.lanes = [];
    const [from, to] = data.span;
    this.sheet.style.minWidth = Math.round(HOUR_PX * (to - from) / 3600) + "px";
    this.sheet.replaceChildren(this.hours(), ...data.rows.map((row) => this.row(row)));
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", data.words.title);
    this.ends[0].textContent = `◂ ${data.words.earlier}`;
    this.ends[1].textContent = `${data.words.later} ▸`;
    this.edges();
    if (had) this.sheet.querySelector(".call.picked")?.focus({preventScroll: true});
  }

  // a button over an end of the hours, there while something lies beyond it
  end(way) {
    const button = made("button", way < 0 ? "end early" : "end late");
    button.type = "button";
    button.hidden = true;
    button.addEventListener("click", () => {
      this.box.scrollBy({left: way * 0.6 * this.box.clientWidth, behavior: "smooth"});
    });
    return button;
  }

  // say what cannot be seen: hours beyond the ends, and shifts that lie there whole
  edges() {
    if (!this.lanes?.length) return;
    const {scrollLeft, scrollWidth, clientWidth} = this.box;
    this.ends[0].hidden = scrollLeft < NEAR_PX;
    this.ends[1].hidden = scrollLeft + clientWidth > scrollWidth - NEAR_PX;
    const box = this.box.getBoundingClientRect();
    for (const {lane, head, row, beyond} of this.lanes) {
      const {left, width} = lane.getBoundingClientRect();
      const first = head.getBoundingClientRect().right - left;
      const last = Math.min(box.right - left, width);
      const from = width * this.at(row.from) / 100, to = width * this.at(row.to) / 100;
      const later = from > last - SEEN_PX, earlier = to < first + SEEN_PX;
      beyond.hidden = !later && !earlier;
      beyond.textContent = later ? `${row.told} ▸` : `◂ ${row.told}`;
      const room = beyond.offsetWidth;
      beyond.style.left = `${later ? last - room - 4 : first + 4}px`;
      beyond.onclick = () => this.box.scrollTo({left: from - NEAR_PX, behavior: "smooth"});
    }
  }

  active() {
    return this.box.getRootNode().activeElement;
  }

  at(second) {
    const [from, to] = this.data.span;
    return 100 * (second - from) / (to - from);
  }

  laid(node, from, to) {
    node.style.left = this.at(from) + "%";
    node.style.width = Math.max(0, this.at(to) - this.at(from)) + "%";
    return node;
  }

  hours() {
    const line = made("div", "row hours");
    const lane = made("div", "lane");
    for (const [second, text] of this.data.hours) {
      const mark = made("span", "hour", text);
      mark.style.left = this.at(second) + "%";
      lane.append(mark);
    }
    line.append(made("div", "head"), lane);
    return line;
  }

  row(row) {
    const line = made("div", "row"), head = made("div", "head"), lane = made("div", "lane");
    head.append(sample(row.colour, row.dash), made("b", "", row.name), made("span", "", row.told));
    lane.append(this.laid(made("i", "shift"), row.from, row.to));
    for (const [second] of this.data.hours) {
      const mark = made("i", "mark");
      mark.style.left = this.at(second) + "%";
      lane.append(mark);
    }
    let before = row.out;
    const blocks = row.calls.map((call, position) => {
      this.way(lane, row, before, call.arrive);
      this.idle(lane, call.arrive, call.begin, call.rest[0]);
      this.idle(lane, call.end, call.leave, call.rest[1]);
      before = call.leave;
      return this.call(row, call, position);
    });
    if (row.calls.length) this.way(lane, row, before, row.back);
    else lane.append(this.laid(made("span", "none", row.none), row.from, row.to));
    lane.append(...blocks);
    const beyond = made("button", "beyond");
    beyond.type = "button";
    lane.append(beyond);
    this.lanes.push({turn: row.turn, lane, blocks, head, row, beyond});
    line.append(head, lane);
    return line;
  }

  way(lane, row, from, to) {
    const way = this.laid(made("i", "way"), from, to);
    way.style.borderTopColor = row.colour;
    lane.append(way);
  }

  idle(lane, from, to, rest) {
    if (to <= from) return;
    const wait = this.laid(made("i", rest ? "rest" : "wait"), from, to);
    wait.title = rest ? this.data.words.rest : this.data.words.wait;
    lane.append(wait);
  }

  call(row, call, position) {
    const block = this.laid(made("button", "call", String(position + 1)), call.begin, call.end);
    const {picked} = this.data;
    block.type = "button";
    block.title = call.told;
    block.setAttribute("aria-label", call.told);
    block.style.background = row.colour;
    block.style.color = row.ink;
    block.spot = [row.turn, position];
    block.task = call.task;
    block.classList.toggle("pinned", call.pinned);
    block.classList.toggle("wrong", call.wrong);
    block.classList.toggle("picked", picked && picked[0] === row.turn && picked[1] === position);
    block.addEventListener("pointerdown", (event) => this.press(event, block));
    block.addEventListener("click", (event) => {  // by the keyboard or a reader of the screen
      if (event.detail === 0) this.tell("pick", this.about(block));
    });
    return block;
  }

  press(event, block) {
    if (event.button !== 0) return;
    this.pressed = true;
    const start = [event.clientX, event.clientY];
    let ghost = null;
    block.setPointerCapture(event.pointerId);
    const moved = (now) => {
      const way = [now.clientX - start[0], now.clientY - start[1]];
      if (!ghost && Math.hypot(...way) < FAR_PX) return;
      if (!ghost) {
        ghost = block;
        ghost.classList.add("dragged");
      }
      ghost.style.transform = `translate(${way[0]}px, ${way[1]}px)`;
      const over = this.under(now);
      for (const {lane} of this.lanes) lane.classList.toggle("over", lane === over?.lane);
    };
    const done = (now) => {
      block.removeEventListener("pointermove", moved);
      block.removeEventListener("pointerup", done);
      block.removeEventListener("pointercancel", done);
      for (const {lane} of this.lanes) lane.classList.remove("over");
      if (ghost) {
        ghost.classList.remove("dragged");
        ghost.style.transform = "";
      }
      this.pressed = false;
      const over = this.under(now);
      if (now.type !== "pointercancel" && !ghost) this.tell("pick", this.about(block));
      else if (now.type !== "pointercancel" && over) {
        this.move(block, [over.turn, this.place(over, block, now.clientX)]);
      }
      if (this.held !== this.data) this.draw();
    };
    block.addEventListener("pointermove", moved);
    block.addEventListener("pointerup", done);
    block.addEventListener("pointercancel", done);
  }

  under(event) {
    return this.lanes.find(({lane}) => {
      const {top, bottom} = lane.getBoundingClientRect();
      return event.clientY >= top && event.clientY <= bottom;
    });
  }

  // how many other blocks of the lane begin before a spot of the screen
  place({blocks}, block, x) {
    return blocks.filter((other) => {
      const {left, width} = other.getBoundingClientRect();
      return other !== block && left + width / 2 < x;
    }).length;
  }

  // the task rides along: by the time Python reads it the stop may stand elsewhere in its turn
  about({spot, task}) {
    return {spot, task};
  }

  move(block, to) {
    const [turn, position] = block.spot;
    if (turn !== to[0] || position !== to[1]) this.tell("move", {...this.about(block), to});
  }

  key(event) {
    const block = this.active();
    if (!block?.spot) return;
    const [turn, position] = block.spot;
    const row = this.lanes.findIndex((lane) => lane.turn === turn);
    const {left, width} = block.getBoundingClientRect();
    const across = (other) => other && this.move(block, [other.turn,
      this.place(other, block, left + width / 2)]);
    const steps = {
      ArrowLeft: () => position > 0 && this.move(block, [turn, position - 1]),
      ArrowRight: () => this.move(block,
        [turn, Math.min(position + 1, this.lanes[row].blocks.length - 1)]),
      ArrowUp: () => across(this.lanes[row - 1]),
      ArrowDown: () => across(this.lanes[row + 1]),
    };
    if (event.altKey && steps[event.key]) steps[event.key]();
    else if (event.key === "p") this.tell("pin", this.about(block));
    else if (event.key === "Delete") this.tell("drop", this.about(block));
    else return;
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
