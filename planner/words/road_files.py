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
    # Overpass
    "input.overpass_off": (
        "没有向外请求道路数据：请求会离开本机，须先明确同意。",
        "The roads were not asked for: a request would leave this machine; allow it first.",
    ),
    "input.overpass_area": (
        "请求的范围约 {km2:n} 平方公里，应大于 0、不超过 {limit:n} 平方公里；范围更大时请用摘录文件"
        "（.osm.pbf）。",
        "The ground is about {km2:n} km2, expected up to {limit:n}; take an extract (.osm.pbf).",
    ),
    "input.overpass_busy": (
        "Overpass 服务器（{mirrors}）眼下太忙，没有给出道路；请稍后再试，或换一个镜像，"
        "或直接给摘录文件（.osm.pbf）。",
        "Overpass ({mirrors}) has no room for the request now; try later, name another mirror, or "
        "give an extract (.osm.pbf) as a file.",
    ),
    "input.overpass_timeout": (
        "Overpass 服务器（{mirrors}）{seconds:n} 秒内没有答复；请稍后再试，或换一个镜像，"
        "或直接给摘录文件（.osm.pbf）。",
        "Overpass ({mirrors}) did not answer within {seconds:n} s; try later, name another "
        "mirror, or give an extract (.osm.pbf) as a file.",
    ),
    "input.overpass_unreachable": (
        "从本机连不上 Overpass 服务器（{mirrors}）；请检查网络，或换一个镜像，或直接给摘录文件"
        "（.osm.pbf）。",
        "Overpass ({mirrors}) cannot be reached from here; see to the network, name another "
        "mirror, or give an extract (.osm.pbf) as a file.",
    ),
    "input.overpass_garbage": (
        "Overpass 服务器（{mirrors}）答复的不是地图；请稍后再试，或换一个镜像，或直接给摘录文件"
        "（.osm.pbf）。",
        "Overpass ({mirrors}) gave an answer that is no map; try later, name another mirror, or "
        "give an extract (.osm.pbf) as a file.",
    ),
    "input.overpass_empty": (
        "Overpass 服务器（{mirrors}）在这个范围内没有道路，请核对地区是否正确。",
        "Overpass ({mirrors}) has no road there; see whether it is the right area.",
    ),
    # drawn layers of roads
    "input.no_roads": (
        "文件 {file}（图层 {layer}）里没有线，只有 {given}；道路应当是线，请选对道路所在的图层。",
        "{file}, layer {layer}: no row is a line (it has {given}); roads are lines: choose the "
        "layer of the roads.",
    ),
    "input.road_class_missing": (
        "文件 {file}（图层 {layer}）有 {count:n} 条道路没有等级（{rows}）；请加一列道路等级"
        "（如 县道、乡道、村道、机耕路、小路），或指明它们一律按哪一级。",
        "{file}, layer {layer}: {count:n} roads have no class ({rows}); add a column with one of "
        "{expected}, or name the class of all of them.",
    ),
    "input.road_class_unknown": (
        "文件 {file}（图层 {layer}）的“{column}”列有不认识的道路等级：{given}（{rows}）；请改成"
        "县道、乡道、村道、机耕路、小路等，或指明这类道路按哪一级。",
        "{file}, layer {layer}, column {column}: {given} is no class of road known here ({rows}); "
        "write one of {expected}, or name the class of such roads.",
    ),
    "input.road_value": (
        "文件 {file} 的“{column}”列有看不懂的值：{given}（{rows}），共 {count:n} 行；"
        "请按说明书所列的写法填写，或把单元格留空。",
        "{file}, column {column}: {given} is not understood ({rows}); write it as the manual "
        "lists, or empty the cells.",
    ),
    "read.road_rows_left": (
        "有 {count:n} 行不是线，没有作为道路读入：{rows}。",
        "{count:n} rows are no lines and were not taken as roads: {rows}.",
    ),
    "read.roads_without_length": (
        "有 {count:n} 条线没有长度，没有读入。",
        "{count:n} lines have no length and were not taken.",
    ),
    "read.roads_divided": (
        "有 {count:n} 处两条路共用一个节点，已在那里相接；没有移动任何节点。",
        "{count:n} vertices are shared by two roads, which meet there now; nothing was moved.",
    ),
}
