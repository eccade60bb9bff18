"""From a folder of gold to a model that reads: all of training, on a few sentences."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from detente.reading.heads import Model
from training import checkpoints, export, loop, train
from training.backbone import Encoder, Size
from training.heads import Reader

SHIPPED = Path(str(files("detente.model")))
SIZE = Size(inner=64, layers=1, heads=4)
SIDES = ("Norway", "Oman", "Chad", "Peru", "Mali", "Nepal")
LEAK = "Envoys of Norway and of Oman met in the old town on Friday."


def pair(number: int) -> dict[str, Any]:
    actor, recipient = SIDES[number % 6], SIDES[(number + 1) % 6]
    text = f"{actor} attacked {recipient} for the {number}th time on Monday morning."
    args = [
        {"role": role, "start": text.index(name), "end": text.index(name) + len(name), "text": name}
        for role, name in (("Source", actor), ("Target", recipient))
    ]
    return {"id": str(number), "text": text, "events": [{"type": "ASSAULT", "args": args}]}


def names(text: str) -> dict[str, Any]:
    start = text.index("Norway")
    entity = {"start": start, "end": start + 6, "text": "Norway", "type": "LOC"}
    return {"id": text[:9], "text": text, "entities": [entity]}


def write(folder: Path, name: str, part: str, rows: list[dict[str, Any]]) -> None:
    (folder / name).mkdir(exist_ok=True)
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (folder / name / f"{part}.jsonl").write_text(lines, encoding="utf-8")


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of gold with two sets, and weights to begin with that have learnt nothing."""
    folder = tmp_path / "gold"
    folder.mkdir()
    write(folder, "plover_pairs", "train", [pair(n) for n in range(20)])
    write(folder, "plover_pairs", "dev", [pair(n) for n in range(30, 34)])
    write(folder, "conll2003", "train", [names(LEAK), names("Rain fell in Norway.")])
    write(folder, "conll2003", "dev", [names(LEAK.replace("Friday", "Sunday"))])
    monkeypatch.setattr(train, "packaged", lambda: SHIPPED)
    monkeypatch.setattr(export, "packaged", lambda: SHIPPED)
    monkeypatch.setattr(loop, "new_reader", lambda _: lambda: Reader(Encoder(SIZE)))
    monkeypatch.setattr(export, "Size", lambda: SIZE)
    return folder


def texts(gold: Path, sets: list[str]) -> list[list[str]]:
    return [sorted({w.example for w in part}) for part in train.gather(sets, gold)]


def test_no_sentence_that_is_measured_on_is_learnt_from(gold: Path) -> None:
    learnt, measured = texts(gold, ["conll2003"])
    assert learnt == ["Rain fell"]
    assert measured == ["Envoys of"]


def test_what_the_rules_find_is_learnt_from_too(gold: Path) -> None:
    learn, measure = train.gather(["plover_pairs"], gold)
    assert all("trigger" in w.targets.tags for w in learn)
    assert not any("trigger" in w.targets.tags for w in measure)


@pytest.mark.slow
def test_all_of_training_gives_a_model_that_reads(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, model = tmp_path / "state", tmp_path / "model"
    given = ["--gold", str(gold), "--sets", "plover_pairs", "conll2003", "--epochs", "1"]
    given += ["--out", str(out), "--threads", "1", "--name", "tiny"]
    train.main(given)
    train.main(given)
    said = capsys.readouterr().out
    assert said.count("done\n") == 2
    assert "going on at step" in said
    export.main(["--states", str(out / "tiny.pt"), "--out", str(model), "--name", "tiny"])
    answers = Model(model).read("Norway attacked Oman.", [(0, 21)])
    assert sum(answers.pair((0, 6), (16, 20), (0, 21)).values()) == pytest.approx(1, abs=1e-3)


def test_a_run_can_begin_with_the_weights_of_another(gold: Path, tmp_path: Path) -> None:
    given = ["--gold", str(gold), "--sets", "conll2003", "--out", str(tmp_path), "--threads", "1"]
    train.main([*given, "--name", "one", "--epochs", "1"])
    train.main([*given, "--name", "two", "--minutes", "0", "--from", str(tmp_path / "one.pt")])
    assert (tmp_path / "two.pt").is_file()


def test_what_ships_is_the_mean_of_the_runs(gold: Path, tmp_path: Path) -> None:
    given = ["--gold", str(gold), "--sets", "conll2003", "--out", str(tmp_path), "--threads", "1"]
    for name, seed in (("one", "1"), ("two", "2")):
        train.main([*given, "--name", name, "--epochs", "1", "--seed", seed])
    paths = [tmp_path / "one.pt", tmp_path / "two.pt"]
    one, two = (checkpoints.restore(path).weights["tagger.scores.bias"] for path in paths)
    mean = export.restored(paths).state_dict()["tagger.scores.bias"]
    assert not torch.equal(one, two)
    assert torch.allclose(mean, (one + two) / 2)
