from __future__ import annotations

from detente.reading import shipped
from detente.reading.reader import Reader


def test_what_reads_is_told_without_loading_it() -> None:
    assert shipped.info() == Reader().info
