// Painting small faces. A pointer that hovers paints while it is held down and gives what it painted
// when it is let go. A finger held down moves the map, so its taps choose faces, a second tap lets
// one go again, and a button gives all of them at once: one face alone may leave a grid in pieces.
class Brush {
  constructor(desk) {
    this.desk = desk;
    this.picked = new Set();
    this.down = false;
    this.finger = matchMedia("(hover: none)").matches;
    desk.panel.box.addEventListener("pointerdown", (event) => {
      this.finger = event.pointerType === "touch";
    }, {capture: true});
  }

  clear() {
    this.down = false;
    this.picked.clear();
  }

  over(face, grid, layer, event) {  // the pointer is pressed on a face, or comes over it
    if (grid === this.desk.chosen[0]) return;
    const pressed = event.type === "mousedown";
    if (this.finger) {
      if (pressed) this.toggle(face);
      return;
    }
    if (pressed) this.down = true;
    if (!this.down || event.buttons !== 1) return;
    this.picked.add(face);
    layer.setStyle(LOOK.painted);
    this.desk.canvas.map.dragging.disable();
  }

  pick(face) {  // with a key, as with a finger: chosen one by one, given together
    this.finger = true;
    this.toggle(face);
  }

  toggle(face) {
    if (!this.picked.delete(face)) this.picked.add(face);
    this.desk.refresh();
  }

  up() {
    this.desk.canvas.map.dragging.enable();
    if (this.down) this.give();
    this.down = false;
  }

  give() {
    if (this.desk.tool !== "paint" || !this.picked.size) return;
    this.desk.send("paint", {faces: [...this.picked]});
    this.picked.clear();
  }

  keep(grids) {  // what an answer has taken away cannot be given any more
    const there = new Set([...grids.values()].flatMap((grid) => grid.faces.map((face) => face.id)));
    for (const face of this.picked) if (!there.has(face)) this.picked.delete(face);
  }

  get waits() {  // for the button that gives what was tapped
    return this.desk.tool === "paint" && this.finger && this.desk.chosen.length > 0;
  }
}
