"""Words of files of roads: what was read, left out, cut or shut, and what to look at."""

WORDS: dict[str, tuple[str, str]] = {
    # notes of OpenStreetMap roads
    "read.osm_roads_cut": (
        "有 {count:n} 条道路在摘录边缘或缺口处断开（缺 {missing:n} 个节点），只读入还在的各段，"
        "没有跨缺口连直线。",
        "{count:n} roads break off where the extract lacks {missing:n} nodes; the pieces that are "
        "there were read, nothing was drawn across the holes.",
    ),
    "read.osm_not_built": (
        "有 {count:n} 条在建、规划或废弃的道路没有读入：{kinds}。",
        "{count:n} roads being built, planned or given up were not taken: {kinds}.",
    ),
    "read.osm_barriers": (
        "有 {count:n} 处路障，只关闭各自拦住的出行方式：{kinds}。",
        "{count:n} barriers shut the modes they shut and no more: {kinds}.",
    ),
    "read.osm_barriers_unknown": (
        "有 {count:n} 处路障类型不认识，按不拦任何人处理，请核对：{kinds}。",
        "{count:n} barriers of a kind not known here shut nobody; see whether they do: {kinds}.",
    ),
    "read.osm_conditions": (
        "有 {count:n} 条道路的分时段限行看不懂，没有采用，请核对。",
        "{count:n} roads have rules by hours or weather that are not understood and not used.",
    ),
    "read.osm_reversible": (
        "有 {count:n} 条潮汐单行道，方向说不准，机动车按不能通行处理。",
        "{count:n} reversible one-way roads count as shut to motor vehicles.",
    ),
    "read.osm_rings": (
        "有 {count:n} 个环路不与任何道路相接。",
        "{count:n} rings meet no other road.",
    ),
    "read.osm_closed_foot": (
        "按地图标注不准步行的路段 {count:n} 段，{km} 公里。",
        "The map shuts {count:n} edges to people on foot, {km} km.",
    ),
    "read.osm_closed_motorbike": (
        "按地图标注不准摩托车通行的路段 {count:n} 段，{km} 公里（含私家路、农用路）。",
        "The map shuts {count:n} edges to motorcycles, {km} km, private and farm roads among them.",
    ),
    "read.osm_closed_car": (
        "按地图标注不准汽车通行的路段 {count:n} 段，{km} 公里（含私家路、农用路）。",
        "The map shuts {count:n} edges to cars, {km} km, private and farm roads among them.",
    ),
    # refusals of OpenStreetMap files
    "input.osm_cut": (
        "文件 {file} 没有结尾，可能没有下载完或没有复制完，请重新下载或复制。",
        "{file}: the file breaks off before its end; download or copy it again.",
    ),
    "input.osm_too_many": (
        "文件 {file} 的节点超过 {nodes:n} 个或线条超过 {ways:n} 条，请只给本地区的摘录。",
        "{file}: more than {nodes:n} nodes or {ways:n} ways; give an extract of the area only.",
    ),
    "input.osm_bad_node": (
        "文件 {file} 的节点 {node} 不在任何经纬度上，请重新导出。",
        "{file}: node {node} lies at no longitude and latitude; export the map again.",
    ),
    "input.osm_packing": (
        "文件 {file} 用 {method} 压缩，这里读不了，请另存为 .osm.bz2。",
        "{file}: packed with {method}, which cannot be read here; write it as .osm.bz2.",
    ),
    "input.osm_feature": (
        "文件 {file} 是 {given} 类型的地图，这里读不了，请给当前数据的普通摘录。",
        "{file}: a map of the kind {given} cannot be read; give a plain extract of today.",
    ),
    "input.osm_no_nodes": (
        "文件 {file} 的 {count:n} 条道路没有一段的节点在文件里，请给道路完整的摘录。",
        "{file}: of {count:n} roads not one piece has its nodes in the file; give an extract with "
        "complete ways.",
    ),
}
