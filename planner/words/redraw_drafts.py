"""Sentences about drafts of a division that cannot be kept: keys beginning with input."""

WORDS: dict[str, tuple[str, str]] = {
    "input.redraw_name": (
        "请给草稿起个名字，1 至 {most:n} 个可显示的字符。",
        "A draft needs a name of 1 to {most:n printable character/printable characters}.",
    ),
    "input.redraw_stale": (
        "这份草稿已在别的窗口改过，请重新载入后再做这一步。",
        "This draft was changed in another window; load it again and repeat the step.",
    ),
    "input.redraw_too_large": (
        "这一步的数据太大，无法保存，请画得简单些（少用些点）。",
        "This operation is too large to be kept; draw with fewer points.",
    ),
}
