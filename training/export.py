"""Write a trained reader as the ONNX graphs that ship.

    python -m training.export
    python -m training.export --out build --variants --gold ../shared/gold

Weights are stored in half precision and raised to single when a graph is loaded. `reader.onnx`
reads ids, mask and shapes (window, piece) and gives vectors (window, piece, width)
and tags (window, piece, class), columns beside each other in the order of `heads.json`. The other
graphs score pooled vectors: `pair`, `text`, `factuality`, and for each kind of link `links-LAYER`,
which takes the pieces of a window as `pieces-LAYER` makes them ready, once for all its anchors.
With `--variants` the reader is written in single precision and in whole numbers too, beside it, and
`variants.tsv` lists all with their size, their distance from torch, their speed and scores.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import time
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training import checkpoints, readers, scheme, scores
from training.backbone import Encoder, Size
from training.batches import collate, packed
from training.heads import WIDTH, Linker, Reader
from training.train import SHIPPED, gather, packaged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.scores import Figure
    from training.windows import Window

STATES: Final = tuple(Path(f".checkpoints/{name}.pt") for name in SHIPPED)
"""Where the runs that ship are kept."""
COMPARED: Final = 200
"""Windows on which graphs are compared with torch."""
CLOSE: Final = 1e-3
"""How far a graph in single precision may be from torch."""
_OPSET: Final = 17
_LEAST_HALVED: Final = 1024
"""Tensors with fewer numbers stay in single precision."""
_BATCH: Final = 3000
_MEASURES: Final = ("token_f1", "exact_f1", "relation_f1", "macro_f1", "mae")


class Passed(nn.Module):
    """Encoder and tagger as one graph."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder, self.tagger = reader.encoder, reader.tagger

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors and tag scores."""
        hidden = self.encoder(ids, mask, shapes)
        return hidden, self.tagger(hidden)


class Texts(nn.Module):
    """All heads that label whole texts, their classes beside each other."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.heads = nn.ModuleList(reader.classers[head.label] for head in scheme.CLASSINGS)

    def forward(self, pooled: Tensor) -> Tensor:
        """Scores (row, class) of pooled vectors (row, width)."""
        return torch.cat([head(pooled) for head in self.heads], dim=-1)


class Ready(nn.Module):
    """The half of a linker that is the same for all anchors."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, hidden: Tensor) -> Tensor:
        """The pieces made ready."""
        return self.linker.ready(hidden)


class Tied(nn.Module):
    """The half of a linker that is each anchor's own."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, ready: Tensor, anchors: Tensor, rows: Tensor) -> Tensor:
        """Scores (anchor, piece, role, 3)."""
        return self.linker.tied(ready, anchors, rows)


