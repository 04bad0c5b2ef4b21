"""Words of foreign files: what was read, what was noticed, why a file is refused."""

WORDS: dict[str, tuple[str, str]] = {
    # any file
    "input.one_file": (
        "请一次只给一个图层：一个文件，或同一个 SHP 的几个组成文件（现有 {file}）。",
        "Give one layer at a time: one file, or the parts of one shapefile (given {file}).",
    ),
    "input.file_too_large/limit": (
        "文件 {file} 太大，请只导出需要的区域（技术上限 {limit:n} 字节）。",
        "{file} is too large; export only the area you need (limit {limit:n} bytes).",
    ),
    "input.wrong_content": (
        "文件 {file} 的扩展名是 {ending}，内容却是 {found} 格式；请按原格式重新导出。",
        "{file}: the name ends {ending} but the content is {found}; export it again.",
    ),
    "input.codes_not_text": (
        "代码表 {file} 不是 UTF-8 或 GB18030 编码的文本；请另存为文本文件，每行一个代码。",
        "{file}: expected text in UTF-8 or GB18030; save it as a text of one code a line.",
    ),
    "input.codes_empty": (
        "代码表 {file} 里没有代码；请每行写一个应有的单元代码。",
        "{file}: there is no code in it; write the unit codes that must exist, one a line.",
    ),
    "input.unknown_encoding": (
        "不认识编码 {given}，请写成 GB18030 或 UTF-8。",
        "{file}: the encoding {given} is not known; write it as in GB18030 or UTF-8.",
    ),
    # text, GeoJSON
    "input.not_utf8/byte": (
        "文件 {file} 的文字不是 {wanted} 编码（第 {at:n} 个字节起）；请指明编码，或另存为 UTF-8。",
        "{file}: expected {wanted} text, byte {at:n} is not; name the encoding or save as UTF-8.",
    ),
    "input.not_json/plain": (
        "文件 {file} 不是合格的 JSON；请重新导出。",
        "{file}: expected JSON; export the file again.",
    ),
    "input.not_json/line": (
        "文件 {file} 不是合格的 JSON，第 {line:n} 行第 {column:n} 列有误；请重新导出。",
        "{file}: expected JSON, line {line:n} column {column:n} is none; export the file again.",
    ),
    "input.not_json/number": (
        "文件 {file} 里的 {given} 不是合格的数字；请改正后重新导出。",
        "{file}: {given} is no number JSON knows; correct it and export again.",
    ),
    "input.not_features/plain": (
        "文件 {file} 不是 GeoJSON 要素集合；请重新导出图层。",
        "{file}: expected a GeoJSON FeatureCollection; export the layer again.",
    ),
    "input.not_features/feature": (
        "文件 {file} 第 {feature:n} 个要素的写法不对；请重新导出图层。",
        "{file}, feature {feature:n}: expected an object of type Feature; export the layer again.",
    ),
    "input.bad_geometry/shape": (
        "文件 {file} 第 {feature:n} 个要素的图形读不出：坐标须成对，环须首尾相接且不少于四点。",
        "{file}, feature {feature:n}: the shape cannot be read; positions are pairs of numbers, "
        "a ring has at least 4 and ends where it starts.",
    ),
    "input.bad_geometry/kind": (
        "文件 {file} 第 {feature:n} 个要素的图形类型不支持（{given}）；应为面、线或点。",
        "{file}, feature {feature:n}: shapes of kind {given} cannot be read; expected polygons, "
        "lines or points.",
    ),
    "input.out_of_range/coordinate": (
        "文件 {file} 第 {feature:n} 个图形的坐标 {given} 不是有效数字，或超出可能的范围；"
        "请检查坐标系，改正后重新导出。",
        "{file}, shape {feature:n}: the coordinates {given} are no numbers or out of range; "
        "check the coordinate system and export again.",
    ),
    "input.shape_refused": (
        "文件 {file} 里有无法构成的图形；请检查后重新导出。",
        "{file}: a shape in it cannot be built; check it and export the file again.",
    ),
    "input.too_many_columns": (
        "文件 {file} 的字段超过 {limit:n} 个，不像一个图层；请只保留需要的字段。",
        "{file}: more than {limit:n} columns, which is no layer; keep the columns you need.",
    ),
    "input.layer_too_large": (
        "文件 {file} 的数据量远超一个区域的图层；请只导出需要的区域。",
        "{file}: more rows than a layer of an area holds; cut out the area you need.",
    ),
    "input.which_layer/named": (
        "文件 {file} 里有 {layer_count:n} 个图层：{layers}。请写明用哪一个。",
        "{file} has {layer_count:n} layers: {layers}. Say which one to read.",
    ),
    "input.no_layer": (
        "文件 {file} 不分图层，没有“{given}”这一层；请去掉图层名。",
        "{file} has no layers, so none is called {given}; leave the name of the layer out.",
    ),
    # ZIP
    "input.bad_zip": (
        "压缩包 {file} 已损坏，打不开；请重新压缩。",
        "{file}: the ZIP is damaged and cannot be read; pack the files again.",
    ),
    "input.zip_empty": (
        "压缩包 {file} 里没有可以读取的图层文件；请放入 SHP 等图层文件，不要再套压缩包。",
        "{file}: the ZIP holds no file that can be read; put in a layer such as a shapefile, "
        "not another ZIP.",
    ),
    "input.zip_locked": (
        "压缩包 {file} 设有密码；请去掉密码后重新压缩。",
        "{file}: the ZIP has a password; pack it again without one.",
    ),
    "input.zip_too_large": (
        "压缩包 {file} 解开后的体积远超一个图层；请只压缩需要的图层。",
        "{file}: the ZIP unpacks to far more than a layer holds; pack only the layer.",
    ),
    "input.zip_too_many": (
        "压缩包 {file} 里的文件超过 {limit:n} 个；请只压缩需要的图层。",
        "{file}: the ZIP has more than {limit:n} files; pack only the layer you need.",
    ),
    # GeoPackage
    "input.not_geopackage/plain": (
        "文件 {file} 不是 GeoPackage，或已损坏；请重新导出。",
        "{file}: expected a GeoPackage, the file is none or damaged; export it again.",
    ),
    "input.gpkg_shape": (
        "文件 {file} 第 {row:n} 个图形已损坏，读不出；请重新导出图层。",
        "{file}, feature {row:n}: the shape cannot be read; export the layer again.",
    ),
    # shapefile
    "input.not_shapefile": (
        "文件 {file} 不是 SHP 图形文件；请重新导出图层。",
        "{file}: expected a shapefile, the file is none; export the layer again.",
    ),
    "input.shp_truncated": (
        "文件 {file} 不完整：应有 {expected:n} 字节，只有 {given:n} 字节；请重新拷贝。",
        "{file}: expected {expected:n} bytes, got {given:n}; copy the file again whole.",
    ),
    "input.shp_record": (
        "文件 {file} 第 {row:n} 条记录的图形残缺或损坏；请重新导出图层。",
        "{file}, record {row:n}: the shape is cut off or damaged; export the layer again.",
    ),
    "input.shp_kind": (
        "文件 {file} 的图形类型（代号 {given}）不支持；应为面、线或点。",
        "{file}: shapes of kind {given} cannot be read; expected polygons, lines or points.",
    ),
    "input.dbf_broken": (
        "属性表 {file} 已损坏；请重新导出图层。",
        "{file}: the table beside the shapes is damaged; export the layer again.",
    ),
    "input.dbf_truncated": (
        "属性表 {file} 不完整：应有 {row_count:n} 行，只有 {given:n} 行；请重新拷贝。",
        "{file}: the table says {row_count:n} rows and holds {given:n}; copy it again whole.",
    ),
    "input.dbf_encoding": (
        "属性表 {file} 的文字编码认不出；请指明编码，例如 GB18030。",
        "{file}: the text is in no encoding found; say which one, as in GB18030.",
    ),
    "input.counts_differ": (
        "{file} 有 {row_count:n} 行，图形却有 {shape_count:n} 个；"
        "请把同一图层的各个文件一起重新拷贝。",
        "{file}: {shape_count:n} shapes but {row_count:n} rows; copy all parts of the layer.",
    ),
    # KML
    "input.xml_unsafe": (
        "文件 {file} 含有不安全的文档类型或实体声明；请重新导出，不要带这些声明。",
        "{file}: the XML has a document type or entities; export it again without them.",
    ),
    "input.bad_xml": (
        "文件 {file} 不是合格的 XML，第 {line:n} 行有误；请重新导出。",
        "{file}: expected XML, line {line:n} column {column:n} is none; export it again.",
    ),
    "input.kml_empty": (
        "文件 {file} 里没有地标；应有面、线或点。",
        "{file}: the KML has no placemark; expected polygons, lines or points.",
    ),
    "input.kml_shape": (
        "文件 {file} 第 {row:n} 个地标的坐标读不出；应写成 104.23,28.11 这样。",
        "{file}, placemark {row:n}: expected coordinates as in 104.23,28.11; correct them.",
    ),
    # tables, drawings of lines
    "input.column_twice": (
        "文件 {file} 的“{first}”和“{second}”两列意思相同，请只留一列。",
        "{file}: the columns {first} and {second} say the same; keep one of them.",
    ),
    "input.code_as_number": (
        "文件 {file} {place}“{column}”列：编码被存成了数字（{given}），可能已丢失位数，"
        "共 {row_count:n} 处。请把该列设为文本格式后重新填写编码。",
        "{file}, {place}, column {column}: a code was saved as a number ({given}) and may have "
        "lost digits ({row_count:n} in all); format the column as text and enter the codes again.",
    ),
    "input.not_whole": (
        "文件 {file} {place}“{column}”列应为整数，实际为“{given}”，共 {row_count:n} 处。",
        "{file}, {place}, column {column}: expected a whole number, got {given} "
        "({row_count:n} in all).",
    ),
    "input.bad_csv": (
        "文件 {file} 第 {row} 行的引号不成对，请重新另存为 CSV。",
        "{file}, row {row}: the quotes of a cell do not close; save it as CSV again.",
    ),
    "input.few_corners": (
        "表格 {file} 第 {first} 至 {last} 行：一圈界址点至少要有 3 个不同的点，且每点都要有坐标。",
        "{file}, rows {first} to {last}: expected a ring of at least 3 corners, each with "
        "coordinates.",
    ),
    "input.formula_without_value": (
        "文件 {file} 的单元格 {cell} 只有公式、没有计算结果，请用电子表格软件打开并保存后再用。",
        "{file}, cell {cell}: a formula without its value; open the workbook in a spreadsheet "
        "program and save it.",
    ),
    "input.half_coordinate": (
        "表格 {file} 第 {row} 行只有一个坐标值，请填全或都留空（共 {row_count:n} 行）。",
        "{file}, row {row}: one of two coordinates is blank; give both or none "
        "({row_count:n} in all).",
    ),
    "input.no_coordinates": (
        "表格 {file} 里找不到坐标列，应有“经度”“纬度”或“X坐标”“Y坐标”这样的表头；首行是：{given}。",
        "{file}: expected columns of coordinates such as longitude and latitude, or X and Y; "
        "the first row is: {given}.",
    ),
    "input.not_coordinate": (
        "表格 {file} 第 {row} 行“{column}”列应为数字，实际为“{given}”，"
        "请改正（共 {row_count:n} 处）。",
        "{file}, row {row}, column {column}: expected a number, got {given}; correct it "
        "({row_count:n} in all).",
    ),
    "input.not_text": (
        "文件 {file} 不是 {encoding} 编码的文本，请另存为 UTF-8 编码的文本。",
        "{file}: expected text in {encoding}; save it again as text in UTF-8.",
    ),
    "input.no_points": (
        "文件 {file} 里没有点，每行应为：名称 经度 纬度，中间用空格隔开。",
        "{file} holds no point; expected lines of name, longitude and latitude with spaces "
        "between.",
    ),
    "input.not_ovital": (
        "文件 {file} 第 {row} 行里找不到相邻的经度、纬度（先经度、后纬度，用空格隔开）：{given}",
        "{file}, row {row}: expected longitude and then latitude with a space between, got {given}",
    ),
    "input.ovital_mixed": (
        "文件 {file} 第 {row} 行的坐标标志与前面的不同；同一文件只能用一种坐标，请分开导入。",
        "{file}, row {row}: the mark of the coordinate system differs from the rows above; keep "
        "one system in a file.",
    ),
    "input.not_xlsx": (
        "工作簿 {file} 读不出，请用电子表格软件打开后另存为 .xlsx。",
        "{file}: the workbook cannot be read; open it and save it as .xlsx again.",
    ),
    "input.old_workbook": (
        "{file} 是旧式 .xls 或带密码的工作簿，请去掉密码并另存为 .xlsx。",
        "{file} is an old .xls or a workbook with a password; save it as .xlsx without one.",
    ),
    "input.too_many_rows": (
        "表格 {file} 超过 {limit:n} 行，请拆分后再用。",
        "{file}: more than {limit:n} rows; split the table.",
    ),
    # files to write
    "input.mixed_shapes": (
        "{file} 里的图形不是同一类（{given}）；请改存 GeoPackage。",
        "{file}: one kind of shape is expected, got {given}; write a GeoPackage.",
    ),
    "input.no_column": (
        "{file} 没有字段 {column}，无法用它作名称。",
        "{file}: there is no column {column} to name the placemarks by.",
    ),
    "input.not_finite": (
        "{file} 第 {row:n} 个图形的坐标不是有效数字；请先改正。",
        "{file}: shape {row:n} has coordinates that are no numbers; correct it first.",
    ),
    "input.text_too_long": (
        "{file} 第 {row:n} 行“{column}”的文字超过 SHP 的上限（{limit:n} 字节）；"
        "请缩短，或改存 GeoPackage。",
        "{file}, row {row:n}, column {column}: a shapefile holds texts of {limit:n} bytes; "
        "shorten it or write a GeoPackage.",
    ),
    "input.dwg_file": (
        "{file} 是 DWG 文件，无法读取；请在 CAD 软件里另存为 DXF。",
        "{file} is a DWG, which cannot be read; open it in CAD and save it as DXF.",
    ),
    "input.dxf_cut": (
        "{file} 不完整，没有文件结尾；请重新复制或另存。",
        "{file}: the DXF breaks off before its end; copy or save it again.",
    ),
    "input.dxf_too_large": (
        "{file} 超过 {limit:n} MB；请只把边界所在的图层另存为 DXF。",
        "{file}: larger than {limit:n} MB; save only the layers of the boundaries as DXF.",
    ),
    "input.dxf_too_many": (
        "{file} 的图块里超过 {limit:n} 个图元；请只把边界所在的图层另存为 DXF。",
        "{file}: blocks hold more than {limit:n} entities; save only the boundaries as DXF.",
    ),
    "input.no_lines": (
        "{file} 里没有线、点或文字；边界应画成线。",
        "{file}: the drawing holds no line, point or text; draw boundaries as lines.",
    ),
    "input.not_dxf": (
        "{file} 不是可读的 DXF；请在 CAD 软件里打开后另存为 DXF。",
        "{file}: the DXF cannot be read; open the drawing in CAD and save it as DXF again.",
    ),
    "input.no_faces": (
        "这些线（共 {line_count:n} 条）没有围成任何面；请把边界画闭合，或选择连接相距很近的线头。",
        "The lines ({line_count:n}) enclose no face; close the boundaries, or join ends that "
        "nearly meet.",
    ),
    "input.dxf_number": (
        "{file} 第 {row} 行附近有一个数字读不出；请在 CAD 软件里重新另存为 DXF。",
        "{file}: a number near line {row} cannot be read; save the drawing as DXF again.",
    ),
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
        "The structure of the drawing had {count:n} faults that were mended; check the shapes.",
    ),
    "read.entities_left": (
        "有 {count:n} 个图元不是线、点或文字，没有读入：{kinds}。",
        "Entities that are no line, point or text, not taken ({count:n}): {kinds}.",
    ),
    "read.corners_joined": (
        "界址点已按编码连成 {count:n} 个面。",
        "Corner points were joined to {count:n} polygons by their codes.",
    ),
    "read.foot_left": (
        "表尾的合计、说明等 {count:n} 行没有读入。",
        "Lines of totals and remarks not taken: {count:n}.",
    ),
    "read.columns_left": (
        "有 {column_count:n} 列用不上，没有读入：{columns}。",
        "Columns not taken ({column_count:n}): {columns}.",
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
        "{count:n} columns are of a kind that cannot be read and are left out.",
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
        "{count:n} records are marked as deleted in the table and are not read.",
    ),
    "read.flat_rings": (
        "有 {count:n} 条记录（从第 {row:n} 条起）含不足三点的环，没有面积，已略去。",
        "{count:n} records (the first is {row:n}) have rings of under three points, "
        "which have no area and are left out.",
    ),
    "read.lone_holes": (
        "有 {count:n} 条记录（从第 {row:n} 条起）的洞不在任何外环内，按单独的面读取。",
        "{count:n} records (the first is {row:n}) have holes outside every outer ring; "
        "they are read as polygons of their own.",
    ),
    "read.shapes_left": (
        "有 {count:n} 个三维模型或轨迹不是平面图形，已略去。",
        "{count:n} models or tracks are no plan shapes and are left out.",
    ),
}
