"""The API keeps to its description, whatever it is asked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final

import pytest
import schemathesis
from hypothesis import given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from detente.web import create_app
from detente.web.guard import Rules

if TYPE_CHECKING:
    from pathlib import Path

_RULES: Final = Rules(hosts=frozenset({"testserver"}))
"""The name under which schemathesis asks."""
# Dates are EDTF and sides come in pairs, which no schema says: what breaks that is refused too.
_DESCRIPTION: Final = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def described(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The API of a desk that may be changed, by its own description."""
    own = shutil.copytree(shelf, tmp_path_factory.mktemp("api") / "casebook")
    return schemathesis.openapi.from_asgi(_DESCRIPTION, create_app(own, _RULES))


def test_the_api_keeps_to_its_description(described: Any) -> None:
    asked = set()
    for found in described.get_all_operations():
        operation = found.ok()
        asked.add(operation.path)

        @given(case=operation.as_strategy())
        @settings(max_examples=25)
        def keeps(case: Any) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        keeps()
    assert asked == set(described.raw_schema["paths"])
    assert asked
