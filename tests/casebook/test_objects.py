"""Files on a real S3-compatible server, and in a folder that stands for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook.objects import Objects
from detente.errors import CasebookError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_put_there_is_listed_given_and_removed(address: str, tmp_path: Path) -> None:
    objects = Objects(address)
    large = tmp_path / "large"
    large.write_bytes(bytes(range(256)) * 50_000)  # sent in pieces
    objects.put("deep/large", large)
    objects.put("small", b"one")
    objects.put("small", b"three")
    assert objects.sizes() == {"deep/large": 12_800_000, "small": 5}
    assert objects.get("deep/large") == large.read_bytes()
    objects.save("deep/large", tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == large.read_bytes()
    assert objects.get("small") == b"three"
    objects.delete("small")
    assert Objects(address).sizes() == {"deep/large": 12_800_000}


def test_an_address_of_no_store_is_refused() -> None:
    with pytest.raises(UsageError, match="D302"):
        Objects("https://example.org/bucket")


def test_what_is_not_there_is_one_error(address: str) -> None:
    with pytest.raises(CasebookError, match="D210"):
        Objects(address).get("absent")


def test_a_bucket_that_is_not_there_is_one_error(address: str) -> None:
    if address.startswith("file"):
        pytest.skip("a folder is made")
    with pytest.raises(CasebookError, match=r"network \(NoSuchBucket\) \[D210\]$"):
        Objects("s3://no-such-bucket/x").sizes()
