from __future__ import annotations

import pytest

from detente.sources.metadata import clues, persons

STORY = "\n\nThe coalition said it had restarted its training, which it paused in January.\n"


@pytest.mark.parametrize(
    ("head", "publisher", "published"),
    [
        ("Baghdad, March 14, 2020 (Gulf Wire) - Talks began.", "Gulf Wire", "2020-03-14"),
        ("WASHINGTON, Jan 5 (Reuters) - Talks began.", "Reuters", None),
        ("BAGHDAD (AP) — Talks began.", "AP", None),
        ("(CNN) — Talks began.", "CNN", None),
        ("AL-ASAD AIR BASE, Iraq, 5 January 2020 — Talks began.", None, "2020-01-05"),
        ("TEHRAN, Jan. 5, 2020 /Gulf Newswire/ -- Talks began.", None, "2020-01-05"),
        ("KYIV, May 13, 2020 (Xinhua) -- Talks began.", "Xinhua", "2020-05-13"),
        ("Published: 13 May 2020", None, "2020-05-13"),
        ("Updated: 14 May 2020\nPublished on Wednesday, 13 May 2020, 10:00", None, "2020-05-13"),
        ("Updated: 14 May 2020", None, "2020-05-14"),
        ("May 13, 2020", None, "2020-05-13"),
        ("Washington, D.C., Wednesday, May 13, 2020", None, "2020-05-13"),
        ("FOR IMMEDIATE RELEASE\nJanuary 3, 2020", None, "2020-01-03"),
        ("FOR IMMEDIATE RELEASE: January 3, 2020", None, "2020-01-03"),
        ("Date: 2020-05-13", None, "2020-05-13"),
        ("Posted on 04/11/2021", None, "2021-04-11"),
        ("Source: Gulf Wire\nDate: May 13, 2020", "Gulf Wire", "2020-05-13"),
        ("Press Briefing – February 9, 2022", None, "2022-02-09"),
        ("By Jane Doe | May 13, 2020", None, "2020-05-13"),
    ],
)  # fmt: skip
def test_datelines_and_labels_give_publisher_and_date(
    head: str, publisher: str | None, published: str | None
) -> None:
    found = clues(head + STORY)

    assert (found.publisher, found.published) == (publisher, published)


@pytest.mark.parametrize(
    "story",
    [
        "The strike of January 3, 2020 killed a general, and tensions rose in the weeks after it.",
        "Officials said in December that training would resume.",
        "On May 13, 2020, the coalition restarted training.",
        "Attacks in Iraq - some by militias - went on until January 3, 2020, a report said.",
        "Reports published before May 1, 2020 had said that the pause would end soon, but no.",
        "By May 13, 2020, the coalition had restarted training.",
        "“We stand together.”\n\n– The President, May 13, 2020\n\nThe two states are allies.",
    ],
)  # fmt: skip
def test_a_date_within_the_story_is_no_date_of_publication(story: str) -> None:
    assert clues("Tensions rise\n\n" + story + "\n").published is None


def test_a_dateline_without_a_year_is_a_problem_that_quotes_it() -> None:
    found = clues("Talks begin\n\nWASHINGTON, Jan 5 (Reuters) - Talks began." + STORY)

    assert found.published is None
    assert [problem.where and problem.where.quote for problem in found.doubts] == ["Jan 5"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE AND JOHN ROE", ("Jane Doe", "John Roe")),
        ("By Jane Doe, John Roe and Ali al-Hassan", ("Jane Doe", "John Roe", "Ali al-Hassan")),
        ("By Jane Doe, Staff Writer", ("Jane Doe",)),
        ("By Jane Doe | The Herald", ("Jane Doe",)),
        ("By Maria de la Cruz in Baghdad", ("Maria de la Cruz",)),
        ("By the end of the year, the talks had ended.", ()),
        ("By Wednesday", ()),
        ("From: John Roe", ("John Roe",)),
    ],
)
def test_bylines_name_their_authors(line: str, authors: tuple[str, ...]) -> None:
    assert clues("Talks begin\n\n" + line + STORY).authors == authors


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Talks resume in Baghdad", "Talks resume in Baghdad"),
        ("Talks resume in Baghdad,\nenvoys say", "Talks resume in Baghdad, envoys say"),
        ("FOR IMMEDIATE RELEASE\n\nTalks resume", "Talks resume"),
        ("By Jane Doe\n\nTalks resume", "Talks resume"),
        ("Subject: Talks resume", "Talks resume"),
        ("Press Briefing – February 9, 2022", "Press Briefing – February 9, 2022"),
        ("The talks resumed.", None),
        ("BAGHDAD (AP) — Talks resumed", None),
        ("May 13, 2020", None),
        ("Office of the Spokesperson", None),
        ("Office of the Spokesperson\n\nTalks resume", "Talks resume"),
        ("Jane Doe, Secretary of State\n\nTalks resume", "Talks resume"),
        ("Iraq, Iran and their ministers agree", "Iraq, Iran and their ministers agree"),
    ],
)
def test_a_headline_stands_alone_and_is_no_sentence(head: str, title: str | None) -> None:
    assert clues(head + STORY).title == title


def test_a_text_of_one_line_has_no_title() -> None:
    assert clues("Talks resume in Baghdad").title is None


def test_the_name_of_an_account_is_no_author() -> None:
    assert persons("Jane Doe, John Roe; jdoe") == ("Jane Doe", "John Roe")
