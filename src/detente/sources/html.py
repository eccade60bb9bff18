"""Web pages: the article of a page, in the page's own characters.

trafilatura finds which blocks of a page are its article and what the page says of itself. It also
tidies characters (no-break spaces, marks of direction), so each of its blocks is looked up in the
page's own text and taken from there. Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import trafilatura

from detente.errors import SourceError
from detente.records import Problem
from detente.sources import datelines
from detente.sources.alignment import Alignment, join
from detente.sources.passages import Page
from detente.sources.source import MOST_CHARACTERS, Draft
from detente.sources.text import as_declared, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.sources.source import Source

# What it has to say in passing is said here as errors and problems.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_CHARSET: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)=[\"'\s]*([\w-]+)", re.IGNORECASE
)
_HEAD: Final = 4_096
_ROOT: Final = re.compile(r"<(?:html|!doctype)\b", re.IGNORECASE)
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_UNSEEN: Final = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas",
    "select", "textarea", "audio", "video",
))  # fmt: skip
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "hi", "i", "ins", "kbd", "label", "mark", "q", "ref", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_BREAKS: Final = frozenset(("br", "lb"))
_BREAK: Final = "\v"
_BORDER: Final = "\x00"
_BESIDE_BREAKS: Final = re.compile(r" ?([\v\x00]) ?")
_BORDERS: Final = re.compile("[\v\x00]*\x00[\v\x00]*|\v{2,}")
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")  # what HTML calls white space; U+00A0 is none
_DATE_NAMES: Final = frozenset((
    "article:published_time", "og:published_time", "datepublished", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "date", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "citation_date", "release_date",
))  # fmt: skip
_JSON_DATE: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_NO_GUESSING: Final = {"extensive_search": False, "original_date": True}
_FEWEST_WORDS: Final = 6
"""A page is read if one of its blocks has this many words or ends as a sentence does."""

_SENTENCE_END: Final = re.compile(r"\w[.!?][\"”’')\]]*\s*$")


def draft(source: Source) -> Draft:
    """Read a saved web page.

    Raises:
        SourceError: D103, D106, D108 or D110: no text, nothing left of it, too large, no article.
    """
    markup, problems = _decoded(source)
    if len(markup) > MOST_CHARACTERS:
        raise SourceError("D108", source.name, detail=f"{len(markup) / 1e6:.0f} million characters")
    found = from_markup(markup, source.name)
    return replace(found, problems=(*problems, *found.problems))


def from_markup(markup: str, name: str) -> Draft:
    """Read the article out of the characters of a page; `name` is the subject of errors.

    Raises:
        SourceError: D110, there is no article text in it.
    """
    markup = _whole(markup)
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise SourceError("D110", name)
    page = Page(_text(tree, _UNSEEN))
    article: Any = trafilatura.bare_extraction(
        markup, with_metadata=True, include_comments=False, date_extraction_params=_NO_GUESSING
    )
    blocks = _paragraphs(_text(article.body)) if article else []
    whole = not any(blocks)
    if whole:
        blocks = _paragraphs(page.text)
    if not any(_is_prose(block) for block in blocks):
        raise SourceError("D110", name)
    text, runs = join(page.pieces(blocks))
    alone = (Problem(what="no article stands out on the page: all of its text was taken"),)
    return Draft(
        text=text,
        alignment=Alignment((page.text,), runs),
        media_type="text/html",
        title=article and article.title,
        publisher=article and article.sitename,
        authors=_authors(article),
        url=article and article.url,
        published=_published(tree, markup),
        problems=alone if whole else (),
    )


def _whole(markup: str) -> str:
    """`markup` as a page: trafilatura takes a bare fragment for no HTML at all."""
    markup = _XML_DECLARATION.sub("", markup, count=1)
    if _ROOT.search(markup, 0, _HEAD):
        return markup
    return f"<html><head></head><body>{markup}</body></html>"


def _decoded(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The characters of a page: UTF-8 where they are, else as declared, else as guessed.

    What the server declares goes before what the page does.
    """
    try:
        return source.data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        served = as_declared(source.data, source.charset)
    if served is not None:
        return served, ()
    declared = _CHARSET.search(source.data[:_HEAD])
    try:
        return source.data.decode(declared[1].decode("ascii") if declared else "ascii"), ()
    except (UnicodeDecodeError, LookupError):
        return decode(source.data, source.name)


def _text(tree: Any, unseen: frozenset[str] = frozenset()) -> str:  # noqa: ANN401 — lxml has no types
    """The text of `tree` as a browser shows it.

    White space is folded, a line break is one line end and the border of a block two.
    """
    words = _BESIDE_BREAKS.sub(r"\1", _SPACES.sub(" ", "".join(_shown(tree, unseen))))
    return _BORDERS.sub("\n\n", words).replace(_BREAK, "\n").strip("\n ")


def _shown(tree: Any, unseen: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 — lxml has no types
    """Yield what `tree` shows, `_BORDER` for the border of a block, `_BREAK` for a line break."""
    waiting: list[Any] = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        elif isinstance(here.tag, str) and here.tag not in unseen:
            border = "" if here.tag in _INLINE or here.tag in _BREAKS else _BORDER
            waiting.append(border)
            for child in reversed(here):
                waiting.extend((_plain(child.tail), child))
            waiting.extend((_plain(here.text), _BREAK if here.tag in _BREAKS else border))


def _plain(text: str | None) -> str:
    """The text of a node without the characters that stand for borders and breaks."""
    return text.replace(_BREAK, "").replace(_BORDER, "") if text else ""


def _paragraphs(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


def _is_prose(block: str) -> bool:
    """Whether a block is a sentence or more and no mere link of a menu."""
    return len(block.split()) >= _FEWEST_WORDS or bool(_SENTENCE_END.search(block))


def _authors(article: Any) -> tuple[str, ...]:  # noqa: ANN401 — trafilatura gives a union of types
    """The names that trafilatura joins by semicolons."""
    written = (article and article.author) or ""
    return tuple(name.strip() for name in written.split(";") if name.strip())


def _published(tree: Any, markup: str) -> str | None:  # noqa: ANN401 — lxml has no types
    """The date of publication that the page's metadata give, or its only `time` element."""
    given = [meta.get("content") for meta in tree.iter("meta") if _dates(meta)]
    given += _JSON_DATE.findall(markup)
    if not given:
        times = {(time.get("datetime") or "")[:10] for time in tree.iter("time")}
        given = list(times) if len(times) == 1 else []
    dates = (datelines.find(value) for value in given if value)
    return next((date.edtf for date in dates if date), None)


def _dates(meta: Any) -> bool:  # noqa: ANN401 — lxml has no types
    """Whether a `meta` element gives the date of publication."""
    names = (meta.get(key) or "" for key in ("property", "name", "itemprop"))
    return any(name.lower() in _DATE_NAMES for name in names)
