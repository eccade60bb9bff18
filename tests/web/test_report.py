"""The page on which a report is put together, with forms alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner

from detente.casebook import Casebook
from detente.cli import command
from detente.report.document import drafted
from detente.report.edits import Edit, Edits
from detente.report.theme import Theme, load
from detente.web.pages import report
from tests.web.build import record

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

_PERIOD = "from=2020-01&to=2020-03"
_HOSTILE = "<script>alert(1)</script> "


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook of two documents of different words, one of them hostile."""
    path = tmp_path / "casebook"
    with Casebook(path) as casebook, casebook.writer() as writer:
        writer.add(record())
        writer.add(record(_HOSTILE, title="</title><script>alert(2)</script>"))
    (path / "themes").mkdir()
    (path / "themes" / "iran.toml").write_text('name = "Iran"\nabout = ["Iran"]\n', "utf-8")
    (tmp_path / "outside.toml").write_text('name = "Outside"\n', "utf-8")
    return path


def findings(asking: TestClient, query: str = _PERIOD) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asking.get(f"/report.json?{query}").json()["findings"]
    return found


def press(asking: TestClient, verb: str, **fields: str) -> Any:
    form = {"csrf": "ours", "editor": "ann", "verb": verb} | fields
    return asking.post(f"/report?{_PERIOD}", data=form, follow_redirects=False)


def edits(book: Path) -> list[Edit]:
    with Casebook(book) as casebook:
        return Edits(casebook).all()


def keep(asking: TestClient, query: str, name: str, csrf: str = "ours") -> Any:
    form = {"csrf": csrf, "name": name}
    return asking.post(f"/report/themes?{query}", data=form, follow_redirects=False)


def test_what_a_report_is_about_is_kept_as_a_theme(asking: TestClient, book: Path) -> None:
    query = f"{_PERIOD}&actors=Iran&types=assault,accuse&words=say+%22base%22"
    answer = keep(asking, query, "Gölf & Bases")
    assert answer.headers["location"] == "/report?from=2020-01&to=2020-03&theme=golf-bases"
    theme = load(book / "themes" / "golf-bases.toml")
    assert theme == Theme(
        "Gölf & Bases", actors=("Iran",), types=("ASSAULT", "ACCUSE"), words=('say "base"',)
    )
    page = asking.get(answer.headers["location"]).text
    assert "<option selected>golf-bases" in page
    assert "types ASSAULT, ACCUSE" in page
    assert findings(asking, f"{_PERIOD}&theme=golf-bases") == findings(asking, query)


@pytest.mark.parametrize(
    ("query", "name", "csrf", "status"),
    [
        (f"{_PERIOD}&about=Iran", "IRAN", "ours", 400),
        (f"{_PERIOD}&about=Iran", "../../outside", "theirs", 403),
        (f"{_PERIOD}&about=Iran", "../..", "ours", 400),
        (_PERIOD, "everything", "ours", 400),
    ],
)
def test_no_theme_is_kept_that_does_not_fit(
    asking: TestClient, book: Path, query: str, name: str, csrf: str, status: int
) -> None:
    assert keep(asking, query, name, csrf).status_code == status
    assert [path.name for path in (book / "themes").iterdir()] == ["iran.toml"]


def test_a_theme_lies_nowhere_else(asking: TestClient, book: Path) -> None:
    assert keep(asking, f"{_PERIOD}&about=Iran", "../../outside/x\\y.toml").status_code == 303
    assert {path.name for path in (book / "themes").iterdir()} == {
        "iran.toml", "outside-x-y-toml.toml",
    }  # fmt: skip


