"""Endnotes: evidence, numbered in the order it is referred to.

An endnote quotes the whole sentences of the document in which the evidence stands, so that words
are not torn out of them, and all that one sentence of a document proves is one endnote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente import wording
from detente.casebook.rows import IMPORTED
from detente.inquiries import answers
from detente.inquiries.chains import question_at
from detente.reading.sentences import split
from detente.report.document.pieces import Note, Reference, Run
from detente.report.naming import mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook import Casebook
    from detente.inquiries.inquiry import Answer, Inquiry
    from detente.records import Document, Record
    from detente.report.document.pieces import Line
    from detente.report.evidence import Evidence, Sentence

_LONGEST: Final = 700
"""Code points of a quote; where the sentences are longer, the evidence alone is quoted."""

_SHORT: Final = 320
"""Code points of a sentence that is quoted in the text itself."""
_STOPS: Final = (".", "!", "?", '."', ".”")
"""What ends a quote so that nothing is to follow."""

Place = tuple[str, int | None, int | None]
"""A document and where in its text."""


class Citations:
    """The endnotes of one report, as they come.

    Args:
        casebook: What holds the documents.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._records: dict[str, Record] = {}
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        self._numbers: dict[Place, int] = {}
        self._times: dict[int, int] = {}
        self._answers: dict[str, tuple[Inquiry, Answer]] | None = None

    def refer(self, evidence: Iterable[Evidence]) -> tuple[Reference, ...]:
        """References to the endnotes of this evidence, in the order of their numbers."""
        numbers = sorted({self._number(place) for place in self.places(evidence)})
        references = []
        for number in numbers:
            self._times[number] = self._times.get(number, 0) + 1
            references.append(Reference(number, self._times[number]))
        return tuple(references)

    def places(self, evidence: Iterable[Evidence]) -> list[Place]:
        """Where evidence stands, by whole sentences.

        A document that is cited as a whole and by its words is cited by its words.
        """
        found = dict.fromkeys(self._place(each) for each in evidence)
        quoted = {document for document, start, _ in found if start is not None}
        return [place for place in found if place[1] is not None or place[0] not in quoted]

    def told(self, sentence: Sentence) -> Line:
        """A sentence with its endnotes at its end."""
        return (Run(str(sentence), self.refer(sentence.evidence)),)

    def parted(self, sentence: Sentence) -> Line:
        """A sentence with endnotes behind each part that rests on some."""
        return tuple(Run(part.text, self.refer(part.evidence)) for part in sentence.phrases)

    def load(self, documents: Iterable[str]) -> None:
        """Fetch what will be cited together: many records take little longer than one."""
        wanted = [each for each in dict.fromkeys(documents) if each not in self._records]
        if wanted:
            found = self._casebook.records(wanted, standing=True)
            self._records |= {each.document.id: each for each in found}

    def record(self, document: str) -> Record:
        """What stands of a document, by its id."""
        self.load([document])
        return self._records[document]

    def document(self, document: str) -> Document:
        """A document by its id."""
        return self.record(document).document

    def is_row(self, document: str) -> bool:
        """Whether a document is a row of a data set that was brought in."""
        return self.record(document).reader.model.startswith(IMPORTED)

    def answer(self, document: str) -> tuple[Inquiry, Answer] | None:
        """The inquiry that a document answers, if it does."""
        if self._answers is None:
            self._answers = answers(self._casebook)
        return self._answers.get(document)

    def origin(self, name: str) -> str:
        """An origin as one names it in a sentence: a document without a publisher by the office
        whose answer it is, else by its title.
        """
        if not name.startswith("sha256:"):
            return mentioned(wording.flat(name))
        answered = self.answer(name)
        if answered:
            return mentioned(wording.flat(answered[0].request.office))
        title = self.document(name).title
        return f"“{wording.flat(title)}”" if title else "a document without a publisher"

    def sentence(self, evidence: Evidence) -> str:
        """The sentence in which evidence stands, on one line; where it is long, the evidence."""
        name, start, end = self._place(evidence)
        words = wording.flat(self.document(name).text[start:end])
        return words if len(words) <= _SHORT else wording.flat(evidence.quote or "")

    def notes(self) -> tuple[Note, ...]:
        """The endnotes so far."""
        return tuple(self._note(place, number) for place, number in self._numbers.items())

    def _number(self, place: Place) -> int:
        return self._numbers.setdefault(place, len(self._numbers) + 1)

    def _place(self, each: Evidence) -> Place:
        if each.start is None or each.end is None:
            return each.document, None, None
        around = [
            (start, end)
            for start, end in self._bounds(each.document)
            if start < each.end and each.start < end
        ]
        start = min([each.start, *(start for start, _ in around)])
        end = max([each.end, *(end for _, end in around)])
        if end - start > _LONGEST:
            return each.document, each.start, each.end
        return each.document, start, end

    def _bounds(self, document: str) -> list[tuple[int, int]]:
        """Where the sentences of a document stand."""
        if document not in self._sentences:
            found = split(self.document(document).text)
            self._sentences[document] = [(start, start + len(words)) for _, start, words in found]
        return self._sentences[document]

    def _note(self, place: Place, number: int) -> Note:
        name, start, end = place
        document = self.document(name)
        inside = (
            each.page
            for each in document.sections
            if start is not None and each.page and each.start <= start < each.end
        )
        return Note(
            number=number,
            times=self._times[number],
            document=name,
            start=start,
            end=end,
            quote=None if start is None else document.text[start:end],
            publisher=self._publisher(document),
            title=document.title and wording.flat(document.title),
            published=document.published,
            url=document.url,
            page=next(inside, None),
            answer=self._answered(name, start),
        )

    def _publisher(self, document: Document) -> str | None:
        answered = self.answer(document.id)
        name = document.publisher or (answered[0].request.office if answered else None)
        return name and wording.flat(name)

    def _answered(self, document: str, start: int | None) -> str | None:
        """What a document answers: `answer to question 2 of OVS-2020-014`."""
        answered = self.answer(document)
        if answered is None:
            return None
        reference = wording.flat(answered[0].reference)
        number = None if start is None else question_at(answered[0], document, start)
        return f"answer to {f'question {number} of ' if number else ''}{reference}"


def told(note: Note) -> str:
    """An endnote in words: publisher, title, date, page, quote, address, hash and offsets."""
    parts = [
        note.publisher or "Publisher not stated",
        f"“{note.title}”" if note.title else "no title",
        wording.date(note.published),
    ]
    parts += [note.answer] if note.answer else []
    parts += [f"p. {note.page}"] if note.page else []
    quote = f": “{wording.flat(note.quote)}”" if note.quote else ""
    stop = "" if quote.rstrip("”").endswith(_STOPS) else "."
    place = f"#char={note.start},{note.end}" if note.quote else ""
    address = f" {wording.flat(note.url)}" if note.url else ""
    return f"{', '.join(parts)}{quote}{stop}{address} {note.document}{place}"
