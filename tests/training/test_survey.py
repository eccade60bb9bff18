"""The survey counts what examples hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from training.survey import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_survey_has_a_line_for_each_set_and_layer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cdsco_negation"
    folder.mkdir()
    row = {"id": "one", "text": "No rain fell.", "negation": [{"cue": [[0, 2]]}]}
    (folder / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    main(["--gold", str(tmp_path)])
    _, line, total = capsys.readouterr().out.splitlines()
    assert line.split() == ["cdsco_negation", "train", "1", "4", "negation:", "cue", "1"]
    assert total.split() == ["all", "train", "1", "4", "negation:", "cue", "1"]
