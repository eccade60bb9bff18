from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.errors import CasebookError
from tests.casebook.stories import text as story

if TYPE_CHECKING:
    from pathlib import Path

    from tests.watch.conftest import Newsroom


def documents(newsroom: Newsroom) -> list[dict[str, object]]:
    with Casebook(newsroom.folder / "casebook") as casebook:
        return casebook.documents()


def test_what_a_feed_lists_is_fetched_read_and_kept(newsroom: Newsroom) -> None:
    feed = newsroom.feed("/rss", "/a", "/b")
    seen = newsroom.look(feed)
    assert seen.new == [newsroom.server.url("/a"), newsroom.server.url("/b")]
    assert (seen.listed, seen.troubles) == ([2], [])
    (first, second) = sorted(documents(newsroom), key=lambda row: str(row["url"]))
    assert (first["url"], first["title"]) == (newsroom.server.url("/a"), "/a")
    assert first["published"] == "2020-05-13"
    assert second["source"] == newsroom.server.url("/b")


def test_the_second_look_brings_what_is_new_only(newsroom: Newsroom) -> None:
    newsroom.look(newsroom.feed("/rss", "/a"))
    newsroom.later(hours=1)
    seen = newsroom.look(newsroom.feed("/rss", "/b", "/a"))
    assert seen.new == [newsroom.server.url("/b")]
    assert "/a" not in newsroom.server.paths


def test_a_feed_is_not_asked_before_it_is_due(newsroom: Newsroom) -> None:
    feed = {"url": newsroom.feed("/rss"), "every": "1h"}
    newsroom.look(feed)
    newsroom.later(minutes=58)
    assert newsroom.look(feed).listed == []
    assert newsroom.server.paths == []
    newsroom.later(minutes=1, seconds=30)
    assert newsroom.look(feed).listed == [0]


def test_a_pass_with_nothing_to_read_loads_no_reader(newsroom: Newsroom) -> None:
    newsroom.look(newsroom.feed("/rss"))
    assert newsroom.loaded == 0
    newsroom.later(hours=1)
    newsroom.look(newsroom.feed("/rss", "/a"))
    assert newsroom.loaded == 1


def test_a_feed_that_has_not_changed_is_not_sent_again(newsroom: Newsroom) -> None:
    feed = newsroom.feed("/rss", "/a", ETag='"1"')
    newsroom.look(feed)
    newsroom.later(hours=1)
    newsroom.server.gives("/rss", status=304)
    seen = newsroom.look(feed)
    assert (seen.listed, seen.troubles) == ([0], [])
    assert newsroom.server.asked[-1][1]["If-None-Match"] == '"1"'


@pytest.mark.parametrize(
    ("status", "code"), [(500, "D127"), (429, "D127"), (403, "D126"), (404, "D128")]
)
def test_a_feed_that_fails_is_tried_again_later_and_later(
    newsroom: Newsroom, status: int, code: str
) -> None:
    feed = {"url": newsroom.server.gives("/rss", status=status), "every": "1h"}
    waits = []
    for failures in range(1, 5):
        seen = newsroom.look(feed)
        assert seen.codes == [code]
        assert seen.troubles[0].of_feed
        again = seen.troubles[0].again
        assert again
        waits.append((again - newsroom.clock.time) / timedelta(hours=1))
        with Casebook(newsroom.folder / "casebook") as casebook:
            state = casebook.feeds.state(feed["url"])
        assert (state.failures, state.code, state.due) == (failures, code, again)
        newsroom.clock.time = again
    assert [int(wait) for wait in waits] == [1, 2, 4, 8]
    newsroom.feed("/rss", "/a")
    assert newsroom.look(feed).listed == [1]
    with Casebook(newsroom.folder / "casebook") as casebook:
        assert casebook.feeds.state(feed["url"]).failures == 0


def test_a_feed_waits_for_as_long_as_its_server_asks(newsroom: Newsroom) -> None:
    url = newsroom.server.gives("/rss", status=503, headers={"Retry-After": "86400"})
    (trouble,) = newsroom.look(url).troubles
    assert trouble.again
    assert trouble.again - newsroom.clock.time >= timedelta(days=1)


