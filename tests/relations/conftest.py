"""Casebooks of hand-made records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from tests.relations import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from detente.records import Record
    from tests.relations.build import Told


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A new casebook."""
    with Casebook(tmp_path / "casebook") as made:
        yield made


@pytest.fixture
def telling(casebook: Casebook) -> Callable[..., Casebook]:
    """Adds one document that tells of some events, changes or causes to the casebook."""

    def add(*told: Told, name: str = "A dispatch", **document: str) -> Casebook:
        with casebook.writer() as writer:
            writer.add(build.record(name, *told, **document))
        return casebook

    return add


@pytest.fixture
def record() -> Callable[..., Record]:
    """Makes a record: a document's name, and the events, changes or causes it tells of."""
    return build.record