class Session(nn.Module):
    """A written graph in the encoder's place, so that the heads' scores can be taken with it."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        super().__init__()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(path), options)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """The graph's vectors."""
        return torch.from_numpy(self.outputs(ids, mask, shapes)[0])

    def outputs(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> list[np.ndarray]:
        """The graph's vectors and tag scores."""
        fed = {"ids": ids.numpy(), "mask": mask.long().numpy(), "shapes": shapes.numpy()}
        found: list[np.ndarray] = self.session.run(None, fed)
        return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument(
        "--states", type=Path, nargs="+", default=STATES, help="of runs, whose mean is written"
    )
    parser.add_argument("--name", default="detente-reader-3", help="of the model, for records")
    parser.add_argument("--out", type=Path, default=Path("src/detente/model"))
    parser.add_argument("--variants", action="store_true", help="measure other ways to store it")
    parser.add_argument("--gold", type=Path, help="for the variants: folder with a folder a set")
    parser.add_argument("--sets", nargs="+", choices=readers.NAMES, default=["plover_pairs"])
    asked = parser.parse_args(arguments)
    if asked.variants and not asked.gold:
        parser.error("variants are measured on gold: name its folder with --gold")
    reader = restored(asked.states)
    graphs(reader, asked.name, asked.out)
    if asked.variants:
        _, dev = gather(asked.sets, asked.gold)
        for line in variants(reader, dev, asked.out):
            print(*line, sep="\t")


def restored(paths: Sequence[Path]) -> Reader:
    """The reader of some runs' states, not learning: its weights are the means of theirs.

    Runs begun with one another lie in one valley, where the mean reads better than each (Wortsman
    et al., "Model soups", 2022).
    """
    states = [checkpoints.restore(path).weights for path in paths]
    reader = Reader(Encoder(Size()))
    reader.load_state_dict(
        {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    )
    return reader.eval()


def graphs(reader: Reader, name: str, folder: Path) -> None:
    """Write all graphs and what their outputs mean, under the model's name."""
    folder.mkdir(parents=True, exist_ok=True)
    whole(reader, folder / "reader.onnx")
    pooled, pieces = torch.zeros(2, WIDTH), torch.zeros(1, 5, WIDTH)
    row = {0: "row"}
    sides = dict.fromkeys(("actor", "recipient", "sentence"), pooled)
    _write(reader.pairing, sides, {"scores": row}, folder / "pair.onnx")
    _write(Texts(reader), {"pooled": pooled}, {"scores": row}, folder / "text.onnx")
    _write(reader.factuality, {"pooled": pooled}, {"value": row}, folder / "factuality.onnx")
    window = {0: "window", 1: "piece"}
    for layer, each in reader.linkers.items():
        linker = cast("Linker", each)
        half = Ready(linker)
        _write(half, {"hidden": pieces}, {"ready": window}, folder / f"pieces-{layer}.onnx")
        fed = {
            "ready": half(pieces),
            "anchors": pooled,
            "rows": torch.zeros(2, dtype=torch.long),
        }
        named = {"scores": {0: "row", 1: "piece"}}
        _write(Tied(linker), fed, named, folder / f"links-{layer}.onnx")
    for path in folder.glob("*.onnx"):
        halve(path, path)
    shutil.copyfile(packaged() / "tokenizer.json", folder / "tokenizer.json")
    (folder / "heads.json").write_text(
        json.dumps(_described(name), indent=1) + "\n", encoding="utf-8"
    )


def whole(reader: Reader, path: Path) -> None:
    """Write the graph of encoder and tagger, in single precision."""
    _write(
        Passed(reader),
        {name: torch.ones(2, 5, dtype=torch.long) for name in ("ids", "mask", "shapes")},
        {name: {0: "window", 1: "piece"} for name in ("hidden", "tags")},
        path,
    )


def variants(reader: Reader, dev: Sequence[Window], folder: Path) -> list[list[str]]:
    """Write the reader in single precision, half and whole numbers, and measure all of them.

    Args:
        reader: What was exported.
        dev: Windows to compare and to score on.
        folder: Where they go, with a table of what was measured.

    Returns:
        The table: a header, a line for torch and one for each variant.

    Raises:
        ValueError: The graph in single precision is not close to torch.
    """
    full, half, eighth = (folder / f"reader-{kind}.onnx" for kind in ("fp32", "fp16", "int8"))
    whole(reader, full)
    halve(full, half)
    quantize_dynamic(full, eighth, per_channel=True, weight_type=QuantType.QInt8)
    base = scores.judge(reader, dev)
    header = ["variant", "megabytes", "error", "pieces_a_second"]
    header += [f"{f.task}:{f.measure}" for f in base if f.measure in _MEASURES]
    lines = [header, ["torch", "", "", "", *_row(base)]]
    for path in (full, half, eighth):
        error, speed = compare(reader, Session(path), dev[:COMPARED])
        if path == full and error > CLOSE:
            raise ValueError(f"{path} is {error:.2g} from torch")
        size = f"{path.stat().st_size / 1e6:.1f}"
        figures = _scored(reader, Session(path), dev)
        lines.append([path.stem, size, f"{error:.2g}", f"{speed:.0f}", *_row(figures)])
    with (folder / "variants.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, "excel-tab", lineterminator="\n").writerows(lines)
    return lines


def compare(reader: Reader, session: Session, windows: Sequence[Window]) -> tuple[float, float]:
    """How far a graph is from torch at most, in any number of any piece; its pieces a second."""
    passed, worst, took, count = Passed(reader).eval(), 0.0, 0.0, 0
    for group in packed(range(len(windows)), lambda i: len(windows[i]), _BATCH):
        batch = collate([windows[i] for i in group])
        fed = (batch.ids, batch.mask, batch.shapes)
        with torch.no_grad():
            wanted = passed(*fed)
        began = time.perf_counter()
        found = session.outputs(*fed)
        took += time.perf_counter() - began
        count += int(batch.mask.sum())
        for ours, theirs in zip(found, wanted, strict=True):
            gaps = np.abs(ours - theirs.numpy()).max(-1)
            worst = max(worst, float(gaps[batch.mask.numpy()].max()))
    return worst, count / took


def halve(source: Path, target: Path) -> None:
    """Write a graph with its larger weights stored in half precision, and raised when loaded."""
    model = onnx.load(str(source))
    kept, casts = [], []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.size < _LEAST_HALVED:
            kept.append(weight)
            continue
        name = f"{weight.name}_half"
        kept.append(numpy_helper.from_array(values.astype(np.float16), name))
        casts.append(helper.make_node("Cast", [name], [weight.name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes)
    onnx.save(model, str(target))


def _write(
    module: nn.Module, fed: dict[str, Tensor], named: dict[str, dict[int, str]], path: Path
) -> None:
    """Write one graph; of what is fed, all sides that differ between texts are left open."""
    opened = {
        name: {0: "window", 1: "piece"}
        if name in {"ids", "mask", "shapes", "hidden", "ready"}
        else {0: "row"}
        for name in fed
    }
    with warnings.catch_warnings():
        # The exporter that is announced instead needs a package of its own.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(fed.values()),
            str(path),
            input_names=list(fed),
            output_names=list(named),
            dynamic_axes=opened | named,
            opset_version=_OPSET,
            dynamo=False,
        )


def _described(name: str) -> dict[str, Any]:
    """What the outputs of the graphs mean, in their order."""
    return {
        "name": name,
        "taggings": [{"layer": t.layer, "columns": t.columns} for t in scheme.TAGGINGS],
        "linkings": [
            {key: value for key, value in asdict(each).items() if key != "weight"}
            for each in scheme.LINKINGS
        ],
        "text": [{"label": h.label, "classes": h.classes} for h in scheme.CLASSINGS],
        "pair": scheme.PAIR.classes,
    }


def _scored(reader: Reader, session: Session, dev: Sequence[Window]) -> list[Figure]:
    encoder = reader.encoder
    reader.add_module("encoder", session)
    try:
        return scores.judge(reader, dev)
    finally:
        reader.add_module("encoder", encoder)


def _row(figures: Sequence[Figure]) -> list[str]:
    return [f"{f.value:.3f}" for f in figures if f.measure in _MEASURES]


if __name__ == "__main__":
    main()
