from __future__ import annotations

from detente.cli import typography as typo
from detente.records import Document


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    lines = typo.Lines(Document(id="d", text="one\ntwo\n\nfour"))
    offsets = {0: 1, 3: 1, 4: 2, 8: 3, 9: 4, 13: 4}
    assert {at: lines.reference(at) for at in offsets} == {
        at: f"l. {line}" for at, line in offsets.items()
    }
    assert lines.reference(None) == ""
