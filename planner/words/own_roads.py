"""Words of the part of the page of roads where an office brings roads of its own."""

WORDS: dict[str, tuple[str, str]] = {
    "bring.title": ("本单位自带的道路数据", "Roads the office brings"),
    "bring.intro": (
        "可以带来线图层（SHP、GeoPackage、DXF 等）或 OpenStreetMap 文件，代替地区文件夹里的道路。"
        "先查出差一点没接上的断头和没有节点的交叉，哪些要接由人来定；不经要求，什么都不接、不挪。",
        "A layer of lines (SHP, GeoPackage, DXF, ...) or a file of OpenStreetMap may take the "
        "place of the roads of the area's folder. Ends that nearly meet and crossings without a "
        "node are listed first; a person says which to join. Nothing is joined or moved unasked.",
    ),
    "bring.from_area": (
        "现用的是地区文件夹里的道路，共 {n:n} 段。",
        "The roads of the area's folder are in use: {n:n}.",
    ),
    "bring.in_use": (
        "现用的是本单位带来的道路，共 {n:n} 段：原文件读入 {read:n} 段，查出断头未接 "
        "{missed:n} 处，接上 {joined:n} 处，改成路口的交叉 {noded:n} 处。",
        "The roads the office brought are in use: {n:n}. Read {read:n}, found {missed:n end/ends} "
        "nearly meeting a road, joined {joined:n}, crossings made junctions {noded:n}.",
    ),
    "bring.drop": ("改回地区原有的道路", "Go back to the roads of the area"),
    "bring.choose": ("选择道路文件", "Choose a file of roads"),
    "bring.choose_help": (
        "可用的格式：{formats}。SHP 请连同 .dbf、.shx、.prj 一起选，或打成 ZIP。",
        "Formats: {formats}. Choose a SHP with its .dbf, .shx and .prj, or as a ZIP.",
    ),
    "bring.layer": ("读哪个图层", "Which layer"),
    "bring.system": ("坐标系", "Coordinate system"),
    "bring.system_none": ("按文件所说", "as the file says"),
    "bring.class": ("没写等级的路按", "Roads without a class are"),
    "bring.class_none": ("不代填，缺了就退回", "refused"),
    "bring.reading": ("正在读道路……", "Reading the roads ..."),
    "bring.found": ("查到的情况", "What was found"),
    "bring.network": (
        "读入 {n:n} 段，共 {km:n} 公里，互不相连的部分 {parts:n} 个。",
        "{n:n road/roads} of {km:n} km in {parts:n part/parts} that nothing joins.",
    ),
    "bring.misses": (
        "有 {n:n} 处断头离另一条路不到 {m:n} 米却没有接上。",
        "{n:n end stops/ends stop} within {m:n} m of a road without being joined to it.",
    ),
    "bring.no_misses": (
        "没有离另一条路不到 {m:n} 米却没接上的断头。",
        "No end stops within {m:n} m of a road it is not joined to.",
    ),
    "bring.crossed": (
        "有 {n:n} 处交叉没有节点，其中 {bridges:n} 处有一条是桥。",
        "{n:n crossing has/crossings have} no node; where one road is a bridge: {bridges:n}.",
    ),
    "bring.map": ("断头未接的位置", "Where ends nearly meet"),
    "bring.layer_misses": ("断头未接", "ends that nearly meet"),
    "bring.which": ("接上哪些断头", "Join which ends"),
    "bring.which_none": ("不选就不接", "none is joined unless chosen"),
    "bring.end": (
        "第 {n} 处：差 {gap} 米，{road} → {other}",
        "{n}: {gap} m, {road} → {other}",
    ),
    "bring.all": ("全部选中", "Choose all"),
    "bring.none": ("全部不选", "Choose none"),
    "bring.node": (
        "把不是桥的交叉改成路口（{n:n} 处）",
        "Make junctions of the crossings that are no bridge ({n:n})",
    ),
    "bring.joined": (
        "接上 {n:n} 处，最多挪动 {m} 米；改成路口 {noded:n} 处；互不相连的部分由 {before:n} 个变为 "
        "{parts:n} 个。",
        "Joined {n:n}, moved at most {m} m; crossings made junctions: {noded:n}; parts: from "
        "{before:n} to {parts:n}.",
    ),
    "bring.left": (
        "有 {n:n} 处没接成：接上以后那段路就没有长度了。",
        "{n:n} could not be joined: the road would have no length.",
    ),
    "bring.use": ("用这些道路", "Use these roads"),
    "bring.use_help": (
        "保存在本单位的数据里，各页的规划都按这些道路计算；已登记的封闭中，找不到的路段不再起作用。",
        "Kept with the office's data; every plan goes by these roads. Closures of roads that are "
        "not among them shut nothing.",
    ),
    "bring.kept": (
        "已保存，各页的规划改按这些道路计算。",
        "Kept; every plan goes by these roads now.",
    ),
    "bring.empty": (
        "文件里没有道路，没有保存。",
        "The file has no roads; nothing was kept.",
    ),
    "input.roads_elsewhere": (
        "{file} 里没有一条路在本乡镇范围内，最近的也相距 {km} 公里；请换本乡镇的地图文件。",
        "{file}: no road of the map lies in the township, the nearest is {km} km off; give a map "
        "of this township.",
    ),
    "input.own_roads_crs": (
        "本单位带来的道路与地区的坐标系不一致，请改回地区原有的道路，再重新带来。",
        "The roads that were brought are in another system than the area; go back to the roads "
        "of the area and bring them again.",
    ),
}
