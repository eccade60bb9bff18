from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import docx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

REQUEST = """Reference: RFI-7
Office: Office of Regional Policy
From: Office of Oversight
Subject: Training
Due: 2020-04-20

1. When and why was training paused?
2. When did training resume?
"""
LETTER = (
    "Office of Regional Policy\n\nApril 22, 2020\n\nQuestion 1: The coalition paused it.\n\n"
    "Question 2: We cannot give the day yet.\n"
)
TERMINAL = "detente.cli.inquiry.is_terminal"


@pytest.fixture
def sent(run: Run, tmp_path: Path) -> Run:
    """The program, in a folder with a casebook that has an inquiry which was sent."""
    assert run("inquiry", "add", "-", stdin=REQUEST).exit_code == 0
    assert run("inquiry", "send", "RFI-7", "--on", "2020-04-06").exit_code == 0
    (tmp_path / "letter.txt").write_text(LETTER)
    return run


@pytest.fixture
def answered(sent: Run, fake_reader: Any) -> Run:
    assert sent("inquiry", "answer", "RFI-7", "letter.txt").exit_code == 0
    return sent


def told(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return json.loads(result.stdout)


def standings(inquiry: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [
        (question["number"], match["id"], match["standing"])
        for question in inquiry["questions"]
        for match in question["matches"]
    ]


def test_from_the_request_to_what_stays_open(answered: Run) -> None:
    (row,) = told(answered("inquiry", "list", "--on", "2020-04-23"))
    assert (row["state"], row["days_late"], row["answered"]) == ("overdue", 3, 1)
    shown = told(answered("inquiry", "confirm", "RFI-7", "m1", "--by", "ada"))
    assert standings(shown) == [(1, "m1", "accepted"), (2, "m2", "proposed")]
    assert shown["questions"][0]["matches"][0]["decision"]["by"] == "ada"
    (left,) = told(answered("inquiry", "open"))
    assert (left["question"], left["missing"]) == (2, "We cannot give the day yet.")
    whole = told(answered("inquiry", "confirm", "RFI-7", "--all", "--extent", "whole"))
    assert whole["state"] == "answered"
    assert told(answered("inquiry", "open")) == []


def test_a_match_is_corrected_rejected_or_made_by_hand(answered: Run) -> None:
    shown = told(answered("inquiry", "confirm", "RFI-7", "m1", "--question", "2"))
    assert standings(shown) == [(2, "m1", "corrected"), (2, "m2", "proposed")]
    assert shown["questions"][1]["matches"][0]["proposal"]["question"] == 1
    told(answered("inquiry", "confirm", "RFI-7", "m1", "m2", "--reject", "--note", "both wrong"))
    words = ("--quote", "the coalition paused it", "--question", "1")
    refused = answered("inquiry", "confirm", "RFI-7", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.endswith("[D507]\n")
    found = told(answered("inquiry", "confirm", "RFI-7", "--quote", LETTER[54:72], *words[2:]))
    assert standings(found) == [
        (1, "m3", "accepted"),
        (2, "m1", "rejected"),
        (2, "m2", "rejected"),
    ]


def test_of_several_matches_none_is_decided_if_one_is_unknown(answered: Run) -> None:
    assert answered("inquiry", "confirm", "RFI-7", "m1", "m9").exit_code == 2
    shown = told(answered("inquiry", "show", "RFI-7"))
    assert {standing for *_, standing in standings(shown)} == {"proposed"}


def test_confirming_nothing_is_refused(answered: Run) -> None:
    for arguments in ((), ("--quote", "paused")):
        assert answered("inquiry", "confirm", "RFI-7", *arguments).exit_code == 2


def test_what_was_noted_can_be_undone(answered: Run) -> None:
    told(answered("inquiry", "close", "RFI-7", "--declined", "--on", "2020-05-01"))
    (row,) = told(answered("inquiry", "list", "--state", "declined"))
    assert row["reference"] == "RFI-7"
    assert told(answered("inquiry", "undo", "RFI-7", "--by", "eve"))["closing"] is None
    history = told(answered("inquiry", "show", "RFI-7", "--history", "--json"))
    assert [each["change"]["kind"] for each in history] == [
        "added",
        "sent",
        "filed",
        "closed",
        "undone",
    ]
    assert [each["undone"] for each in history] == [False, False, False, True, False]
    for _ in range(3):
        last = answered("inquiry", "undo", "RFI-7")
    assert (last.stdout, last.stderr) == ("", "RFI-7: taken back, nothing is left of it\n")
    assert told(answered("inquiry", "list")) == []


def test_a_request_from_options_and_a_draft_written_anew(run: Run, tmp_path: Path) -> None:
    options = ("--office", "the office", "--question", "Why?", "--question", "When?")
    added = told(run("inquiry", "add", *options))
    assert added["reference"].startswith("RFI-")
    assert (added["state"], added["asked"]) == ("draft", 2)
    assert run("inquiry", "export", added["reference"], "-o", "draft.toml").exit_code == 0
    text = (tmp_path / "draft.toml").read_text().replace("Why?", "Why then?")
    (tmp_path / "draft.toml").write_text(text)
    again = told(run("inquiry", "add", "draft.toml", "--revise", "--subject", "Training"))
    assert again["reference"] == added["reference"]
    assert [each["text"] for each in again["questions"]] == ["Why then?", "When?"]
    assert again["subject"] == "Training"


def test_the_letter_in_all_its_forms(sent: Run, tmp_path: Path) -> None:
    printed = sent("inquiry", "export", "RFI-7")
    assert printed.stdout.startswith("Reference: RFI-7\n")
    for name in ("letter.txt", "letter.docx", "letter.toml"):
        assert sent("inquiry", "export", "RFI-7", "-o", name).exit_code == 0
    assert (tmp_path / "letter.txt").read_text() == printed.stdout
    word = docx.Document(str(tmp_path / "letter.docx"))
    assert "When did training resume?" in [each.text for each in word.paragraphs]
    assert tomllib.loads((tmp_path / "letter.toml").read_text())["reference"] == "RFI-7"


def test_an_answer_that_matches_nothing_leaves_nothing(
    sent: Run, tmp_path: Path, fake_reader: Any
) -> None:
    (tmp_path / "fair.txt").write_text("The weather was fine all week and nobody came to the fair.")
    refused = sent("inquiry", "answer", "RFI-7", "fair.txt")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.endswith("(RFI-7 asks 2) [D505]\n")
    assert fake_reader.read_count == 0
    assert told(sent("documents")) == []
    assert told(sent("inquiry", "answer", "RFI-7", "fair.txt", "--unmatched"))["answers"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "missing.toml"), "D101"),
        (("add",), "D501"),
        (("add", "--office", "X", "--question", "Why?", "--revise"), "D501"),
        (("add", "--office", "X", "--question", "Why?", "--due", "May"), "D301"),
        (("add", "--office", "X", "--question", "Why?", "--reference", "rfi-7"), "D503"),
        (("send", "RFI-7"), "D504"),
        (("send", "RFI-8"), "D502"),
        (("answer", "RFI-7", "missing.txt"), "D101"),
        (("answer", "RFI-8", "letter.txt"), "D502"),
        (("confirm", "RFI-7", "m1"), "D506"),
        (("list", "--on", "May"), "D301"),
        (("open", "--casebook", "nowhere"), "D205"),
        (("show", "RFI-8"), "D502"),
        (("show", "RFI-8", "--history"), "D502"),
        (("export", "RFI-7", "-o", "letter.odt"), "D302"),
        (("export", "RFI-7", "-o", "nowhere/letter.docx"), "D303"),
        (("close", "RFI-7", "--on", "May"), "D301"),
        (("undo", "RFI-8"), "D502"),
    ],
)
def test_bad_use_is_refused_in_one_line(
    sent: Run, fake_reader: Any, arguments: tuple[str, ...], code: str
) -> None:
    result = sent("inquiry", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    assert result.stderr.endswith(f"[{code}]\n")
    assert result.stderr.count("\n") == 1
    assert len(told(sent("inquiry", "show", "RFI-7", "--history"))) == 2


def test_a_person_is_shown_pages(answered: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TERMINAL, lambda: True)
    page = answered("inquiry", "show", "RFI-7", "--on", "2020-04-23").stdout
    for words in (
        "RFI-7 · overdue",
        "sent 6 Apr 2020 · due 20 Apr 2020 · 3 days late · answered 22 Apr 2020",
        "1. When and why was training paused?  answered",
        "m2 · proposed · part · 0.90",
        "held back: “We cannot give the day yet.”",
        "1 of 2 answered · 2 to confirm",
    ):
        assert words in page
    decided = answered("inquiry", "confirm", "RFI-7", "m2", "--by", "ada").stdout
    assert "m2 · accepted · part · by ada" in decided
    history = answered("inquiry", "show", "RFI-7", "--history").stdout
    assert history.splitlines()[0].startswith("1 · ")
    assert history.splitlines()[0].endswith(" · added")


def test_tables_fit_eighty_columns(answered: Run) -> None:
    for name, last in (("list", "1 inquiry"), ("open", "1 question")):
        shown = answered("inquiry", name, "--format", "table").stdout.splitlines()
        assert shown[-1] == last
        assert max(map(len, shown)) <= 80


def test_claims_of_other_documents_name_no_answer(answered: Run, filled: Path) -> None:
    rows = told(answered("claims"))
    assert rows
    assert not any("answer of" in link["text"] for row in rows for link in row["chain"])
