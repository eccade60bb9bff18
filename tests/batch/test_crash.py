"""Drivers and workers killed at random, and what is in the casebook after all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import batches, synthetic
from detente.casebook import Casebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up documents, and the casebook of an undisturbed run."""
    made = tmp_path_factory.mktemp("batch")
    synthetic.write(made / "documents", synthetic.documents(400, sentences=4))
    with batches.start(made / "documents", made / "whole", "local", 1) as driver:
        said = json.loads(driver.communicate()[0])
    assert said["read"] > 250
    assert said["copy"] > 30
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_is_killed_again_and_again_ends_as_if_nothing_had_happened(
    home: Path, seed: int
) -> None:
    book = home / f"killed-{seed}"
    batches.disturbed(home / "documents", book, 5, 6.0, seed=seed)
    assert batches.runs(book) == batches.runs(home / "whole")
    assert not (book / "parts").exists()
    leftovers = [path for path in book.rglob("*.part") if path.name.startswith(".")]
    assert leftovers == []
    with Casebook(book) as casebook, Casebook(home / "whole") as whole:
        assert casebook.documents() == whole.documents()
        assert casebook.events() == whole.events()
