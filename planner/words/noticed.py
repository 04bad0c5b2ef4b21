"""Words of what was noticed while a foreign file was read, and is no reason to refuse it."""

WORDS: dict[str, tuple[str, str]] = {
    # what was noticed
    "read.edges_cut": (
        "有 {count} 条线两侧是同一个面，没有用上；第一处在 ({x}, {y})。",
        "Lines with the same face on both sides, not used: {count}; the first at ({x}, {y}).",
    ),
    "read.ends_joined": (
        "按要求连接或剪去了 {count} 个线头（{snap_m} 米以内）。",
        "Open ends joined or cut off as asked, within {snap_m} m: {count}.",
    ),
    "read.ends_open": (
        "有 {count} 个线头没有接上，其中 {near_count} 个离别的线不到 {near_m} 米；"
        "第一处在 ({x}, {y})。",
        "Ends of lines that meet nothing: {count}, of these {near_count} within {near_m} m of "
        "another line; the first at ({x}, {y}).",
    ),
    "read.faces_unnamed": (
        "有 {count} 个面里没有编码注记；第一处在 ({x}, {y})。",
        "Faces without a label inside: {count}; the first at ({x}, {y}).",
    ),
    "read.labels_lost": (
        "有 {count} 个注记不在任何面内：{labels}；第一处在 ({x}, {y})。",
        "Labels inside no face: {count} ({labels}); the first at ({x}, {y}).",
    ),
    "read.labels_repeated": (
        "有 {count} 个注记出现在几个面里，这些面并作一个网格：{labels}；第一处在 ({x}, {y})。",
        "Labels that stand in several faces, which became one grid: {count} ({labels}); the first "
        "at ({x}, {y}).",
    ),
    "read.labels_two": (
        "有 {count} 个面里有几个不同的注记，没有取名：{labels}；第一处在 ({x}, {y})。",
        "Faces with several labels, not named: {count} ({labels}); the first at ({x}, {y}).",
    ),
    "read.curves_flattened": (
        "圆弧和曲线已化为折线，偏差不超过 {tolerance_m} 米。",
        "Arcs and curves were made lines that stay within {tolerance_m} m of them.",
    ),
    "read.dxf_mended": (
        "图形文件的结构有 {count:n} 处不合规范，已按常规方式读取；请核对图形。",
        "The structure of the drawing had {count:n fault/faults} that were mended; check the "
        "shapes.",
    ),
    "read.entities_left": (
        "有 {count:n} 个图元不是线、点或文字，没有读入：{kinds}。",
        "Entities that are no line, point or text, not taken ({count:n}): {kinds}.",
    ),
    "read.corners_joined": (
        "界址点已按编码连成 {count:n} 个面。",
        "Corner points were joined to {count:n polygon/polygons} by their codes.",
    ),
    "read.foot_left": (
        "表尾的合计、说明等 {count:n} 行没有读入。",
        "Lines of totals and remarks not taken: {count:n}.",
    ),
    "read.columns_left": (
        "检查只用编码、名称、类型这几列；有 {column_count:n} 列用不上，没有读入：{columns}。",
        "Only codes, names and kinds are needed; columns not taken ({column_count:n}): {columns}.",
    ),
    "read.heights_left": (
        "图形带有高程或测量值；只取平面坐标。",
        "The shapes carry heights or measures; only plan coordinates are taken.",
    ),
    "read.encoding_guessed": (
        "文件没有写明文字编码，或写错了，按 {encoding} 读取；请看看中文是否正确。",
        "The file does not say how its text is written, or says it wrongly; read as {encoding}. "
        "Check that the names are right.",
    ),
    "read.text_damaged": (
        "有 {count:n} 处文字在文件里已损坏，读不出的字显示为 �，例如：{texts}。图形不受影响。",
        "Texts damaged in the file itself: {count:n}; what cannot be read is shown as �, as in "
        "{texts}. The shapes are not affected.",
    ),
    "read.names_cut": (
        "字段名过长，原软件保存时截断了：{columns}。",
        "Names of columns were too long and were cut when the file was made: {columns}.",
    ),
    "read.columns_unread": (
        "有 {count:n} 个字段的类型无法读取，已略去。",
        "{count:n column is/columns are} of a kind that cannot be read and are left out.",
    ),
    "read.table_missing": (
        "没有属性表文件（.dbf），只读到图形。",
        "The table (.dbf) is missing; only shapes are read.",
    ),
    "read.index_left": (
        "索引文件（.shx）缺失或与图形不符，按先后顺序逐条读取。",
        "The index (.shx) is missing or does not fit; records are read in their order.",
    ),
    "read.records_deleted": (
        "有 {count:n} 条记录在属性表中已标记删除，不再读入。",
        "{count:n record is/records are} marked as deleted in the table and are not read.",
    ),
    "read.flat_rings": (
        "有 {count:n} 条记录（从第 {row:n} 条起）含不足三点的环，没有面积，已略去。",
        "{count:n record/records} (the first is {row:n}) have rings of under three points, "
        "which have no area and are left out.",
    ),
    "read.lone_holes": (
        "有 {count:n} 条记录（从第 {row:n} 条起）的洞不在任何外环内，按单独的面读取。",
        "{count:n record/records} (the first is {row:n}) have holes outside every outer ring; "
        "they are read as polygons of their own.",
    ),
    "read.shapes_left": (
        "有 {count:n} 个三维模型或轨迹不是平面图形，已略去。",
        "{count:n model/models} or tracks are no plan shapes and are left out.",
    ),
}
