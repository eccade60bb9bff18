from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente import verbs
from detente.batch import driving, inputs, runner
from detente.batch.worker import Limits
from detente.casebook import Casebook
from detente.casebook.runs import runs_in
from tests.batch.fakes import INFO, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from detente.batch.runner import Crew
    from detente.batch.tally import Settled, Tally

LIMITS = Limits(seconds=2.0, room=300_000_000)
SETTINGS = driving.Settings(LIMITS)
STORY = (
    "Baghdad, March {day}, 2020 (Gulf Wire) - Envoys of Arda met envoys of Belor number {number} "
    "in the capital and spoke for some hours of the border, of the bridge at crossing {number}, of "
    "prisoners, and of the price of wheat. A spokesman said that both sides would meet once more "
    "before long, and that nobody had been hurt at post {number} since the truce of last year."
)  # fmt: skip


def story(number: int) -> str:
    return STORY.format(number=number, day=1 + number % 28)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups of four, so that few documents are many groups."""
    monkeypatch.setattr(inputs, "TOGETHER", 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twenty inputs: stories, copies of some, a defect, and one that is no text."""
    texts = {f"{number:02d}.txt": story(number) for number in range(16)}
    texts["03b.txt"] = story(3) + "\n\nThe Gulf Wire has more on its page."
    texts["15b.txt"] = "Morning news\n\n" + story(2)
    texts["07b.txt"] = "DEFECT " + story(77)
    texts["09b.txt"] = ""
    return laid(tmp_path / "inputs", texts)


def laid(folder: Path, texts: Mapping[str, str]) -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with runner.local(Reader, workers=2, limits=LIMITS) as made:
        yield made


def run(
    folder: Path,
    into: Path,
    crew: Crew,
    tell: Callable[[Settled, Tally], None] = lambda *_: None,
) -> Tally:
    with Casebook(into) as casebook:
        return driving.run(verbs.sources([folder]), casebook, crew, INFO, SETTINGS, tell)


