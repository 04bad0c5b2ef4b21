"""Why an operation is refused: a code, facts and one sentence that says what to do instead."""

from enum import StrEnum

from geo.contract import Fact, InputError


class Why(StrEnum):
    """Codes of refusals."""

    NOT_CLEAN = "redraw_not_clean"
    BAD_OPERATION = "redraw_bad_operation"
    UNKNOWN_GRID = "redraw_unknown_grid"
    UNKNOWN_FACE = "redraw_unknown_face"
    BAD_LINE = "redraw_bad_line"
    LINE_MISSES = "redraw_line_misses"
    LINE_NOT_ACROSS = "redraw_line_not_across"
    LINE_LOOPS = "redraw_line_loops"
    LINE_NOT_BETWEEN = "redraw_line_not_between"
    TOO_THIN = "redraw_too_thin"
    TWO_PIECES = "redraw_two_pieces"
    LOCKED = "redraw_locked"
    OTHER_UNIT = "redraw_other_unit"
    LAST_GRID = "redraw_last_grid"
    NO_NEIGHBOUR = "redraw_no_neighbour"
    NOT_NEIGHBOURS = "redraw_not_neighbours"
    TOO_FEW = "redraw_too_few"
    GIVES_ALL = "redraw_gives_all"
    RING_OUTSIDE = "redraw_ring_outside"
    BAD_RING = "redraw_bad_ring"
    NO_VERTEX = "redraw_no_vertex"
    UNIT_BORDER = "redraw_unit_border"
    BORDER_CROSSES = "redraw_border_crosses"
    NOT_WHOLE = "redraw_not_whole"
    CODE_FORM = "redraw_code_form"
    CODE_USED = "redraw_code_used"
    NOTHING_CHANGES = "redraw_nothing_changes"
    NOTHING_UNDONE = "redraw_nothing_undone"
    NOTHING_REDONE = "redraw_nothing_redone"
    NOT_EXACT = "redraw_not_exact"


SENTENCES: dict[Why, str] = {
    Why.NOT_CLEAN: (
        "The division has gaps, overlaps or unmatched borders; mend it at the repair desk first."
    ),
    Why.BAD_OPERATION: "Expected an operation of a division; {told}.",
    Why.UNKNOWN_GRID: "There is no grid {grid} in this division.",
    Why.UNKNOWN_FACE: "There is no small face {face} in this division; refine it again.",
    Why.BAD_LINE: "A line needs at least two different points, given in metres.",
    Why.LINE_MISSES: "The line misses grid {grid}; draw it across the grid.",
    Why.LINE_NOT_ACROSS: (
        "The line does not cross grid {grid}; let it begin and end at or beyond the border."
    ),
    Why.LINE_LOOPS: "The line crosses itself in grid {grid}; draw it without a loop.",
    Why.LINE_NOT_BETWEEN: (
        "The line does not divide grids {first} and {second}; draw it across both, or from their "
        "common border back to it."
    ),
    Why.TOO_THIN: ("Grid {grid} would be narrower than {metres} m; draw the border further away."),
    Why.TWO_PIECES: (
        "Grid {grid} would fall into pieces that do not join; give it ground that joins them, or "
        "make each piece a grid of its own with a split."
    ),
    Why.LOCKED: "Grid {grid} is locked and gives nothing away; unlock it first.",
    Why.OTHER_UNIT: (
        "Grids {first} and {second} lie in different villages or communities; a grid stays in one."
    ),
    Why.LAST_GRID: "Grid {grid} is the last of {unit}; every unit keeps at least one grid.",
    Why.NO_NEIGHBOUR: "Grid {grid} has no neighbour in its unit that could take its ground.",
    Why.NOT_NEIGHBOURS: ("Grids {grids} do not form one piece; choose grids with a common border."),
    Why.TOO_FEW: "Choose at least two different grids, the one that stays among them.",
    Why.GIVES_ALL: ("Grid {grid} would give away all its ground; merge it or dissolve it instead."),
    Why.RING_OUTSIDE: (
        "The ring reaches beyond the chosen grids; draw it inside them or choose their neighbours "
        "in the unit too."
    ),
    Why.BAD_RING: "A ring needs at least three points and must not cross itself.",
    Why.NO_VERTEX: "There is no common border point of grids at this place.",
    Why.UNIT_BORDER: (
        "This point lies on the border of a village, a community or the township, which is fixed."
    ),
    Why.BORDER_CROSSES: (
        "The border of grid {grid} would cross another border; move the point less far."
    ),
    Why.NOT_WHOLE: (
        "The proposal does not fill the chosen grids exactly once; {metres2} m2 are left or twice."
    ),
    Why.CODE_FORM: (
        "A code of this grid is {head} and three digits from {least} to {most}; {given} is not."
    ),
    Why.CODE_USED: "The code {given} has been used; codes are never given twice.",
    Why.NOTHING_CHANGES: "This changes nothing.",
    Why.NOTHING_UNDONE: "There is nothing to undo.",
    Why.NOTHING_REDONE: "There is nothing to redo.",
    Why.NOT_EXACT: (
        "The border cannot be drawn here to the millimetre without moving another; "
        "draw it a little elsewhere."
    ),
}


def refusal(why: Why, **facts: Fact) -> InputError:
    """Make the refusal of an operation."""
    return InputError(why.value, facts, SENTENCES[why])
