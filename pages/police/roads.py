"""Roads open and shut: a map to click on, forms, and which places are cut off."""

from datetime import date

from pages.ui import frame, state
from pages.ui.roadwork import bring, desk, effects, listing, rules
from planner.words import say


def page() -> None:
    ground, lang = frame.opened("page.roads")
    desk.intro(lang)
    frame.lacking(lang, ("roads", len(ground.area.roads)))
    day = state.dated(
        "day",
        say("roads.day", lang),
        date.fromisoformat(ground.area.data_date),
        hint=say("roads.day_help", lang),
    )
    desk.weather(ground, lang)
    desk.clicking(lang)
    effects.map_of(ground, day, lang)
    desk.form(ground, day, lang)
    listing.show(ground, day, lang)
    effects.newly(ground, day, lang)
    effects.standing(ground, lang)
    rules.show(ground, lang)
    bring.show(ground, lang)


page()
