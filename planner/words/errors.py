"""Words of faults in the data a person gave: one sentence that says what to do.

Where the cause is known the Chinese sentence says it; `told` is the English one of the reader.
"""

_TOLD = ("文件 {file} 有误。技术说明：{told}", "{file}: {told}.")

WORDS: dict[str, tuple[str, str]] = {
    "input.title": ("数据有误，无法继续", "The data has a fault and cannot be used"),
    "input.hint": ("请改正文件后刷新本页。", "Correct the file, then reload this page."),
    "input.bad_area_field": (
        "地区说明文件 {file} 的字段 {field} 写得不对（{given}）；"
        "写法见《文件格式》的“地区文件夹”一节。",
        "{file}: {told}.",
    ),
    "input.bad_crs": (
        "文件 {file} 写的坐标系无法识别；请在导出时选 CGCS2000，或写成 EPSG:4490 这样。",
        "{file}: {told}.",
    ),
    "input.bad_crs/given": (
        "坐标系 {given} 无法识别，请写成 EPSG:4544 这样。",
        "The coordinate system {given} is not known; write it as in EPSG:4544.",
    ),
    "input.bad_file": (
        "{file}：应为可用的文件，实际为 {told}",
        "{file}: expected a file, got {told}",
    ),
    "input.bad_form": (
        "{file} 的 {place} 处有误。技术说明：{told}",
        "{file}: {place}: {told}",
    ),
    "input.bad_geometry": ("文件 {file} 有读不出的图形；请检查后重新导出。", "{file}: {told}."),
    "input.bad_geometry/feature": (
        "文件 {file} 第 {feature} 个要素的图形读不出；请检查后重新导出。",
        "{file}, feature {feature}: {told}.",
    ),
    "input.bad_id": (
        "{source}：字段 {field} 必须是可显示的非空文本，且不能太长，请看 {rows}。",
        "{source}: {field} must be a printable text, neither empty nor too long, see {rows}.",
    ),
    "input.bad_layer_name": (
        "图层名 {layer} 只能用小写字母、数字和下划线，并以字母开头。",
        "{layer}: a layer name must be small letters, digits and _, starting with a letter.",
    ),
    "input.bad_row": (
        "表格 {file} 第 {row} 行的格数与表头不一样，或引号不成对；请改正后另存为 CSV。",
        "{file}: {told}.",
    ),
    "input.bad_value": (
        "{source}：字段 {field} 应为 {expected}，实际为 {given}（{rows}）。",
        "{source}: {field} must be {expected}, given {given} ({rows}).",
    ),
    "input.boundary_geometry": (
        "外边界必须是面。",
        "The outer boundary must be a polygon.",
    ),
    "input.duplicate_id": (
        "{source}：字段 {field} 不得重复，重复的有 {rows}。",
        "{source}: {field} must be unique, given more than once: {rows}.",
    ),
    "input.faces_without_grid": (
        "有地块不属于任何网格：{rows}。",
        "Faces without a grid: {rows}.",
    ),
    "input.faults_in_source": (
        "{source}：共 {fault_count:n} 处错误。",
        "{source}: {fault_count:n fault/faults}.",
    ),
    "input.faults_in_source/first": (
        "{first}（{source} 另有 {more:n} 处错误）",
        "{first} ({more:n} more in {source})",
    ),
    "input.file_missing": (
        "找不到文件 {file}，请核对文件名和所在的文件夹。",
        "{file}: there is no such file; check its name and its folder.",
    ),
    "input.file_unreadable": (
        "文件 {file} 打不开，请核对是否有读取权限、是否正被其他软件占用。",
        "{file}: the file cannot be opened; see whether you may read it.",
    ),
    "input.file_outside": (
        "{file} 里的文件名只能是本文件夹内的普通文件名，不能是 {given}。",
        "{file}: {told}.",
    ),
    "input.file_too_large": ("文件 {file} 太大，请只导出需要的区域。", "{file}: {told}."),
    "input.grid_in_two_units": (
        "有网格跨越两个村（社区）：{rows}。",
        "Grids in two units: {rows}.",
    ),
    "input.layer_twice": (
        "{file} 里既写了 osm，又单独写了道路或建筑图层；请只留一种。",
        "{file}: {told}.",
    ),
    "input.missing_columns": (
        "{source}：缺少字段 {missing}；现有 {given}，请补上。",
        "{source}: missing column(s) {missing}; the file has {given}; add them.",
    ),
    "input.network_empty": (
        "没有一条道路可以通行，请检查道路图层。",
        "No road can be used; check the layer of roads.",
    ),
    "input.no_boundary": (
        "图层 {layer} 没有可用的外边界面。",
        "{layer}: expected {expected}, got {given}.",
    ),
    "input.no_crs": (
        "数据没有写明坐标系，请在文件里写上。",
        "No coordinate system is given; write one into the file.",
    ),
    "input.no_crs/file": (
        "文件 {file} 没有写明可识别的坐标系；请在导出时写上。",
        "{file}: {told}.",
    ),
    "input.no_crs/source": (
        "{source} 没有写明坐标系，请在文件里写上。",
        "{source}: no coordinate system is given; write one into the file.",
    ),
    "input.no_features": (
        "文件 {file} 里没有图形，应当有面。",
        "{file}: no feature has a shape; expected polygons.",
    ),
    "input.no_layers": ("没有可以写入 {file} 的图层。", "{file}: there is no layer to write."),
    "input.no_units": (
        "{file} 没有写明村（社区）图层 units；它是一切的基础，请补上。",
        "{file}: {told}.",
    ),
    "input.not_area": (
        "{file} 不是地区说明文件；写法见《文件格式》的“地区文件夹”一节。",
        "{file}: {told}.",
    ),
    "input.not_features": ("{file} 不是 GeoJSON 要素集合；请重新导出图层。", "{file}: {told}."),
    "input.not_geopackage": (
        "{file} 不是 GeoPackage 文件，或已损坏；请重新导出。",
        "{file}: {told}.",
    ),
    "input.not_json": ("{file} 不是合格的 JSON；请重新导出。", "{file}: {told}."),
    "input.not_metres": (
        "图层 {layer} 须用以米为单位的投影坐标系，实际为 {given}。",
        "{layer}: expected {expected}, got {given}.",
    ),
    "input.not_polygons": (
        "图层 {layer} 须为面，实际为 {given}。",
        "{layer}: expected {expected}, got {given}.",
    ),
    "input.not_utf8": ("{file} 的文字不是 UTF-8 编码；请另存为 UTF-8。", "{file}: {told}."),
    "input.osm_no_roads": (
        "{file} 里没有道路，请给含有道路的 OpenStreetMap 摘录。",
        "{file}: no way has a highway tag; give an extract with roads.",
    ),
    "input.osm_unreadable": (
        "{file} 读不出，请给 OpenStreetMap 文件（.osm、.osm.bz2、.osm.gz 或 .osm.pbf）。",
        "{file}: cannot be read as an OpenStreetMap file; give .osm, .osm.bz2, .osm.gz or "
        ".osm.pbf.",
    ),
    "input.out_of_range": (
        "坐标超出经纬度范围，请检查坐标系。",
        "Coordinates lie outside longitude and latitude; check the coordinate system.",
    ),
    "input.out_of_range/file": (
        "文件 {file} 的坐标超出可能的范围；请检查坐标系，改正后重新导出。",
        "{file}: {told}.",
    ),
    "input.roads_class": (
        "道路（{rows}）的类别 {given} 不认识，应为其中之一：{expected}。",
        "Roads ({rows}): the class {given} is not known; expected one of {expected}.",
    ),
    "input.roads_crs": (
        "道路图层须用以米为单位的投影坐标系。",
        "The roads must be in a projected coordinate system in metres.",
    ),
    "input.roads_geometry": (
        "道路必须是线，请看 {rows}。",
        "Roads must be lines, see {rows}.",
    ),
    "input.seed_outside_unit": (
        "有种子点不在它的村（社区）内：{rows}。",
        "Seeds outside their unit: {rows}.",
    ),
    "input.snap_crs": (
        "点与道路的坐标系不同。",
        "The points and the roads are in different coordinate systems.",
    ),
    "input.snap_points": (
        "只有点可以接到道路上。",
        "Only points can be put on the roads.",
    ),
    "input.too_many_officers": (
        "{layer}（{rows}）：民警人数不得多于班组人数。",
        "{layer} ({rows}): {told}.",
    ),
    "input.unknown_faces": ("有不存在的地块：{rows}。", "Unknown faces: {rows}."),
    "input.unknown_format": (
        "文件 {file} 的格式（{given}）不能读取；请给 SHP（.zip 或 .shp）、GeoJSON、GeoPackage、"
        "KML、DXF、CSV、XLSX、奥维 TXT 或 OSM 文件。",
        "{file}: files ending {given} cannot be read; give a shapefile (.zip or .shp), GeoJSON, "
        "GeoPackage, KML, DXF, CSV, XLSX, Ovital TXT or OSM file.",
    ),
    "input.unknown_format/bare": (
        "文件 {file} 的名称没有扩展名（如 .zip），不知道是什么格式；请补上扩展名，或重新导出。",
        "{file}: the name has no ending such as .zip, so its format is not known; add the ending "
        "or export the file again.",
    ),
    "input.unknown_layer": (
        "{file} 里的图层名 {given} 不认识；可用的图层见《文件格式》的“地区文件夹”一节。",
        "{file}: {told}.",
    ),
    "input.unknown_reference": (
        "{layer}（{rows}）的 {field} 写的 {given} 在 {target} 里没有；请改正，或在那里补上。",
        "{layer} ({rows}): {told}.",
    ),
    "input.unreadable": _TOLD,
    "input.which_layer": ("{file} 有几个图层，请写明用哪一个。", "{file}: {told}."),
    "input.only_points": (
        "文件 {file} 里只有点，而网格是面。界址点表每行都要有“网格编码”“点号”和坐标，"
        "同一网格的点按顺序排列；不然请导出面图层。",
        "{file}: points only, and grids are polygons. A table of corner points needs the code of "
        "the grid, the number of the point and its coordinates in every row, in order; else "
        "export the layer of polygons.",
    ),
    "input.wrong_geometry": ("图形类别不对。", "The geometry is of the wrong kind."),
    "input.wrong_geometry/file": (
        "文件 {file} 的图形类别不对，应为面。",
        "{file}: expected polygons.",
    ),
    "input.wrong_geometry/feature": (
        "文件 {file} 第 {feature:n} 个图形不是面；请只导出面，或换一个图层。",
        "{file}, shape {feature:n}: expected a polygon, got {given}; export polygons only.",
    ),
    "input.wrong_geometry/source": (
        "{source}：图形应为 {expected}，实际为 {given}（{rows}）。",
        "{source}: geometry must be {expected}, given {given} ({rows}).",
    ),
}
