from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources import Source, arrive
from detente.sources.text import decode

HOSTILE = (
    "\u00a0\u00ad\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\u2028\u2029\u0085\x0b\x0c\t"
    "‘’“”«»–—…é\u0301\u0308ﬁﬀÅ\u212b\u1e9b\u0323אبج中한𝔘🇮🇶👩\u200d👩\u200d👧\ufffd\ufffc"
)
WORDS = (
    "the coalition",
    "said",
    "of the U.S.",
    "Iraq",
    "forces",
    "and",
    "it was",
    ".",
    "\n",
    "\n\n",
)
DOCUMENTS = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.text(st.sampled_from(HOSTILE), max_size=4),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=3),
    ),
    min_size=1,
    max_size=60,
).map(lambda parts: "The report of the office. " + " ".join(parts))


@settings(max_examples=200)
@given(text=DOCUMENTS)
@example(text="\u202eThe soldiers said so.\u202c")
def test_hostile_unicode_survives_exactly(text: str) -> None:
    found, problems = decode(text.encode(), "-")

    assert found == text.removeprefix("\ufeff")
    assert problems == ()


@settings(max_examples=200)
@given(text=DOCUMENTS)
def test_a_document_of_hostile_unicode_has_its_characters_and_leads_back_to_them(text: str) -> None:
    try:
        arrival = arrive(Source("-", text.replace("\n", "\r\n").encode()))
    except SourceError as error:
        assert error.code == "D107"  # the strange letters outnumbered the English words  # noqa: PT017
        return
    original = arrival.alignment.originals[0]

    assert arrival.document.text == text
    for offset, character in enumerate(text):
        where = arrival.alignment.origins(offset, offset + 1)
        if character != "\n":
            assert original[where[0].start : where[0].end] == character


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_text_with_a_byte_order_mark_or_in_utf_8_is_decoded(encoding: str) -> None:
    text = "“Talks” in Zürich, U.S.\u00a0officials said."

    assert arrive(Source("a.txt", text.encode(encoding))).document.text == text


def test_windows_1252_is_guessed_and_said_to_be_a_guess() -> None:
    arrival = arrive(Source("a.txt", "“Talks” in Zürich — officials said.".encode("cp1252")))

    assert arrival.document.text == "“Talks” in Zürich — officials said."
    assert "taken to be cp1252" in arrival.problems[0].what


def test_line_ends_become_line_feeds_and_lead_back_to_their_neighbours() -> None:
    arrival = arrive(Source("a.txt", b"One line.\r\nTwo.\rThree.\n"))

    assert arrival.document.text == "One line.\nTwo.\nThree.\n"
    assert arrival.alignment.origins(10, 13)[0].start == 11


def test_hard_wrapped_text_is_kept_as_it_is() -> None:
    text = "  The coalition said\n  it had paused\n  its training.\n\n\n  More.  \n"

    assert arrive(Source("a.txt", text.encode())).document.text == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        b"text\x00more",
    ],
)
def test_binary_junk_with_a_text_name_is_of_no_known_kind(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        arrive(Source("junk.txt", data))
    assert caught.value.code == "D103"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\u00a0\ufeff \n".encode(), b"\xef\xbb\xbf"])
def test_a_text_without_anything_visible_is_empty(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        arrive(Source("empty.txt", data))
    assert caught.value.code == "D102"


def test_fifty_megabytes_of_text_are_too_large() -> None:
    with pytest.raises(SourceError) as caught:
        arrive(Source("large.txt", b"The coalition said so.\n" * 2_300_000))
    assert caught.value.code == "D108"


@pytest.mark.parametrize(
    ("declared", "data", "text"),
    [
        ("iso-8859-1", "“Talks”".encode("cp1252"), "“Talks”"),
        ("koi8-r", "Путин".encode("koi8-r"), "Путин"),
        ("iso-8859-1", "“Talks”".encode(), "“Talks”"),
    ],
)
def test_an_encoding_that_a_server_declares_is_no_guess(
    declared: str, data: bytes, text: str
) -> None:
    assert decode(data, "a page", declared) == (text, ())


@pytest.mark.parametrize("declared", ["utf-8", "no-such-encoding", "utf\0", "ascii", None])
def test_an_encoding_that_is_declared_wrongly_is_guessed(declared: str | None) -> None:
    text, problems = decode(b"\x81 The old caf\xe9 of the capital", "a page", declared)
    assert text == "\x81 The old café of the capital"
    assert len(problems) == 1
