"""Words of what a check found and of the sliver desk, case by case."""

WORDS: dict[str, tuple[str, str]] = {
    # the menu
    "page.data": ("导入与检查", "Import and check"),
    "page.repair": ("边界整理台", "Sliver desk"),
    "result.title": ("③ 检查结果", "③ Result of the check"),
    "result.joined": (
        "同一个原因的合并在一起，要看的是 {count:n} 处。",
        "Those of one cause are joined; {count:n place is/places are} to be looked at.",
    ),
    "result.missing": (
        "缺少整个村（社区）：{units}。最好向原单位要完整的图；要不到，可在整理台先把全村画成一个网格，以后再细分。",
        "Whole villages are missing: {units}. Best ask for the complete drawing; without it the "
        "sliver desk can make each one grid for now, to be divided later.",
    ),
    "result.go": ("④ 到边界整理台改正", "④ To the sliver desk"),
    "result.go_clean": ("④ 到边界整理台下载", "④ Downloads at the sliver desk"),
    "result.where": ("问题在哪里", "Where the faults are"),
    "result.nothing": (
        "没有问题，不用整理。可以到整理台下载检查过的图和证明。",
        "No fault, nothing to mend. The proved drawing and its proof are at the sliver desk.",
    ),
    # the desk
    "desk.intro": (
        "一处一处地看，决定有争议的地归谁。每一步都记账，都能撤销；没有决定的地方保持原样。",
        "Look at one place at a time and decide who gets the ground. Every step is recorded and "
        "can be undone; what is not decided stays as drawn.",
    ),
    "desk.taken_back": (
        "最后一步办不到，已自动撤销；其余决定都在。",
        "The last step cannot be carried out and was taken back; all other decisions stand.",
    ),
    "desk.none": (
        "整理台上还没有图。先到“{title}”放一张图进来，或打开示例。",
        "There is no drawing on the desk yet. Bring one at “{title}”, or open the example.",
    ),
    "desk.unplaced": (
        "这张图的位置还没有核对。先到“{title}”确认位置。",
        "The position of this drawing is not confirmed yet. Confirm it at “{title}”.",
    ),
    "desk.to_data": ("到“导入与检查”", "To “Import and check”"),
    "desk.progress": ("{done:n} / {all:n} 已处理", "{done:n} of {all:n} done"),
    "desk.number": ("第 {number:n} 处，共 {all:n} 处", "Place {number:n} of {all:n}"),
    "desk.previous": ("上一处", "Previous"),
    "desk.next": ("下一处", "Next"),
    "desk.undo": ("撤销上一步", "Undo the last step"),
    "desk.noted": (
        "已记下：{text}。按错了可以撤销。",
        "Noted: {text}. A slip can be undone.",
    ),
    "desk.redone": ("已决定：{receiver}", "Decided: {receiver}"),
    "desk.suggested": ("建议", "suggested"),
    "desk.marked": ("{words}（{mark}）", "{words} ({mark})"),
    "desk.chosen": ("已选", "chosen"),
    "desk.question": ("这块地归谁？", "Who gets this ground?"),
    "desk.question_other": ("怎么处理？", "What is to be done?"),
    "desk.several": (
        "现行网格图里，这块地是 {count:n} 个网格（{grids}），图上都没有画。"
        "先画成一个新网格，补上空白；全部处理完后，在边界整理台点“{button}”，"
        "把它切成 {count:n} 个。",
        "In the grids in force this ground is {count:n grid/grids} ({grids}), none of them drawn. "
        "Make it one new grid first, which fills the gap; when all is done, “{button}” at the "
        "sliver desk leads to where it is split.",
    ),
    "desk.several_by_size": (
        "这块地有一般网格的 {times} 倍大，缺的可能不止一个网格。先画成一个新网格，补上空白；"
        "全部处理完后，在边界整理台点“{button}”，把它切开。",
        "This ground is {times} times a usual grid, so more than one may be missing. Make it one "
        "new grid first, which fills the gap; when all is done, “{button}” at the sliver desk "
        "leads to where it is split.",
    ),
    "desk.why": ("理由：{text}", "Why: {text}"),
    "desk.no_option": (
        "这一处在整理台上改不了：{text}",
        "Nothing at the desk can mend this: {text}",
    ),
    "desk.keep": ("保留为例外……", "Keep as an exception ..."),
    "desk.keep_help": (
        "确实如此、不算错误的（飞地、别乡的插花地、水面），写明原因后保留；证书会列出。",
        "What is rightly so (an exclave, a neighbour's enclave, water) may be kept with a note; "
        "the certificate lists it.",
    ),
    "desk.note": ("原因（必填）", "Why (required)"),
    "desk.keep_button": ("保留为例外", "Keep as an exception"),
    "desk.note_missing": ("请先写明原因。", "Please write down why."),
    "desk.all": ("一次处理多处", "Decide several at once"),
    "desk.all_kind": (
        "“{kind}”全部按建议办（{count:n} 处）",
        "All of “{kind}” as suggested ({count:n})",
    ),
    "desk.all_every": ("其余全部按建议办（{count:n} 处）", "All the rest as suggested ({count:n})"),
    "desk.list": ("全部列表", "All places"),
    "desk.list_help": ("点一行，跳到那一处。", "Click a row to go there."),
    "desk.contested": ("有问题的地块", "The ground in question"),
    "desk.settled": ("已决定的地块", "Ground decided"),
    "desk.neighbours": ("周围的网格", "Grids around it"),
    "desk.places": ("居民点名和户数", "Settlements with households"),
    "desk.place": ("{name} · {households:n} 户", "{name} · {households:n household/households}"),
    "desk.names": ("网格名", "Names of grids"),
    "desk.working": ("正在重新检查……", "Checking again ..."),
    "desk.map": ("这一处的地图", "Map of this place"),
    "desk.nobody": ("（无）", "(nobody)"),
    "desk.clean": (
        "全部处理完毕，检查通过：{grid_count:n} 个网格正好铺满 {area_m2:area}。",
        "All done and proved: {grid_count:n grid covers/grids cover} exactly {area_m2:area}.",
    ),
    "desk.clean_exceptions": (
        "全部处理完毕，检查通过，另有 {count:n} 处记录在案的例外。",
        "All done and proved, with {count:n recorded exception/recorded exceptions}.",
    ),
    "desk.left": (
        "还有 {count:n} 处没有解决，列在下面。",
        "{count:n fault is/faults are} left, listed below.",
    ),
    "desk.finish": ("整理结果", "The mended drawing"),
    "desk.ledger": ("变动台账：每一块地从哪里到哪里", "Ledger: every piece of ground that moved"),
    "desk.ledger_none": ("没有土地变动。", "No ground has moved."),
    "desk.to_editor": ("到网格调整页继续", "Go on in the editor"),
    "desk.to_editor_help": (
        "把整理好的图作为草稿打开，可以切开、合并、改界；现行网格图不变。",
        "Opens the mended drawing as a draft, to be split, merged and redrawn; the grids in force "
        "stay as they are.",
    ),
    "desk.downloads": ("下载与打印", "Download and print"),
    "file.gpkg": ("整理后网格图", "mended_grids"),
    "file.shp": ("整理后网格图", "mended_grids"),
    "file.csv": ("变动台账", "ledger"),
    "file.proof_html": ("覆盖证明", "proof"),
    "file.proof_text": ("覆盖证明", "proof"),
    "file.audit": ("复核包", "audit"),
    "desk.which_file": (
        "交给办公室或上级，一般用 SHP；存档用覆盖证明和变动台账；要让别人独立重验，给复核包。",
        "For other offices take the shapefile, for the record the proof and the ledger, and for "
        "whoever wants to prove it again the audit package.",
    ),
    "desk.audit": ("复核包（可独立重验）", "Audit package (prove it again)"),
    "desk.gpkg": ("整理后的网格图（GeoPackage）", "Mended grids (GeoPackage)"),
    "desk.shp": ("整理后的网格图（SHP，zip）", "Mended grids (shapefile, zip)"),
    "desk.csv": ("变动台账（CSV）", "Ledger (CSV)"),
    "desk.proof_html": ("覆盖证明（可打印网页）", "Proof of coverage (page to print)"),
    "desk.proof_text": ("覆盖证明（文本）", "Proof of coverage (text)"),
    "desk.print": ("打印证明", "Print the proof"),
    "desk.print_see": ("打印：先看一遍覆盖证明", "Print: look at the proof first"),
    "desk.print_title": ("覆盖证明", "Proof of coverage"),
    "desk.early": (
        "提前下载（还没有全部处理完，文件是处理到这一步的图）",
        "Download already (not everything is decided; the files hold the drawing as it is now)",
    ),
    "desk.again": ("再看一遍各处的决定", "Look at the decisions once more"),
    "desk.cm": ("{text} 厘米", "{text} cm"),
    "desk.m": ("{text} 米", "{text} m"),
    "desk.keys": (
        "键盘：1、2、3 选择办法，P 上一处，N 下一处，U 撤销。",
        "Keys: 1, 2, 3 choose, P and N go to another place, U undoes.",
    ),
    "state.case_done": ("已处理", "done"),
    "state.case_open": ("待处理", "open"),
    # columns
    "col.number": ("序号", "No."),
    "col.state": ("状态", "State"),
    "col.width_m": ("平均宽（米）", "Width (m)"),
    "col.decision": ("决定", "Decision"),
    "col.places": ("居民点", "Settlements"),
    "col.from_grid": ("从", "From"),
    "col.to_grid": ("到", "To"),
    "col.note": ("说明", "Note"),
    "rule.suggestion": ("按建议", "as suggested"),
    "rule.kind": ("同类一并按建议", "all of a kind as suggested"),
    "rule.person": ("人工决定", "by a person"),
    # refusals
    "input.draft_gone": (
        "这份草稿不在这台机器上：可能已经删除，或者网址不完整。",
        "This draft is not on this machine; it was deleted, or the link is wrong.",
    ),
    "input.draft_damaged": (
        "这份草稿读不出来，请重新放入文件。",
        "This draft cannot be read; bring the file again.",
    ),
    "input.draft_empty": (
        "没有收到内容，或有两个同名文件；请只选同一张图的文件。",
        "Nothing was brought, or two files of one name; choose the files of one drawing.",
    ),
    "input.draft_too_large": (
        "一张图最多 {most_files:n} 个文件、合计 {most_mb:n} MB，请减少后再选。",
        "A drawing may have {most_files:n file/files} of {most_mb:n} MB together; bring less.",
    ),
    "input.draft_too_many": (
        "草稿已有 {most:n} 份，请先删除不用的。",
        "There are {most:n draft/drafts} already; delete those that are done.",
    ),
}
