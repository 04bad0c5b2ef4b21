"""Words of the page data: bringing a drawing, its text and its place."""

WORDS: dict[str, tuple[str, str]] = {
    "data.intro": (
        "把办公室现有的网格图放进来：核对位置，查出空白、重叠和越界，再到整理台逐处改好。原文件不会被改动。",
        "Bring the grid drawing the office has: check its position, find gaps, overlaps and "
        "crossed borders, then mend them one by one at the sliver desk. Your file is never "
        "changed.",
    ),
    "data.steps": (
        "① 选文件 → ② 核对位置 → ③ 看检查结果 → ④ 到整理台改正",
        "① choose a file → ② check the position → ③ read the result → ④ mend at the desk",
    ),
    "data.choose": ("选择网格图文件", "Choose the grid drawing"),
    "data.choose_help": (
        "可用格式：{formats}。SHP 请打成 zip，或把 .shp、.dbf、.prj 等几个文件一起选中。",
        "Formats: {formats}. Zip a shapefile, or choose its .shp, .dbf, .prj together.",
    ),
    "data.takes": (
        "SHP（打成 zip）、CAD 图（DXF）、奥维或 KML 图、GeoPackage、GeoJSON 都可以；"
        "Excel 或 CSV 的界址点表也可以。",
        "A zipped shapefile, DXF, KML or Ovital, GeoPackage, GeoJSON; or a table of corner points "
        "(Excel, CSV).",
    ),
    "data.drop": (
        "也可以把文件拖到这里。每个文件不超过 {most} MB",
        "or drop files here, {most} MB each at most",
    ),
    "data.too_large": (
        "这个文件超过 {most} MB，放不进来。请去掉用不着的图层，或压缩成 zip 再选。",
        "This file has more than {most} MB. Leave out the layers nobody needs, or zip it.",
    ),
    "data.browse": ("选择文件", "Choose files"),
    "data.example": ("打开示例：有问题的网格图", "Open the broken example"),
    "data.example_help": (
        "一份演示用的落雁乡网格图，里面有 3 处毛病，可以放心练习。",
        "A made-up drawing of Luoyan with three faults in it, to practise on.",
    ),
    "data.earlier": ("继续以前的草稿", "Take up an earlier draft"),
    "data.earlier_none": (
        "还没有草稿。选一个文件，或打开示例。",
        "No draft yet. Choose a file or open the example.",
    ),
    "data.earlier_kept": (
        "草稿存在这台电脑上，用这台电脑的人都看得到，可以接着做，也可以删除。"
        "位置确认后只留图形和网格字段，原文件随即删除。",
        "Drafts lie on this computer: everybody who uses it sees them, may go on with them and "
        "may delete them. Once its position is confirmed, only shapes and the columns of grids "
        "are left of a file.",
    ),
    "data.older": ("更早的草稿（{count:n} 份）", "Older drafts ({count:n})"),
    "data.unconfirmed": (
        "位置还没有确认，一天后自动删除",
        "position not confirmed yet, deleted after a day",
    ),
    "data.continue": ("继续", "Continue"),
    "data.delete": ("删除", "Delete"),
    "data.delete_ask": (
        "这份草稿里已决定 {count:n} 步，删除后找不回来。",
        "{count:n step/steps} decided in this draft; deleting it cannot be undone.",
    ),
    "data.delete_sure": ("确定删除", "Delete it for good"),
    "data.decided": ("已决定 {count:n} 步", "{count:n step/steps} decided"),
    "data.of": ("{name} · {when}", "{name} · {when}"),
    "data.draft": ("草稿：{name} · {when} · 自动保存", "Draft: {name} · {when} · saved as you go"),
    "data.anew": ("换一个文件", "Another file"),
    "data.anew_help": (
        "这份草稿会留着，以后可以接着做。",
        "This draft is kept; you can go on with it later.",
    ),
    "data.discard": ("不要了，换一个文件", "Discard, choose another file"),
    "data.discard_help": (
        "上传的文件马上从这台电脑的草稿里删除；您自己的文件不受影响。",
        "The uploaded copy is deleted at once; your own file stays where it is.",
    ),
    "data.same_name": (
        "有两个同名的文件，分不清用哪一个。请去掉一个再选。",
        "Two of the files have the same name; take one of them away.",
    ),
    "data.reading": ("正在读取文件……", "Reading the file ..."),
    "data.proving": ("正在检查覆盖情况……", "Checking the coverage ..."),
    "data.refused": ("这个文件用不了", "This file cannot be used"),
    "data.refused_hint": (
        "改正后再选一次，或换一个文件。",
        "Correct it and choose it again, or choose another file.",
    ),
    "data.layer": (
        "这个文件里有几个图层，哪一个是网格？",
        "The file has several layers; which one holds the grids?",
    ),
    "data.pick": ("请选择", "please choose"),
    "data.more_faults": ("另有 {count:n} 处同类问题。", "And {count:n} more."),
    "data.read": (
        "读到 {count:n} 个图形。名称例如：{names}",
        "{count:n shape/shapes} read, such as: {names}",
    ),
    "data.read_bare": ("读到 {count:n} 个图形。", "{count:n shape/shapes} read."),
    "data.garbled": ("文字是乱码？", "Is the text garbled?"),
    "data.encoding": ("文字编码", "Text encoding"),
    "data.encoding_ask": ("文字按哪种编码读", "How the text is written"),
    "data.encoding_hint": (
        "大陆软件导出的图一般是简体中文（GB18030 / GBK）。选好后会显示名称，不对再换一种。",
        "Programs in mainland China mostly write GB18030 / GBK. The names are shown after the "
        "choice; when they are wrong, take another.",
    ),
    "encoding.auto": ("自动判断", "find out"),
    "encoding.gb18030": ("简体中文（GB18030 / GBK）", "Simplified Chinese (GB18030 / GBK)"),
    "encoding.utf-8": ("UTF-8", "UTF-8"),
    "encoding.big5": ("繁体中文（Big5）", "Traditional Chinese (Big5)"),
    # coordinates
    "place.title": ("② 核对位置", "② Check the position"),
    "place.ask": (
        "看下面的地图：蓝线是您的图，黑线是本乡镇的外边界。两条线叠在一起，就按“位置正确”。",
        "Look at the map: the blue line is your drawing, the black one the township's outline. "
        "When they lie on each other, press the button.",
    ),
    "place.ask_alone": (
        "看下面的地图：这是您的图的外形。形状和大小没有走样，就按“位置正确”。",
        "Look at the map: this is the outline of your drawing. When its shape and size are as "
        "they should be, press the button.",
    ),
    "place.others": (
        "两条线对不上？换一种读法",
        "The lines do not match? Read the numbers another way",
    ),
    "place.ask_several": (
        "这份图的位置有几种可能，每种一个颜色；黑线是本乡镇的外边界和村（社区）界。"
        "选与黑线对得上的那一种。",
        "The numbers can be read in several ways, each in its own colour; black are the borders "
        "of the township and its villages. Choose the one that matches them.",
    ),
    "place.which": ("按哪一种放", "Way to read the coordinates"),
    "place.fit": (
        "{share:share} 的点在本乡镇附近，与乡镇范围吻合 {fit:share}",
        "{share:share} of the points near the township, fits its ground by {fit:share}",
    ),
    "place.near": (
        "{share:share} 的点在本乡镇附近",
        "{share:share} of the points near the township",
    ),
    "place.suggested": ("建议", "suggested"),
    "place.declared": ("文件写明", "as the file says"),
    "place.guess": ("推测", "guess"),
    "place.villages": ("村（社区）界", "Borders of villages"),
    "place.outline": ("本乡镇外边界", "Outline of the township"),
    "place.confirm": ("位置正确，确认", "The position is right: confirm"),
    "place.confirmed": ("位置已确认：{system}", "Position confirmed: {system}"),
    "place.change": ("重新核对位置", "Check the position again"),
    "place.unsure": (
        "这几种可能相差几百米，程序说不准是哪一种，请看地图决定；看不出来，就问给图的单位。",
        "These readings lie some hundred metres apart and the program cannot tell; "
        "decide by the map, or ask whoever gave you the drawing.",
    ),
    "place.far": (
        "这张图不在“{area}”：按最接近的读法，也相距约 {km:n} 公里。",
        "This drawing does not lie in “{area}”: read in the nearest way, it is about {km:n} km "
        "off.",
    ),
    "place.nowhere": (
        "这张图的坐标按哪种坐标系都落不到地面上，请换一张图，或请给图的单位重新导出。",
        "The numbers of this drawing are no place in any system known here; bring another one, "
        "or have it exported again.",
    ),
    "place.other": (
        "如果它是别的乡镇的图，请在下面放入那个乡镇的外边界图或村（社区）图，再继续检查。"
        "如果本来就是“{area}”的图，说明坐标有误，请换一个文件。",
        "If it is the drawing of another township, bring that township's outline or villages "
        "below, then the check goes on. If it should lie in “{area}”, its coordinates are wrong; "
        "bring another file.",
    ),
    "place.unnamed": (
        "这张图没有写明坐标系，从数字也看不出来。请选一个；不清楚就问给图的单位。",
        "Nothing says what coordinates these are, and the numbers do not tell. Choose the system, "
        "or ask whoever gave you the drawing.",
    ),
    "place.system": ("坐标系", "Coordinate system"),
    "place.units": ("外边界或村（社区）图", "Outline or villages of the township"),
    "place.units_used": (
        "检查所用的外边界：{name}（不是本地区的）",
        "Outline used for the check: {name}, not the one of this area",
    ),
    "place.units_drop": ("不用它，改用本地区的外边界", "Use the outline of this area instead"),
    # the result
}
