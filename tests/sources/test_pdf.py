from __future__ import annotations

from itertools import pairwise

import pytest

from detente.errors import SourceError
from detente.sources import Arrival, Source, arrive

Placed = tuple[float, float, float, str]
"""A line: left edge and baseline in points, size of type, words."""

PAGE = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >>"
PICTURE = (
    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)
LOCK = f"/Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4"
ENCRYPT = f"/Encrypt << /Filter {LOCK} >> /ID [<00> <00>]"

SENTENCES = (
    (
        "The coalition said it had restarted its full range of support to",
        "the forces of Iraq as far as the protection of its own allowed.",
    ),
    (
        "Relations suffered during the pause in the operations against the",
        "group, and they did not come back to what they had been before.",
    ),
    (
        "Envoys of both states met in the capital for the second time in a",
        "month, and they spoke about the number of soldiers who will stay.",
    ),
)


def write_pdf(
    *pages: list[Placed], info: str = "", trailer: str = "", picture: bool = False
) -> bytes:
    """A PDF of US Letter pages with the given lines in Helvetica, each page on a picture or not."""
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {PICTURE} /Length 1 >>\nstream\nX\nendstream",
    ]
    for at, lines in enumerate(pages):
        content = "\n".join(_shown(line) for line in lines)
        content += "\nq 612 0 0 792 0 0 cm /I1 Do Q" if picture else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R {PAGE} /Contents {6 + 2 * at} 0 R >>",
            f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream",
        ]
    objects += [f"<< {info} >>"]
    return _assembled(objects, f"/Root 1 0 R /Info {len(objects)} 0 R {trailer}")


def _shown(line: Placed) -> str:
    x, y, size, words = line
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET"


def _assembled(objects: list[str], trailer: str) -> bytes:
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} {trailer} >>\n"
    return file + end.encode() + f"startxref\n{len(file)}\n%%EOF\n".encode()


def read(data: bytes) -> Arrival:
    return arrive(Source("report.pdf", data))


def column(*lines: str, top: float = 700, left: float = 72, size: float = 11) -> list[Placed]:
    """Lines below one another; an empty one leaves half a line's space."""
    placed: list[Placed] = []
    y = top
    for line in lines:
        if line:
            placed.append((left, y, size, line))
        y -= 1.3 * size if line else 0.65 * size
    return placed


def text_of(*lines: str) -> str:
    return read(write_pdf(column(*lines))).document.text


def test_lines_are_reflowed_to_paragraphs() -> None:
    lines = (*SENTENCES[0], "", *SENTENCES[1], "", *SENTENCES[2])

    assert text_of(*lines).split("\n\n") == [" ".join(pair) for pair in SENTENCES]


def test_an_indented_line_begins_a_paragraph() -> None:
    first, second = column(*SENTENCES[0]), column(*SENTENCES[1], top=671.4)
    second[0] = (90, *second[0][1:])

    assert read(write_pdf(first + second)).document.text.count("\n\n") == 1


def test_a_heading_in_larger_type_is_a_paragraph_and_the_title() -> None:
    heading = (72, 720, 18, "Training resumes in part")
    document = read(write_pdf([heading, *column(*SENTENCES[0])])).document

    assert document.title == "Training resumes in part"
    assert document.text.startswith("Training resumes in part\n\nThe coalition")


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("The coali-", "tion said so.", "The coalition said so."),
        ("the U.S.-", "led force said so.", "the U.S.-led force said so."),
        ("the Iran-", "backed militia", "the Iran-backed militia"),
        ("at the Al-", "Asad base", "at the Al-Asad base"),
        ("a self-", "defence strike", "a self-defence strike"),
        ("a plan for 2019-", "2020 was agreed", "a plan for 2019-2020 was agreed"),
        ("both pre-", "and post-war", "both pre- and post-war"),
        ("a dash -", "then more", "a dash - then more"),
        (
            "cease-fire talks on a cease-",
            "fire went on",
            "cease-fire talks on a cease-fire went on",
        ),
        ("the counterpart of a counter-", "part said", "the counterpart of a counterpart said"),
    ],
)
def test_hyphens_at_line_ends_are_mended_or_kept(before: str, after: str, joined: str) -> None:
    assert text_of(before, after) == joined


