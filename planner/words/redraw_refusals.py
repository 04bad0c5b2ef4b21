"""Why an operation on the division is refused, and what to do instead."""

WORDS: dict[str, tuple[str, str]] = {
    "input.redraw_not_clean": (
        "这套网格有缝隙、重叠或接不上的边界，请先到“边界整理台”处理，再来调整。",
        "These grids have gaps, overlaps or borders that do not meet; mend them at the repair "
        "desk first.",
    ),
    "input.redraw_bad_operation": (
        "这一步操作读不出来，没有执行。技术说明：{told}",
        "This step could not be read and was not carried out: {told}.",
    ),
    "input.redraw_unknown_grid": (
        "这套网格里没有 {grid}，请重新选择。",
        "There is no grid {grid} here; choose again.",
    ),
    "input.redraw_unknown_face": (
        "没有小块 {face}，请重新细分后再划。",
        "There is no small face {face}; refine the grid again.",
    ),
    "input.redraw_bad_line": (
        "一条线至少要有两个不同的点。",
        "A line needs at least two different points.",
    ),
    "input.redraw_line_misses": (
        "所画的线没有碰到 {grid}，请让线穿过它。",
        "The line misses {grid}; draw it across the grid.",
    ),
    "input.redraw_line_not_across": (
        "所画的线没有穿过 {grid}，请从边界画到边界，画出界也可以。",
        "The line does not cross {grid}; draw it from border to border, or beyond.",
    ),
    "input.redraw_line_loops": (
        "所画的线在 {grid} 里与自己相交，请画一条不打圈的线。",
        "The line crosses itself in {grid}; draw it without a loop.",
    ),
    "input.redraw_line_not_between": (
        "所画的线没有把 {first} 和 {second} 分开，请画一条穿过两者的线，"
        "或从两者的共同边界画出、再画回共同边界。",
        "The line does not divide {first} and {second}; draw it across both, or from their common "
        "border back to it.",
    ),
    "input.redraw_too_thin": (
        "{grid} 会窄于 {metres} 米，请把线画得离边界远一些。",
        "{grid} would be narrower than {metres} m; draw the line further from the border.",
    ),
    "input.redraw_two_pieces": (
        "{grid} 会断成互不相连的几块，请把相连的地也划给它，或先用“分割”让各块自成网格。",
        "{grid} would fall into pieces that do not join; give it the ground between them, or "
        "split it into a grid for each piece first.",
    ),
    "input.redraw_locked": (
        "{grid} 已锁定，不能划出土地，请先解锁。",
        "{grid} is locked and gives nothing away; unlock it first.",
    ),
    "input.redraw_other_unit": (
        "网格 {first} 和 {second} 不在同一个村或社区，网格不得跨村、社区。",
        "Grids {first} and {second} lie in different villages or communities; a grid stays in one.",
    ),
    "input.redraw_last_grid": (
        "{grid} 是 {unit} 唯一的网格，每个村、社区至少留一个网格。",
        "{grid} is the last of {unit}; every unit keeps at least one grid.",
    ),
    "input.redraw_no_neighbour": (
        "{grid} 在本村、本社区没有相邻网格可以接收它的土地。",
        "{grid} has no neighbour in its unit that could take its ground.",
    ),
    "input.redraw_not_neighbours": (
        "这些网格不相连：{grids}。请选有共同边界的网格。",
        "These grids do not form one piece: {grids}; choose grids with a common border.",
    ),
    "input.redraw_too_few": (
        "请至少选两个不同的网格，保留编码的网格也要在其中。",
        "Choose at least two different grids, the one that keeps its code among them.",
    ),
    "input.redraw_gives_all": (
        "{grid} 的土地会全部划出，请改用“合并”或“撤并”。",
        "{grid} would give away all its ground; merge or dissolve it instead.",
    ),
    "input.redraw_ring_outside": (
        "所画的圈超出了选中的网格，请画在里面，或把本村、本社区的相邻网格也选上。",
        "The ring reaches beyond the chosen grids; draw it inside them, or choose their neighbours "
        "in the unit too.",
    ),
    "input.redraw_bad_ring": (
        "一个圈至少要有三个点，且不能与自己相交。",
        "A ring needs at least three points and must not cross itself.",
    ),
    "input.redraw_no_vertex": (
        "这里没有网格边界上的点，请点准一个拐点。",
        "There is no point of a grid border here; aim at a corner of one.",
    ),
    "input.redraw_unit_border": (
        "这个点在村、社区或全乡的边界上，这条边界不能在这里改动。",
        "This point lies on the border of a village, a community or the township, which is fixed.",
    ),
    "input.redraw_border_crosses": (
        "这样移动，{grid} 的边界会与别的边界相交，请少移一些。",
        "The border of {grid} would cross another border; move the point less far.",
    ),
    "input.redraw_not_whole": (
        "方案没有把选中的网格不重不漏地划完，相差 {metres2} 平方米。",
        "The proposal does not fill the chosen grids exactly once: {metres2} m2 are left or twice.",
    ),
    "input.redraw_code_form": (
        "这个网格的编码应是“{head}”后加三位数字 {least} 至 {most}，“{given}”不合用。",
        "The code of this grid is “{head}” and three digits from {least} to {most}; “{given}” will "
        "not do.",
    ),
    "input.redraw_code_used": (
        "编码“{given}”已经用过，编码不重复使用。",
        "The code “{given}” has been used; codes are never given twice.",
    ),
    "input.redraw_nothing_changes": ("这一步没有改变什么。", "This step changes nothing."),
    "input.redraw_nothing_undone": ("没有可以撤销的操作。", "There is nothing to undo."),
    "input.redraw_nothing_redone": ("没有可以重做的操作。", "There is nothing to redo."),
    "input.redraw_not_exact": (
        "这里无法在不牵动别处边界的前提下画准到毫米，没有改动，请换个位置画。",
        "The border cannot be drawn here to the millimetre without moving another; nothing was "
        "changed; draw it a little elsewhere.",
    ),
    "input.codes_used_up": (
        "{unit} 的网格编码已用到 {most}，没有新编码可用；编码不重复使用。",
        "{unit}: every number up to {most} has been used; codes are never given twice.",
    ),
}
