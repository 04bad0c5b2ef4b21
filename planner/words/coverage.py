"""Words of the coverage certificate."""

WORDS: dict[str, tuple[str, str]] = {
    "grids.intro": (
        "每一寸土地都应属于且只属于一个网格。下面的证书用边界相消法逐段验证，不设容差。",
        "Every spot of ground should lie in exactly one grid. The certificate proves it by edge "
        "cancellation, piece by piece, without tolerance.",
    ),
    "certificate.title": ("覆盖证书", "Coverage certificate"),
    "certificate.ok": (
        "完整覆盖、无缝衔接：{grid_count:n} 个网格正好铺满 {area_m2:area}。",
        "Complete and seamless: {grid_count:n grid covers/grids cover} exactly {area_m2:area}.",
    ),
    "certificate.not_ok": (
        "覆盖有问题：发现 {fault_count:n} 处，列在下面。",
        "The coverage has {fault_count:n fault/faults}, listed below.",
    ),
    "certificate.proof": (
        "证明的数字和文件（供审计、复核用）",
        "Figures and file of the proof, for an auditor",
    ),
    "certificate.residue": ("未相消的边", "Edges left over"),
    "certificate.residue_help": (
        "把所有网格的边与外边界反向相消后剩下的线段数。为 0 即证明每一点恰好属于一个网格。",
        "Pieces of border left after all grids and the reversed outer boundary have cancelled. "
        "0 proves that every point lies in exactly one grid.",
    ),
    "certificate.grids": ("网格数", "Grids"),
    "certificate.area": ("网格面积合计", "Area of the grids"),
    "certificate.boundary_area": ("外边界面积", "Area within the boundary"),
    "certificate.difference": ("面积之差", "Difference"),
    "certificate.tolerance": ("碎片判定宽度", "Sliver width"),
    "certificate.tolerance_help": (
        "比这更窄的碎片单独列为“碎片”，不作为实质问题，但同样列出。",
        "A piece thinner than this is listed as a sliver: noise, but never hidden.",
    ),
    "certificate.table": ("各类问题", "Kinds of fault"),
    "certificate.faults_table": ("逐处列表", "Each fault"),
    "certificate.clean": ("各类检查都没有发现问题。", "No check found a fault."),
    "certificate.gap": ("空白区：不属于任何网格", "Gap: in no grid"),
    "certificate.overlap": ("重叠区：属于多个网格", "Overlap: in several grids"),
    "certificate.outside": ("超出外边界", "Outside the outer boundary"),
    "certificate.crosses_unit_border": ("跨越村（社区）界", "Crosses a unit border"),
    "certificate.stray_part": ("与主体分离的小块", "Stray part"),
    "certificate.unknown_unit": ("不认识的单元代码", "Unknown unit code"),
    "certificate.layers_disagree": ("图层之间不一致", "Layers disagree"),
    "certificate.missing_unit": ("缺少整个村（社区）", "A whole unit is missing"),
    "certificate.node_mismatch": (
        "边界节点不吻合（技术提示）",
        "Border nodes do not match (technical note)",
    ),
    "certificate.invalid_ring": ("图形无效", "Invalid ring"),
    "certificate.duplicate": ("重复的网格", "Duplicate grid"),
    "certificate.place_in_no_grid": ("居民点不在任何网格内", "Settlement in no grid"),
    "certificate.noise": ("碎片", "Sliver"),
    "col.fault_kind": ("问题", "Fault"),
    "col.grid_ids": ("涉及网格", "Grids concerned"),
    "col.noise": ("是否碎片", "Sliver"),
    "grids.table": ("网格表", "Grid table"),
    "grids.households": ("每个网格的户数", "Households per grid"),
    "grids.class": ("{text} 户", "{text} households"),
    "certificate.other": ("其他问题", "other fault"),
    "grids.no_grids": (
        "这个地区还没有网格图层；证书按空集检查，因此整个地区都是空白区。",
        "This area has no grid layer yet; the certificate checks the empty set, "
        "so the whole area is a gap.",
    ),
    "input.note_missing": (
        "例外必须写明理由，这几条没有写：{rows}。",
        "Exceptions need a note that says why; these have none: {rows}.",
    ),
    "input.exception_kind": (
        "例外只能是空洞、飞地或分离地块（hole、exclave、island），这几条不是：{rows}。",
        "An exception is a hole, an exclave or an island; these are not: {rows}.",
    ),
    "input.exception_shape": (
        "例外的图形必须是有效的面，这几条不是：{rows}。",
        "An exception is a valid polygon; these are not: {rows}.",
    ),
    "input.duplicate_exception": (
        "例外的编号重复：{rows}。",
        "Exceptions named twice: {rows}.",
    ),
    "input.exception_columns": (
        "例外图层缺少字段 {columns}。",
        "The exceptions have no column {columns}.",
    ),
    "input.exception_crs": (
        "例外的坐标系是 {given}，网格的坐标系是 {expected}，两者必须相同。",
        "The exceptions are drawn in {given}, the grids in {expected}; both must be the same.",
    ),
    "exception.hole": ("空洞（不属于任何网格）", "Hole (in no grid)"),
    "exception.exclave": ("飞地（在外边界之外）", "Exclave (outside the boundary)"),
    "exception.island": ("分离地块（与主体不相连）", "Island (apart from the main part)"),
    "proof.title": ("网格覆盖证明书", "Proof of coverage"),
    "proof.title_open": ("网格覆盖检查记录（未通过）", "Check of coverage: not proved"),
    "proof.files": ("所依据的文件：{files}", "Files: {files}"),
    "proof.data_date": ("数据日期：{date}", "Date of the data: {date}"),
    "proof.verdict": ("结论", "Verdict"),
    "proof.ok_noted": (
        "已证明：{grid_count:n} 个网格（{area_m2:area}）完整覆盖、无缝衔接，"
        "另有 {count:n} 处记录在案的例外，共 {noted_m2:area}。",
        "Proved: {grid_count:n grid/grids} ({area_m2:area}), complete and seamless, with "
        "{count:n recorded exception/recorded exceptions} of {noted_m2:area}.",
    ),
    "proof.noise_only": (
        "所有问题都是宽度不足 {tolerance} 米的碎片，但仍不能算作已证明。",
        "Every fault is a sliver narrower than {tolerance} m; this is still no proof.",
    ),
    "proof.levels": ("证明了什么", "What was proved"),
    "proof.levels_open": ("检查了什么", "What was checked"),
    "proof.method": (
        "方法：沿每个网格的边界走一圈，网格始终在左手；外边界反向走一圈。"
        "相邻网格的公共边一来一回，正好相消。全部相消、且没有图形自相交，"
        "就证明边界内每一点属于且只属于一个网格。坐标逐位比较，不设容差。",
        "Method: every grid is walked with its ground on the left, the outer boundary the other "
        "way round. A border of two grids is walked once each way and cancels. When all cancels "
        "and no shape crosses itself, every point inside lies in exactly one grid. Coordinates "
        "are compared digit by digit, without tolerance.",
    ),
    "proof.grids_boundary": (
        "网格对外边界：剩余 {left} 段未相消。",
        "Grids against the outer boundary: {left} segments left over.",
    ),
    "proof.grids_units": (
        "网格对所属村（社区）：剩余 {left} 段未相消。",
        "Grids against their unit: {left} segments left over.",
    ),
    "proof.units_boundary": (
        "村（社区）对外边界：剩余 {left} 段未相消。",
        "Units against the outer boundary: {left} segments left over.",
    ),
    "proof.figures": ("主要数字", "Figures"),
    "proof.holes": ("外边界中的空洞", "Holes of the boundary"),
    "proof.holes_unit": ("个", "holes"),
    "proof.crs": ("坐标系", "Coordinate system"),
    "proof.exceptions": ("记录在案的例外", "Recorded exceptions"),
    "proof.exceptions_text": (
        "下列土地按记录的理由计入证明；其边界与图形逐段吻合，否则会列为问题。",
        "This ground enters the proof for the reason noted; its border matches the drawing "
        "segment by segment, or it would be listed as a fault.",
    ),
    "proof.faults": ("发现的问题", "Faults found"),
    "proof.count": ("{count:n} 处，{area} 平方米", "{count:n}, {area} m2"),
    "proof.more": (
        "下表只列前 {shown:n} 处，共 {count:n} 处，其余见问题图层。",
        "The table shows {shown:n} of {count:n}; the layer of faults has them all.",
    ),
    "proof.limits": ("这份证明不说明什么", "What this does not prove"),
    "proof.limits_text": (
        "它不证明外边界本身画得正确，也不证明网格线与山脊、河流、道路或权属一致；"
        "只证明这些网格恰好一次铺满所给的外边界。",
        "It does not prove that the outer boundary itself is right, nor that a border follows a "
        "ridge, a stream, a road or a title; only that these grids fill the given boundary "
        "exactly once.",
    ),
    "proof.fingerprints": ("数据指纹", "Fingerprints of the data"),
    "proof.fingerprints_text": (
        "数据有任何改动，指纹就会不同；行的先后、起点和走向不影响指纹。",
        "Any change of the data changes its fingerprint; order of rows, starts and directions "
        "of rings do not.",
    ),
    "proof.whole": ("全部数据与设置", "All data and settings"),
    "proof.layer_grids": ("网格", "Grids"),
    "proof.layer_units": ("村（社区）", "Units"),
    "proof.layer_boundary": ("外边界", "Outer boundary"),
    "proof.layer_places": ("居民点", "Settlements"),
    "proof.layer_expected_codes": ("应有的单元代码", "Expected unit codes"),
    "proof.layer_exceptions": ("例外", "Exceptions"),
    "proof.repeat": ("如何复验", "How to repeat it"),
    "proof.repeat_text": (
        "用导出的文件运行下面任一命令。第二条只需要 Python，不依赖本软件，脚本在复核包里，"
        "也在本软件的 docs 文件夹里；原理和手工验证的办法见 docs/proof.md。",
        "Run either command on the exported files. The second needs Python only, nothing of this "
        "program; its script lies in the audit package and in the folder docs. docs/proof.md "
        "gives the reason and how to do it by hand.",
    ),
    "proof.about_boundary": ("外边界", "outer boundary"),
    "proof.about_unit": ("村（社区）{name}", "unit {name}"),
    "proof.about_exception": ("例外 {name}", "exception {name}"),
    "proof.about_same_shape": ("图形相同", "same shape"),
    "proof.about_same_id": ("编码相同", "same id"),
    "proof.col_figure": ("项目", "Figure"),
    "proof.col_value": ("数值", "Value"),
    "proof.col_unit": ("单位", "Unit"),
    "proof.col_layer": ("图层", "Layer"),
    "proof.col_exception": ("例外编号", "Exception"),
    "proof.col_fault": ("编号", "Fault"),
    "proof.col_kind": ("类别", "Kind"),
    "proof.col_grids": ("涉及网格", "Grids"),
    "proof.col_about": ("相关对象", "About"),
    "proof.col_area_m2": ("面积（平方米）", "Area (m2)"),
    "proof.col_width_m": ("宽度（米）", "Width (m)"),
    "proof.col_households": ("户数", "Households"),
    "proof.col_place": ("位置（横坐标，纵坐标，米）", "Place (x, y in m)"),
    "proof.col_note": ("理由", "Note"),
    "proof.checked_by": ("检查人：", "Checked by:"),
    "proof.reviewed_by": ("复核人：", "Reviewed by:"),
    "proof.date": ("日期：", "Date:"),
}
