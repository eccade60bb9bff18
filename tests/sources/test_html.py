from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources import Arrival, Source, arrive

BODY = (
    "<p>The U.S.&nbsp;military said on Wednesday that it had <b>resumed</b> train&shy;ing Iraqi "
    "forces,\n  which it paused in January “for safety”.&rlm;</p>"
    "<p>Envoys of both states met in Baghdad.<br>They spoke of <a href='/x'>the pause</a> for two "
    "hours, a spokes&#119;oman said, and agreed to meet again within the month.</p>"
    "<ul><li>Training resumed in part.</li><li>Support did not.</li></ul>"
)
HEAD = (
    "<title>Talks resume | Gulf Wire</title><meta property='og:site_name' content='Gulf Wire'>"
    "<meta property='article:published_time' content='2020-05-13T23:30:00-04:00'>"
    "<meta name='author' content='Jane Doe'>"
    "<link rel='canonical' href='https://gulfwire.example/talks'>"
)
PAGE = (
    f"<!DOCTYPE html><html lang='en'><head>{HEAD}<style>p {{ color: red }}</style></head><body>"
    f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><script>var tracker = 'x';</script>"
    f"<article><h1>Talks resume</h1>{BODY}</article>"
    "<footer>© 2024 Gulf Wire. All rights reserved.</footer></body></html>"
)


def page(markup: str | bytes) -> Arrival:
    return arrive(Source("a.html", markup if isinstance(markup, bytes) else markup.encode()))


def test_the_article_is_taken_in_paragraphs_and_the_page_around_it_left() -> None:
    assert page(PAGE).document.text == (
        "Talks resume\n\n"
        "The U.S.\u00a0military said on Wednesday that it had resumed train\u00ading Iraqi forces, "
        "which it paused in January “for safety”.\u200f\n\n"
        "Envoys of both states met in Baghdad.\nThey spoke of the pause for two hours, a "
        "spokeswoman said, and agreed to meet again within the month.\n\n"
        "Training resumed in part.\n\n"
        "Support did not."
    )


def test_metadata_give_title_publisher_author_date_and_address() -> None:
    document = page(PAGE).document

    assert document.title == "Talks resume"
    assert document.publisher == "Gulf Wire"
    assert document.authors == ("Jane Doe",)
    assert document.published == "2020-05-13"
    assert document.url == "https://gulfwire.example/talks"


def test_every_character_of_the_article_leads_back_to_the_page() -> None:
    arrival = page(PAGE)
    original = arrival.alignment.originals[0]

    assert "Home" in original
    assert "tracker" not in original
    for run in arrival.alignment.runs:
        text = arrival.document.text[run.start : run.start + run.length]
        assert original[run.origin : run.origin + run.length] == text
    assert sum(run.length for run in arrival.alignment.runs) == len(
        arrival.document.text.replace("\n\n", "")
    )


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("<meta itemprop='datePublished' content='May 13, 2020'>", "2020-05-13"),
        (
            '<script type="application/ld+json">{"datePublished": "2020-05-13"}</script>',
            "2020-05-13",
        ),
        ("<meta property='article:modified_time' content='2020-05-14'>", None),
        ("", None),
    ],
)
def test_only_a_stated_date_of_publication_is_taken(given: str, published: str | None) -> None:
    markup = f"<html><head>{given}</head><body><article>{BODY}</article><p>© 2024</p></body></html>"

    assert page(markup).document.published == published


def test_a_date_in_a_byline_of_the_article_is_taken() -> None:
    byline = "<p>By Jane Doe</p><p>May 13, 2020</p>"

    assert (
        page(f"<article><h1>Talks</h1>{byline}{BODY}</article>").document.published == "2020-05-13"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><script>let a = 'seven words in a row are here';</script></body></html>",
        "<html><script>x()</script><noscript>Turn scripts on to read this page.</noscript>",
        "<html><nav><a href='/'>Home</a> <a href='/w'>World</a></nav><script>x()</script>",
        "<!DOCTYPE html>",
        "<html><body><img src='a.png'></body></html>",
        "<html><body><!-- " + "<!--" * 1000,
    ],
)  # fmt: skip
def test_a_page_without_article_text_is_refused(markup: str) -> None:
    with pytest.raises(SourceError) as caught:
        page(markup)
    assert caught.value.code == "D110"


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p>Broken <b>tags <i>all over the place, he said</p></div></table><td",
        "<p>Broken tags all over the place, he said<p>",
        "<html><body><p>Broken tags all over the place, he said <a href='x",
        "<html><p>Broken tags </b></b></p> all over the place, he said</html></html><p>",
        "<" * 5000 + "p>Broken tags all over the place, he said",
        "<?xml version='1.0' encoding='utf-8'?><html><p>Broken tags all over the place, he said",
        "<html><div>" + "<span><b>" * 100 + "Broken tags all over the place, he said",
    ],
)
def test_broken_tags_do_not_lose_the_words(markup: str) -> None:
    text = page(markup).document.text

    assert text.startswith("Broken")
    assert "place, he said" in text


def test_a_page_on_which_no_article_stands_out_is_taken_whole_and_says_so() -> None:
    arrival = page("<div id='comments'>U.S. troops left the base on Friday.</div>")

    assert arrival.document.text == "U.S. troops left the base on Friday."
    assert "no article stands out" in arrival.problems[0].what


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1"])
def test_the_declared_character_set_is_used(charset: str) -> None:
    markup = f"<html><head><meta charset='{charset}'></head><p>Talks in Zürich went on for a day."

    assert "Zürich" in page(markup.encode("cp1252")).document.text


def test_a_long_page_is_aligned_in_linear_time() -> None:
    markup = "<html><body><article>" + BODY * 2000 + "</article></body></html>"
    arrival = page(markup)

    assert len(arrival.document.text) > 500_000
    assert len(arrival.alignment.runs) == 4 * 2000


def test_more_than_twenty_million_characters_are_too_large() -> None:
    with pytest.raises(SourceError) as caught:
        page("<html><p>" + "words of it " * 1_700_000)
    assert caught.value.code == "D108"


@settings(max_examples=100)
@given(
    st.text(
        st.one_of(
            st.sampled_from("\u00a0\u00ad\u200b\u200f\u202e\u2066‘’“”—é\u0301ﬁאب中𝔘👩\u200d\u2028"),
            st.characters(exclude_categories=("Cs", "Cc", "Zs")),
        ),
        max_size=20,
    )
)
def test_hostile_unicode_in_an_article_survives_exactly(strange: str) -> None:
    words = f"The office said {strange}x on Wednesday that the training of forces would resume."
    arrival = page(
        f"<html><body><article>{BODY}<p>{html.escape(words)}</p></article></body></html>"
    )

    assert words in arrival.document.text
    start = arrival.document.text.index(words)
    (origin,) = arrival.alignment.origins(start, start + len(words))
    assert arrival.alignment.originals[0][origin.start : origin.end] == words


def test_the_character_set_of_the_server_goes_before_that_of_the_page() -> None:
    markup = '<html><head><meta charset="koi8-r"></head><body><p>The café opened today.</p></body>'
    page = Source("a page", markup.encode("latin-1"), charset="iso-8859-1")

    assert arrive(page).document.text == "The café opened today."
