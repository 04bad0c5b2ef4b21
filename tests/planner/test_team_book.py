"""Teams of the office: two people of one skill, tables out and in, what is refused."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import numpy as np
import pytest

from geo.schema import InputError
from planner import siting
from planner.demand.duty import Arrivals, due, people_of, team_question
from planner.demand.team_book import MATTERS, USUAL, TeamBook, from_plain, to_plain
from planner.outcome import Effort, Status
from planner.report.sheet import csv_bytes
from planner.report.team_table import book_of, people_table, read_book, sheets_of, skills_table
from planner.report.workbook import workbook_bytes
from planner.store.responders import own_teams, set_teams
from planner.words import LANGS, say

NEEDS = {"rescue": 2, "medical": 1, "order": 1}
OWN = TeamBook(
    people={**USUAL.people, "flood": NEEDS},
    skills={**USUAL.skills, "militia": ("order", "rescue")},
    shares={**USUAL.shares, "flood": 5, "illness": 0},
)
RIVER = Arrivals(
    ("room", "aid", "team", "squad"),
    ("police_room", "clinic", "rescue_team", "militia"),
    ("village",) * 4,
    ("ford",),
    np.array([[60], [300], [120], [600]]),
    (1, 2, 1, 3),
    OWN,
)


def team(arrivals: Arrivals, **more: object) -> dict[str, int] | None:
    outcome = siting.solve(team_question(arrivals, "ford", "flood", **more), effort=Effort(0, 2))
    if outcome.plan is None:
        assert outcome.status is Status.INFEASIBLE
        return None
    assert outcome.status is Status.OPTIMAL
    return people_of(outcome.plan.site_ids)


def fewest(arrivals: Arrivals, away: tuple[str, ...] = ()) -> int:
    """Count the fewest people by trying every number of each post."""
    sizes = [0 if p in away else n for p, n in zip(arrivals.posts, arrivals.sizes, strict=True)]
    able = [arrivals.book.of(kind) for kind in arrivals.kinds]
    fits = (
        sum(sent)
        for sent in product(*(range(n + 1) for n in sizes))
        if all(
            sum(n for n, has in zip(sent, able, strict=True) if skill in has) >= least
            for skill, least in NEEDS.items()
        )
    )
    return min(fits)


def test_two_people_of_a_skill_may_be_of_one_post_and_the_team_is_the_smallest() -> None:
    found = team(RIVER)
    # three people do; of such teams the soonest takes the nearer rescuer
    assert found == {"aid": 1, "team": 1, "squad": 1}
    assert sum(found.values()) == fewest(RIVER)
    alone = team(RIVER, away=("team",))
    assert alone == {"aid": 1, "squad": 2}
    assert sum(alone.values()) == fewest(RIVER, ("team",))


def test_too_few_people_of_a_skill_is_no_team() -> None:
    assert team(replace(RIVER, sizes=(1, 2, 1, 0))) is None
    assert team(RIVER, away=("squad",)) is None


def test_a_cut_road_takes_a_post_out_of_the_list_and_the_team() -> None:
    cut = replace(RIVER, seconds=np.array([[60], [300], [-1], [600]]))
    assert "team" not in {one.post_id for one in due(cut, "ford", matter="flood")}
    assert team(cut) == {"aid": 1, "squad": 2}


@pytest.mark.parametrize("lang", LANGS)
def test_tables_come_back_as_the_book_they_were_made_of(lang) -> None:
    assert book_of(people_table(OWN, lang), skills_table(OWN, lang)) == OWN
    content = workbook_bytes(sheets_of(OWN, lang), note="x", stamp=datetime(2026, 7, 1))  # noqa: DTZ001 a workbook has no zone
    assert read_book("teams.xlsx", content, USUAL) == OWN
    half = read_book("teams.csv", csv_bytes(people_table(OWN, lang)), USUAL)
    assert half == replace(OWN, skills=USUAL.skills)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [("share", -1, "teams_cells"), ("share", "x", "teams_cells"), ("share", 0, "teams_unsound"),
     ("law", 1.5, "teams_cells"), ("law", 21, "teams_cells")],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_cell(column, value, code) -> None:
    people = people_table(USUAL, "en").astype(object)
    head = say("teams.share", "en") if column == "share" else say(f"skill.{column}", "en")
    people[head] = value
    with pytest.raises(InputError) as refused:
        book_of(people, skills_table(USUAL, "en"))
    assert refused.value.code == code


def test_a_missing_row_or_a_strange_file_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        book_of(people_table(USUAL, "en").iloc[1:], skills_table(USUAL, "en"))
    assert say("matter.dispute", "zh") in str(refused.value.facts["cells"])
    with pytest.raises(InputError) as strange:
        read_book("a.csv", b"a,b\n1,2\n", USUAL)
    assert strange.value.code == "teams_cells"


def test_a_book_is_kept_and_a_damaged_one_refused(tmp_path) -> None:
    assert own_teams(tmp_path, "vale") == USUAL
    set_teams(tmp_path, "vale", OWN)
    assert own_teams(tmp_path, "vale") == OWN
    plain = to_plain(OWN)
    for wrong in ([], {**plain, "people": {}}, {**plain, "shares": dict.fromkeys(MATTERS, 0)}):
        with pytest.raises(InputError) as refused:
            from_plain(wrong)
        assert refused.value.code == "teams_damaged"
