"""Words of the repair: cases, options, reasons, what was moved."""

WORDS: dict[str, tuple[str, str]] = {
    "repair.cases": ("待处理的问题 {n:n} 处：", "{n:n case/cases} to decide:"),
    "repair.case": (
        "· {case} {kind}（{grids}），{area_m2:area}；建议：{receiver}，因为{why}",
        "· {case} {kind} ({grids}), {area_m2:area}; suggested: {receiver}, because {why}",
    ),
    "repair.case/nobody": (
        "· {case} {kind}（{grids}），{area_m2:area}；没有建议：{why}",
        "· {case} {kind} ({grids}), {area_m2:area}; no suggestion: {why}",
    ),
    "repair.more": (
        "· 还有 {n:n} 处没有列出；加上 --cases 可写入文件",
        "· and {n:n} more; --cases writes all of them to a file",
    ),
    "repair.receiver.divide": ("沿分界线分开", "divide it along the line"),
    "repair.receiver.new": ("画成新网格 {new_grid}", "make it the new grid {new_grid}"),
    "repair.receiver.new/duplicate": ("换成新编码 {new_grid}", "give it the new code {new_grid}"),
    "repair.receiver.outside": ("界外部分放弃", "give up what lies outside"),
    "repair.receiver.keep": ("保留原样，记为例外", "keep it as an exception"),
    "repair.done": (
        "已按 {n:n} 个决定处理，共调整 {area_m2:area}，台账 {rows:n} 行。",
        "{n:n decision/decisions} carried out, {area_m2:area} changed hands, "
        "{rows:n row/rows} in the ledger.",
    ),
    "repair.shift": (
        "村（社区）界和外边界的转折点一个不少，新增节点偏离原线不超过 {shift_mm} 毫米。",
        "Unit and outer borders keep every vertex; new nodes lie within {shift_mm} mm of them.",
    ),
    "repair.open": (
        "还有 {n:n} 处没有处理，保持原样。",
        "{n:n case is/cases are} still open and left as drawn.",
    ),
    "repair.unknown_kind": (
        "--accept：没有 {given} 这一类；可用 all 或 {known}",
        "--accept: no kind {given}; give all or one of {known}",
    ),
    "repair.not_utf8": (
        "{file}：文字编码不是 UTF-8；请另存为 CSV UTF-8。",
        "{file}: the text is not UTF-8; save it as CSV UTF-8.",
    ),
    "repair.columns": (
        "{file}：第一行要有 case_id 和 receiver 两列（note 可有可无）。",
        "{file}: the first row must name the columns case_id and receiver (note may follow).",
    ),
    "repair.unknown_case": (
        "{file} 第 {row} 行：这份图里没有编号为 {case} 的问题。",
        "{file}, row {row}: this drawing has no case {case}.",
    ),
    "repair.row": ("{file} 第 {row} 行：{told}", "{file}, row {row}: {told}"),
    "input.unknown_case": ("没有编号为 {cases} 的问题。", "There is no case {cases}."),
    "input.bad_receiver": (
        "{case} 不能交给 {given}；可选：{expected}。",
        "{case} ({kind}) cannot go to {given}; expected one of: {expected}.",
    ),
    "input.note_missing/case": (
        "{case} 要保留原样，须写明原因（note）。",
        "Leaving {case} as it is needs a note that says why.",
    ),
    "input.repair_empties": (
        "这样处理后 {grids} 一点地也不剩，所以没有改动。请给它另选处理方式；确实要撤掉这个网格，"
        "请在网格编辑里合并。",
        "These choices leave {grids} without any ground, so nothing was changed. Choose another "
        "way for it; to do away with the grid, merge it in the editor of grids.",
    ),
    "input.repair_worse": (
        "这样处理会让问题更多（原有 {before_m2} 平方米，处理后 {after_m2} 平方米；"
        "新增问题类别：{kinds}），所以没有改动。",
        "These choices would make the drawing worse ({before_m2} m2 at fault before, {after_m2} "
        "after, new kinds of fault: {kinds}), so nothing was changed.",
    ),
}
