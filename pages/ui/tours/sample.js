// A piece of a crew's line, for legends.
function sample(colour, dash) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  svg.setAttribute("viewBox", "0 0 34 8");
  svg.setAttribute("class", "sample");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries(
    {x1: 1, y1: 4, x2: 33, y2: 4, stroke: colour, "stroke-width": 4, "stroke-dasharray": dash})) {
    line.setAttribute(name, value);
  }
  svg.append(line);
  return svg;
}