def files(home: Path) -> dict[str, str]:
    """Every file below a folder by name, with the hash of what it holds."""
    return {
        path.relative_to(home).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def test_every_input_is_counted_for_what_became_of_it(
    crew: Crew, folder: Path, tmp_path: Path
) -> None:
    tally = run(folder, tmp_path / "book", crew)
    assert tally.outcomes == {"read": 16, "copy": 2, "failed": 2}
    assert tally.codes == {"D111": 1, "D102": 1}
    assert tally.done == 20


@pytest.mark.usefixtures("small")
def test_the_same_inputs_give_the_same_runs_to_the_byte(folder: Path, tmp_path: Path) -> None:
    for workers in (1, 3):
        with runner.local(Reader, workers=workers, limits=LIMITS) as crew:
            run(folder, tmp_path / f"book-{workers}", crew)
    first, second = (files(tmp_path / f"book-{workers}" / "runs") for workers in (1, 3))
    assert len(runs_in(tmp_path / "book-1" / "runs")) == 5
    assert first == second


@pytest.mark.usefixtures("small")
def test_a_batch_keeps_what_reading_one_after_another_keeps(
    crew: Crew, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "batch", crew)
    with Casebook(tmp_path / "plain") as casebook, casebook.writer() as writer:
        list(verbs.outcomes(verbs.arrivals([folder]), Reader(), writer))
    assert contents(tmp_path / "batch") == contents(tmp_path / "plain")


def contents(folder: Path) -> list[list[dict[str, object]]]:
    """The rows of a casebook but for times, runs, and what of a record is in its columns."""
    tables = ("documents", "events", "entities", "problems")
    leave = "EXCLUDE (run)"
    with Casebook(folder) as casebook:
        return [
            casebook.query(
                f"SELECT * {leave if table != 'documents' else 'EXCLUDE (run, seconds, record)'} "  # noqa: S608 - ours
                f"FROM {table} ORDER BY ALL"
            )
            for table in tables
        ]


def test_a_second_run_reads_nothing_and_writes_nothing(
    crew: Crew, folder: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "book", crew)
    (folder / "07b.txt").unlink()
    before = files(tmp_path / "book" / "runs")
    tally = run(folder, tmp_path / "book", crew)
    assert tally.outcomes == {"held": 19}
    assert files(tmp_path / "book" / "runs") == before


def noted(book: Path) -> dict[str, tuple[str, str | None]]:
    """The table of inputs: name to outcome and code."""
    with Casebook(book) as casebook:
        rows = casebook.query("SELECT source, outcome, code FROM inputs")
    return {Path(row["source"]).name: (row["outcome"], row["code"]) for row in rows}


def test_the_casebook_knows_what_became_of_each_input(
    crew: Crew, folder: Path, tmp_path: Path
) -> None:
    (folder / "cake.txt").write_text("Stir the butter into the flour and let it rest.")
    run(folder, tmp_path / "book", crew)
    inputs_noted = noted(tmp_path / "book")
    assert len(inputs_noted) == 21
    assert inputs_noted["00.txt"] == ("read", None)
    assert inputs_noted["07b.txt"] == ("failed", "D111")
    assert sum(outcome == "copy" for outcome, _ in inputs_noted.values()) == 2
    assert inputs_noted["cake.txt"] == ("set-aside", "D117")
    with Casebook(tmp_path / "book") as casebook:
        assert {row["code"] for row in casebook.problems()} >= {"D111", "D102"}
        assert "D117" not in {row["code"] for row in casebook.problems()}


def test_what_failed_or_was_set_aside_is_looked_into_again_when_asked(
    crew: Crew, folder: Path, tmp_path: Path
) -> None:
    (folder / "cake.txt").write_text("Stir the butter into the flour and let it rest.")
    run(folder, tmp_path / "book", crew)
    for settings, outcomes in (
        (replace(SETTINGS, retry=True), {"held": 19, "failed": 2}),
        (replace(SETTINGS, sift=False), {"held": 20, "read": 1}),
    ):
        with Casebook(tmp_path / "book") as casebook:
            tally = driving.run(verbs.sources([folder]), casebook, crew, INFO, settings)
        assert tally.outcomes == outcomes


def test_inputs_under_another_name_are_held(crew: Crew, folder: Path, tmp_path: Path) -> None:
    run(folder, tmp_path / "book", crew)
    (folder / "07b.txt").unlink()
    (folder / "09b.txt").unlink()
    moved = folder.rename(tmp_path / "moved")
    assert run(moved, tmp_path / "book", crew).outcomes == {"held": 18}
    before = files(tmp_path / "book" / "runs")
    assert run(moved, tmp_path / "book", crew).outcomes == {"held": 18}
    assert files(tmp_path / "book" / "runs") == before


class _Stopped(Exception):  # noqa: N818 - no error, the end of a test's patience
    pass


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("after", [1, 5, 12, 19])
def test_a_run_that_was_cut_off_goes_on_and_ends_the_same(
    crew: Crew, folder: Path, tmp_path: Path, after: int
) -> None:
    def stop(_: object, tally: Tally) -> None:
        if tally.done == after:
            raise _Stopped

    with pytest.raises(_Stopped):
        run(folder, tmp_path / "cut", crew, stop)
    rest = run(folder, tmp_path / "cut", crew)
    assert rest.outcomes["held"] >= after - 4
    run(folder, tmp_path / "whole", crew)
    assert files(tmp_path / "cut" / "runs") == files(tmp_path / "whole" / "runs")


def test_what_was_read_before_a_run_was_cut_off_is_not_read_again(
    crew: Crew, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise _Stopped

    with monkeypatch.context() as patch:
        patch.setattr("detente.casebook.writer.write_run", full)
        with pytest.raises(_Stopped):
            run(folder, tmp_path / "book", crew)
    parts = list((tmp_path / "book" / "parts").iterdir())
    assert len(parts) == 17
    (tmp_path / "inputs" / "00.txt").write_text(story(99))
    tally = run(folder, tmp_path / "book", crew)
    assert tally.outcomes["read"] == 16
    assert not (tmp_path / "book" / "parts").exists()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of Linux")
def test_hostile_documents_cost_only_themselves(crew: Crew, tmp_path: Path) -> None:
    hostile = {"b.txt": "It SPINS. ", "d.txt": "It is GREEDY. ", "f.txt": "It KILLS. "}
    texts = {name: words + story(number) for number, (name, words) in enumerate(hostile.items())}
    texts |= {f"{letter}.txt": story(ord(letter)) for letter in "aceg"}
    tally = run(laid(tmp_path / "inputs", texts), tmp_path / "book", crew)
    assert tally.outcomes == {"read": 4, "failed": 3}
    assert tally.codes == {"D114": 1, "D115": 1, "D116": 1}
    assert tally.deaths == 4
    with Casebook(tmp_path / "book") as casebook:
        problems = {Path(row["source"]).name: row["code"] for row in casebook.problems()}
    assert problems == {"b.txt": "D114", "d.txt": "D115", "f.txt": "D116"}
