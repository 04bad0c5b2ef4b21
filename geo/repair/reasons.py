"""Codes of the reasons for suggestions and options, each a sentence in the word catalogue."""

from typing import Literal

Reason = Literal[
    # who gets ground
    "only_claimant",
    "only_neighbour",
    "own_unit",
    "would_vanish",
    "keeps_settlement",
    "settlement_side",
    "moved_back",
    "more_detail",
    "median",
    "longest_border",
    "by_border",
    "cut_off",
    "lone",
    "outside",
    "recorded_hole",
    "outdated_record",
    "exception",
    # new grids
    "missing_grid",
    "first_grid",
    "large_enough",
    # whole rows
    "recode",
    "same_shape",
    "same_id",
    "wrong_id",
    "no_shape",
    "technical",
    # why nothing is suggested
    "missing_unit",
    "codes_exhausted",
    "no_neighbour",
    "place_outside",
    "other_layer",
    "unknown_unit",
]
