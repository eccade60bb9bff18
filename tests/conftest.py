"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "detente",
    deadline=None,  # shared machines stall; a slow example is not a wrong one
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("detente")

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and reference data beside the project; the test skips without it."""
    if not _SHARED.is_dir():
        pytest.skip("no ../shared beside the project")
    return _SHARED
