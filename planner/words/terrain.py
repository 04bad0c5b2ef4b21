"""Words of terrain brought in, speeds and what to measure first."""

WORDS: dict[str, tuple[str, str]] = {
    # files of heights that cannot be used
    "input.terrain_bands": (
        "地形文件 {file} 须只有一个以米为单位的高程波段，实际 {given} 个。",
        "{file}: expected one band of heights in metres, given {given} bands.",
    ),
    "input.terrain_count": (
        "地形文件 {file} 的高程个数与文件头不符（应有 {expected:n} 个），请重新导出。",
        "{file}: expected {expected:n} heights as its header says; export the grid again.",
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
        "地形文件 {file} 的文件头缺少可用的 {key}，请重新导出。",
        "{file}: the header says nothing usable about {key}; export the grid again.",
    ),
    "input.terrain_heights": (
        "地形文件 {file} 没有可用的高程，或不是以米为单位（应在 -500 至 9000 之间）。",
        "{file}: expected heights in metres from -500 to 9000.",
    ),
    "input.terrain_hgt_size": (
        "地形文件 {file} 的大小不对（{given:n} 字节）：.hgt 应为 1201×1201 或 3601×3601 个高程。",
        "{file}: expected 1201 x 1201 or 3601 x 3601 heights of two bytes, given {given:n} bytes.",
    ),
    "input.terrain_many": (
        "一次应给 1 至 {expected:n} 个地形文件，实际 {given:n} 个。",
        "Expected from 1 to {expected:n} files of heights, given {given:n}.",
    ),
    "input.terrain_name": (
        "地形文件 {file} 的名字没有写明位置：.hgt 文件应保留原名，如 N28E104.hgt。",
        "{file}: an .hgt file is placed by its name, such as N28E104.hgt; give it that name.",
    ),
    "input.terrain_outside": (
        "地形文件 {file}（共 {count:n} 个）在本地区没有任何高程，请给本地区的文件。",
        "{file}: none of the {count:n} file(s) has a height in the area; give the area's tiles.",
    ),
    "input.terrain_rotated": (
        "地形文件 {file} 须为正北向上，请重新投影。",
        "{file}: expected a north-up raster, given a rotated one; reproject it.",
    ),
    "input.terrain_size": (
        "地形文件 {file} 有 {columns:n}×{rows:n} 格，应在 2×2 格至 {expected:n} 格之间，请先裁剪。",
        "{file}: expected from 2 x 2 to {expected:n} cells in all, given {columns:n} x {rows:n}; "
        "clip it to the area.",
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
}
