from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import click
import pytest

from detente.casebook import Casebook
from detente.cli import review as command
from detente.cli.review_page import marked
from detente.records import Document, Event, ReaderInfo, Record, span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    Press = Callable[..., str]


@pytest.fixture
def press(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """Runs the review on a terminal, with the keys that are pressed one after the other."""
    del filled
    monkeypatch.setattr(command, "is_terminal", lambda: True)

    def pressed(keys: str, *options: str, stdin: str = "") -> str:
        left = iter(keys)
        monkeypatch.setattr(click, "getchar", lambda: next(left))
        done = run("review", "--by", "ann", *options, stdin=stdin)
        assert done.exit_code == 0, done.output
        return done.output

    return pressed


def kept(run: Run, tmp_path: Path) -> list[dict[str, Any]]:
    """The decisions, as JSON."""
    run("review", "list", "--decided", "-o", "decided.json")
    found: list[dict[str, Any]] = json.loads((tmp_path / "decided.json").read_text("utf-8"))
    return found


@pytest.mark.usefixtures("filled")
def test_what_waits_is_json_where_no_terminal_is(run: Run) -> None:
    rows = json.loads(run("review").output)
    assert rows == json.loads(run("review", "list").output)
    assert {"target", "kind", "state", "score", "reasons", "proposal"} <= set(rows[0])


@pytest.mark.usefixtures("filled")
def test_a_record_is_decided_by_its_name(run: Run) -> None:
    (target, *_) = [row["target"] for row in json.loads(run("review", "list").output)]
    (made,) = json.loads(run("review", "decide", target, "accept", "--by", "ann").output)
    assert (made["state"], made["reviewer"], made["number"]) == ("accepted", "ann", 1)
    waiting = json.loads(run("review", "list").output)
    assert target not in {row["target"] for row in waiting}
    (gone,) = json.loads(run("review", "undo", "--by", "ann").output)
    assert (gone["state"], gone["withdrawn"]) == ("withdrawn", 2)


@pytest.mark.usefixtures("filled")
def test_a_correction_stands_beside_the_row(run: Run, gulf_wire: Record) -> None:
    target = f"{gulf_wire.document.id[7:19]}:v2"
    options = ("--set", "type=COERCE", "--set", "place=", "--comment", "no", "--on", "0-7")
    (made,) = json.loads(run("review", "decide", target, "correct", *options).output)
    assert made["correction"]["place"] == []
    assert made["comment"] == {"text": "no", "start": 0, "end": 7}
    rows = json.loads(run("events", "--reviewed").output)
    (row,) = [each for each in rows if each["id"] == "v2"]
    assert (row["type"], row["place"], row["review"]) == ("COERCE", None, "corrected")
    assert row["proposed"] == {"type": ["ASSAULT"], "place": ["Baghdad"]}
    lines = list(csv.DictReader(io.StringIO(run("events", "--reviewed", "--format", "csv").output)))
    assert json.loads(next(each for each in lines if each["id"] == "v2")["proposed"])
    table = run("events", "--reviewed", "--format", "table").output
    assert "corrected" in table


@pytest.mark.usefixtures("filled")
def test_tables_leave_out_what_was_rejected(run: Run, gulf_wire: Record) -> None:
    document = gulf_wire.document.id[7:19]
    for table, record in [
        ("events", "v1"),
        ("claims", "c1"),
        ("causes", "k1"),
        ("relations", "r1"),
    ]:
        before = json.loads(run(table).output)
        run("review", "decide", f"{document}:{record}", "reject")
        after = json.loads(run(table, "--reviewed").output)
        assert len(before) - len(after) == 1
        assert [each["id"] for each in json.loads(run(table).output)] == [r["id"] for r in after]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("decide", "{}:v99", "accept"), "D601"),
        (("decide", "nothing", "accept"), "D601"),
        (("decide", "ffffffff:v1", "accept"), "D206"),
        (("undo",), "D602"),
        (("undo", "7"), "D602"),
        (("decide", "{}:v1", "correct"), "D603"),
        (("decide", "{}:v1", "accept", "--set", "type=AID"), "D603"),
        (("decide", "{}:v1", "correct", "--set", "type=WAR"), "D603"),
        (("decide", "{}:v1", "correct", "--set", "date=soon"), "D301"),
        (("decide", "{}:v1", "accept", "--comment", "x", "--on", "4-2"), "D603"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_does_not_fit_is_refused_in_one_line(
    run: Run, gulf_wire: Record, arguments: tuple[str, ...], code: str
) -> None:
    named = (each.format(gulf_wire.document.id[7:19]) for each in arguments)
    done = run("review", *named, "--by", "ann")
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "options", [("--set", "type"), ("--on", "1-2"), ("--comment", "x", "--on", "a")]
)
@pytest.mark.usefixtures("filled")
def test_an_option_that_is_not_understood_is_refused(run: Run, options: tuple[str, ...]) -> None:
    assert run("review", "decide", "aa:v1", "correct", *options).exit_code == 2


