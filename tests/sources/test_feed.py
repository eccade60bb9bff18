from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import SourceError
from detente.sources.feed import Feed, Item, day, parse

_URL = "https://wire.example/news/feed"
_LONG = "<p>The talks between the two sides began in the capital on Monday.</p>" * 12

_RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Gulf Wire</title>
<item><title>Talks &amp; caf\xe9s &lt;b&gt;begin&lt;/b&gt;</title>
<link>/a?x=1#top</link><guid>tag:1</guid>
<pubDate>Wed, 13 May 2020 23:30:00 -0500</pubDate><dc:creator>Jane Doe</dc:creator>
<description>The talks began.</description></item>
<item><title>Without a guid</title><link>https://wire.example/b</link>
<content:encoded><![CDATA[{long}]]></content:encoded></item>
<item><title>Nowhere</title><link>javascript:alert(1)</link>
<guid isPermaLink="false">n</guid></item>
<item><title>Again</title><guid>tag:1</guid></item>
</channel></rss>"""

_ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sea News</title>
<entry><id>urn:1</id><title>Ships</title><link href="a.html"/>
<updated>2020-05-14T01:00:00Z</updated>
<published>2020-05-13T23:30:00-05:00</published><author><name>Jane Doe</name></author>
<content type="html"><![CDATA[{_LONG}<script>alert(1)</script>]]></content></entry></feed>"""

_JSON: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Levant Wire",
    "items": [
        {
            "id": 7,
            "url": "/c",
            "title": "Envoys meet",
            "content_text": "One <line>.\n\nAnother.",
            "date_published": "2020-05-13T10:00:00Z",
            "authors": [{"name": "Jane Doe"}, {"url": "https://wire.example/jd"}],
        },
        {"external_url": "https://other.example/d", "summary": "Short & good."},
        {"title": "neither id nor address"},
        "no item",
    ],
}

_MAP = """<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://wire.example/a?x=1&amp;y=2</loc><lastmod>2020-05-14</lastmod>
<image:image><image:loc>https://wire.example/a.png</image:loc></image:image>
<news:news><news:publication_date>2020-05-13</news:publication_date><news:title>Talks</news:title>
</news:news></url>
<url><loc>&e;</loc></url>
<url><loc> https://wire.example/b </loc></url>
</urlset>"""


def rss(encoding: str = "utf-8") -> bytes:
    return _RSS.format(encoding=encoding, long=_LONG).encode(encoding)


def test_rss_gives_its_items_in_order_each_once() -> None:
    found = parse(rss(), url=_URL)
    assert found.title == "Gulf Wire"
    assert [item.key for item in found.items] == ["tag:1", "https://wire.example/b", "n"]
    assert found.items[0] == Item(
        key="tag:1",
        url="https://wire.example/a?x=1",
        title="Talks & cafés begin",
        published="2020-05-13",
        authors=("Jane Doe",),
        summary="The talks began.",
    )
    assert found.items[2].url is None


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_the_encoding_that_a_feed_declares_is_used(encoding: str) -> None:
    assert parse(rss(encoding), url=_URL).items[0].title == "Talks & cafés begin"


def test_the_encoding_that_a_server_declares_wrongly_does_no_harm() -> None:
    assert parse(rss("latin-1"), url=_URL, charset="utf-8").items[0].title == "Talks & cafés begin"


def test_atom_gives_its_items() -> None:
    (item,) = parse(_ATOM.encode(), url=_URL).items
    assert (item.key, item.url) == ("urn:1", "https://wire.example/news/a.html")
    assert (item.published, item.changed) == ("2020-05-13", "2020-05-14")
    assert item.authors == ("Jane Doe",)
    assert item.full
    assert "alert" not in item.full