def test_one_feed_that_fails_costs_itself_only(newsroom: Newsroom) -> None:
    seen = newsroom.look(
        newsroom.server.gives("/bad", status=500),
        newsroom.feed("/rss", "/a"),
        "http://localhost:1/",
    )
    assert seen.codes == ["D127", "D127"]
    assert seen.new == [newsroom.server.url("/a")]


def test_whoever_failed_is_asked_at_once_if_that_is_wanted(newsroom: Newsroom) -> None:
    url = newsroom.server.gives("/rss", status=500)
    newsroom.look(url)
    assert newsroom.look(url).news == []
    newsroom.feed("/rss", "/a")
    assert len(newsroom.look(url, retry=True).new) == 1


def test_a_feed_that_is_gone_for_good_is_not_asked_again(newsroom: Newsroom) -> None:
    url = newsroom.server.gives("/rss", status=410)
    seen = newsroom.look(url)
    assert seen.codes == ["D128"]
    assert seen.troubles[0].again is None
    assert "gone for good" in seen.told[0]
    newsroom.later(days=400)
    assert newsroom.look(url).news == []
    newsroom.feed("/rss", "/a")
    assert len(newsroom.look(url, retry=True).new) == 1


def test_where_a_feed_has_moved_for_good_is_remembered(newsroom: Newsroom) -> None:
    newsroom.feed("/new", "/a")
    url = newsroom.server.leads("/old", "/new", status=301)
    assert newsroom.look(url).told == [
        f"has moved to {newsroom.server.url('/new')}: change it in the list"
    ]
    newsroom.later(hours=1)
    assert newsroom.look(url).told == []
    assert newsroom.server.paths == ["/robots.txt", "/new"]
    newsroom.server.gives("/new", status=404)
    newsroom.feed("/old", "/b")
    newsroom.later(hours=1)
    assert newsroom.look(url).codes == ["D128"]
    newsroom.later(hours=1)
    assert newsroom.look(url).new == [newsroom.server.url("/b")]


def test_a_move_to_what_is_no_feed_is_not_believed(newsroom: Newsroom) -> None:
    newsroom.page("/login")
    url = newsroom.server.leads("/rss", "/login", status=301)
    assert newsroom.look(url).codes == ["D133"]
    newsroom.later(days=1)
    newsroom.look(url)
    assert newsroom.server.paths == ["/robots.txt", "/rss", "/login"]


def test_a_page_that_fails_is_tried_again_and_then_given_up(newsroom: Newsroom) -> None:
    url = newsroom.feed("/rss", "/a")
    newsroom.server.gives("/a", status=500)
    for tries in range(1, 6):
        (trouble,) = newsroom.look(url).troubles
        assert (trouble.error.code, trouble.of_feed) == ("D127", False)
        assert (trouble.again is None) is (tries == 5)
        newsroom.clock.time = trouble.again or newsroom.clock.time
    newsroom.later(days=9)
    assert newsroom.look(url).troubles == []
    with Casebook(newsroom.folder / "casebook") as casebook:
        assert casebook.feeds.counts(url).given_up == 1
        assert [row["code"] for row in casebook.problems()] == ["D127"]


def test_a_page_that_fails_for_good_is_given_up_at_once(newsroom: Newsroom) -> None:
    url = newsroom.feed("/rss", "/a", "/b", "/c")
    newsroom.server.gives("/a", status=404)
    newsroom.server.gives("/b", b"\x00\x01", kind="image/png")
    newsroom.page("/c", "showed a defect")
    seen = newsroom.look(url)
    assert seen.codes == ["D128", "D103", "D111"]
    assert all(trouble.again is None for trouble in seen.troubles)


def test_what_robots_may_not_fetch_is_left_alone(newsroom: Newsroom) -> None:
    newsroom.server.gives("/robots.txt", "User-agent: detente\nDisallow: /secret/")
    seen = newsroom.look(newsroom.feed("/rss", "/secret/a", "/b"), newsroom.feed("/secret/rss"))
    assert seen.codes == ["D132", "D132"]
    assert seen.new == [newsroom.server.url("/b")]
    assert not [path for path in newsroom.server.paths if path.startswith("/secret")]


