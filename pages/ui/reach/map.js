// Roads coloured by the minutes until somebody is there; a click anywhere tells the spot. Python answers.
class Bands extends MetreMap {
  build() {
    const L = window.L;
    this.frame("reach");
    this.open({preferCanvas: true, renderer: L.canvas({tolerance: 6, padding: 0.3})});
    this.measured(this.place);
    this.ground = L.layerGroup().addTo(this.map);
    this.roads = L.layerGroup().addTo(this.map);
    this.spots = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.map.on("click", (event) => this.pick({id: null, at: [event.latlng.lng, event.latlng.lat]}));
    this.root.bands = this;  // for whoever looks in from a test
  }

  take(data, pick) {
    this.pick = pick;
    this.titled(data.words);
    if (data.key !== this.have) this.draw(data.base, data.key);
    if (data.bands_key !== this.painted) this.colour(data);
    this.stand(data.at, data.posts);
    this.explained(data.legend, ([colour, , dash]) => {
      const line = mark(dash ? "dashed" : "");
      line.style.borderTopColor = colour;
      return line;
    });
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
      labelled(spot, name);
      spot.on("click", () => this.pick({id, at: [x / DM, y / DM]}));
      this.spots.addLayer(spot);
    }
    this.fit(border, key);
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
    this.painted = data.bands_key;
  }

  stand(at, posts) {
    const L = window.L;
    this.marks.clearLayers();
    for (const [name, x, y] of posts) {
      const icon = document.createElement("div");
      icon.className = "post";
      const post = L.divIcon({html: icon, className: "spot", iconSize: [14, 14]});
      this.marks.addLayer(labelled(L.marker([y / DM, x / DM], {icon: post, keyboard: false}), name));
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

export default mounted(Bands, "picked");
