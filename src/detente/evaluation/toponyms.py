"""Toponyms: which place a name in a text means.

Two questions are asked of each place name of the gold. "given": which place is it, the name being
given? "raw": is it found in the text, and which place is it? A name that is not found counts as
wrong there. Country accuracy is over all names that lie in a country; accuracy at 161 km (100
miles, the field's custom: Cheng et al. 2010) over those that name no whole country, since we give
a country no point.

Where the gold has coordinates alone, its country is that of the nearest town; a name that is a
country's keeps that country where it has a town near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente import gazetteer
from detente.evaluation import baselines, reading
from detente.evaluation.casting import cast
from detente.evaluation.core import Judgement, Task, agreement
from detente.evaluation.earth import countries_near
from detente.evaluation.gold import read_lines
from detente.gazetteer.earth import distance
from detente.reading.places import Atlas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case
    from detente.gazetteer import Match
    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence
    from detente.records import Location

NEAR: Final = 161.0
"""Kilometres: a point this far from the gold's is right."""
_KEPT: Final = ("start", "end", "text", "country", "lat", "lon")
_NO_NAMES: Final = {"Coercion", "Embedded_Literal", "Embedded_Non_Lit"}
"""Types of GeoWebNews whose words name a venue or a body ("Delhi High Court"), not a place."""
_SITES: Final = {"GPE", "LOC", "FAC"}
_HALF: Final = 0.5
_DAY: Final = len("2020-05-13")

Found = dict[str, Any]
"""`start`, `end`, `country`, `lat` and `lon` of a place; the last three None where unknown."""


def cases(path: Path) -> list[Case]:
    """The cases of a file; each toponym with `lat`, `lon` and `country` (alpha-3 or None)."""
    read = read_lines(path)
    for case in read:
        names = (_normal(t) for t in case["toponyms"] if t.get("type") not in _NO_NAMES)
        case["toponyms"] = [t for t in names if t["lat"] is not None]
        case["dct"] = str(case.get("dct") or "")[:_DAY] or None
    return [c for c in read if c["toponyms"]]


def _normal(toponym: dict[str, Any]) -> dict[str, Any]:
    """A toponym with the keys of `_KEPT`, whatever its set calls them."""
    latitude, longitude = (
        toponym.get(short, toponym.get(long))
        for short, long in (("lat", "latitude"), ("lon", "longitude"))
    )
    values = {**toponym, "lat": None, "lon": None}
    if latitude is not None and longitude is not None:
        values |= {"lat": float(latitude), "lon": float(longitude)}
        values["country"] = _country(values)
    return {key: values.get(key) for key in _KEPT}


def _country(toponym: dict[str, Any]) -> str | None:
    """The country of a toponym of the gold: the one it says, else the one around its point."""
    said = str(toponym.get("country") or "")
    if said:
        known = gazetteer.country(said)
        return known.code if known else _whole(said)
    if _is_wide(toponym["text"]):
        return None
    near = countries_near((toponym["lat"], toponym["lon"]))
    named = _whole(toponym["text"])
    return named if named in near else next(iter(near), None)


def _is_wide(name: str) -> bool:
    """Whether a name is known to be of no one country: a continent's, a sea's, a union's."""
    known = gazetteer.lookup(name)
    if known:
        return not any(e.country for e in known)
    return any(p.country is None for p in gazetteer.places(name)[:1])


def _whole(name: str) -> str | None:
    """The country a name or adjective is a whole country's; None for other names."""
    return next((e.country for e in gazetteer.lookup(name) if e.kind == "country"), None)


def ours() -> Answerer:
    """Our answerer: for each toponym, the place "given" its name and the one from "raw" text."""
    return _answer


def _answer(case: Case) -> list[dict[str, Found | None]]:
    text = case["text"]
    sentences, parties = cast(text, case.get("dct"))
    answers = reading.answers(text)
    atlas = Atlas(parties, answers)
    raw = [
        *_tagged(atlas, answers, text),
        *_said(atlas, sentences),
        *_known(atlas, parties.names.matches, text),
    ]
    return [
        {"given": _given(atlas, t), "raw": _covering(raw, t["start"], t["end"])}
        for t in case["toponyms"]
    ]


def _tagged(atlas: Atlas, answers: Answers, text: str) -> Iterator[Found]:
    """The places whose names the trained head finds."""
    named = [each for each in answers.tagged("name") if each.label == "place"]
    for start, end, *_ in (*answers.tagged("place_name"), *named):
        place = _given(atlas, {"start": start, "end": end, "text": text[start:end]})
        if place is not None:
            yield place


def _said(atlas: Atlas, sentences: Iterable[Sentence]) -> Iterator[Found]:
    """The places that proper nouns of a text name."""
    for sentence in sentences:
        for token in sentence:
            if token.pos == "PROPN":
                location = atlas._named(sentence, token)  # noqa: SLF001 - the rule that is measured
                if location is not None:
                    yield _found(location)


