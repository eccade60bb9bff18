"""The whole reader, loaded once."""

from __future__ import annotations

import pytest

from detente.reading.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Reads with the model that ships."""
    return Reader()
