"""Frame and menu: language, area, pages by audience. Nothing else."""

import streamlit as st

from pages.ui import arrival

arrival.begin_again()  # before the rooms below, which take seconds to load the first time

from pages.ui import frame, state  # noqa: E402
from planner.words import say  # noqa: E402

MENU = {
    "township": (
        "overview",
        "grids",
        "proposals",
        "editor",
        "lineage",
        "places",
        "travel",
        "siting",
        "data",
        "repair",
    ),
    "police": ("patrols", "cameras", "perimeter", "responders", "rosters", "roads"),
    "officials": ("summary", "coverage"),
}
ICONS = {
    "overview": ":material/map:",
    "grids": ":material/grid_view:",
    "proposals": ":material/dashboard:",
    "editor": ":material/polyline:",
    "lineage": ":material/family_history:",
    "travel": ":material/speed:",
    "data": ":material/upload_file:",
    "repair": ":material/carpenter:",
    "places": ":material/home_pin:",
    "siting": ":material/campaign:",
    "patrols": ":material/route:",
    "cameras": ":material/videocam:",
    "perimeter": ":material/shield_locked:",
    "responders": ":material/emergency:",
    "rosters": ":material/calendar_month:",
    "roads": ":material/add_road:",
    "summary": ":material/fact_check:",
    "coverage": ":material/security:",
}

st.set_page_config(page_title=say("app.title", "zh"), page_icon=str(state.ICON), layout="wide")
session = state.choose()
frame.dress(session.lang)
menu = {
    say(f"menu.{audience}", session.lang): [
        st.Page(
            f"pages/{audience}/{name}.py",
            title=say(f"page.{name}", session.lang),
            icon=ICONS[name],
            url_path=name,
            default=name == "overview",
        )
        for name in names
    ]
    for audience, names in MENU.items()
}
page = st.navigation(menu)
frame.guarded(page.run, session.lang)
