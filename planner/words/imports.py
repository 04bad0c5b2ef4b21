"""Words of foreign files: why one is refused, and why one cannot be written."""

WORDS: dict[str, tuple[str, str]] = {
    # any file
    "input.one_file": (
        "请一次只给一个图层：一个文件，或同一个 SHP 的几个组成文件（现有 {file}）。",
        "Give one layer at a time: one file, or the parts of one shapefile (given {file}).",
    ),
    "input.file_too_large/limit": (
        "文件 {file} 太大，请只导出需要的区域（技术上限 {limit:n} 字节）。",
        "{file} is too large; export only the area you need (limit {limit:n byte/bytes}).",
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
    "input.not_json/constant": (
        "文件 {file} 第 {line:n} 行第 {column:n} 列的 {given} 不是合格的数字；坐标应为数字，"
        "请改正后重新导出。",
        "{file}, line {line:n} column {column:n}: expected a number, got {given}; correct it and "
        "export again.",
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
        "文件 {file} 第 {feature:n} 个要素的图形读不出：坐标须成对，环须首尾相接且不少于四点；"
        "请改正这个要素后重新导出。",
        "{file}, feature {feature:n}: the shape cannot be read; positions are pairs of numbers, "
        "a ring has at least 4 and ends where it starts; mend the feature and export again.",
    ),
    "input.bad_geometry/kind": (
        "文件 {file} 第 {feature:n} 个要素的图形类型不支持（{given}）；应为面、线或点；"
        "请转换后重新导出。",
        "{file}, feature {feature:n}: shapes of kind {given} cannot be read; expected polygons, "
        "lines or points; convert it and export again.",
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
        "{file}: more than {limit:n column/columns}, which is no layer; keep the columns you need.",
    ),
    "input.layer_too_large": (
        "文件 {file} 的数据量远超一个区域的图层；请只导出需要的区域。",
        "{file}: more rows than a layer of an area holds; cut out the area you need.",
    ),
    "input.which_layer/named": (
        "文件 {file} 里有 {layer_count:n} 个图层：{layers}。请写明用哪一个。",
        "{file} has {layer_count:n layer/layers}: {layers}. Say which one to read.",
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
        "{file}: the ZIP has more than {limit:n file/files}; pack only the layer you need.",
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
        "{file}: expected {expected:n byte/bytes}, got {given:n}; copy the file again whole.",
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
        "{file}: the table says {row_count:n row/rows} and holds {given:n}; copy it again whole.",
    ),
    "input.dbf_encoding": (
        "属性表 {file} 的文字编码认不出；请指明编码，例如 GB18030。",
        "{file}: the text is in no encoding found; say which one, as in GB18030.",
    ),
    "input.counts_differ": (
        "{file} 有 {row_count:n} 行，图形却有 {shape_count:n} 个；"
        "请把同一图层的各个文件一起重新拷贝。",
        "{file}: {shape_count:n shape/shapes} but {row_count:n row/rows}; copy all parts of the "
        "layer.",
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
        "{file}, row {row:n}, column {column}: a shapefile holds texts of {limit:n byte/bytes}; "
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
        "{file}: blocks hold more than {limit:n entity/entities}; save only the boundaries as DXF.",
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
}
