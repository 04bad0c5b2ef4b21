// What the Tab key reaches on the map. A browser stops at every shape that listens for the focus,
// which are all grids with a name under the pointer: hundreds of stops that do nothing. Shapes that
// can be pressed are buttons, the others are passed over; grids are chosen in the list.
function passedOver(layer) {
  layer.getElement()?.setAttribute("tabindex", "-1");
}

function pressable(layer, label, act) {
  const node = layer.getElement();
  if (!node) return;
  for (const [name, value] of [["tabindex", "0"], ["role", "button"], ["aria-label", label]]) {
    node.setAttribute(name, value);
  }
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}
