"""Words of coordinate systems: what was guessed, what the person confirms."""

WORDS: dict[str, tuple[str, str]] = {
    # systems by name
    "system.unnamed": (
        "文件自带、没写名称的坐标系",
        "the system the file describes without a name",
    ),
    "system.EPSG:4490": ("CGCS2000 经纬度", "CGCS2000 longitude, latitude"),
    "system.EPSG:4326": ("WGS-84 经纬度", "WGS-84 longitude, latitude"),
    "system.OGC:CRS84": ("WGS-84 经纬度", "WGS-84 longitude, latitude"),
    "system.GCJ-02": ("GCJ-02 火星坐标（高德、腾讯、奥维）", "GCJ-02 (Amap, Tencent, Ovital)"),
    "system.BD-09": ("BD-09 百度坐标", "BD-09 (Baidu)"),
    "system.EPSG:3857": ("网络墨卡托投影", "Web Mercator"),
    "system.three": (
        "CGCS2000 3 度带，中央经线 {meridian}°",
        "CGCS2000 3-degree zone, central meridian {meridian} E",
    ),
    "system.three_prefixed": (
        "CGCS2000 3 度带，东坐标带带号 {zone}",
        "CGCS2000 3-degree zone {zone}, number before the easting",
    ),
    "system.six": (
        "CGCS2000 6 度带，中央经线 {meridian}°",
        "CGCS2000 6-degree zone, central meridian {meridian} E",
    ),
    "system.six_prefixed": (
        "CGCS2000 6 度带，东坐标带带号 {zone}",
        "CGCS2000 6-degree zone {zone}, number before the easting",
    ),
    "system.utm": ("UTM {zone} 带（WGS-84）", "UTM zone {zone} (WGS-84)"),
    "system.swapped": ("{system}，两列对调（先北后东）", "{system}, columns swapped (north first)"),
    # areas of OpenStreetMap
    "read.osm_unclosed": (
        "有 {area_count:n} 个区域的边界在摘录边缘被截断，没有读入：{areas}。",
        "{area_count:n area is/areas are} cut by the edge of the extract and not taken: {areas}.",
    ),
    "input.osm_no_areas": (
        "文件 {file} 里没有边界闭合的行政区或地名区域（找到：{areas}），请给范围更大的摘录。",
        "{file}: no administrative area or place has a closed border in it (found: {areas}); give "
        "an extract that is larger than the area.",
    ),
    "input.osm_too_large": (
        "文件 {file} 解压后超过 {limit:n} MB，请只给本地区的摘录。",
        "{file}: unpacked it is larger than {limit:n} MB; give an extract of the area only.",
    ),
    "input.not_points": (
        "文件 {file} 的第 {feature} 个图形不是点，应当全是点。",
        "{file}, shape {feature}: expected a point, got {given}.",
    ),
    # why a drawing cannot be placed
    "input.not_near": (
        "文件 {file} 的坐标按哪种坐标系都落不到地面上，请写明坐标系。",
        "{file}: the numbers are no place in any system known here; name their system.",
    ),
    "input.not_near/km": (
        "文件 {file} 只有不到一半的点在本乡镇附近：最接近的读法是 {system}，仍相距 {km} 公里。"
        "请写明坐标系，或核对是不是本乡镇的图。",
        "{file}: under half of the vertices fall near the township; read as {system}, the nearest "
        "guess, they lie {km} km off; name the system, or see whether it is the right township.",
    ),
    "input.no_crs/drawing": (
        "文件 {file} 没有写明坐标系，请写明坐标系，或指明它属于哪个乡镇。",
        "{file}: nothing says what coordinates these are; name the system, or the township that "
        "the drawing belongs to.",
    ),
    "input.which_system": (
        "文件 {file} 的坐标有几种读法，说不准是哪一种：{systems}。请写明坐标系。",
        "{file}: the coordinates can be read in several ways too close to call: {systems}; name "
        "the system.",
    ),
    "input.crs_area": (
        "文件 {file} 的坐标不可能是 {system}，或远在该坐标系的适用范围之外，请写明正确的坐标系。",
        "{file}: the numbers cannot be coordinates in {system}, or lie far outside the area that "
        "system is made for; say which system they are in.",
    ),
    "input.crs_not_metres": (
        "坐标系 {given} 不以米为单位，请用 {fit} 这样的坐标系。",
        "The coordinate system {given} does not measure in metres; give one such as {fit}.",
    ),
    "input.crs_elsewhere": (
        "坐标系 {given} 不适用于数据所在的地方，面积会失真，请用 {fit}。",
        "The coordinate system {given} is not made for the place of the data, areas in it would "
        "be wrong; give {fit}.",
    ),
}
