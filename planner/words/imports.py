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
    # what was noticed
    "read.heights_left": (
        "图形带有高程；只取平面坐标，高程不用。",
        "The shapes carry heights; only plan coordinates are taken.",
    ),
}
