"""A run learns, can be stopped anywhere, and gives the same weights for the same seed."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

torch = pytest.importorskip("torch")

from training import checkpoints, loop, windows  # noqa: E402 — after the skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from training.batches import Batch
    from training.examples import Example
    from training.loop import Run, Settings
    from training.windows import Window

    Made = Callable[..., Run]

SETTINGS = loop.Settings(epochs=2, encoder_rate=1e-3, head_rate=3e-3, frozen=-1, tokens=300)


@pytest.fixture(scope="module")
def both(sayings: list[Example], using: Any) -> tuple[list[Window], list[Window]]:
    found = list(windows.windows(sayings, using))
    return found[::2], found[1::2]


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def made(both: tuple[list[Window], list[Window]], small: Callable[[], Any], tmp_path: Path) -> Made:
    def of(name: str = "run", settings: Settings = SETTINGS) -> Run:
        return loop.start(name, settings, both, small, tmp_path, lambda _: None)

    return of


def weights(run: Run) -> dict[str, Any]:
    return {name: weight.clone() for name, weight in run.reader.state_dict().items()}


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_the_loss_falls(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    losses: list[float] = []
    learn = loop._learn

    def learnt(run: Run, batch: Batch, batches: int) -> float:
        losses.append(learn(run, batch, batches))
        return losses[-1]

    monkeypatch.setattr(loop, "_learn", learnt)
    assert loop.go(made(settings=replace(SETTINGS, epochs=6)))
    assert sum(losses[-3:]) < 0.7 * sum(losses[:3])


def test_the_same_seed_gives_the_same_weights(made: Made) -> None:
    one, other = made("one"), made("other")
    assert loop.go(one)
    assert loop.go(other)
    assert same(weights(one), weights(other))


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not(made: Made) -> None:
    whole = made("whole")
    assert loop.go(whole)
    stopped = made("stopped")
    while not loop.go(stopped, minutes=0):
        stopped = made("stopped")
    assert stopped.step == whole.step
    assert same(weights(stopped), weights(whole))


def test_a_run_that_is_done_stays_as_it_is(made: Made) -> None:
    first = made()
    assert loop.go(first)
    again = made()
    assert again.step == first.step
    assert loop.go(again)
    assert same(weights(again), weights(first))


def test_a_run_with_other_settings_does_not_go_on(made: Made) -> None:
    loop.go(made(), minutes=0)
    with pytest.raises(ValueError, match="other settings"):
        made(settings=replace(SETTINGS, seed=9))


def test_frozen_layers_stay_as_they_were(made: Made) -> None:
    run = made(settings=replace(SETTINGS, frozen=1, epochs=1))
    before = weights(run)
    assert loop.go(run)
    after = weights(run)
    assert torch.equal(before["encoder.words.weight"], after["encoder.words.weight"])
    assert not torch.equal(before["tagger.scores.weight"], after["tagger.scores.weight"])


def test_each_epoch_is_measured_in_the_log(made: Made, tmp_path: Path) -> None:
    assert loop.go(made())
    with (tmp_path / "log.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["epoch"] for row in rows} == {"1", "2"}
    assert {"pair", "trigger"} <= {row["task"].partition("_")[0] for row in rows}


def test_rates_rise_and_fall() -> None:
    assert [loop.rate(done, 0.1) for done in (0.0, 0.05, 0.1, 0.55, 1.0)] == pytest.approx(
        [0.0, 0.5, 1.0, 0.5, 0.0]
    )


def test_a_state_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "run.pt"
    state = checkpoints.State(3, {"seed": 1}, {"w": torch.ones(2)}, {}, torch.get_rng_state())
    checkpoints.save(state, path)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(OSError, match="no space"):
        checkpoints.save(state, path)
    found = checkpoints.restore(path)
    assert (found.step, found.settings) == (3, {"seed": 1})
    assert torch.equal(found.weights["w"], torch.ones(2))


def test_there_is_no_state_where_none_was_saved(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        checkpoints.restore(tmp_path / "run.pt")