def pages(count: int) -> bytes:
    """Pages with a running head, a foot and a number; one paragraph runs over each page break."""
    made = []
    for number in range(1, count + 1):
        head = (72.0, 760.0, 9.0, f"LEAD INSPECTOR GENERAL REPORT, PAGE {number}")
        foot = (72.0, 40.0, 9.0, "Approved for release")
        body = column(
            f"rest of the sentence on page {number}, which ends with the words here.",
            "",
            *SENTENCES[number % 3],
            "",
            f"This paragraph begins on page {number} and is longer, so that it ends with the",
        )
        made.append([head, *body, foot, (300.0, 40.0, 9.0, str(number))])
    return write_pdf(*made)


def test_running_heads_feet_and_page_numbers_are_dropped() -> None:
    text = read(pages(4)).document.text

    assert "INSPECTOR" not in text
    assert "Approved" not in text
    assert "\n\n1\n\n" not in text


def test_a_paragraph_runs_over_a_page_break() -> None:
    text = read(pages(4)).document.text

    assert "it ends with the rest of the sentence on page 2" in text


def test_sections_are_the_pages_and_partition_the_text() -> None:
    document = read(pages(4)).document

    assert [section.page for section in document.sections] == [1, 2, 3, 4]
    bounds = [(section.start, section.end) for section in document.sections]
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(document.text)
    assert all(here[1] == there[0] for here, there in pairwise(bounds))
    for section in document.sections:
        assert f"sentence on page {section.page}," in document.text[section.start : section.end]


def test_offsets_lead_back_to_the_right_page_and_character() -> None:
    arrival = read(pages(4))
    text, alignment = arrival.document.text, arrival.alignment
    for number in (1, 2, 3, 4):
        start = text.index(f"begins on page {number}")
        (origin,) = alignment.origins(start, start + 14)

        assert alignment.page(start) == origin.page == number
        assert alignment.originals[origin.page - 1][origin.start : origin.end] == "begins on page"


def test_every_character_but_joints_is_that_of_its_page() -> None:
    arrival = read(pages(3))
    for run in arrival.alignment.runs:
        original = arrival.alignment.originals[run.page - 1]
        text = arrival.document.text[run.start : run.start + run.length]
        assert original[run.origin : run.origin + run.length] == text


def test_two_columns_in_reading_order_are_not_interleaved() -> None:
    left = column("The coalition said that", "its training would be", "resumed within")
    right = column("the month, and that", "more envoys would come", "to the capital.", left=320)

    assert read(write_pdf(left + right)).document.text == (
        "The coalition said that its training would be resumed within the month, and that more "
        "envoys would come to the capital."
    )


def test_two_columns_set_row_by_row_are_parted() -> None:
    left = (
        "The coalition said that all",
        "of its training would be",
        "resumed within the",
        "month, and that it would",
        "do no harm.",
    )
    right = (
        "More envoys would come to",
        "the capital, he said, and",
        "that talks would be held",
        "in the palace where a pact",
        "had once been signed.",
    )
    heading = (72.0, 740.0, 16.0, "Training resumes in part as more envoys come to the capital")
    rows = zip(column(*left), column(*right, left=320), strict=True)
    page = [heading, *(line for row in rows for line in row)]

    assert read(write_pdf(page)).document.text.split("\n\n")[1:] == [
        " ".join(left),
        " ".join(right),
    ]


def test_the_rows_of_a_table_are_paragraphs() -> None:
    rows = zip(column("Mosul", "Raqqa"), column("3 strikes", "4 strikes", left=300), strict=True)

    assert read(write_pdf([line for row in rows for line in row])).document.text == (
        "Mosul 3 strikes\n\nRaqqa 4 strikes"
    )


