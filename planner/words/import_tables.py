"""Words of tables and of drawings of lines that cannot be read."""

WORDS: dict[str, tuple[str, str]] = {
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
    "input.code_not_text": (
        "文件 {file} {place}“{column}”列应为编码，实际为“{given}”，共 {row_count:n} 处。",
        "{file}, {place}, column {column}: expected a code, got {given} ({row_count:n} in all).",
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
        "文件 {file} 第 {row} 行里找不到相邻的经度、纬度（先经度、后纬度，用空格隔开）：{given}。"
        "请从奥维重新导出文本；这不是坐标文件的话，请换成图层文件（SHP、GeoJSON、KML 等）。",
        "{file}, row {row}: expected longitude and then latitude with a space between, got {given}"
        "; export the text from Ovital again, or bring a layer (SHP, GeoJSON, GPKG, KML) if this "
        "file holds no coordinates.",
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
        "{file}: more than {limit:n row/rows}; split the table.",
    ),
}
