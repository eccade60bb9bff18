"""What every test may ask for."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import tokenizers
from hypothesis import HealthCheck, settings

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
