// Leaflet and Geoman from this machine, loaded once for the whole page.
function script(address) {
  window.redrawScripts = window.redrawScripts || {};
  window.redrawScripts[address] = window.redrawScripts[address] || new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = () => failed(new Error(address + " is missing"));
    document.head.appendChild(tag);
  });
  return window.redrawScripts[address];
}

function sheet(root, address) {
  return new Promise((done) => {
    const tag = document.createElement("link");
    tag.rel = "stylesheet";
    tag.href = address;
    tag.onload = tag.onerror = done;
    root.appendChild(tag);
  });
}

async function loaded(root, assets) {
  const sheets = assets.sheets.map((address) => sheet(root, address));
  for (const address of assets.scripts) await script(address);
  await Promise.all(sheets);
  window.L.PM.setOptIn(true);  // Geoman draws lines here; it never takes hold of a grid
}
