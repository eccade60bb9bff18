"""What is exported answers as what was trained, and is what the program loads."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from detente.reading.encoder import session  # noqa: E402 — after the skips
from detente.reading.heads import Model  # noqa: E402 — as before
from training import export, scheme, windows  # noqa: E402 — as before
from training.heads import WIDTH  # noqa: E402 — as before

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.examples import Example
    from training.windows import Window

SHIPPED = Path(str(files("detente.model")))
ROWS = 3


@pytest.fixture(scope="module")
def trained(small: Callable[[], Any]) -> Any:
    torch.manual_seed(1)
    return small().eval()


@pytest.fixture(scope="module")
def dev(sayings: list[Example], using: Any) -> list[Window]:
    return list(windows.windows(sayings, using))


@pytest.fixture(scope="module")
def folder(trained: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graphs, with the tokeniser that ships."""
    made: Path = tmp_path_factory.mktemp("model")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "packaged", lambda: SHIPPED)
        export.graphs(trained, "small", made)
    return made


def run(folder: Path, name: str, **fed: Any) -> Any:
    (found,) = session(folder / f"{name}.onnx").run(None, {k: v.numpy() for k, v in fed.items()})
    return found


def test_the_encoder_in_single_precision_is_as_close_as_is_asked(
    trained: Any, dev: list[Window], tmp_path: Path
) -> None:
    export.whole(trained, tmp_path / "reader.onnx")
    error, speed = export.compare(trained, export.Session(tmp_path / "reader.onnx"), dev)
    assert error < export.CLOSE
    assert speed > 0


def test_the_encoder_that_ships_is_near(trained: Any, dev: list[Window], folder: Path) -> None:
    error, _ = export.compare(trained, export.Session(folder / "reader.onnx"), dev)
    assert error < 10 * export.CLOSE


def test_half_precision_halves_the_file(trained: Any, folder: Path, tmp_path: Path) -> None:
    export.whole(trained, tmp_path / "reader.onnx")
    sizes = [(each / "reader.onnx").stat().st_size for each in (folder, tmp_path)]
    assert sizes[0] < 0.6 * sizes[1]


def test_the_heads_score_as_torch_does(trained: Any, folder: Path) -> None:
    torch.manual_seed(2)
    pooled = [torch.randn(ROWS, WIDTH) for _ in range(3)]
    sides = dict(zip(("actor", "recipient", "sentence"), pooled, strict=True))
    with torch.no_grad():
        wanted = {
            "pair": trained.pairing(**sides),
            "text": export.Texts(trained)(pooled[0]),
            "factuality": trained.factuality(pooled[0]),
        }
    found = {
        "pair": run(folder, "pair", **sides),
        "text": run(folder, "text", pooled=pooled[0]),
        "factuality": run(folder, "factuality", pooled=pooled[0]),
    }
    for name, scores in wanted.items():
        assert np.abs(found[name] - scores.numpy()).max() < 10 * export.CLOSE


@pytest.mark.parametrize("linking", scheme.LINKINGS, ids=lambda linking: linking.layer)
def test_links_score_as_torch_does(trained: Any, folder: Path, linking: scheme.Linking) -> None:
    torch.manual_seed(3)
    fed = {
        "hidden": torch.randn(2, 7, WIDTH),
        "anchors": torch.randn(ROWS, WIDTH),
        "rows": torch.tensor([0, 1, 1]),
    }
    with torch.no_grad():
        wanted = trained.linkers[linking.layer](**fed).numpy()
    ready = torch.from_numpy(run(folder, f"pieces-{linking.layer}", hidden=fed.pop("hidden")))
    found = run(folder, f"links-{linking.layer}", ready=ready, **fed)
    assert found.shape == (ROWS, 7, len(linking.roles), 3)
    assert np.abs(found - wanted).max() < 10 * export.CLOSE


def test_the_list_of_heads_is_that_of_the_scheme(folder: Path) -> None:
    described = json.loads((folder / "heads.json").read_text("utf-8"))
    assert described["name"] == "small"
    assert [t["layer"] for t in described["taggings"]] == [t.layer for t in scheme.TAGGINGS]
    assert described["pair"] == list(scheme.PAIR.classes)


def test_the_model_that_ships_has_the_heads_of_the_scheme(folder: Path) -> None:
    ours, theirs = (
        json.loads((each / "heads.json").read_text("utf-8")) for each in (folder, SHIPPED)
    )
    assert ours | {"name": ""} == theirs | {"name": ""}


def test_the_program_loads_what_is_exported(folder: Path) -> None:
    model = Model(folder)
    assert model.name == "small"
    assert set(model.columns) == {t.layer for t in scheme.TAGGINGS}
    assert set(model.roles) == {k.layer for k in scheme.LINKINGS}


def test_variants_are_written_and_measured(trained: Any, dev: list[Window], tmp_path: Path) -> None:
    export.variants(trained, dev[:20], tmp_path)
    with (tmp_path / "variants.tsv").open(encoding="utf-8") as file:
        rows = {row["variant"]: row for row in csv.DictReader(file, delimiter="\t")}
    assert list(rows) == ["torch", "reader-fp32", "reader-fp16", "reader-int8"]
    assert float(rows["reader-fp32"]["error"]) < export.CLOSE


def test_variants_want_gold() -> None:
    with pytest.raises(SystemExit):
        export.main(["--variants"])
