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
        "Complete and seamless: {grid_count:n} grids cover exactly {area_m2:area}.",
    ),
    "certificate.not_ok": (
        "覆盖有问题：发现 {fault_count:n} 处，列在下面。",
        "The coverage has {fault_count:n} faults, listed below.",
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
    "certificate.layers_disagree": ("网格与村（社区）图层不一致", "Grids and units disagree"),
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
}