def test_a_full_article_in_a_feed_is_read_from_there(newsroom: Newsroom) -> None:
    text = "<p>The talks between the two sides began in the capital on Monday.</p>" * 12
    item = f"<item><link>{newsroom.server.url('/a')}</link><title>Talks</title>{{}}</item>"
    body = f"<encoded xmlns='http://purl.org/rss/1.0/modules/content/'><![CDATA[{text}]]></encoded>"
    feed = newsroom.server.gives(
        "/rss", f"<rss version='2.0'><channel>{item.format(body)}</channel></rss>"
    )
    newsroom.page("/a")
    assert newsroom.look(feed).new == [newsroom.server.url("/a")]
    assert "/a" not in newsroom.server.paths
    (row,) = documents(newsroom)
    assert (row["title"], row["url"]) == ("Talks", newsroom.server.url("/a"))


def test_the_page_is_fetched_all_the_same_where_that_is_wanted(newsroom: Newsroom) -> None:
    text = "<p>The talks between the two sides began in the capital on Monday.</p>" * 12
    body = f"<description><![CDATA[{text}]]></description>"
    link = f"<link>{newsroom.page('/a')}</link>"
    url = newsroom.server.gives(
        "/rss", f"<rss version='2.0'><channel><item>{link}{body}</item></channel></rss>"
    )
    newsroom.look({"url": url, "articles": "page"})
    assert "/a" in newsroom.server.paths


def test_no_page_is_fetched_where_only_the_feed_is_wanted(newsroom: Newsroom) -> None:
    item = "<item><link>/a</link><description>The talks began in the capital.</description></item>"
    empty = "<item><link>/b</link><title>Talks</title></item>"
    url = newsroom.server.gives(
        "/rss", f"<rss version='2.0'><channel>{item}{empty}</channel></rss>"
    )
    seen = newsroom.look({"url": url, "articles": "feed"})
    assert seen.new == [newsroom.server.url("/a")]
    assert seen.codes == ["D102"]
    assert newsroom.server.paths == ["/robots.txt", "/rss"]


def test_publisher_and_since_of_the_list_stand(newsroom: Newsroom) -> None:
    url = newsroom.feed("/rss", "/a")
    newsroom.look({"url": url, "publisher": "Gulf Wire", "since": "2020-05-13"})
    assert [row["publisher"] for row in documents(newsroom)] == ["Gulf Wire"]
    newer = {"url": newsroom.feed("/rss2", "/b"), "since": "2020-05-14"}
    assert newsroom.look(newer).listed == [0]


def test_what_is_too_much_for_one_pass_comes_in_the_next(newsroom: Newsroom) -> None:
    feed = {"url": newsroom.feed("/rss", "/a", "/b", "/c"), "most": 2}
    assert len(newsroom.look(feed).new) == 2
    assert newsroom.look(feed).new == [newsroom.server.url("/c")]


def test_many_pages_come_in_the_order_they_are_listed(newsroom: Newsroom) -> None:
    paths = [f"/{number}" for number in range(40)]
    assert newsroom.look(newsroom.feed("/rss", *paths)).new == [
        newsroom.server.url(path) for path in paths
    ]


def test_a_page_that_two_feeds_list_is_fetched_once(newsroom: Newsroom) -> None:
    seen = newsroom.look(newsroom.feed("/rss", "/a"), newsroom.feed("/top", "/a"))
    assert seen.new == [newsroom.server.url("/a")]
    assert newsroom.server.paths.count("/a") == 1
    with Casebook(newsroom.folder / "casebook") as casebook:
        assert casebook.feeds.counts(newsroom.server.url("/top")).read == 1


def test_the_same_text_at_another_address_is_not_new(newsroom: Newsroom) -> None:
    page = "<html><body><p>The talks began in the capital on Monday.</p></body></html>"
    for path in ("/a", "/b"):
        newsroom.server.gives(path, page)
    seen = newsroom.look(newsroom.feed("/rss", "/a", "/b"))
    assert seen.new == [newsroom.server.url("/a")]
    assert seen.troubles == []


def sitemap(*paths: str, tag: str = "url") -> str:
    listed = "".join(f"<{tag}><loc>{path}</loc></{tag}>" for path in paths)
    root = "urlset" if tag == "url" else "sitemapindex"
    return f"<{root}>{listed}</{root}>"


