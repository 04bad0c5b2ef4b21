"""Words of redistricting rules: what clashes, what a plan breaks, where a bound comes from."""

WORDS: dict[str, tuple[str, str]] = {
    "load.households": ("户", "households"),
    "load.effort": ("分钟工作量", "minutes of work"),
    # clashes
    "conflict.basic_too_large": (
        "基本单元“{basic}”有 {load:n} {measure:of load}，一个网格最多 {most:n}",
        "The basic unit “{basic}” has {load:n} {measure:of load}, a grid holds {most:n} at most",
    ),
    "conflict.locked_too_large": (
        "锁定在网格“{grid}”的地块共 {load:n} {measure:of load}，一个网格最多 {most:n}",
        "The ground locked to “{grid}” has {load:n} {measure:of load}, a grid holds {most:n} "
        "at most",
    ),
    "conflict.together_too_large": (
        "“{basic}”等 {basics:n} 个基本单元要求在一起，共 {load:n} {measure:of load}，"
        "一个网格最多 {most:n}",
        "“{basic}” and the others of {basics:n basic unit/basic units} that must stay together "
        "have {load:n} {measure:of load}, a grid holds {most:n} at most",
    ),
    "conflict.together_locked_apart": (
        "“{basic}”所在的一组要求在一起，却分别锁定在网格 {grids}",
        "The group of “{basic}” must stay together but is locked to the grids {grids}",
    ),
    "conflict.together_cut_off": (
        "“{basic}”和“{other}”要求在一起，但没有可用的地块把它们连起来",
        "“{basic}” and “{other}” must stay together, but no ground can join them",
    ),
    "conflict.locked_cut_off": (
        "“{basic}”和“{other}”都锁定在网格“{grid}”，但没有可用的地块把它们连起来",
        "“{basic}” and “{other}” are both locked to the grid “{grid}”, but no ground can join them",
    ),
    "conflict.others_too_large": (
        "还有 {groups:n} 处同样不能拆开、也超过一个网格最多的 {most:n}，各有 {fewest:n} 至 "
        "{heaviest:n} {measure:of load}",
        "{groups:n more piece/more pieces} of ground that stay whole have {fewest:n} to "
        "{heaviest:n} {measure:of load} each, more than the {most:n} a grid holds at most",
    ),
    "conflict.total_too_large": (
        "共 {load:n} {measure:of load}；最多划 {grids:n} 个网格，每个最多 {most:n}，"
        "合计只能容纳 {room:n}",
        "There are {load:n} {measure:of load}; the {grids:n grid/grids} allowed hold {most:n} "
        "each at most, {room:n} together",
    ),
    "conflict.total_too_large_kept": (
        "共 {load:n} {measure:of load}；少量调整只用现有的 {grids:n} 个网格，每个最多 {most:n}，"
        "合计只能容纳 {room:n}",
        "There are {load:n} {measure:of load}; adjusting keeps to the {grids:n grid/grids} of "
        "today, which hold {most:n} each at most, {room:n} together",
    ),
    "conflict.total_too_small": (
        "共 {load:n} {measure:of load}；要求至少划 {grids:n} 个网格，每个至少 {least:n}，"
        "合计要 {need:n}，不够分",
        "There are {load:n} {measure:of load}; at least {grids:n grid is/grids are} asked for, and "
        "{least:n} in each would take {need:n}",
    ),
    "conflict.total_too_small_kept": (
        "共 {load:n} {measure:of load}；少量调整保留现有的全部 {grids:n} 个网格，"
        "每个至少 {least:n}，合计要 {need:n}，不够分",
        "There are {load:n} {measure:of load}; adjusting keeps all {grids:n grid/grids} of today, "
        "and {least:n} in each would take {need:n}",
    ),
    "conflict.total_between": (
        "共 {load:n} {measure:of load}；每个网格最多 {high:n}，所以至少要 {grids:n} 个网格；"
        "每个至少 {low:n}，{grids:n} 个合计要 {need:n}，不够分",
        "There are {load:n} {measure:of load}; a grid takes {high:n} at most, so "
        "{grids:n grid/grids} are needed, and {low:n} in each at least would take {need:n}",
    ),
    "conflict.sums_do_not_fit": (
        "共 {load:n} {measure:of load}，基本单元不能拆开，凑不成每个网格 {low:n} 至 {high:n}",
        "There are {load:n} {measure:of load}; whole basic units cannot add up to {low:n} to "
        "{high:n} in every grid",
    ),
    "conflict.heavy_groups_leave_too_little": (
        "有 {groups:n} 片不能拆开的地块，最轻的两片合起来也有 {lightest:n} {measure:of load}，"
        "超过一个网格最多的 {most:n}，所以各占一个网格，这些网格合计至少 {taken:n}；"
        "其余 {grids:n} 个网格每个至少 {least:n}，合计 {rest:n}；"
        "两项共需 {need:n}，实际只有 {load:n}",
        "{groups:n piece/pieces} of ground stay whole, and even the lightest two have "
        "{lightest:n} {measure:of load} together, more than the {most:n} a grid holds; so each "
        "takes a grid, {taken:n} in them at least; {grids:n more grid/more grids} of {least:n} at "
        "least take {rest:n}: {need:n} in all, but there are only {load:n}",
    ),
    "conflict.groups_fill_fewer_grids": (
        "有住户的地块（拆不开的聚居处算一块）共 {groups:n} 块，其中 {light:n} 块不足 {least:n} "
        "{measure:of load}，必须与别的合在一个网格；这样最多凑得出 {filled:n} 个网格，"
        "要求至少 {grids:n} 个",
        "There are {groups:n piece/pieces} of inhabited ground that stay whole; {light:n} of them "
        "have fewer than {least:n} {measure:of load} and must share a grid. So "
        "{filled:n grid/grids} at most reach their least, and at least {grids:n} are asked for",
    ),
    "conflict.groups_fill_fewer_grids_kept": (
        "有住户的地块（拆不开的聚居处算一块）共 {groups:n} 块，其中 {light:n} 块不足 {least:n} "
        "{measure:of load}，必须与别的合在一个网格；这样最多凑得出 {filled:n} 个网格，"
        "少量调整却要保留现有的全部 {grids:n} 个",
        "There are {groups:n piece/pieces} of inhabited ground that stay whole; {light:n} of them "
        "have fewer than {least:n} {measure:of load} and must share a grid. So "
        "{filled:n grid/grids} at most reach their least, but adjusting keeps all {grids:n} of "
        "today",
    ),
    "conflict.grid_count": (
        "网格数为 {least:n} 至 {most:n} 个",
        "There are {least:n} to {most:n grid/grids}",
    ),
    "conflict.households": (
        "每个网格 {low:n} 至 {high:n} 户",
        "Every grid has {low:n} to {high:n household/households}",
    ),
    "conflict.effort": (
        "每个网格工作量 {low:n} 至 {high:n} 分钟",
        "Every grid takes {low:n} to {high:n minute/minutes} of work",
    ),
    "conflict.together": (
        "“{basic}”等 {basics:n} 个基本单元要求在一起",
        "“{basic}” and the others of {basics:n basic unit/basic units} must stay together",
    ),
    "conflict.together/place": (
        "居民点“{place}”不拆开（{load:n} 户，{basics:n} 块地）",
        "“{place}” stays whole ({load:n household/households} on {basics:n piece/pieces} of "
        "ground)",
    ),
    "conflict.locked_to": (
        "有地块锁定在网格“{grid}”",
        "Ground is locked to the grid “{grid}”",
    ),
    "conflict.locked_grids": (
        "有地块锁定的网格有 {grids:n} 个，最多只能有 {most:n} 个网格",
        "Ground is locked to {grids:n grid/grids}, but there may be {most:n} at most",
    ),
    "conflict.piece_without_grid": (
        "“{basic}”所在的一片（{basics:n} 个基本单元，{load:n} 户）与其他地方不相连，"
        "按每个网格 {low:n} 至 {high:n} 户不能单独划分",
        "The piece of ground with “{basic}” ({basics:n basic unit/basic units}, "
        "{load:n household/households}) touches nothing else and cannot be divided into grids of "
        "{low:n} to {high:n household/households}",
    ),
    "conflict.pieces_need_grids": (
        "互不相连的 {pieces:n} 片至少要 {grids:n} 个网格，最多只能有 {most:n} 个",
        "The {pieces:n separate piece/separate pieces} of ground need {grids:n grid/grids}, "
        "{most:n} are allowed",
    ),
    "conflict.grids_too_many": (
        "要求至少 {grids:n} 个网格，按要求最多能划出 {most:n} 个",
        "At least {grids:n grid is/grids are} asked for, {most:n} at most can be drawn",
    ),
    # faults the judge may find
    "fault.unknown_basic": (
        "方案里有不存在的基本单元 {basic}",
        "Unknown basic unit {basic} in the plan",
    ),
    "fault.basic_once": (
        "基本单元“{basic}”分了 {times:n} 次",
        "The basic unit “{basic}” is given {times:n time/times}",
    ),
    "fault.basic_left_out": (
        "基本单元“{basic}”没有分到网格",
        "The basic unit “{basic}” has no grid",
    ),
    "fault.grid_count": (
        "方案有 {grids:n} 个网格，应为 {least:n} 至 {most:n} 个",
        "The plan has {grids:n grid/grids}, {least:n} to {most:n} are allowed",
    ),
    "fault.grid_lost": ("原网格“{grid}”没有了", "The old grid “{grid}” is gone"),
    "fault.new_grid": ("多出了网格“{grid}”", "The grid “{grid}” is new"),
    "fault.contiguous": (
        "网格“{grid}”分成 {pieces:n} 片，不相连",
        "The grid “{grid}” lies in {pieces:n piece/pieces}",
    ),
    "fault.households": (
        "网格“{grid}”有 {load:n} 户，应为 {low:n} 至 {high:n} 户",
        "“{grid}” has {load:n household/households}, {low:n} to {high:n} are allowed",
    ),
    "fault.effort": (
        "网格“{grid}”工作量 {load:n} 分钟，应为 {low:n} 至 {high:n} 分钟",
        "“{grid}” takes {load:n minute/minutes} of work, {low:n} to {high:n} are allowed",
    ),
    "fault.locked_to": (
        "“{basic}”锁定在网格“{locked}”，方案却分给“{grid}”",
        "“{basic}” is locked to “{locked}”, the plan gives it to “{grid}”",
    ),
    "fault.together": (
        "“{basic}”等 {basics:n} 个基本单元要求在一起，方案分在 {grids:n} 个网格",
        "“{basic}” and the others of {basics:n basic unit/basic units} must stay together, the "
        "plan puts them in {grids:n grid/grids}",
    ),
    # where a bound comes from
    "bound.spreading": (
        "每个网格装不下更多时边界至少多长（线性松弛）",
        "how long borders must be when no grid may hold more (a linear relaxation)",
    ),
    "bound.moving": (
        "至少要变动多少地块，加上边界至少多长（松弛）",
        "how much ground must change hands at least, and how long borders must be (relaxations)",
    ),
    "bound.only_plan": (
        "只有这一种划法",
        "there is no other division",
    ),
    "bound.columns": (
        "连片网格逐个计价，最便宜的组合至少多少分（列生成）",
        "every connected grid priced: what the cheapest combination costs at least "
        "(column generation)",
    ),
    "bound.whole_village": (
        "逐一排除全村的其他划法",
        "every other division of the village excluded",
    ),
    "note.nearest": (
        "最接近的一种划法：{of:n} 个网格中有 {grids:n} 个超出限值，"
        "合计差 {off:n} {measure:of load}。",
        "The nearest division found: {grids:n} of {of:n grid is/grids are} outside the limits, by "
        "{off:n} {measure:of load} in all.",
    ),
    "note.pairs_proved": (
        "{pairs:n} 对相邻网格中，{proved:n} 对已证明：两个网格之间没有更好的划法。",
        "Of {pairs:n pair/pairs} of neighbouring grids, {proved:n} are proved: no better division "
        "between the two exists.",
    ),
    "note.taste_alike_proved": (
        "“{taste:of weighs}”没有另外的方案：方案 {number:n} 已是这样侧重的最好划法（已证明）。",
        "“{taste:of weighs}” adds no proposal: number {number:n} is the best there is by it "
        "(proved).",
    ),
    "note.taste_alike": (
        "“{taste:of weighs}”没有另外的方案：在这个计算量内，"
        "没有得出比方案 {number:n} 更合这个侧重的划法。",
        "“{taste:of weighs}” adds no proposal: with this effort nothing was found that suits it "
        "better than number {number:n}.",
    ),
    "note.taste_not_found": (
        "“{taste:of weighs}”没有另外的方案：在这个计算量内没有得出方案。",
        "“{taste:of weighs}” adds no proposal: none was found with this effort.",
    ),
    "note.alternative_as_asked": (
        "按所定的轻重：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "As asked: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
    "note.alternative_least_moved": (
        "变动最少：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "Fewest changes: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
    "note.alternative_short_border": (
        "边界最短：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "Shortest border: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
    "note.alternative_even": (
        "户数最均：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "Most even: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
    "note.alternative_compact": (
        "最集中：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "Closest together: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
    "note.alternative_natural": (
        "沿路沿河最多：边界 {border_m:n} 米，其中 {natural_pct:n}% 沿道路、河流等；"
        "变动 {moved:n} 个基本单元、{moved_households:n} 户；每个网格 {fewest:n} 至 {most:n} 户。",
        "Along visible lines: {border_m:n} m of border, {natural_pct:n}% along roads and streams; "
        "{moved:n basic unit/basic units} with {moved_households:n household/households} change "
        "hands; {fewest:n} to {most:n household/households} in a grid.",
    ),
}
