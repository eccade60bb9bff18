from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.webserver import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of our own on this machine."""
    with serving() as found:
        yield found
