"""Words of terrain: files that cannot be used, what was made of them, slopes of the roads."""

WORDS: dict[str, tuple[str, str]] = {
    # files of heights that cannot be used
    "input.terrain_bands": (
        "地形文件 {file} 须只有一个以米为单位的高程波段，实际 {given} 个。",
        "{file}: expected one band of heights in metres, given {given} bands.",
    ),
    "input.terrain_count": (
        "地形文件 {file} 的高程个数与文件头不符（应有 {expected:n} 个），请重新导出。",
        "{file}: expected {expected:n height/heights} as its header says; export the grid again.",
    ),
    "input.terrain_crs": (
        "地形文件 {file} 的坐标系（{given}）不能直接使用，请换成以米为单位的坐标系。",
        "{file}: its coordinate system ({given}) cannot be used; reproject it to one in metres.",
    ),
    "input.terrain_crs_missing": (
        "地形文件 {file} 没有写明坐标系：请把坐标系写入 GeoTIFF，或把 .prj 放在 .asc 旁边，"
        "或在页面上指明。",
        "{file}: no coordinate system is given; write one into the GeoTIFF, put the .prj beside "
        "the .asc, or say on the page which it is.",
    ),
    "input.terrain_format": (
        "文件 {file} 不是可用的地形文件，请给 {expected}。",
        "{file}: expected heights in a file ending {expected}.",
    ),
    "input.terrain_header": (
        "地形文件 {file} 的文件头里没有可用的“{key}”一项，请重新导出。",
        "{file}: the header says nothing usable about {key}; export the grid again.",
    ),
    "input.terrain_heights": (
        "地形文件 {file} 没有可用的高程，或不是以米为单位（应在 -500 至 9000 之间）。",
        "{file}: expected heights in metres from -500 to 9000.",
    ),
    "input.terrain_hgt_size": (
        "地形文件 {file} 的大小不对（{given:n} 字节）：.hgt 应为 1201×1201 或 3601×3601 个高程。",
        "{file}: expected 1201 x 1201 or 3601 x 3601 heights of two bytes, given "
        "{given:n byte/bytes}.",
    ),
    "input.terrain_many": (
        "一次应给 1 至 {expected:n} 个地形文件，实际 {given:n} 个。",
        "Expected from 1 to {expected:n file/files} of heights, given {given:n}.",
    ),
    "input.terrain_name": (
        "地形文件 {file} 的名字没有写明位置：.hgt 文件应保留原名，如 N28E104.hgt。",
        "{file}: an .hgt file is placed by its name, such as N28E104.hgt; give it that name.",
    ),
    "input.terrain_outside": (
        "地形文件 {file}（共 {count:n} 个）在本地区没有任何高程，请给本地区的文件。",
        "{file}: of {count:n file/files} none has a height in the area; give the area's tiles.",
    ),
    "input.terrain_rotated": (
        "地形文件 {file} 须为正北向上，请重新投影。",
        "{file}: expected a north-up raster, given a rotated one; reproject it.",
    ),
    "input.terrain_size": (
        "地形文件 {file} 有 {columns:n}×{rows:n} 格，应在 2×2 格至 {expected:n} 格之间，请先裁剪。",
        "{file}: expected from 2 x 2 to {expected:n cell/cells} in all, given {columns:n} x "
        "{rows:n}; clip it to the area.",
    ),
    "input.terrain_steps": (
        "地形文件 {file} 与 {other} 的格网对不上（{cell} 与 {other_cell}）：请给同一来源的文件，"
        "或勾选“统一格网”。",
        "{file} and {other}: their cells ({cell} and {other_cell}) do not lie on one raster; give "
        "tiles of one source, or tick that they be resampled.",
    ),
    "input.terrain_units": (
        "地形文件 {file} 的高程单位是 {given}，应为米，请先换算。",
        "{file}: expected heights in metres, given {given}; convert them.",
    ),
    "input.terrain_unreadable": (
        "地形文件 {file} 读不出，内容与文件名不符或已损坏，请重新导出（最好用 GeoTIFF）。",
        "{file}: cannot be read as what its name says; export it again, as GeoTIFF if you can.",
    ),
    "input.terrain_zip": (
        "压缩包 {file} 里没有高程栅格（{expected}）。等高线、地形图在这里用不了，也不要上传。",
        "{file}: the ZIP holds no raster of heights ({expected}). Contours and topographic maps "
        "are of no use here and must not be uploaded.",
    ),
    # terrain
    "terrain.title": ("现用地形", "Terrain in use"),
    "terrain.none": (
        "本地区没有地形，全部道路按平路计算。",
        "The area has no terrain; all roads count as level.",
    ),
    "terrain.from_area": ("来自地区资料。", "From the area's own data."),
    "terrain.cell": ("格网大小", "Cell"),
    "terrain.cell_m": ("{x}×{y} 米", "{x} x {y} m"),
    "terrain.span": ("高程范围", "Heights"),
    "terrain.span_m": ("{low} 至 {high} 米", "{low} to {high} m"),
    "terrain.nodes": ("有高程的道路节点", "Road nodes with a height"),
    "terrain.unknown": ("无高程的格", "Cells without a height"),
    "terrain.grades": ("道路坡度（%）", "Grades of the roads (%)"),
    "terrain.grades_help": (
        "沿路每 30 米以内一段，按长度统计：有一半长度比“中位”更陡。无高程处按平路计算，"
        "不计入坡度。",
        "Pieces of at most 30 m along the road, by length: half of it is steeper than the median. "
        "Where no height is known the road counts as level and is left out here.",
    ),
    "col.unknown_km": ("无高程（公里）", "No height (km)"),
    "col.grade_median": ("中位", "Median"),
    "col.grade_p95": ("95% 不超过", "95 % below"),
    "col.grade_steepest": ("最陡", "Steepest"),
    "terrain.bring": ("换用本单位的地形", "Bring other terrain"),
    "terrain.bring_help": (
        "GeoTIFF、SRTM .hgt（1 或 3 角秒，可压缩）、ESRI .asc（连同 .prj），可一次给多幅。"
        "建议用公开的 30 米或 90 米模型。",
        "GeoTIFF, SRTM .hgt (1 or 3 arc seconds, zipped or not), ESRI .asc (with its .prj), "
        "several tiles at once. Public models of 30 or 90 m will do.",
    ),
    "terrain.law": (
        "不要上传等高线或全要素地形图：连续覆盖超过 25 平方公里、大于 1:5000 的地形图及其数字成果，"
        "以及 20 米及更密的等高线，属国家秘密范围（2020 年目录第 18、20 项）。",
        "Never upload contours or full topographic sheets: sheets larger than 1:5,000 that cover "
        "over 25 km² and their digital results, and contours of 20 m and closer, may be state "
        "secrets (catalogue of 2020, items 18 and 20).",
    ),
    "topographic.contours": (
        "这份资料像是等高线。20 米及更密的等高线属国家秘密范围（2020 年目录第 20 项），请先问"
        "保密员；画网格只需要边界、道路和地名点。",
        "This looks like contours. Contours of 20 m and closer may be state secrets (catalogue of "
        "2020, item 20): ask the security officer first. Boundaries, roads and points of places "
        "are all that grids need.",
    ),
    "topographic.full_sheet": (
        "这份资料像是全要素地形图。大于 1:5000、连续超过 25 平方公里的全要素成果属国家秘密范围"
        "（2020 年目录第 18 项），请先问保密员，只导入边界、道路和地名点。",
        "This looks like a full topographic map. Maps larger than 1:5,000 of over 25 km² with all "
        "features may be state secrets (catalogue of 2020, item 18): ask the security officer "
        "first, and import boundaries, roads and points of places only.",
    ),
    "terrain.finer": (
        "文件的格网为 {x}×{y} 米，比公开模型（约 30 米）更细：可能属于涉密测绘成果，请先问"
        "保密员。本程序只保留约 30 米的平均值。",
        "The cells of the files are {x} x {y} m, finer than public models (about 30 m): "
        "this may be a classified survey; ask the security officer first. Only means of about "
        "30 m are kept here.",
    ),
    "terrain.sea": ("高程 0 表示海面或无数据", "A height of 0 means sea or no data"),
    "terrain.resample": (
        "统一格网（到最粗的一幅）",
        "Resample tiles of different cells onto the coarsest",
    ),
    "terrain.system": (".asc 的坐标系（没有 .prj 时）", "System of .asc files (without a .prj)"),
    "terrain.system_none": ("按 .prj", "by the .prj"),
    "terrain.checked": ("检查结果（尚未采用）", "What was found (not in use yet)"),
    "terrain.made_of": (
        "由 {files} 制成；坐标系 {system}，格网约 {x}×{y} 米。",
        "Made of {files}; system {system}, cells of about {x} x {y} m.",
    ),
    "terrain.outside": ("不在本地区、未用：{files}。", "Outside the area, not used: {files}."),
    "terrain.kept": (
        "坐标系与本地区相同，逐格保留，没有重采样。",
        "In the area's own system: kept cell by cell, not resampled.",
    ),
    "terrain.reprojected": (
        "已换到本地区坐标系：在新格网每格中心按双线性取值，四邻有一格无高程即为无高程。坡度因此略"
        "偏缓。",
        "Moved to the area's system: read bilinearly at the centre of each new cell, unknown where "
        "any of the four neighbours is. Slopes come out a little gentler.",
    ),
    "terrain.together": (
        "各幅格网不同，已按双线性统一到最粗的一幅；重叠处取较细的一幅。",
        "Tiles of different cells were read bilinearly onto the coarsest; where they overlap the "
        "finer one counts.",
    ),
    "terrain.agree": (
        "各幅重叠的 {cells:n} 格高程一致，接缝处没有插值。",
        "Cells the tiles share: {cells:n}; all agree, nothing is interpolated at the seams.",
    ),
    "terrain.differ": (
        "各幅重叠处有 {cells:n} 格高程不同，最大相差 {most} 米；按文件名先后取第一幅。",
        "{cells:n cell that tiles share differs/cells that tiles share differ}, by up to {most} "
        "m; the first by name counts.",
    ),
    "terrain.uncovered": (
        "各幅之间有 {cells:n} 格没有资料，按无高程处理。",
        "{cells:n cell/cells} between the tiles, covered by none: unknown.",
    ),
    "terrain.poor": (
        "只有 {share:share} 的道路节点有高程，其余道路按平路计算。",
        "Only {share:share} of the road nodes have a height; other roads count as level.",
    ),
    "terrain.map": ("地形与本地区", "Terrain and area"),
    "terrain.extent": ("地形范围", "Extent of the terrain"),
    "terrain.in_use": ("已采用这份地形。", "This terrain is in use."),
    "terrain.use": ("采用这份地形", "Use this terrain"),
    "terrain.drop": ("恢复地区资料的地形", "Go back to the area's terrain"),
    "terrain.reading": ("正在检查地形文件…", "Checking the files…"),
}
