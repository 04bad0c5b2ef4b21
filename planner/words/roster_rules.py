"""Sentences for the rules of a roster, broken or clashing."""

WORDS: dict[str, tuple[str, str]] = {
    "fault.roster_shape": (
        "排班表应为 {slots:n} 行、{days:n} 天",
        "The roster must have {slots:n row/rows} of {days:n day/days}",
    ),
    "fault.roster_unknown_shift": (
        "{slot} 第 {day:n} 天：没有“{shift}”这个班次",
        "{slot}, day {day:n}: there is no shift “{shift}”",
    ),
    "fault.roster_away": (
        "{slot} 第 {day:n} 天不在岗，却排了班",
        "{slot} is away on day {day:n} but has a shift",
    ),
    "fault.roster_fixed": (
        "{slot} 第 {day:n} 天与手工定下的不同",
        "{slot}, day {day:n}: other than settled by hand",
    ),
    "fault.roster_rest": (
        "{slot} 上完“{shift}”后，第 {day:n} 天应休息或不得上这个班",
        "{slot}, day {day:n}: must rest, or not work this shift, after “{shift}”",
    ),
    "fault.roster_longest_run": (
        "{slot} 到第 {day:n} 天已连上 {days:n} 天，最多 {most:n} 天",
        "{slot} works {days:n day/days} in a row up to day {day:n}, at most {most:n}",
    ),
    "fault.roster_shortest_run": (
        "{slot} 到第 {day:n} 天只连上 {days:n} 天，至少 {least:n} 天",
        "{slot} works only {days:n day/days} in a row up to day {day:n}, at least {least:n}",
    ),
    "fault.roster_shortest_rest": (
        "{slot} 到第 {day:n} 天只连休 {days:n} 天，至少 {least:n} 天",
        "{slot} is off only {days:n day/days} in a row up to day {day:n}, at least {least:n}",
    ),
    "fault.roster_shift_limit": (
        "{slot} 上了 {times:n} 个“{shift}”，最多 {most:n} 个",
        "{slot} works “{shift}” {times:n time/times}, at most {most:n}",
    ),
    "fault.roster_least_min": (
        "{slot} 共 {minutes:n} 分钟，至少 {least:n} 分钟",
        "{slot} works {minutes:n} min in all, at least {least:n}",
    ),
    "fault.roster_most_min": (
        "{slot} 共 {minutes:n} 分钟，最多 {most:n} 分钟",
        "{slot} works {minutes:n} min in all, at most {most:n}",
    ),
    "fault.roster_most_weekends": (
        "{slot} 上了 {weekends:n} 个周末，最多 {most:n} 个",
        "{slot} works {weekends:n weekend/weekends}, at most {most:n}",
    ),
    "fault.roster_cover": (
        "第 {day:n} 天“{shift}”只有 {there:n} 人，至少 {need:n} 人",
        "Day {day:n}: {there:n} on “{shift}”, at least {need:n}",
    ),
    "fault.roster_leader": (
        "第 {day:n} 天没有带班的",
        "Day {day:n}: nobody who can lead",
    ),
    "fault.roster_held_in": (
        "第 {day:n} 天上班 {at_work:n} 人，备勤只有 {held:n} 人，不足 {pct:n}%",
        "Day {day:n}: {held:n} of {at_work:n} at work are held in, less than {pct:n}%",
    ),
    "conflict.roster_away": (
        "{slot} 第 {day:n} 天不在岗",
        "{slot} is away on day {day:n}",
    ),
    "conflict.roster_fixed": (
        "{slot} 第 {day:n} 天已手工定下",
        "{slot}, day {day:n}, is settled by hand",
    ),
    "conflict.roster_rest": (
        "上完“{shift}”后须休息",
        "Everybody must rest after “{shift}”",
    ),
    "conflict.roster_longest_run/all": (
        "每个位子最多连上 {most:n} 天",
        "Every slot works at most {most:n day/days} in a row",
    ),
    "conflict.roster_shortest_run/all": (
        "每个位子至少连上 {least:n} 天",
        "Every slot works at least {least:n day/days} in a row",
    ),
    "conflict.roster_shortest_rest/all": (
        "每个位子至少连休 {least:n} 天",
        "Every slot is off at least {least:n day/days} in a row",
    ),
    "conflict.roster_shift_limit/all": (
        "每个位子最多 {most:n} 个“{shift}”",
        "Every slot works “{shift}” at most {most:n time/times}",
    ),
    "conflict.roster_least_min/all": (
        "每个位子至少 {least:n} 分钟",
        "Every slot works at least {least:n} min",
    ),
    "conflict.roster_most_min/all": (
        "每个位子最多 {most:n} 分钟",
        "Every slot works at most {most:n} min",
    ),
    "conflict.roster_most_weekends/all": (
        "每个位子最多 {most:n} 个周末上班",
        "Every slot works at most {most:n weekend/weekends}",
    ),
    "conflict.roster_longest_run": (
        "{slot} 最多连上 {most:n} 天",
        "{slot} works at most {most:n day/days} in a row",
    ),
    "conflict.roster_shortest_run": (
        "{slot} 至少连上 {least:n} 天",
        "{slot} works at least {least:n day/days} in a row",
    ),
    "conflict.roster_shortest_rest": (
        "{slot} 至少连休 {least:n} 天",
        "{slot} is off at least {least:n day/days} in a row",
    ),
    "conflict.roster_shift_limit": (
        "{slot} 最多 {most:n} 个“{shift}”",
        "{slot} works “{shift}” at most {most:n time/times}",
    ),
    "conflict.roster_least_min": (
        "{slot} 至少 {least:n} 分钟",
        "{slot} works at least {least:n} min",
    ),
    "conflict.roster_most_min": (
        "{slot} 最多 {most:n} 分钟",
        "{slot} works at most {most:n} min",
    ),
    "conflict.roster_most_weekends": (
        "{slot} 最多 {most:n} 个周末上班",
        "{slot} works at most {most:n weekend/weekends}",
    ),
    "conflict.roster_cover": (
        "第 {day:n} 天“{shift}”至少 {need:n} 人",
        "Day {day:n}: at least {need:n} on “{shift}”",
    ),
    "conflict.roster_leader": (
        "第 {day:n} 天要有带班的",
        "Day {day:n}: a leader in charge",
    ),
    "conflict.roster_held_in": (
        "第 {day:n} 天上班的至少 {pct:n}% 备勤",
        "Day {day:n}: at least {pct:n}% of those at work are held in",
    ),
}
