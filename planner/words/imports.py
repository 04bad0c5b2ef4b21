"""Words of foreign files: what was read, what was noticed, why a file is refused."""

WORDS: dict[str, tuple[str, str]] = {
    # why a file is refused, in the order of the formats
    "input.out_of_range/coordinate": (
        "文件 {file} 第 {feature:n} 个图形的坐标 {given} 不是有效数字或大得离谱，请改正后重新导出。",
        "{file}, shape {feature:n}: the coordinates {given} are not finite or far too large; "
        "correct them and export again.",
    ),
    "input.too_many_columns": (
        "文件 {file} 的字段超过 {limit:n} 个，不像一个图层；请只保留需要的字段。",
        "{file}: more than {limit:n} columns, which is no layer; keep the columns you need.",
    ),
    "input.which_layer/named": (
        "文件 {file} 里有 {layer_count:n} 个图层：{layers}。请写明用哪一个。",
        "{file} has {layer_count:n} layers: {layers}. Say which one to read.",
    ),
    # tables, drawings of lines
    "input.column_twice": (
        "文件 {file} 的“{first}”和“{second}”两列意思相同，请只留一列。",
        "{file}: the columns {first} and {second} say the same; keep one of them.",
    ),
    "input.code_as_number": (
        "文件 {file} 第 {row} 行“{column}”列：编码被存成了数字（{given}），可能已丢失位数，"
        "共 {row_count:n} 处。请把该列设为文本格式后重新填写编码。",
        "{file}, {place}, column {column}: a code was saved as a number ({given}) and may have "
        "lost digits ({row_count:n} in all); format the column as text and enter the codes again.",
    ),
    "input.not_whole": (
        "文件 {file} 第 {row} 行“{column}”列应为整数，实际为“{given}”，共 {row_count:n} 处。",
        "{file}, {place}, column {column}: expected a whole number, got {given} "
        "({row_count:n} in all).",
    ),
    # what was noticed
    "read.columns_left": (
        "有 {column_count:n} 列用不上，没有读入：{columns}。",
        "Columns not taken ({column_count:n}): {columns}.",
    ),
    "read.heights_left": (
        "图形带有高程；只取平面坐标，高程不用。",
        "The shapes carry heights; only plan coordinates are taken.",
    ),
}