def test_without_a_casebook_nothing_is_made(run: Run, tmp_path: Path) -> None:
    assert run("review").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("filled")
def test_two_reviewers_are_compared(run: Run, gulf_wire: Record) -> None:
    target = f"{gulf_wire.document.id[7:19]}:v1"
    run("review", "decide", target, "accept", "--by", "ann")
    run("review", "decide", target, "reject", "--by", "ben")
    found = {
        each["kind"]: each for each in json.loads(run("review", "agreement", "ann", "ben").output)
    }
    assert (found["event"]["records"], found["event"]["same"]) == (1, 0)
    assert found["event"]["differ"]
    assert found["claim"]["kappa"] is None


@pytest.mark.usefixtures("filled")
def test_decisions_are_gold_a_line_each(run: Run, gulf_wire: Record) -> None:
    run("review", "decide", f"{gulf_wire.document.id[7:19]}:k1", "accept")
    (line,) = run("review", "export", "--task", "causality").output.splitlines()
    assert json.loads(line)["causal_label"] == 1


def test_one_key_decides_and_goes_on(press: Press, run: Run, tmp_path: Path) -> None:
    output = press("axsq")
    made = kept(run, tmp_path)
    assert [each["state"] for each in made] == ["accepted", "rejected", "unsure"]
    assert len({each["target"] for each in made}) == 3
    assert {each["reviewer"] for each in made} == {"ann"}
    assert "accepted (u takes it back)" in output


def test_a_key_takes_the_last_decision_back(press: Press, run: Run, tmp_path: Path) -> None:
    press("auq")
    assert [each["state"] for each in kept(run, tmp_path)] == ["withdrawn"]


def test_undo_with_nothing_to_undo_says_so_and_goes_on(
    press: Press, run: Run, tmp_path: Path
) -> None:
    assert "D602" in press("uaq")
    assert [each["state"] for each in kept(run, tmp_path)] == ["accepted"]


def test_keys_are_listed_and_others_do_nothing(press: Press, run: Run, tmp_path: Path) -> None:
    assert press("zz?q").count("x reject") == 2
    assert kept(run, tmp_path) == []


def test_a_record_is_corrected_field_by_field(press: Press, run: Run, tmp_path: Path) -> None:
    press("eq", "--kind", "event", stdin="\n\nsomebody; two American soldiers\n-\n\n\n")
    (made,) = kept(run, tmp_path)
    assert made["state"] == "corrected"
    said = {name: [each["value"] for each in v] for name, v in made["correction"].items()}
    assert said["actors"] == ["somebody", "two American soldiers"]
    assert set(said) <= {"actors", "recipients"}


def test_when_all_is_decided_it_ends(press: Press) -> None:
    assert "All is decided." in press("a" * 50)
    assert "Nothing waits for a decision." in press("")


def test_hostile_words_command_no_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Iran\x1b[2J\x07 struck \u202eback."
    record = Record(
        document=Document(
            id=f"sha256:{'ab' * 32}", text=text, title="\x1b]0;t\x07", publisher="p\n\x1b[1m"
        ),
        events=(
            Event(
                id="v1", type="ASSAULT", quad_class=4, goldstein=-9, evidence=(span(text, 0, 20),)
            ),
        ),
        reader=ReaderInfo(version="1", model="m", seconds=0),
    )
    with Casebook(tmp_path / "casebook") as casebook, casebook.writer() as writer:
        writer.add(record)
    monkeypatch.setattr(command, "is_terminal", lambda: True)
    monkeypatch.setattr(click, "getchar", lambda: "q")
    for output in (run("review").output, run("review", "list").output):
        assert "Iran" in output or "event" in output
        assert not {"\x1b", "\x07", "\u202e"} & set(output)


def test_evidence_is_marked_within_its_paragraph() -> None:
    text = "Before.\n\nOne two three.\n\nAfter."
    found = marked(text, [(13, 16)])
    assert found.plain == "One two three."
    assert [found.plain[each.start : each.end] for each in found.spans] == ["two"]


@pytest.mark.usefixtures("filled")
def test_names_are_judged_and_that_is_taken_back(run: Run) -> None:
    (made,) = json.loads(run("review", "judge", "KH", "Badr", "different", "--by", "ann").output)
    assert (made["of"], made["verdict"], made["judge"]) == ("actor", "different", "ann")
    (gone,) = json.loads(run("review", "withdraw", str(made["number"]), "--by", "ben").output)
    assert gone["withdrawn"]
    assert json.loads(run("review", "judgements").output) == [gone]


@pytest.mark.usefixtures("filled")
def test_an_event_of_one_report_is_not_split(run: Run, gulf_wire: Record) -> None:
    (event, *_) = json.loads(run("events", "--format", "json").output)
    report = f"{gulf_wire.document.id[7:19]}:{event['id']}"
    refused = run("review", "split", event["happening"], report)
    assert (refused.exit_code, "D302" in refused.output + refused.stderr) == (2, True)
