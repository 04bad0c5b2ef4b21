"""Words of the command line: help texts, progress, results."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.about": (
        "巡防与覆盖规划：证明网格完整覆盖，规划巡逻、摄像头与响应力量。",
        "Patrol and coverage planner: prove the grids, plan patrols, cameras and responders.",
    ),
    "cli.check": ("检查网格图是否完整覆盖、无缝衔接", "Certify a drawing of grids"),
    "cli.solve": ("求解一个问题文件", "Answer a question file"),
    "cli.judge": ("复核一个答案文件", "Check an answer file against its question"),
    "cli.demo": (
        "把一个地区从头到尾走一遍并写出文件",
        "Walk the whole road of an area, write files",
    ),
    "cli.grids": (
        "网格文件（Shapefile、GeoJSON、GeoPackage、KML、DXF 等）",
        "File of grids (shapefile, GeoJSON, GeoPackage, KML, DXF ...)",
    ),
    "cli.boundary": ("外边界文件", "File of the outer boundary"),
    "cli.units": ("村（社区）文件", "File of the villages and communities"),
    "cli.expect_codes": (
        "应有的单元代码文件，每行一个",
        "File of the unit codes that must exist, one a line",
    ),
    "cli.layer": ("文件中的图层名（工作表、文件夹）", "Layer, sheet or folder of the file"),
    "cli.encoding": (
        "文字编码，如 GB18030；文件自己写明时不必填",
        "Encoding of the text, as in GB18030, where the file does not say",
    ),
    "cli.system": (
        "文件的坐标系：GCJ-02、BD-09 或 EPSG:4544 这样的编号；文件自己写明时不必填",
        "What the coordinates are, where the file does not say: GCJ-02, BD-09 or EPSG:4544",
    ),
    "cli.boundary_layer": ("外边界的图层名", "Layer of the outer boundary"),
    "cli.units_layer": ("村（社区）的图层名", "Layer of the villages and communities"),
    "cli.crs": ("以米为单位的坐标系，如 EPSG:4544", "Coordinate system in metres, as in EPSG:4544"),
    "cli.tolerance": ("噪声容差（米）", "Noise tolerance in metres"),
    "cli.places_file": (
        "居民点文件，每处都应在某个网格内",
        "File of settlements, each of which must lie in a grid",
    ),
    "cli.exceptions": (
        "例外文件（空洞、飞地、分离小块），每条附说明",
        "File of recorded exceptions (hole, exclave, island), each with a note",
    ),
    "cli.proof": (
        "把证明写成可打印的网页（.html）或文字（.txt）",
        "Write the proof as a page to print (.html) or as text (.txt)",
    ),
    "cli.json": ("把证明写成 JSON 文件", "Write the certificate as a JSON file"),
    "cli.cases": ("把问题写成 GeoPackage", "Write the faults as a GeoPackage"),
    "cli.import": (
        "导入其他单位的图：核对坐标，写成本系统的文件",
        "Bring in the drawing of another office, its coordinates confirmed",
    ),
    "cli.repair": (
        "修正网格图：列出问题，按记录在案的决定修正",
        "Mend a drawing of grids by recorded choices",
    ),
    "cli.accept": (
        "采纳建议：all 表示全部，或写问题类型，如 gap overlap",
        "Accept the suggestions: all, or kinds such as gap overlap",
    ),
    "cli.decisions": (
        "决定表（CSV：case_id、receiver、note）",
        "Table of decisions (CSV: case_id, receiver, note)",
    ),
    "cli.out_repair": ("修正后的 GeoPackage", "Mended GeoPackage"),
    "cli.ledger": ("变动台账（CSV）", "Ledger of what moved (CSV)"),
    "cli.files": (
        "要导入的文件；Shapefile 可给 .zip、.shp 或各个部分",
        "File to bring in; of a shapefile the .zip, the .shp or its parts",
    ),
    "cli.as": ("作为哪个图层导入", "Which layer it becomes"),
    "cli.near": (
        "所属乡镇：地区文件夹，或一个边界文件",
        "Township it belongs to: an area folder, or a file of its outline",
    ),
    "cli.swapped": ("两列坐标对调（先北后东）", "The columns are swapped: north first"),
    "cli.yes": ("不再询问，取最好的读法", "Take the best reading without asking"),
    "cli.out_import": (
        "写到哪里：.geojson、.gpkg 或 .zip（Shapefile）",
        "Where to write: .geojson, .gpkg or .zip (shapefile)",
    ),
    "cli.bad_ending": (
        "--out：文件名应以 {endings} 之一结尾，得到 {given}",
        "--out: the name must end in one of {endings}, got {given}",
    ),
    "cli.read": (
        "已读取 {file}：{shapes}；作为“{layer}”导入。",
        "Read {file}: {shapes}; taken as {layer}.",
    ),
    "cli.as_grids": ("网格", "grids"),
    "cli.as_units": ("村（社区）", "units"),
    "cli.as_places": ("居民点", "places"),
    "cli.as_sites": ("重点部位", "sites"),
    "cli.reading_used": ("坐标按 {system} 读取。", "Coordinates read as {system}."),
    "cli.reading": (
        "· 可读作 {system}：{near:share} 的点在适用范围内",
        "· may be {system}: {near:share} of the vertices where that system is used",
    ),
    "cli.reading_fit": (
        "· 可读作 {system}：{near:share} 的点在本乡镇附近，与边界吻合度 {fit:share}",
        "· may be {system}: {near:share} of the vertices near the township, fit {fit:share}",
    ),
    "cli.declared": ("（文件写明）", " (the file says so)"),
    "cli.which_system": (
        "{file}：坐标有几种读法，说不准是哪一种：{systems}。请用 --system 写明，"
        "或用 --yes 取第一种。",
        "{file}: the coordinates can be read in several ways: {systems}; name one with --system, "
        "or take the first with --yes",
    ),
    "cli.not_swapped": (
        "--swapped：两列对调后落不到该在的地方；不对调时可读作 {system}",
        "--swapped: with the columns swapped it lies nowhere near; as it is it may be {system}",
    ),
    "cli.columns_taken": ("· 读入的字段：{columns}", "· columns taken: {columns}"),
    "cli.columns_missing": (
        "· 还缺的字段：{columns}，请在用于规划前补上",
        "· columns still missing: {columns}; add them before planning",
    ),
    "cli.imported": (
        "已写出 {file}：{n:n} 个图形，坐标系 {system}。",
        "Wrote {file}: {n:n shape/shapes} in {system}.",
    ),
    "shape.Point": ("点", "points"),
    "shape.MultiPoint": ("多点", "multipoints"),
    "shape.LineString": ("线", "lines"),
    "shape.MultiLineString": ("多段线", "multilines"),
    "shape.Polygon": ("面", "polygons"),
    "shape.MultiPolygon": ("多部分面", "multipolygons"),
    "shape.GeometryCollection": ("组合图形", "collections"),
    "shape.None": ("无图形", "without shape"),
    "cli.problem": ("问题文件（JSON）", "Question file (JSON)"),
    "cli.outcome": ("答案文件（JSON）", "Answer file (JSON)"),
    "cli.out_outcome": ("答案写到哪里", "Where the answer is written"),
    "cli.area": ("地区：luoyan、liechtenstein 或一个文件夹", "luoyan, liechtenstein or a folder"),
    "cli.out": ("输出文件夹", "Folder for the files"),
    "cli.seed": ("随机种子", "Seed of every random choice"),
    "cli.work": ("工作量上限，约等于秒", "Work limit, about seconds"),
    "cli.date": (
        "巡逻第一天，如 2026-12-05；不写就从数据日期起的第一个星期一开始",
        "First day of the patrols, as in 2026-12-05; else the first Monday from the date of the "
        "data on",
    ),
    "cli.lang": ("语言：zh 或 en", "Language: zh or en"),
    "cli.bad_number": (
        "{word}：应为 {least:n} 至 {most:n} 的整数，得到 {given:n}。",
        "{word}: expected a whole number from {least:n} to {most:n}, got {given:n}.",
    ),
    "cli.bad_date": (
        "--date：应为 2026-12-05 这样的日期，得到 {given}",
        "--date: expected a day as in 2026-12-05, got {given}",
    ),
    "cli.bad_question": (
        "数据里的数值超出了问题允许的范围。技术说明：{told}",
        "The data holds a value no question may have: {told}",
    ),
    "cli.bad_tolerance": (
        "--tolerance-m：应为不小于 0 的米数，得到 {given}",
        "--tolerance-m: expected metres, 0 or more, got {given}",
    ),
    "cli.grids_none": (
        "--grids：网格个数至少为 1，得到 {given}。",
        "--grids: expected at least 1 grid, got {given}.",
    ),
    "cli.households_turned": (
        "--households：先写最少户数，再写最多户数，都不小于 0；得到 {least} 和 {most}。",
        "--households: expected the least and then the most, 0 or more; got {least} and {most}.",
    ),
    "cli.usage": (
        "命令写得不对：{told}。用 --help 查看写法。",
        "{told}; see --help",
    ),
    "cli.usage.missing": ("还缺 {names}", "the following arguments are required: {names}"),
    "cli.usage.choice": (
        "{name} 不能是 {given}，可以是：{known}",
        "argument {name}: invalid choice: {given} (choose from {known})",
    ),
    "cli.usage.value": (
        "{name} 的值 {given} 不是应有的数字",
        "argument {name}: {given} is not the number it should be",
    ),
    "cli.usage.alone": ("{name} 后面要写一个值", "argument {name}: expected one argument"),
    "cli.usage.several": (
        "{name} 后面要写 {count} 个值",
        "argument {name}: expected {count} arguments",
    ),
    "cli.usage.both": (
        "{name} 和 {other} 不能一起用",
        "argument {name}: not allowed with argument {other}",
    ),
    "cli.usage.flag": (
        "{name} 后面不写值（{given}）",
        "argument {name}: takes no value ({given})",
    ),
    "cli.usage.unknown": ("不认识 {given}", "unrecognized arguments: {given}"),
    "cli.usage.ambiguous": (
        "{given} 有几种可能：{known}",
        "ambiguous option: {given} could match {known}",
    ),
    "cli.verb": ("命令", "command"),
    "cli.usage_head": ("用法：", "usage:"),
    "cli.positionals": ("必写的词", "positional arguments"),
    "cli.optionals": ("选项", "options"),
    "cli.help": ("显示这段说明", "show this help message and exit"),
    "cli.need_boundary": (
        "缺少 --boundary 或 --units：没有外边界，就无法证明完整覆盖",
        "--boundary or --units is missing: no outer boundary, no proof of completeness",
    ),
    "cli.no_area": (
        "没有地区 {given}；可用 luoyan、liechtenstein 或含有 area.json 的文件夹",
        "no area {given}; give luoyan, liechtenstein or a folder that holds area.json",
    ),
    "cli.cannot_write": (
        "无法写入 {file}：{told}；请换一个可写的文件夹",
        "Cannot write {file}: {told}; choose a folder you may write to",
    ),
    "cli.same_file": (
        "{word}：{file} 已用作输入或另一个输出，不能覆盖；请另起一个文件名",
        "{word}: {file} is an input or another result and is not written over; give another name",
    ),
    "cli.errno": ("系统拒绝写入", "the system refuses"),
    "cli.errno_EACCES": ("没有写入权限", "you may not write there"),
    "cli.errno_EPERM": ("没有写入权限", "you may not write there"),
    "cli.errno_EROFS": ("该处只能读取", "it can only be read there"),
    "cli.errno_ENOENT": ("文件夹不存在", "there is no such folder"),
    "cli.errno_ENOTDIR": ("路径中有一段不是文件夹", "a part of the path is no folder"),
    "cli.errno_EISDIR": ("已有同名文件夹", "a folder has this name"),
    "cli.errno_EINVAL": ("不是普通文件", "it is no regular file"),
    "cli.errno_ENOSPC": ("磁盘已满", "the disk is full"),
    "cli.errno_EDQUOT": ("磁盘配额已满", "the disk quota is used up"),
    "cli.errno_ENAMETOOLONG": ("文件名太长", "the name is too long"),
    "cli.proved": (
        "已证明：{n} 个网格恰好一次覆盖 {area_m2:area}，边抵消后剩余 0 段。",
        "Proved: {n} grids cover {area_m2:area} once and only once, 0 edges left.",
    ),
    "cli.with_exceptions": (
        "· 计入登记的例外：{kind} {count} 处，{area_m2:area}",
        "· with recorded exceptions: {kind} {count}, {area_m2:area}",
    ),
    "cli.boundary_holes": (
        "· 外边界里有 {count} 个空洞，不在证明范围内；请核对是否确实不属于本辖区",
        "· the boundary has {count} holes, which the proof does not cover; check that none of them "
        "is yours",
    ),
    "cli.not_proved": (
        "未能证明：边抵消后剩余 {edges} 段；发现 {faults} 处问题。",
        "Not proved: {edges} edges left; {faults} faults found.",
    ),
    "cli.fault": ("· {kind}：{count} 处，{area_m2:area}", "· {kind}: {count}, {area_m2:area}"),
    "cli.fingerprint": ("指纹 {fingerprint}", "fingerprint {fingerprint}"),
    "cli.step_load": ("读取地区数据并证明覆盖……", "Reading the area and proving its coverage ..."),
    "cli.step_patrol": ("规划巡逻路线……", "Planning patrols ..."),
    "cli.step_camera": ("规划摄像头……", "Planning cameras ..."),
    "cli.step_responder": ("规划响应力量……", "Planning responders ..."),
    "cli.step_write": ("写出文件……", "Writing files ..."),
    "cli.wrote": ("已写出 {file}", "wrote {file}"),
    "cli.answer": (
        "{question}：{status}，目标值 {objective}，下界 {bound}，未排上 {left_out} 处",
        "{question}: {status}, objective {objective}, bound {bound}, {left_out} left out",
    ),
    "cli.no_plan": (
        "{question}：{status}",
        "{question}: {status}",
    ),
    "cli.because": ("· {reason}", "· {reason}"),
    "cli.left_out": ("· 未排上 {item}：{reason}", "· left out {item}: {reason}"),
    "cli.sound": (
        "复核通过：目标值 {objective}，每条规则都满足",
        "Sound: objective {objective}, every rule kept",
    ),
    "sheet.about": ("说明", "About"),
    "sheet.units": ("村（社区）", "Units"),
    "sheet.grids": ("网格一览表", "Grids"),
    "sheet.check": ("拓扑检查表", "Coverage check"),
    "sheet.cameras": ("摄像头点位表", "Cameras"),
    "sheet.targets": ("监看目标", "Camera targets"),
    "sheet.camera_left": ("监看未排上", "Camera left out"),
    "sheet.responders": ("响应力量表", "Responders"),
    "sheet.responder_left": ("响应未达标", "Responder left out"),
    "sheet.figure": ("指标", "Figure"),
    "sheet.value": ("数值", "Value"),
    "sheet.unit": ("单位", "Unit"),
    "sheet.section": ("部分", "Section"),
}