def test_nobody_waits_for_the_findings(asking: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def slow(*given: Any) -> list[Any]:
        told.append(asking.get("/documents").status_code)
        return drafted(*given)

    monkeypatch.setattr(report, "drafted", slow)
    assert asking.get(f"/report?{_PERIOD}").status_code == 200
    assert told == [200]


def test_without_a_period_one_is_proposed(asking: TestClient) -> None:
    page = asking.get("/report").text
    assert 'name="from" value="2020-01"' in page
    assert 'name="to" value="2020-03"' in page
    assert "Choose a period" in page


def test_the_findings_are_those_of_the_report(asking: TestClient) -> None:
    (first, *_) = findings(asking)
    page = asking.get(f"/report?{_PERIOD}").text
    assert first["sentence"] in page
    assert first["sentence"] in asking.get(f"/report.md?{_PERIOD}").text


def test_words_of_ones_own_stand_above_the_programs(asking: TestClient) -> None:
    (first, *_) = findings(asking)
    words = "A base was <b>hit</b> & burned"
    answer = press(asking, "word", happening=first["happening"], words=words)
    assert answer.headers["location"].endswith(f"#{first['happening']}")
    page = asking.get(f"/report?{_PERIOD}").text
    assert "A base was &lt;b&gt;hit&lt;/b&gt; &amp; burned" in page
    assert f"The program: {first['sentence']}" in page
    assert findings(asking)[0]["words"] == words
    told = asking.get(f"/report.html?{_PERIOD}").text
    assert "A base was &lt;b&gt;hit&lt;/b&gt;" in told
    assert f"In the words of ann. As the program has it: {first['sentence']}" in told


def test_what_is_left_out_is_not_told_and_stays_on_the_page(asking: TestClient) -> None:
    (first, *_) = findings(asking)
    press(asking, "leave out", happening=first["happening"])
    assert findings(asking)[0]["number"] is None
    assert first["sentence"] in asking.get(f"/report?{_PERIOD}").text
    told = asking.get(f"/report.md?{_PERIOD}").text
    assert "1 left out" in told
    press(asking, "take in", happening=first["happening"])
    assert findings(asking)[0]["number"] == 1


def test_moves_and_undo(asking: TestClient, book: Path) -> None:
    (first,) = findings(asking)
    assert press(asking, "up", happening=first["happening"], place="2").status_code == 303
    assert press(asking, "undo").status_code == 303
    assert [(each.verb, each.place, bool(each.withdrawn)) for each in edits(book)] == [
        ("move", 1, True)
    ]


def test_the_command_applies_what_was_changed(asking: TestClient, book: Path) -> None:
    (first, *_) = findings(asking)
    press(asking, "word", happening=first["happening"], words="A base was hit.")
    run = ["report", "--from", "2020-01", "--to", "2020-03", "--casebook", str(book)]
    told = CliRunner().invoke(command, run).stdout
    assert "A base was hit." in told
    assert first["sentence"] in told
    unedited = CliRunner().invoke(command, [*run, "--unedited"]).stdout
    assert "A base was hit." not in unedited
    assert first["sentence"] in unedited


def test_changes_of_one_report_are_not_those_of_another(asking: TestClient) -> None:
    (first, *_) = findings(asking)
    press(asking, "leave out", happening=first["happening"])
    assert findings(asking, "from=2020-01&to=2020-04")[0]["number"] == 1
    assert findings(asking, f"{_PERIOD}&theme=iran")[0]["number"] == 1


@pytest.mark.parametrize("form", ["html", "md", "docx"])
def test_it_is_downloaded_in_a_form(asking: TestClient, tmp_path: Path, form: str) -> None:
    answer = asking.get(f"/report.{form}?{_PERIOD}&theme=iran")
    assert answer.status_code == 200
    name = f"iran-2020-01-01-2020-03-31.{form}"
    assert answer.headers["content-disposition"] == f'inline; filename="{name}"'
    if form == "docx":
        (tmp_path / name).write_bytes(answer.content)
        assert is_zipfile(tmp_path / name)
        assert "word/endnotes.xml" in ZipFile(tmp_path / name).namelist()
    else:
        assert "Key developments" in answer.text


def test_it_is_downloaded_as_pdf(asking: TestClient) -> None:
    pytest.importorskip("typst")
    assert asking.get(f"/report.pdf?{_PERIOD}").content.startswith(b"%PDF-")


def test_the_preview_runs_and_fetches_nothing(asking: TestClient) -> None:
    policy = asking.get(f"/report.html?{_PERIOD}").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_hostile_words_are_shown_and_not_run(asking: TestClient) -> None:
    for address in ("/report", "/report.html"):
        page = asking.get(f"{address}?{_PERIOD}").text
        assert "<script>alert" not in page


@pytest.mark.parametrize("theme", ["../outside", "/etc/passwd", "iran.toml", "nothing"])
def test_no_theme_is_opened_but_those_of_the_casebook(asking: TestClient, theme: str) -> None:
    assert (
        asking.get("/report", params={"theme": theme, "from": "2020", "to": "2020"}).status_code
        == 400
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/report.odt?from=2020&to=2020", 404),
        ("/report.html", 400),
        ("/report.html?from=1950&to=1951", 400),
        ("/report?from=yesterday&to=2020", 400),
        ("/report?from=2021&to=2020", 400),
        ("/report?from=2020&to=2020&types=PARTY", 400),
        ("/report?from=2020&to=2020&most=0", 422),
        ("/report?from=1950&to=1951", 200),
    ],
)
def test_what_cannot_be_reported_is_said(asking: TestClient, address: str, status: int) -> None:
    assert asking.get(address).status_code == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"csrf": "theirs"}, 403),
        ({"happening": "nothing"}, 400),
        ({"verb": "burn"}, 400),
        ({"editor": " "}, 400),
        ({"verb": "up", "place": "first"}, 400),
        ({"words": "x" * 70_000}, 413),
    ],
)
def test_what_does_not_fit_changes_nothing(
    asking: TestClient, book: Path, fields: dict[str, str], status: int
) -> None:
    (first, *_) = findings(asking)
    form = {"verb": "leave out", "happening": first["happening"]} | fields
    assert press(asking, **form).status_code == status
    assert edits(book) == []
