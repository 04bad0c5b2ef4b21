"""Words of one case of the sliver desk: what is wrong, what can be done, and why."""

WORDS: dict[str, tuple[str, str]] = {
    # what is wrong, in one sentence
    "case.gap": (
        "挨着{grids}有一块地没有画进任何网格",
        "Ground beside {grids} lies in no grid",
    ),
    "case.gap/several": (
        "{grids}之间有一块地没有画进任何网格",
        "Ground between {grids} lies in no grid",
    ),
    "case.overlap": ("{grids}把同一块地都画了进去", "{grids} claim the same ground"),
    "case.outside": (
        "{grids}画到了乡镇外边界以外",
        "{grids} runs over the outer boundary of the township",
    ),
    "case.outside/several": (
        "{grids}都画到了乡镇外边界以外",
        "{grids} run over the outer boundary of the township",
    ),
    "case.crosses_unit_border/several": (
        "{grids}都越过了村（社区）界，占了{unit}的地",
        "{grids} cross a village border and take ground of {unit}",
    ),
    "case.crosses_unit_border": (
        "{grids}越过了村（社区）界，占了{unit}的地",
        "{grids} crosses a village border and takes ground of {unit}",
    ),
    "case.stray_part": (
        "{grids}有一小块与主体分开",
        "{grids} has a part that is separate from the rest",
    ),
    "case.missing_unit": ("{unit}整个村（社区）没有网格", "The whole of {unit} has no grid"),
    "case.unknown_unit": (
        "{grids}写的村（社区）代码不认识",
        "{grids} names a village code nobody knows",
    ),
    "case.layers_disagree": (
        "村（社区）图与外边界在这里对不上",
        "The villages and the outer boundary disagree here",
    ),
    "case.node_mismatch": (
        "{grids}的公共边界上拐点不一致，面积没有出入，只需补上拐点",
        "The common border of {grids} has vertices that do not match; no ground is in question",
    ),
    "case.invalid_ring": ("{grids}的边线自己打了结", "The outline of {grids} crosses itself"),
    "case.duplicate/same_id": (
        "有不同的图形用了同一个编码：{grids}",
        "Different shapes have one code: {grids}",
    ),
    "case.duplicate": ("{grids}画了两遍", "{grids} is drawn twice"),
    "case.place_in_no_grid": (
        "有居民点不在任何网格里",
        "A settlement lies in no grid",
    ),
    "case.other": ("{grids}：{kind}", "{grids}: {kind}"),
    "case.size": ("：{size}，平均宽 {width}。", ": {size}, {width} wide on average. "),
    "case.places": (
        "里面有{places}，共 {households:n} 户。",
        "In it: {places}, {households:n household/households}.",
    ),
    "case.places/overlap": (
        "里面有{places}，共 {households:n} 户，现在两边都算了一遍。",
        "In it: {places}, {households:n household/households}, which both sides count now.",
    ),
    "case.nobody": ("里面没有居民点。", "Nobody lives in it."),
    "fault_short.gap": ("空白", "Gap"),
    "fault_short.overlap": ("重叠", "Overlap"),
    "fault_short.outside": ("出界", "Outside"),
    "fault_short.crosses_unit_border": ("越村界", "Crosses a border"),
    "fault_short.stray_part": ("分离小块", "Stray part"),
    "fault_short.missing_unit": ("缺整村", "Village missing"),
    "fault_short.unknown_unit": ("代码不明", "Unknown code"),
    "fault_short.layers_disagree": ("图层不一致", "Layers disagree"),
    "fault_short.node_mismatch": ("拐点不一致", "Vertices differ"),
    "fault_short.invalid_ring": ("边线打结", "Crossed outline"),
    "fault_short.duplicate": ("重复", "Duplicate"),
    "fault_short.place_in_no_grid": ("居民点落空", "Settlement in no grid"),
    # what can be done
    "receiver.grid": ("归{grid}", "To {grid}"),
    "receiver.divide": ("沿中线分开，两边各得一部分", "Divide along the middle line"),
    "receiver.outside": ("裁掉，退回外边界以内", "Cut off at the outer boundary"),
    "receiver.new": ("画成一个新网格，编码{grid}", "Make it a new grid, code {grid}"),
    "receiver.new/missing_unit": (
        "先把全村（社区）画成一个网格，编码{grid}",
        "Make the whole village one grid for now, code {grid}",
    ),
    "receiver.keep": ("保留为例外", "Keep as an exception"),
    "receiver.outside/crosses_unit_border": (
        "退回村（社区）界，交还那边的村",
        "Draw back to the village border",
    ),
    "receiver.outside/gap": (
        "取消这条飞地记录，地不属于本乡镇",
        "Drop the record of an exclave: the ground is not ours",
    ),
    "receiver.keep/gap": ("保留为例外：不属于任何网格", "Keep as an exception: in no grid"),
    "receiver.new/duplicate": ("给这一块换成新编码{grid}", "Give this one the new code {grid}"),
    "receiver.grid/same_id": ("合并成一个网格{grid}", "Join both into one grid {grid}"),
    "receiver.grid/duplicate": ("保留{grid}，删去另一个", "Keep {grid}, drop the other"),
    "receiver.grid/node_mismatch": ("补上拐点", "Add the vertices"),
    "receiver.grid/invalid_ring": ("解开结，保留面积", "Untie the outline"),
    "change.line": (
        "{grid}：{before} → {after} 平方米（{more}）",
        "{grid}: {before} → {after} m² ({more})",
    ),
    "change.line/households": (
        "{grid}：{before} → {after} 平方米（{more}），{first:n} → {last:n} 户",
        "{grid}: {before} → {after} m² ({more}), {first:n} → {last:n household/households}",
    ),
    "change.none": ("各网格面积、户数不变", "No area or household count changes"),
    "option.moved": ("变动 {size:area}", "{size:area} change hands"),
    "option.border": ("与这块地相邻 {far:length}", "{far:length} of common border"),
    "option.other_unit": ("属于别的村（社区）", "belongs to another village"),
    "desk.why.only_claimant": ("只有它可以接", "nobody else can take it"),
    "desk.why.only_neighbour": (
        "可以接收的网格里，只有它挨着这块地",
        "of the grids that may have it no other borders on this ground",
    ),
    "desk.why.keeps_settlement": (
        "地里有居民点；不归它，它就一个居民点也没有了",
        "there is a settlement on this ground, and without it the grid would have none",
    ),
    "desk.why.settlement_side": (
        "地里有居民点，离它那一边最近",
        "there is a settlement on this ground, nearest to its side",
    ),
    "desk.why.longest_border": (
        "与这块地相邻的边最长",
        "it has the longest border with this ground",
    ),
    "desk.why.own_unit": (
        "地在这个村（社区）界内，村界不因划分网格而变动",
        "the ground lies in this village; drawing grids does not move village borders",
    ),
    "desk.why.most_households": (
        "地里的住户在它那一边",
        "the households on this ground are on its side",
    ),
    "desk.why.least_moved": ("变动的面积最小", "least ground changes hands"),
    "desk.why.median": ("两边都挨着这块地，沿中线分最均衡", "both sides border on it alike"),
    "desk.why.cut_off": (
        "这块地与主体不相连，归包围它的网格",
        "it is cut off from its grid and lies inside the other",
    ),
    "desk.why.lone": (
        "这块地与本村（社区）其他网格都不相连，自成网格又太小：归最近的网格，登记为飞地，村界不动",
        "no other grid of its village touches it, and it is too small for a grid of its own: it "
        "goes with the nearest one and is recorded as outlying; village borders stay",
    ),
    "desk.lone_note": (
        "飞地：与本村（社区）其他网格不相连",
        "outlying ground that no other grid of its village touches",
    ),
    "desk.why.same_shape": (
        "两个图形完全一样，删去一个",
        "both shapes are the same, one is dropped",
    ),
    "desk.why.outside": (
        "在乡镇外边界以外，不归本乡镇管",
        "it lies outside the outer boundary of the township",
    ),
    "desk.why.would_vanish": (
        "不给它，这个网格就几乎没有地了",
        "without it this grid would have hardly any ground left",
    ),
    "desk.why.moved_back": (
        "相邻的边只是整体错开了一点，移回原处",
        "the common border was only drawn a little aside and goes back",
    ),
    "desk.why.more_detail": (
        "它那一边画得更细，以它为准",
        "its side of the border is drawn in more detail",
    ),
    "desk.why.recode": (
        "地在这个村，改写村代码即可",
        "the ground lies there; its code is put right",
    ),
    "desk.why.same_id": (
        "两个图形编码相同，又在同一个村、连成一片，是同一个网格",
        "both shapes have one code and lie together in one village, so they are one grid",
    ),
    "desk.why.wrong_id": (
        "两个图形编码相同，却不相连或不在同一个村，是两个网格，有一个编码写错了",
        "both have one code but lie apart or in two villages: two grids, one with a wrong code",
    ),
    "desk.why.no_shape": ("没有图形，删去这一行", "the row has no shape and is dropped"),
    "desk.why.by_border": ("按相邻的边", "by its common border"),
    "desk.divide_line": ("图上黑白相间的虚线就是新界", "the dashed line on the map is the border"),
    "desk.half_way": ("沿中线分时的新界", "New border if divided"),
    "desk.why.exception": ("记录为例外", "recorded as an exception"),
    "desk.why.recorded_hole": ("已经记录为例外", "recorded as an exception already"),
    "desk.why.outdated_record": (
        "记录过这里有一块飞地，现在没有网格画到它，周围也没有能接收的网格；记录已经过时",
        "an exclave is recorded here, but no grid has it now and none beside it could; the record "
        "is out of date",
    ),
    "desk.why.missing_unit": (
        "整个村（社区）没有网格，要有完整的图，或重新划分",
        "the village has no grid at all; a complete drawing is needed, or new grids",
    ),
    "desk.why.missing_grid": (
        "这里缺的是一整个网格，不是边界没对上",
        "a whole grid is missing here, not a piece of border",
    ),
    "desk.why.first_grid": (
        "这个村（社区）一个网格也没有，全部地面先作为它的第一个网格，以后再细分",
        "the village has no grid at all; its whole ground is its first one, to be divided later",
    ),
    "desk.why.large_enough": (
        "这块地有一个网格那么大",
        "this ground is as large as a grid",
    ),
    "desk.why.codes_exhausted": (
        "这里要一个新网格，但本村（社区）的编码已用到 899，用过的不再用；先用临时编号，"
        "定稿前换成正式编码",
        "a new grid is needed, but the codes of the village have reached 899 and are never used "
        "again; it gets a number for now, to be replaced before the drawing is final",
    ),
    "desk.why.no_neighbour": ("旁边没有可以接收的网格", "no grid beside it could take it"),
    "desk.why.place_outside": (
        "居民点在乡镇外边界以外，请核对居民点的位置",
        "the settlement lies outside the outer boundary; check where it lies",
    ),
    "desk.why.other_layer": (
        "毛病在村（社区）图或外边界上，整理台不动这两层。由掌管这两层图的单位对照批准的界线，"
        "认定哪一层画错、改好那一层，再带来重新检查",
        "the fault is in the villages or the outer boundary, which the desk never moves; the "
        "office that keeps these layers has to say, by the border as approved, which is wrong and "
        "mend it; then check again",
    ),
    "desk.why.unknown_unit": (
        "村（社区）代码表里没有它，请核对代码",
        "the list of villages does not have this code; check it",
    ),
    "desk.why.technical": ("只补拐点，边界位置不变", "only vertices are added, no border moves"),
}
