"""Overview: the whole area on one map, its figures, and the same as tables."""

import streamlit as st

from pages.ui import cards, frame, maps, origins
from planner.report import atlas, places, tables
from planner.report.summary import ground_figures
from planner.words import area, length, number, say


def page() -> None:
    ground, lang = frame.opened("page.overview")
    st.markdown(say("overview.intro", lang))
    origins.told(ground, lang, "shapes", "counts")
    maps.show(ground, say("page.overview", lang), lang, lambda: atlas.overview_layers(ground, lang))
    told = {name: float(entry["value"]) for name, entry in ground_figures(ground).items()}
    cards.figures(
        {
            "overview.area": area(told["area"] * 1e6, lang),
            "overview.units": number(told["units"], lang),
            "overview.grids": number(told["grids"], lang),
            "overview.places": number(told["places"], lang),
            "overview.households": number(told["households"], lang),
            "overview.population": number(told["population"], lang),
            "overview.road_km": length(told["road_length"] * 1000, lang),
            "overview.exits": number(told["exits"], lang),
        },
        lang,
    )
    st.header(say("common.table", lang))
    cards.table(
        tables.unit_table(ground, lang), lang, name="units", title=say("overview.units_table", lang)
    )
    cards.table(
        places.site_table(ground, lang), lang, name="sites", title=say("overview.sites_table", lang)
    )
    cards.table(
        places.exit_table(ground, lang), lang, name="exits", title=say("overview.exits_table", lang)
    )


page()
