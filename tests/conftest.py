"""What every test may ask for."""

from __future__ import annotations

import socket
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tokenizers
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile(
    "explore",
    deadline=None,  # shared machines stall; a slow example is not a wrong one
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "detente",
    settings.get_profile("explore"),
    derandomize=True,  # the same code, the same verdict; look for more with the other profile
)
settings.load_profile("detente")

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and reference data beside the project; the test skips without it."""
    if not _SHARED.is_dir():
        pytest.skip("no ../shared beside the project")
    return _SHARED


@pytest.fixture(scope="session")
def using() -> tokenizers.Tokenizer:
    """A tokeniser like the encoder's, of a few words and all single letters."""
    letters = string.ascii_lowercase + string.digits + string.punctuation + "ßαı\u1112\u1161\u11ab"
    words = ["[PAD]", "[UNK]", *letters, *("##" + letter for letter in letters)]
    words += [
        word.lower()
        for word in (
            "attacked",
            "praised",
            "blamed",
            "armed",
            "Arda",
            "Belor",
            "Cania",
            "Doran",
            "Esten",
            "on",
            "Monday",
        )
    ]
    vocabulary = {"[CLS]": 101, "[SEP]": 102, "[PAD]": 0}
    free = (number for number in range(1, 1000) if number not in {101, 102})
    for word in words:
        if word not in vocabulary:
            vocabulary[word] = next(free)
    model = tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]")
    made = tokenizers.Tokenizer(model)
    made.normalizer = tokenizers.normalizers.BertNormalizer()
    made.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    return made


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """A server of S3 on this machine, of the package moto."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("obstore")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture(params=["s3", "file"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A place of its own to push to."""
    pytest.importorskip("obstore")
    if request.param == "file":
        return (tmp_path / "store").as_uri()
    import httpx  # noqa: PLC0415 - only with a server

    endpoint = request.getfixturevalue("endpoint")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT": endpoint, "AWS_ALLOW_HTTP": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    bucket = f"b{abs(hash(str(tmp_path))) % 10**9}"
    assert httpx.put(f"{endpoint}/{bucket}", timeout=60).is_success
    return f"s3://{bucket}/press/2020"