def test_json_gives_its_items() -> None:
    found = parse(json.dumps(_JSON).encode(), url=_URL)
    assert found.title == "Levant Wire"
    assert found.items == (
        Item(
            key="7",
            url="https://wire.example/c",
            title="Envoys meet",
            published="2020-05-13",
            authors=("Jane Doe",),
            text="<p>One &lt;line&gt;.</p><p>Another.</p>",
        ),
        Item(
            key="https://other.example/d",
            url="https://other.example/d",
            summary="Short &amp; good.",
        ),
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_gives_its_pages_and_loads_nothing(pack: Any) -> None:
    first, second = parse(pack(_MAP.encode()), url=_URL).items
    assert first == Item(
        key="https://wire.example/a?x=1&y=2",
        url="https://wire.example/a?x=1&y=2",
        title="Talks",
        published="2020-05-13",
        changed="2020-05-14",
    )
    assert second.url == "https://wire.example/b"


def test_an_index_gives_its_sitemaps_the_newest_first() -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>"
        "<sitemap><loc>/new.xml.gz</loc><lastmod>2020-05-01T10:00:00Z</lastmod></sitemap>"
        "<sitemap><loc>/undated.xml</loc></sitemap></sitemapindex>"
    )
    found = parse(index.encode(), url=_URL)
    assert found == Feed(
        parts=(
            "https://wire.example/new.xml.gz",
            "https://wire.example/old.xml",
            "https://wire.example/undated.xml",
        )
    )


def test_a_feed_that_breaks_off_gives_what_it_holds() -> None:
    cut = rss().partition(b"<item><title>Nowhere")[0]
    assert [item.title for item in parse(cut, url=_URL).items] == [
        "Talks & cafés begin",
        "Without a guid",
    ]


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse(b"<rss version='2.0'><channel></channel></rss>", url=_URL).items == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Talks began.",
        b"<html><body>Talks began.</body></html>",
        b'{"version": "1.0", "items": []}',
        b'{"a":' * 100_000,
        b"{broken",
        b"<urlset></urlset>",
        b"\x00\x01\x02",
        gzip.compress(b"Talks")[:-3],
        gzip.compress(bytes(30_000_000)),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="D133"):
        parse(data, url=_URL)


def test_halves_of_characters_are_let_go() -> None:
    item = {"id": "1\ud800", "title": "\udfff", "authors": [{"name": "\ud800"}]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    (found,) = parse(json.dumps(feed).encode(), url=_URL).items
    assert (found.key, found.title, found.authors) == ("1?", "?", ("?",))


def test_a_feed_that_is_too_large_is_refused() -> None:
    with pytest.raises(SourceError, match="D131"):
        parse(b"<rss>" + b" " * 4_000_000, url=_URL)


def test_a_web_page_given_for_its_feed_names_the_feed() -> None:
    page = (
        b"<html><head><link rel=alternate type='application/rss+xml' href='/rss?a=1&amp;b=2'>"
        b"<link rel=stylesheet href=/style.css></head><body></body></html>"
    )
    with pytest.raises(SourceError) as caught:
        parse(page, url=_URL)
    assert caught.value.detail == "the page names https://wire.example/rss?a=1&b=2"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        (_LONG, True),
        ("<p>The talks began in the capital.</p>", False),
        (_LONG + "<p>More was said […]</p>", False),
        (_LONG + '<a href="/a">Read more</a>', False),
        ("", False),
    ],
)
def test_an_article_is_told_from_a_summary(text: str, *, full: bool) -> None:
    assert bool(Item("1", text=text).full) is full


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wed, 13 May 2020 10:00:00 GMT", "2020-05-13"),
        ("13 May 2020", "2020-05-13"),
        ("2020-05-13", "2020-05-13"),
        ("2020-05-13T10:00:00.123Z", "2020-05-13"),
        ("04/11/2021", None),
        ("Mon, 99 Foo 2020", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_taken_where_it_is_sure(written: str | None, expected: str | None) -> None:
    assert day(written) == expected


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"<urlset>", b'{"version":']))
def test_nothing_but_a_feed_or_a_refusal_comes_of_bytes(data: bytes, start: bytes) -> None:
    try:
        found = parse(start + data, url=_URL)
    except SourceError:
        return
    assert found.items or found.parts or start == b"<rss>"


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "url", "title", "authors", "author", "name", "content_html"]), deeper
    ),
    max_leaves=8,
))  # fmt: skip
def test_items_of_any_form_do_no_harm(item: object) -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": [item, {"id": "good"}]}
    assert any(found.key == "good" for found in parse(json.dumps(feed).encode(), url=_URL).items)
