from __future__ import annotations

import gzip
import zlib
from itertools import repeat
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sources.transfer import BrokenError, TooLargeError, unzipped, whole

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": lambda data: zlib.compress(data, wbits=-15),
    "two members": lambda data: gzip.compress(data[:3]) + gzip.compress(data[3:]),
    "padded": lambda data: gzip.compress(data) + b"\0" * 20,
    "followed by junk": lambda data: gzip.compress(data) + b"junk",
}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("packer", _PACKERS)
@given(data=st.binary(max_size=3000), size=st.integers(1, 500))
def test_what_was_packed_comes_out_however_it_is_cut(packer: str, data: bytes, size: int) -> None:
    packed = _PACKERS[packer](data)
    encoding = "gzip" if "deflate" not in packer else "deflate"
    assert whole(pieces(packed, size), encoding, most=10_000) == data


@given(st.binary(max_size=100), st.sampled_from(["", "identity", "Identity "]))
def test_what_is_not_packed_comes_as_it_is(data: bytes, encoding: str) -> None:
    assert whole(pieces(data, 7), encoding, most=100) == data


def test_much_that_packs_to_little_comes_out_whole() -> None:
    data = bytes(3_000_000)
    assert whole([gzip.compress(data)], "gzip", most=3_000_000) == data


def test_a_bomb_is_stopped_before_it_is_unpacked() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(TooLargeError):
        whole([bomb], "gzip", most=1_000_000)


def test_a_body_without_end_is_stopped() -> None:
    with pytest.raises(TooLargeError):
        whole(repeat(b"x" * 1000), "", most=10_000)


def test_packing_without_end_is_stopped() -> None:
    with pytest.raises(TooLargeError):
        whole(repeat(gzip.compress(b"")), "gzip", most=10_000)


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd"])
def test_an_encoding_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(BrokenError):
        whole([b"x"], encoding, most=10)


@pytest.mark.parametrize("packer", ["gzip", "deflate"])
def test_a_packed_body_that_is_cut_off_is_refused(packer: str) -> None:
    packed = _PACKERS[packer](b"Talks began in the capital.")
    with pytest.raises(BrokenError, match="cut off"):
        whole([packed[:-6]], packer, most=1000)


def test_a_body_that_is_not_packed_as_it_says_is_refused() -> None:
    with pytest.raises(BrokenError):
        whole([b"Talks began."], "gzip", most=1000)


def test_a_gzip_file_is_known_by_its_beginning() -> None:
    assert unzipped(gzip.compress(b"Talks"), most=100) == b"Talks"
    assert unzipped(b"Talks", most=100) == b"Talks"