def test_an_item_keeps_its_mark_and_its_second_line() -> None:
    first = [(72.0, 700.0, 11.0, "1."), (110.0, 700.0, 11.0, SENTENCES[0][0])]
    page = [*first, (110.0, 685.7, 11.0, SENTENCES[0][1])]

    assert read(write_pdf(page)).document.text == "1. " + " ".join(SENTENCES[0])


def test_a_page_without_text_has_an_empty_section() -> None:
    body = column(*SENTENCES[0])
    sections = read(write_pdf(body, [], body)).document.sections

    assert [(section.page, section.end > section.start) for section in sections] == [
        (1, True), (2, False), (3, True),
    ]  # fmt: skip


def test_metadata_give_title_and_authors_and_a_hint_at_the_date() -> None:
    info = "/Title (Quarterly Report) /Author (Jane Doe) /CreationDate (D:20200513120000Z)"
    arrival = read(write_pdf(column(*SENTENCES[0]), info=info))

    assert arrival.document.title == "Quarterly Report"
    assert arrival.document.authors == ("Jane Doe",)
    assert arrival.document.published is None
    assert "made on 2020-05-13" in arrival.problems[0].what


@pytest.mark.parametrize("stated", ["Microsoft Word - draft.docx", "report_final.pdf", "untitled"])
def test_the_name_of_a_file_is_no_title(stated: str) -> None:
    document = read(write_pdf(column(*SENTENCES[0]), info=f"/Title ({stated})")).document

    assert document.title is None


def test_a_dateline_in_a_pdf_dates_it() -> None:
    lines = ("BAGHDAD, May 13, 2020 (Gulf Wire) - The coalition said it had", *SENTENCES[0])
    document = read(write_pdf(column(*lines))).document

    assert (document.published, document.publisher) == ("2020-05-13", "Gulf Wire")


def test_a_pdf_that_needs_a_password_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(write_pdf(column(*SENTENCES[0]), trailer=ENCRYPT))
    assert caught.value.code == "D104"


def test_a_scan_without_text_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(write_pdf([], [], picture=True))
    assert caught.value.code == "D105"


def test_pages_that_are_scans_among_others_are_a_problem() -> None:
    arrival = read(write_pdf(column(*SENTENCES[0]), [], picture=True))

    assert arrival.problems[0].what.endswith("probably scans: 2")


@pytest.mark.parametrize("keep", [9, 200, 600])
def test_a_pdf_cut_short_is_damaged(keep: int) -> None:
    with pytest.raises(SourceError) as caught:
        read(write_pdf(column(*SENTENCES[0]))[:keep])
    assert caught.value.code == "D106"


def test_footnotes_follow_the_text_and_interrupt_no_sentence() -> None:
    first = [
        *column("The coalition said that its training of the forces would be"),
        *column("12 Answer to a request, March 2020, page 4.", top=150, size=8),
    ]
    second = column("resumed within the month, and that more envoys would come.")
    arrival = read(write_pdf(first, second))
    document = arrival.document

    assert document.text == (
        "The coalition said that its training of the forces would be resumed within the month, "
        "and that more envoys would come.\n\n12 Answer to a request, March 2020, page 4."
    )
    assert [(section.page, section.title) for section in document.sections] == [
        (1, None), (2, None), (1, "Notes"),
    ]  # fmt: skip
    assert document.sections[1].end == document.sections[2].start
    assert arrival.alignment.page(document.text.index("Answer")) == 1


def test_raised_numbers_of_notes_are_left_out_of_the_words() -> None:
    words = [(72.0, 700.0, 11.0, "The pause ended."), (153.0, 704.0, 6.0, "12")]
    after = [(163.0, 700.0, 11.0, "It began in January of 2020.")]

    assert read(write_pdf(words + after)).document.text == (
        "The pause ended. It began in January of 2020."
    )