def test_the_sitemaps_of_an_index_are_looked_at_in_turn(newsroom: Newsroom) -> None:
    names = [f"/map{number}" for number in range(12)]
    for number, name in enumerate(names):
        newsroom.server.gives(name, sitemap(newsroom.page(f"/p{number}")), kind="text/xml")
    index = newsroom.server.gives("/index", sitemap(*names, tag="sitemap"), kind="text/xml")
    assert newsroom.look(index).listed == [10]
    newsroom.later(hours=1)
    assert newsroom.look(index).listed == [2]
    assert newsroom.server.paths[2:4] == ["/map10", "/map11"]


def test_a_sitemap_of_an_index_that_fails_costs_itself_only(newsroom: Newsroom) -> None:
    newsroom.server.gives("/bad", "no sitemap")
    newsroom.server.gives("/good", sitemap(newsroom.page("/a")), kind="text/xml")
    index = newsroom.server.gives("/index", sitemap("/bad", "/none", "/good", tag="sitemap"))
    assert newsroom.look(index).new == [newsroom.server.url("/a")]


def test_new_files_of_a_folder_are_read(newsroom: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    old = datetime(2020, 5, 13, 9, tzinfo=UTC).timestamp()
    for name in ("a.txt", "deep/b.txt", "new.txt", ".hidden.txt"):
        (folder / name).write_text(f"The talks of {name} began in the capital on Monday.")
        os.utime(folder / name, (old, old))
    now = newsroom.clock.time.timestamp() - 1
    os.utime(folder / "new.txt", (now, now))
    feed = {"path": folder, "every": "1m"}
    assert newsroom.look(feed).new == [str(folder / "a.txt"), str(folder / "deep/b.txt")]
    newsroom.later(minutes=2)
    (folder / "a.txt").write_text("The talks of a.txt ended in the capital on Tuesday.")
    os.utime(folder / "a.txt", (old + 60, old + 60))
    assert newsroom.look(feed).new == [str(folder / "a.txt"), str(folder / "new.txt")]
    assert newsroom.server.asked == []


def test_a_casebook_in_a_folder_is_passed_over(newsroom: Newsroom) -> None:
    newsroom.clock.time = datetime(2100, 1, 1, tzinfo=UTC)
    with Casebook(newsroom.folder / "casebook"):
        pass
    (newsroom.folder / "a.txt").write_text("The talks began in the capital on Monday.")
    feed = {"path": newsroom.folder, "every": "1m"}
    newsroom.look(feed)
    newsroom.later(hours=1)
    assert newsroom.look(feed).news[0].new == 0


def test_a_folder_that_is_not_there_is_a_trouble(newsroom: Newsroom) -> None:
    assert newsroom.look({"path": newsroom.folder / "none"}).codes == ["D101"]


def test_one_pass_at_a_time(newsroom: Newsroom) -> None:
    feed = newsroom.feed("/rss", "/a")
    with (
        Casebook(newsroom.folder / "casebook") as casebook,
        casebook.watching(),
        pytest.raises(CasebookError, match="D204"),
    ):
        newsroom.look(feed)


def test_what_was_brought_is_marked_with_its_time(newsroom: Newsroom) -> None:
    newsroom.look(newsroom.feed("/rss", "/a"))
    newsroom.later(hours=1)
    middle = newsroom.clock.time
    newsroom.look(newsroom.feed("/rss", "/a", "/b"))
    with Casebook(newsroom.folder / "casebook") as casebook:
        later = casebook.feeds.brought_since(middle)
        assert len(later) == 1
        assert len(casebook.feeds.brought_since(middle - timedelta(days=1))) == 2
        assert casebook.record(later.pop()).document.url == newsroom.server.url("/b")


def test_each_printing_of_a_story_is_settled_as_its_own(newsroom: Newsroom) -> None:
    inbox = newsroom.folder / "inbox"
    inbox.mkdir()
    for name, numbers in (("a", range(6)), ("b", range(12, 20)), ("c", range(9))):
        path = inbox / f"{name}.txt"
        path.write_text(story(numbers))
        os.utime(path, (0, 0))
    newsroom.look({"path": inbox, "every": "1m"})
    with closing(sqlite3.connect(newsroom.folder / "casebook" / "ledger.sqlite")) as ledger:
        items = ledger.execute("SELECT key, document FROM feed_items").fetchall()
    settled = {key.partition("\x1f")[0]: document for key, document in items}
    assert settled == {row["source"]: row["document"] for row in documents(newsroom)}
