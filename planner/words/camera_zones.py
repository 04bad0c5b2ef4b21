"""Words of zones closed to cameras: drawn, loaded, listed, refused."""

WORDS: dict[str, tuple[str, str]] = {
    "zones.title": ("禁装区和须征得同意区", "Zones closed to cameras or asking for consent"),
    "zones.help": (
        "禁装区（第八条）：宿舍、病房、浴室等处，杆不能立在里面，镜头也不能拍到。须征得同意区（第十条）："
        "军事、涉密单位周边，先征得同意。本单位画的只会加上去，不能放开原有的。",
        "No-camera zones (art. 8), such as dormitories, wards and baths: no pole inside, no view "
        "into them. Zones asking for consent (art. 10), around military or secret units: consent "
        "first. What the office draws is added; nothing that was there is lifted by it.",
    ),
    "zones.map_help": (
        "先放大到看得清房屋，按“画区域”，逐个点出各角，再按“完成”；也可以移动地图，用“在中心加一角”。",
        "Zoom in until houses can be told apart, press “Draw a zone”, set its corners one by one, "
        "then “Finish”; or move the map and use “Corner at the centre”.",
    ),
    "zones.go": ("地图移到", "Move the map to"),
    "zones.go_none": ("选一根杆或一处重点部位", "a pole or a key site"),
    "zones.draw": ("画区域", "Draw a zone"),
    "zones.corner": ("在中心加一角", "Corner at the centre"),
    "zones.back": ("退一角", "Back one corner"),
    "zones.done": ("完成", "Finish"),
    "zones.stop": ("不画了", "Give up"),
    "zones.legend.art8": ("禁装区", "no-camera zone"),
    "zones.legend.consent": ("须征得同意区", "consent needed"),
    "zones.legend.drawn": ("刚画的", "just drawn"),
    "zones.legend.home": ("住宅", "dwellings"),
    "zones.legend.pole": ("杆位", "poles"),
    "zones.drawn": (
        "刚画的区域 {area_m2:area}。它是什么？",
        "The shape just drawn has {area_m2:area}. What is it?",
    ),
    "zones.kind": ("种类", "Kind"),
    "zones.reason": ("那里是什么（原因）", "What is there (the reason)"),
    "zones.reason_help": (
        "写处所，不写人名；涉密单位不写名称和用途。",
        "The place, never a person; of a secret unit neither its name nor its use.",
    ),
    "zones.reason_else": ("文件没写原因的按", "Reason of those without one"),
    "zones.keep": ("保存这个区域", "Keep this zone"),
    "zones.drop": ("不要了", "Discard it"),
    "zones.kept": (
        "已保存，新增 {count:n} 个区域；方案要重新算。",
        "Kept: {count:n zone/zones} added; plans are to be computed again.",
    ),
    "zones.changed": ("已保存；方案要重新算。", "Kept; plans are to be computed again."),
    "zones.load": (
        "从文件读入（GeoJSON、SHP、KML 等）",
        "Load from a file (GeoJSON, GeoPackage, SHP, KML and others)",
    ),
    "zones.load_help": (
        "面图层。有“类型”列（写禁装区或须征得同意区）和“原因”列的按列读，没有的按下面填的。",
        "A layer of polygons. Columns `kind` (art8_private or consent_required) and `reason` are "
        "read; where they are missing, what is chosen below counts.",
    ),
    "zones.file": ("选择文件", "Choose files"),
    "zones.found": (
        "读到 {count:n} 个面，共 {area_m2:area}。",
        "{count:n polygon/polygons} read, {area_m2:area} together.",
    ),
    "zones.keep_all": ("保存这 {count:n} 个", "Keep {count:n zone/zones}"),
    "zones.table": ("各区域（{count:n} 个）", "Zones ({count:n})"),
    "zones.out": ("删去本单位画的区域", "Take out zones of the office"),
    "zones.out_none": ("选一个或几个", "choose some"),
    "zones.anew": ("清空本单位的区域，重新开始", "Clear the office's zones and begin anew"),
    "zone.own": ("本单位画的", "the office"),
    "zone.given": ("地区数据", "the area's data"),
    "col.zone_m2": ("面积（平方米）", "Area (m²)"),
    "col.zone_poles": ("区内杆数", "Poles inside"),
    "col.zone_from": ("来源", "From"),
    "input.zone_reason": (
        "第 {number:n} 个区域要写明那里是什么（原因），不超过 {most:n} 个字。",
        "Shape {number}: say what is there (the reason), in at most {most:n character/characters}.",
    ),
    "input.zone_kind": (
        "第 {number:n} 个区域的种类应为 {kinds} 之一，给的是“{given}”。",
        "Shape {number}: the kind must be one of {kinds}, got “{given}”.",
    ),
    "input.zone_shape": (
        "第 {number:n} 个区域不成面：边有交叉，或不到 1 平方米。请重画。",
        "Shape {number} is no zone: its sides cross, or it has less than 1 m². Draw it again.",
    ),
    "input.zone_outside": (
        "第 {number:n} 个区域不在本地区内。",
        "Shape {number} does not touch the area.",
    ),
    "input.zones_many": (
        "一个单位最多保存 {most:n} 个区域、共 {corners:n} 个角。",
        "An office keeps at most {most:n zone/zones} with {corners:n corner/corners} together.",
    ),
    "input.zones_none": ("{file} 里没有面。", "{file}: no polygon is in it."),
    "input.zones_damaged": (
        "本单位画的禁装区读不出来。",
        "The zones the office drew cannot be read.",
    ),
}
