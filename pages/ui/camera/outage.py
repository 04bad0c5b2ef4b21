"""What is lost when a camera, a pole or a link fails, and what makes up for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.ui import cards
from planner import cameras
from planner.report import camera_tables
from planner.words import say

if TYPE_CHECKING:
    from planner.demand.camera import CameraContext
    from planner.problem import CameraPlan, CameraProblem
    from planner.words import Lang


def show(problem: CameraProblem, context: CameraContext, plan: CameraPlan, lang: Lang) -> None:
    """Show the drill of a plan, the worst first."""
    st.subheader(say("camera.drill", lang))
    st.caption(say("camera.drill_help", lang))
    table = camera_tables.drill_table(cameras.drill(problem, plan), context.names(lang), lang)
    cards.table(table, lang, name="camera_drill")
