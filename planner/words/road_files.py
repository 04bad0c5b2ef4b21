"""Words of files of roads: what was read, left out, cut or shut, and what to look at."""

WORDS: dict[str, tuple[str, str]] = {
    # notes of OpenStreetMap roads
    "read.osm_roads_cut": (
        "有 {count:n} 条道路在摘录边缘或缺口处断开（缺 {missing:n} 个节点），只读入还在的各段，"
        "没有跨缺口连直线。",
        "{count:n road breaks/roads break} off where the extract lacks {missing:n node/nodes}; "
        "the pieces that are there were read, nothing was drawn across the holes.",
    ),
    "read.osm_not_built": (
        "有 {count:n} 条在建、规划或废弃的道路没有读入：{kinds}。",
        "{count:n road/roads} being built, planned or given up: not taken: {kinds}.",
    ),
    "read.osm_barriers": (
        "有 {count:n} 处路障，只关闭各自拦住的出行方式：{kinds}。",
        "{count:n barrier/barriers}, each shut to the modes it stops and no more: {kinds}.",
    ),
    "read.osm_barriers_unknown": (
        "有 {count:n} 处路障类型不认识，按不拦任何人处理，请核对：{kinds}。",
        "{count:n barrier/barriers} of a kind not known here, taken to shut nobody; see whether "
        "that is so: {kinds}.",
    ),
    "read.osm_conditions": (
        "有 {count:n} 条道路的分时段限行看不懂，没有采用，请核对。",
        "{count:n road has/roads have} rules by hours or weather that are not understood, not "
        "used.",
    ),
    "read.osm_reversible": (
        "有 {count:n} 条潮汐单行道，方向说不准，机动车按不能通行处理。",
        "{count:n reversible one-way road counts/reversible one-way roads count} as shut to motor "
        "vehicles.",
    ),
    "read.osm_rings": (
        "有 {count:n} 个环路不与任何道路相接。",
        "{count:n ring meets/rings meet} no other road.",
    ),
    "read.osm_closed_foot": (
        "按地图标注不准步行的路段 {count:n} 段，{km} 公里。",
        "The map shuts {count:n edge/edges} to people on foot, {km} km.",
    ),
    "read.osm_closed_motorbike": (
        "按地图标注不准摩托车通行的路段 {count:n} 段，{km} 公里（含私家路、农用路）。",
        "The map shuts {count:n edge/edges} to motorcycles, {km} km, private and farm roads among "
        "them.",
    ),
    "read.osm_closed_car": (
        "按地图标注不准汽车通行的路段 {count:n} 段，{km} 公里（含私家路、农用路）。",
        "The map shuts {count:n edge/edges} to cars, {km} km, private and farm roads among them.",
    ),
    # refusals of OpenStreetMap files
    "input.osm_cut": (
        "文件 {file} 没有结尾，可能没有下载完或没有复制完，请重新下载或复制。",
        "{file}: the file breaks off before its end; download or copy it again.",
    ),
    "input.osm_too_many": (
        "文件 {file} 的节点超过 {nodes:n} 个或线条超过 {ways:n} 条，请只给本地区的摘录。",
        "{file}: more than {nodes:n node/nodes} or {ways:n way/ways}; give an extract of the area "
        "only.",
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
        "{file}: of {count:n road/roads} not one piece has its nodes in the file; give an extract "
        "with complete ways.",
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
    "input.overpass_partial": (
        "Overpass 服务器（{mirrors}）给出的道路缺少部分点，不完整；请稍后再试，或换一个镜像，"
        "或直接给摘录文件（.osm.pbf）。",
        "Overpass ({mirrors}) gave roads with some of their points missing; try later, name "
        "another mirror, or give an extract (.osm.pbf) as a file.",
    ),
    "input.overpass_empty": (
        "Overpass 服务器（{mirrors}）在这个范围内没有道路，请核对地区是否正确。",
        "Overpass ({mirrors}) has no road there; see whether it is the right area.",
    ),
    # drawn layers of roads
    "input.no_roads": (
        "文件 {file}（图层 {layer}）里没有线，只有{given}；道路应当是线，请选对道路所在的图层。",
        "{file}, layer {layer}: no row is a line (it has {given}); roads are lines: choose the "
        "layer of the roads.",
    ),
    "input.road_class_missing": (
        "文件 {file}（图层 {layer}）有 {count:n} 条道路没有等级（{rows}）；请加一列道路等级"
        "（如 县道、乡道、村道、机耕路、小路），或指明它们一律按哪一级。",
        "{file}, layer {layer}: {count:n road has/roads have} no class ({rows}); add a column "
        "with one of {expected}, or name the class of all of them.",
    ),
    "input.road_class_unknown": (
        "文件 {file}（图层 {layer}）的“{column}”列有不认识的道路等级：{given}（{rows}）；请改成"
        "县道、乡道、村道、机耕路、小路等，或指明这类道路按哪一级，或只选道路所在的图层。",
        "{file}, layer {layer}, column {column}: {given} is no class of road known here ({rows}); "
        "write one of {expected}, name the class of such roads, or choose the layer of the roads.",
    ),
    "input.road_value": (
        "文件 {file} 的“{column}”列有看不懂的值：{given}（{rows}），共 {count:n} 行；"
        "请按说明书所列的写法填写，或把单元格留空。",
        "{file}, column {column}: {given} is not understood ({rows}); write it as the manual "
        "lists, or empty the cells.",
    ),
    "read.road_rows_left": (
        "有 {count:n} 行不是线，没有作为道路读入：{rows}。",
        "{count:n row is no line/rows are no lines}, not taken as roads: {rows}.",
    ),
    "read.roads_without_length": (
        "有 {count:n} 条线没有长度，没有读入。",
        "{count:n line has/lines have} no length, not taken.",
    ),
    "read.roads_divided": (
        "有 {count:n} 处两条路共用一个节点，已在那里相接；没有移动任何节点。",
        "{count:n vertex is/vertices are} shared by two roads, which meet there now; nothing was "
        "moved.",
    ),
    # the command
    "cli.roads": (
        "读入道路：核对相接、断头和分块，按要求接上，写成道路图层",
        "Read roads, look at ends, crossings and parts, join what is asked, write the layer",
    ),
    "cli.road_file": (
        "道路文件：OpenStreetMap（.osm、.osm.bz2、.osm.gz、.osm.pbf），或线图层"
        "（Shapefile 的 .zip、GeoPackage、DXF、GeoJSON）",
        "File of roads: OpenStreetMap (.osm, .osm.bz2, .osm.gz, .osm.pbf) or a layer of lines "
        "(zipped shapefile, GeoPackage, DXF, GeoJSON)",
    ),
    "cli.road_area": (
        "所属地区：luoyan、liechtenstein 或一个地区文件夹，用来定坐标系",
        "Area it belongs to: luoyan, liechtenstein or an area folder; it tells coordinates apart",
    ),
    "cli.road_class": (
        "没有等级或等级不认识的道路一律按此级，如 village",
        "Class of the roads that name none or none known, such as village",
    ),
    "cli.road_plain": (
        "按其他软件的口径计数（路口到路口，含在建道路，不计路障），只用于比对",
        "Count as other programs do (junction to junction, work sites too, no barriers)",
    ),
    "cli.join_ends": (
        "把相距不超过 M 米的断头接上（最多 100）；不写就只列出",
        "Join the ends within M metres of another road (at most 100); without it they are listed",
    ),
    "cli.node": (
        "不是桥的交叉处一律改成路口；不写就只列出",
        "Make junctions of the crossings that are no bridges; without it they are listed",
    ),
    "cli.out_roads": ("写出道路图层（.geojson 或 .gpkg）", "Write the roads (.geojson or .gpkg)"),
    "cli.road_report": (
        "写出待核对清单：表格（.csv）或点图层（.geojson）",
        "Write the list of what to look at: a table (.csv) or points (.geojson)",
    ),
    "cli.overpass": (
        "不给文件，改向 Overpass 服务器请求道路（须同时写 --allow-network）",
        "Ask an Overpass server instead of a file (needs --allow-network too)",
    ),
    "cli.allow": (
        "同意这一次请求离开本机：地区外廓会发给服务器",
        "This one request may leave the machine: the server learns the outline of the area",
    ),
    "cli.road_keep": (
        "Overpass 的答复存到哪个文件夹（带日期的 .osm 和说明来源的 .json）",
        "Folder for the answer of Overpass (a dated .osm and a .json that says where it is from)",
    ),
    "cli.mirror": ("Overpass 服务器地址，依次尝试", "Addresses of Overpass servers, in turn"),
    "cli.timeout": (
        "每台服务器最多等多少秒（到答复收完为止）",
        "Seconds to wait for one server, until its answer is complete",
    ),
    "cli.attempts": ("服务器忙时一共请求几次", "How often a busy server is asked in all"),
    "cli.road_source": (
        "请给一个道路文件，或写 --overpass，两者只能选一个。",
        "Give a file of roads or --overpass, one of the two.",
    ),
    "cli.overpass_needs": (
        "--overpass 还需要 --area（地区）和 --keep（存放文件夹）。",
        "--overpass needs --area and --keep too.",
    ),
    "cli.bad_join": (
        "--join-ends 应大于 0、不超过 100 米，实际为 {given}。",
        "--join-ends must be above 0 and at most 100 metres, given {given}.",
    ),
    "cli.overpass_asks": (
        "正在向 {mirror} 请求道路……",
        "Asking {mirror} for the roads ...",
    ),
    "cli.roads_read": ("已读 {file}：{n:n} 段道路", "Read {file}: {n:n road/roads}"),
    "cli.roads_now": ("接好以后：", "After joining:"),
    "cli.roads_net": (
        "路网：总长 {total:length}，{edges:n} 段（{arcs:n} 条有向边），{nodes:n} 个路口和端点，"
        "互不相通的部分 {parts:n} 个",
        "Net: {total:length}, {edges:n edge/edges} ({arcs:n} directed), "
        "{nodes:n junction/junctions} and ends, {parts:n part/parts} that no road connects",
    ),
    "cli.roads_part": (
        "  第 {n:n} 部分：{total:length}，{edges:n} 段，{nodes:n} 个路口和端点，位于 {x}, {y}",
        "  Part {n:n}: {total:length}, {edges:n edge/edges}, {nodes:n junction/junctions} and "
        "ends, at {x}, {y}",
    ),
    "cli.roads_rest": (
        "  其余 {n:n} 个部分共 {total:length}",
        "  Other parts: {n:n}, {total:length} together",
    ),
    "cli.near_misses": (
        "断头：有 {n:n} 个端点离另一条路不到 {m} 米却没有相接",
        "Near misses: {n:n end/ends} within {m} m of another road, not joined to it",
    ),
    "cli.near_miss": (
        "  {a} 离 {b} 还差 {gap} 米，位于 {x}, {y}",
        "  {a} stops {gap} m from {b}, at {x}, {y}",
    ),
    "cli.crossings": (
        "交叉：有 {n:n} 处两条路相交而没有共同节点，其中 {bridges:n} 处有桥；"
        "其余要由人判断是立交（桥、隧道）还是漏画路口",
        "Crossings: {n:n place/places} where roads cross without a common node, {bridges:n} with a "
        "bridge; of the others a person decides: bridge or tunnel, or a junction not drawn",
    ),
    "cli.crossing": (
        "  {a} 与 {b}：{kind}，位于 {x}, {y}",
        "  {a} and {b}: {kind}, at {x}, {y}",
    ),
    "cli.crossings_noded": ("按要求把 {n:n} 处交叉改成路口", "Crossings made junctions: {n:n}"),
    "cli.ends_joined": (
        "按要求接上 {n:n} 个断头，最远移动 {most} 米；没有接成 {left:n} 个",
        "{n:n end/ends} joined, the farthest moved {most} m; {left:n} could not be joined",
    ),
    # the list of what to look at
    "roadfile.cross": ("相交", "cross"),
    "roadfile.touch": ("一条的端点落在另一条上", "the end of one lies on the other"),
    "roadfile.overlap": ("有一段重合", "share a stretch"),
    "roadfile.bridge": ("其中一条是桥", "one of them is a bridge"),
    "roadfile.mode_foot": ("步行", "people on foot"),
    "roadfile.mode_motorbike": ("摩托车", "motorcycles"),
    "roadfile.mode_car": ("汽车", "cars"),
    "roadfile.col_what": ("事项", "What"),
    "roadfile.col_road": ("道路", "Road"),
    "roadfile.col_other": ("另一条路", "Other road"),
    "roadfile.col_gap_m": ("相距（米）", "Gap (m)"),
    "roadfile.col_x": ("横坐标（米）", "Easting (m)"),
    "roadfile.col_y": ("纵坐标（米）", "Northing (m)"),
    "roadfile.col_lon": ("经度", "Longitude"),
    "roadfile.col_lat": ("纬度", "Latitude"),
    "roadfile.col_detail": ("说明", "Detail"),
    "roadfile.what_near_miss": ("断头未接", "End nearly meets a road"),
    "roadfile.what_joined": ("断头已接", "End joined"),
    "roadfile.what_crossing": ("交叉无节点", "Crossing without a node"),
    "roadfile.what_road_cut": ("道路断开", "Road cut"),
    "roadfile.what_road_not_built": ("未建或废弃", "Not built or given up"),
    "roadfile.what_barrier": ("路障", "Barrier"),
    "roadfile.what_barrier_unknown": ("不认识的路障", "Barrier of unknown kind"),
    "roadfile.what_condition_unread": ("分时段限行未采用", "Conditional rule not used"),
    "roadfile.what_oneway_reversible": ("潮汐单行道", "Reversible one-way"),
    "roadfile.what_not_a_line": ("不是线", "Not a line"),
    "roadfile.what_road_without_length": ("没有长度", "No length"),
    "roadfile.detail_road_cut": (
        "文件里缺 {missing:n} 个节点，没有跨缺口连线",
        "{missing:n node is/nodes are} not in the file; nothing is drawn across",
    ),
    "roadfile.detail_road_not_built": ("标注为 {kind}，没有读入", "tagged {kind}, not taken"),
    "roadfile.detail_barrier": (
        "{kind}，关闭：{modes}",
        "{kind}, shuts {modes}",
    ),
    "roadfile.detail_barrier_unknown": (
        "{kind}，按不拦任何人处理，请到现场核对",
        "{kind}, taken to shut nobody; look there",
    ),
    "roadfile.detail_condition_unread": (
        "限行条件看不懂，按没有限行处理",
        "its rule is not understood and not used",
    ),
    "roadfile.detail_oneway_reversible": (
        "机动车按不能通行处理",
        "counts as shut to motor vehicles",
    ),
    "roadfile.detail_not_a_line": ("没有作为道路读入", "not taken as a road"),
    "roadfile.detail_road_without_length": ("没有读入", "not taken"),
}
