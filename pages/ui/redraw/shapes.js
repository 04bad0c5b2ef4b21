// Shapes on the wire: whole millimetres from the draft's origin, each point as the step from the one
// before, rings without their closing point. The map is drawn in these metres, so a point goes back
// to Python exactly as it came.
const MM = 1000;

function ringOf(steps) {
  const ring = [];
  let x = 0, y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    ring.push([x, y]);
  }
  return ring;
}

const ringsOf = (rings) => rings.map(ringOf);
const latlng = ([x, y]) => [y / MM, x / MM];
const latlngsOf = (rings) => rings.map((ring) => ring.map(latlng));
const millimetres = (point) => [Math.round(point.lng * MM), Math.round(point.lat * MM)];
const keyOf = ([x, y]) => x + "," + y;
// rings may run either way round, so an edge has no direction
const edgeKey = (a, b) => [keyOf(a), keyOf(b)].sort().join("|");
const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

function edgesOf(rings) {
  const edges = [];
  for (const ring of rings) {
    ring.forEach((point, i) => edges.push([point, ring[(i + 1) % ring.length]]));
  }
  return edges;
}

function boxOf(rings) {
  const xs = rings[0].map((p) => p[0]), ys = rings[0].map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const touching = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

// the points of a grid that may be moved: not on the border of its unit or of the township
function freePoints(grid, others) {
  const near = others.filter((other) => other !== grid && touching(other.box, grid.box));
  const sameUnit = new Set();
  for (const other of near) {
    if (other.unit !== grid.unit) continue;
    for (const [from, to] of edgesOf(other.rings)) sameUnit.add(edgeKey(from, to));
  }
  const held = new Set(), points = new Map();
  for (const [from, to] of edgesOf(grid.rings)) {
    const shared = sameUnit.has(edgeKey(from, to));
    for (const point of [from, to]) {
      points.set(keyOf(point), point);
      if (!shared) held.add(keyOf(point));
    }
  }
  return [...points].filter(([key]) => !held.has(key)).map(([, point]) => point);
}
