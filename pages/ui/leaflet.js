// Scripts and sheets of a map from this machine, loaded once for the whole page.
function script(address) {
  window.mapScripts = window.mapScripts || {};
  window.mapScripts[address] = window.mapScripts[address] || new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = done;
    tag.onerror = () => failed(new Error(address + " is missing"));
    document.head.appendChild(tag);
  });
  return window.mapScripts[address];
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
}
