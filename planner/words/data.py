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
    "data.drop": (
        "也可以把文件拖到这里。每个文件不超过 10 MB",
        "or drop files here, 10 MB each at most",
    ),
    "data.too_large": (
        "这个文件超过 10 MB，放不进来。请去掉用不着的图层，或压缩成 zip 再选。",
        "This file has more than 10 MB. Leave out the layers nobody needs, or zip it.",
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
    "data.continue": ("继续", "Continue"),
    "data.delete": ("删除", "Delete"),
    "data.decided": ("已决定 {count:n} 步", "{count:n} steps decided"),
    "data.of": ("{name} · {when}", "{name} · {when}"),
    "data.draft": ("草稿：{name} · {when} · 自动保存", "Draft: {name} · {when} · saved as you go"),
    "data.anew": ("换一个文件", "Another file"),
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
    "data.layer_pick": ("请选择", "please choose"),
    "data.read": (
        "读到 {count:n} 个图形。名称例如：{names}",
        "{count:n} shapes read, such as: {names}",
    ),
    "data.read_bare": ("读到 {count:n} 个图形。", "{count:n} shapes read."),
    "data.garbled": ("文字是乱码？", "Is the text garbled?"),
    "data.encoding": ("文字编码", "Text encoding"),
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
        "这份图的位置有几种可能，每种一个颜色；黑线是本乡镇的外边界。选与黑线叠在一起的那一种。",
        "The numbers can be read in several ways, each in its own colour; the black line is the "
        "township's outline. Choose the one that matches it.",
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
    "place.outline": ("本乡镇外边界", "Outline of the township"),
    "place.confirm": ("位置正确，确认", "The position is right: confirm"),
    "place.confirmed": ("位置已确认：{system}", "Position confirmed: {system}"),
    "place.change": ("重新核对位置", "Check the position again"),
    "place.unsure": (
        "这几种可能相差几百米，程序说不准是哪一种，请看地图决定。",
        "These readings lie some hundred metres apart and the program cannot tell; "
        "decide by the map.",
    ),
    "place.other": (
        "这张图不在“{area}”。如果是别的乡镇，请在下面放入那个乡镇的外边界图或村（社区）图，再继续检查。",
        "This drawing does not lie in “{area}”. For another township bring its outline or its "
        "villages below, then the check goes on.",
    ),
    "place.units": ("外边界或村（社区）图", "Outline or villages of the township"),
    "place.units_used": (
        "检查所用的外边界：{name}（不是本地区的）",
        "Outline used for the check: {name}, not the one of this area",
    ),
    "place.units_drop": ("不用它，改用本地区的外边界", "Use the outline of this area instead"),
    # the result
}
