"""Words of the editor: drafts of a division, what can be done to it, what was done."""

WORDS: dict[str, tuple[str, str]] = {
    "redraw.codes": ("拆分后的编码", "Codes after a split"),
    "redraw.codes.end": ("各部分都发新编码", "The old code ends"),
    "redraw.codes.keep": ("户数多的沿用原码", "The larger keeps it"),
    "redraw.codes_help": (
        "编码用过不再用。都发新编码时原编码终止，新旧编码对照表写明来历；户数多的部分沿用原编码时，"
        "过去的记录对应的范围会变。",
        "A code is never given twice. Where the old code ends, the table of codes says what came "
        "of it; where it goes on, old records speak of other ground.",
    ),
    "page.editor": ("网格调整", "Redraw grids"),
    "redraw.intro": (
        "在草稿上调整网格：分割、合并、改界、移动界点。每一步都自动保存、都能撤销；现行网格不会被改动。",
        "Redraw grids on a draft: divide, merge, move borders. Every step is saved and can be "
        "undone; the grids in force are never changed.",
    ),
    "redraw.no_grids": (
        "这个地区还没有网格，无从调整。请先到“{title}”导入网格图，或换一个地区。",
        "This area has no grids to redraw. Bring a drawing at “{title}” first, or choose another "
        "area.",
    ),
    "redraw.to_data": ("到“导入与检查”", "To “Import and check”"),
    "redraw.to_desk": ("到“边界整理台”", "To “Sliver desk”"),
    "redraw.opening": ("正在打开草稿……", "Opening the draft ..."),
    # drafts
    "redraw.begin": ("新建草稿", "Begin a draft"),
    "redraw.begin_name": ("草稿名称", "Name of the draft"),
    "redraw.begin_first": ("{area}调整方案 {number:n}", "{area}, draft {number:n}"),
    "redraw.begin_button": ("从现行网格开始", "Begin from the grids in force"),
    "redraw.earlier": ("已有的草稿", "Drafts"),
    "redraw.earlier_none": ("还没有草稿。", "There is no draft yet."),
    "redraw.continue": ("打开", "Open"),
    "redraw.facts": ("{name} · {when} · {count:n} 步", "{name} · {when} · {count:n step/steps}"),
    "redraw.draft": (
        "草稿：{name}（改名、副本、删除、换一份）",
        "Draft: {name} (rename, copy, delete, another one)",
    ),
    "redraw.rename": ("改名", "Rename"),
    "redraw.copy": ("另存为副本", "Copy"),
    "redraw.copy_name": ("{name}（副本）", "{name} (copy)"),
    "redraw.delete": ("删除", "Delete"),
    "redraw.delete_sure": ("确认删除这份草稿", "Yes, delete this draft"),
    "redraw.others": ("其他草稿", "Other drafts"),
    "redraw.base_changed": (
        "这份草稿建立以后，本地区的数据更新过。草稿仍按原来的网格继续。",
        "The data of this area has changed since the draft was begun; the draft goes on with the "
        "grids it began with.",
    ),
    # the map's foot and its sentences
    "redraw.saved": ("已保存 {time}", "saved {time}"),
    "redraw.proved": (
        "✔ 已证明：{grids:n} 个网格恰好铺满 {units:n} 个村（社区）{area_m2:area}，无空白、无重叠",
        "✔ Proved: {grids:n grid/grids} fill {units:n unit/units}, {area_m2:area}; no gap, no "
        "overlap",
    ),
    "redraw.unproved": (
        "✘ 未能证明：网格没有恰好铺满，请撤销上一步",
        "✘ Not proved: the grids do not fill the ground exactly; undo the last step",
    ),
    "redraw.nameless": ("网格 {code}", "Grid {code}"),
    "redraw.way": (
        "沿{names}（较小一侧占 {share:share}）",
        "Along {names} (smaller side {share:share})",
    ),
    "redraw.told.split": (
        "已分割，新编码 {created} 个；名称和编码可在地图下方的表单里改。",
        "Divided, new codes: {created}; names and codes are changed in the form below the map.",
    ),
    "redraw.told.splitalong": (
        "已沿地物分割，新编码 {created} 个；名称和编码可在地图下方的表单里改。",
        "Divided along a line of the land, new codes: {created}; names and codes are changed in "
        "the form below the map.",
    ),
    "redraw.told.merge": ("已合并，停用 {retired} 个编码。", "Merged; codes ended: {retired}."),
    "redraw.told.transfer": (
        "已划转，{touched} 个网格有变。",
        "Handed over; {touched} grids changed.",
    ),
    "redraw.told.refine": (
        "已细分，网格没有变；现在可以涂给别的网格。",
        "Cut into small faces; no grid has changed. Faces can now be painted.",
    ),
    "redraw.told.reshape": (
        "两个网格的界线已改。",
        "The common border of the two grids is redrawn.",
    ),
    "redraw.told.movevertex": (
        "界点已移动，{touched} 个网格一起变。",
        "Border point moved; {touched} grids changed together.",
    ),
    "redraw.told.cutout": ("已划出专属网格。", "Special grid cut out."),
    "redraw.told.dissolve": (
        "已撤并，停用 {retired} 个编码，地块归本村（社区）的相邻网格。",
        "Dissolved; codes ended: {retired}. Its ground went to neighbours in the unit.",
    ),
    "redraw.told.replan": (
        "已采用方案，{touched} 个网格有变。",
        "Proposal taken over; {touched} grids changed.",
    ),
    "redraw.told.lock": ("已锁定，锁定的网格不会让出地块。", "Locked: nothing is taken from it."),
    "redraw.told.unlock": ("已解锁。", "Unlocked."),
    "redraw.told.rename": ("名称已改。", "Renamed."),
    "redraw.told.recode": (
        "编码已改，新旧编码对照表里有记录。",
        "Code changed; the table of codes shows old and new.",
    ),
    "redraw.told.undo": ("已撤销一步。", "One step undone."),
    "redraw.told.redo": ("已重做一步。", "One step done again."),
    "redraw.told.no_gap": (
        "没有空白：草稿里的网格天生铺满，画不出空白来。",
        "There is no gap: the grids of a draft fill the ground by construction.",
    ),
    "redraw.told.no_stray": (
        "没有飞地：每个网格都连成一片。",
        "There is no stray part: every grid is in one piece.",
    ),
    "redraw.told.rule": ("{grid}：{limits}。", "{grid}: {limits}."),
    "redraw.told.no_rule": (
        "没有超出限值的网格。",
        "No grid is outside the limits.",
    ),
    # refusals of the page itself
    "input.redraw_bad_event": (
        "地图传来的内容读不懂，请重新载入本页。",
        "The map sent something that cannot be read; load the page again.",
    ),
    "input.redraw_no_way": (
        "没有道路、溪流、山脊或组界穿过这个网格，请画线。",
        "No road, stream, ridge or group border crosses this grid; draw a line.",
    ),
    "input.redraw_choose_one": (
        "请先在地图上或列表里选一个网格。",
        "Choose a grid first, on the map or in the list.",
    ),
    "input.redraw_choose_two": (
        "请先在地图上或列表里选两个网格。",
        "Choose two grids first, on the map or in the list.",
    ),
    "input.redraw_choose_only_one": (
        "一次只能撤并一个网格，请只选一个。",
        "Dissolve one grid at a time; choose only one.",
    ),
    "input.redraw_ring_misses": (
        "所画的圈里没有网格，请画在网格上。",
        "There is no grid within the ring; draw it on the grids.",
    ),
    "input.redraw_bad_points": (
        "点的写法不对：每行一个点，先东后北，单位米，例如“427260 3121125”。",
        "The points cannot be read: one point a line, east then north in metres, such as "
        "“427260 3121125”.",
    ),
    # looking around
    "redraw.next_gap": ("下一处空白", "Next gap"),
    "redraw.next_rule": ("下一个超限网格", "Next broken rule"),
    "redraw.next_stray": ("下一处飞地", "Next stray part"),
    # figures
    "redraw.figures": ("指标：现在与原来", "Figures: now and before"),
    "redraw.figures_help": (
        "“原”是草稿开始时的数值。显示有改动的和选中的网格。",
        "“Before” is the value when the draft was begun. Shown are the grids changed or chosen.",
    ),
    "redraw.figures_all": ("显示全部网格", "Show all grids"),
    "redraw.figures_none": (
        "还没有改动，也没有选中网格。",
        "Nothing is changed or chosen yet.",
    ),
    "redraw.ripple": ("影响预览：巡逻、响应、摄像机", "Ripple: patrol, response, cameras"),
    "redraw.ripple_help": (
        "每一步之后重算，只列有改动的网格：每次巡逻到访所有居民点和重点部位的分钟数、最快力量到达的分钟数、"
        "摄像机最多能覆盖的目标比例。",
        "Worked out again after each step, for the grids that are changed: minutes of one patrol "
        "through every settlement and key site, minutes until the quickest post is there, share "
        "of targets that cameras can watch at most.",
    ),
    "redraw.ripple_none": ("还没有改动网格。", "No grid has been changed yet."),
    "col.patrol_min": ("巡逻一次（分）", "One patrol (min)"),
    "col.patrol_stops": ("到访点数", "Stops"),
    "col.response_min": ("平均响应（分）", "Mean response (min)"),
    "col.response_slowest_min": ("最慢响应（分）", "Slowest response (min)"),
    "col.camera_targets": ("摄像机目标数", "Camera targets"),
    "col.camera_pct": ("目标可覆盖（%）", "Targets watched (%)"),
    # compare and files
    "redraw.compare": ("两份草稿比较", "Compare two drafts"),
    "redraw.compare_one": ("甲", "A"),
    "redraw.compare_other": ("乙", "B"),
    "redraw.compare_none": ("不比较", "nothing"),
    "redraw.compare_base": ("草稿开始时的现行网格", "the grids in force when the draft began"),
    "redraw.compare_this": ("本草稿：{name}", "This draft: {name}"),
    "redraw.compare_title": ("{side}：{name}", "{side}: {name}"),
    "redraw.compare_same": ("两份没有差别。", "The two do not differ."),
    "redraw.compare_apart": (
        "甲有 {one:n} 个网格与乙不同，乙有 {other:n} 个网格与甲不同；图上填蓝色的就是。",
        "Grids that differ: {one:n} in A, {other:n} in B; they are blue on the maps.",
    ),
    "redraw.compare_totals": ("总体对比", "As a whole"),
    "redraw.compare_table": ("指标有差别的网格", "Grids whose figures differ"),
    "redraw.compare_changed": ("有差别的网格", "Grids that differ"),
    "redraw.files": ("移交清单与下载", "Hand-over sheet and files"),
    "redraw.handover": ("移交清单（XLSX）", "Hand-over sheet (XLSX)"),
    "redraw.record": ("网格调整审批表（XLSX）", "Record of the change (XLSX)"),
    "redraw.gpkg": ("网格图层（GeoPackage）", "Grids (GeoPackage)"),
    "redraw.shp": ("网格图层（SHP，zip）", "Grids (SHP, zipped)"),
    "redraw.geojson": ("网格图层（GeoJSON）", "Grids (GeoJSON)"),
    "redraw.handover_show": ("显示移交清单", "Show the hand-over sheet"),
    "redraw.handover_none": (
        "没有居民点、部位、必到点或杆位换网格。",
        "No settlement, site, stop or pole changes hands.",
    ),
    "file.handover": ("移交清单", "handover"),
    "file.record": ("网格调整审批表", "record_of_change"),
    "file.draft": ("网格草稿", "draft_grids"),
}