def _known(atlas: Atlas, matches: Iterable[Match], text: str) -> Iterator[Found]:
    """The places and countries the gazetteer finds, adjectives ("Turkish") included."""
    for match in matches:
        entry = match.entries[0]
        if entry.kind == "country":
            yield _value(match.start, match.end, entry.country)
        elif any(e.kind == "place" for e in match.entries):
            name = {"start": match.start, "end": match.end, "text": text[match.start : match.end]}
            place = _given(atlas, name)
            yield place or _value(match.start, match.end, entry.country)


def _given(atlas: Atlas, toponym: dict[str, Any]) -> Found | None:
    """The place of a name; of an adjective, its country; of an unknown name, where others are."""
    start, end = toponym["start"], toponym["end"]
    location = atlas.called(toponym["text"], start)
    if location is not None:
        return _value(start, end, location.country, location.latitude, location.longitude)
    country = _whole(toponym["text"])
    if country:
        return _value(start, end, country)
    near = atlas.around(start)
    if near is None:
        return None
    return _value(start, end, near.country, near.latitude, near.longitude)


def _found(location: Location) -> Found:
    return _value(
        location.start, location.end, location.country, location.latitude, location.longitude
    )


def _value(
    start: int,
    end: int,
    country: str | None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Found:
    return {"start": start, "end": end, "country": country, "lat": latitude, "lon": longitude}


def _covering(found: Sequence[Found], start: int, end: int) -> Found | None:
    """The place whose name overlaps a stretch of the text most, by at least half of both."""

    def share(place: Found) -> float:
        first, last = int(place["start"]), int(place["end"])
        return (min(end, last) - max(start, first)) / (max(end, last) - min(start, first))

    best = max(found, key=share, default=None)
    return best if best is not None and share(best) >= _HALF else None


def most_people(_training: Sequence[Case]) -> Answerer:
    """The baseline: names that the small English pipeline calls places, and of the places of a
    name the one with most people, wherever the text is about.
    """
    return _first_of_name


def _first_of_name(case: Case) -> list[dict[str, Found | None]]:
    text = case["text"]
    spans = [(s, e) for s, e, kind in baselines.pipeline_names(text) if kind in _SITES]
    raw = [p for s, e in spans if (p := _largest(text[s:e], s, e))]
    return [
        {
            "given": _largest(t["text"], t["start"], t["end"]),
            "raw": _covering(raw, t["start"], t["end"]),
        }
        for t in case["toponyms"]
    ]


def _largest(name: str, start: int, end: int) -> Found | None:
    country = _whole(name)
    if country:
        return _value(start, end, country)
    place = max(gazetteer.places(name), key=lambda p: p.population, default=None)
    if place is None:
        return None
    return _value(start, end, place.country, place.latitude, place.longitude)


def judge(case: Case, answer: list[dict[str, Found | None]]) -> Judgement:
    """Compare each toponym's place with the gold's."""
    values: dict[str, list[tuple[float, float]]] = {}
    for toponym, places in zip(case["toponyms"], answer, strict=True):
        values.setdefault("found", []).append((1.0, float(places["raw"] is not None)))
        for way, place in places.items():
            for measure, right in _compared(toponym, place):
                values.setdefault(f"{way}_{measure}", []).append((1.0, float(right)))
                if way == "raw" and place is not None:
                    values.setdefault(f"found_{measure}", []).append((1.0, float(right)))
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold=case["toponyms"],
        ours=answer,
        values=values,
        loss=sum(g - o for g, o in values.get("given_country", ())),
    )


def _compared(toponym: dict[str, Any], place: Found | None) -> Iterator[tuple[str, bool]]:
    """The measures a toponym counts for, and whether a place is right by them."""
    if toponym["country"] is not None:
        yield "country", place is not None and place["country"] == toponym["country"]
    if _whole(toponym["text"]) != toponym["country"] or toponym["country"] is None:
        yield "161km", place is not None and _is_near(toponym, place)


def _is_near(toponym: dict[str, Any], place: Found) -> bool:
    if place["lat"] is None or place["lon"] is None:
        return False
    there = (place["lat"], place["lon"])
    return distance((toponym["lat"], toponym["lon"]), there) <= NEAR


_MEASURES: Final = ("found", *(
    f"{way}_{measure}" for way in ("given", "raw", "found") for measure in ("country", "161km")
))  # fmt: skip


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Shares of the gold's toponyms: found in raw text; and of those given, of all in raw text,
    and of those found there, how many are in the right country and within 161 km.
    """
    return {name: agreement(judgements, name) for name in _MEASURES}


TASK: Final = Task(
    name="toponyms",
    title="Toponyms: country and place of names, the name given and from raw text",
    files=("geowebnews/dev.jsonl",),
    train=("lgl/train.jsonl",),
    cases=cases,
    answer=ours,
    baselines={"most people": most_people},
    judge=judge,
    measures=measures,
    headline="given_country",
    gated=("given_country", "given_161km", "raw_country", "raw_161km", "found"),
)
