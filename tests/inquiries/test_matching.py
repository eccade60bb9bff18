from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.inquiries.inquiry import SURE
from detente.inquiries.matching import propose

QUESTIONS = (
    "When and why was training paused?",
    "When did training resume?",
    "Are further withdrawals planned?",
)
PAUSED = "The coalition suspended it on January 5."
RESUMED = "It came back in part later that month."
PLANS = "No decision has been taken."


def found(text: str) -> list[tuple[int, str]]:
    """What is proposed: the question's number, and the passage."""
    proposals = propose(text, QUESTIONS)
    assert all(text[p.passage.start : p.passage.end] == p.passage.quote for p in proposals)
    return [(each.question, each.passage.quote) for each in proposals]


def score(text: str) -> list[float]:
    return [each.score for each in propose(text, QUESTIONS)]


def test_headings_that_name_and_say_the_question() -> None:
    text = (
        f"Dear all,\n\nQuestion 1: {QUESTIONS[0]}\n\n{PAUSED}\n\nQuestion 2: {QUESTIONS[1]}\n\n"
        f"{RESUMED}\n\nSincerely,\n\nThe Director"
    )
    assert found(text) == [(1, PAUSED), (2, RESUMED)]
    assert propose(text, QUESTIONS)[0].why == ("follows “Question 1”", "the question is said again")


def test_the_names_that_letters_use() -> None:
    for name in ("Question 2.", "Answer to question 2:", "Response to Question No. 2 -", "Q2:",
                 "Answer 2:", "In answer to your second question,", "Your second question:",
                 "Question two:", "Item 2)", "QUESTION 2 (a):", "Request 2 –"):  # fmt: skip
        assert found(f"Dear all,\n\n{name} {RESUMED}") == [(2, RESUMED)], name


def test_bare_numbers_that_count_upwards() -> None:
    assert found(f"1. {PAUSED}\n\n2. {RESUMED}\n3) {PLANS}") == [
        (1, PAUSED),
        (2, RESUMED),
        (3, PLANS),
    ]


def test_a_list_within_an_answer_is_no_turn() -> None:
    inner = f"{PAUSED} Two reasons:\n1. threats\n2. a vote"
    assert found(f"Question 1: {inner}\n\nQuestion 2: {RESUMED}") == [(1, inner), (2, RESUMED)]


def test_a_number_that_no_question_has_is_no_turn() -> None:
    assert found(f"Question 4: {PLANS}") == []


def test_the_questions_words_alone_lead_to_the_answer() -> None:
    text = f"You asked “{QUESTIONS[2][:-1]}”? {PLANS}\n\nWHEN DID  TRAINING\nRESUME? {RESUMED}"
    assert found(text) == [(3, PLANS), (2, RESUMED)]


def test_the_words_of_a_question_are_surer_than_its_number() -> None:
    text = f"Question 1: {QUESTIONS[2]}\n\n{PLANS}"
    assert found(text) == [(3, PLANS)]


def test_a_mail_answers_below_what_it_quotes() -> None:
    text = (
        f"Hello,\n\n> 1. {QUESTIONS[0]}\n\n{PAUSED}\n\n> 2. {QUESTIONS[1]}\n{RESUMED}\n\n"
        f"> 3. {QUESTIONS[2]}\n"
    )
    assert found(text) == [(1, PAUSED), (2, RESUMED)]


def test_a_mail_answers_above_what_it_quotes() -> None:
    text = (
        f"1. {PAUSED}\n2. {RESUMED}\n\nOn Monday the office wrote:\n\n"
        f"> 1. {QUESTIONS[0]}\n> 2. {QUESTIONS[1]}\n> 3. {QUESTIONS[2]}\n"
    )
    assert found(text) == [(1, PAUSED), (2, RESUMED)]


def test_a_mail_that_quotes_without_marks() -> None:
    text = (
        f"1. {PAUSED}\n2. {RESUMED}\n\nKind regards\nThe Desk\n\n-----Original Message-----\n\n"
        f"1. {QUESTIONS[0]}\n2. {QUESTIONS[1]}\n3. {QUESTIONS[2]}\n\nSincerely,\n\nThe Office\n"
    )
    assert found(text) == [(1, PAUSED), (2, RESUMED)]


def test_questions_and_answers_that_are_both_named() -> None:
    for text in (
        f"Q1. {QUESTIONS[0]}\nA1. {PAUSED}\n\nQ2. {QUESTIONS[1]}\nA2. {RESUMED}\n",
        f"1. {QUESTIONS[0]}\n\nResponse: {PAUSED}\n\n2. {QUESTIONS[1]}\n\nANSWER: {RESUMED}\n",
    ):
        assert found(text) == [(1, PAUSED), (2, RESUMED)], text


def test_speaking_of_a_question_is_no_turn() -> None:
    answer = f"{PAUSED}\nQuestion 2 was put to us before."
    assert found(f"Question 1: {answer}") == [(1, answer)]


def test_the_end_of_the_letter_is_no_part_of_the_last_answer() -> None:
    text = (
        f"Question 1: {PAUSED}\n\nQuestion 2: {RESUMED}\n\nWe will write again in May.\n\n"
        "Kind regards\n\nThe Director"
    )
    assert found(text) == [(1, PAUSED), (2, RESUMED)]


def test_without_turns_the_likest_paragraph_is_proposed_and_does_not_count() -> None:
    text = f"Thank you for writing.\n\nTraining was paused on January 5.\n\n{PLANS}"
    (proposal,) = propose(text, QUESTIONS[:1])
    assert proposal.passage.quote == "Training was paused on January 5."
    assert proposal.score < SURE
    assert proposal.why == ("has the words paused, training",)


def test_a_text_that_speaks_of_other_things_matches_nothing() -> None:
    assert propose("The weather was fine. Nobody came to the fair.", QUESTIONS) == []


def test_the_surer_the_turn_the_higher_the_score() -> None:
    said_both, said, named, counted = (
        score(text)[0]
        for text in (
            f"Question 1: {QUESTIONS[0]} {PAUSED}",
            f"{QUESTIONS[0]} {PAUSED}",
            f"Question 1: {PAUSED}",
            f"1. {PAUSED}",
        )
    )
    assert said_both > said > named > counted > SURE


def test_words_that_hold_something_back_make_a_part() -> None:
    held = "We cannot give their number yet."
    (proposal,) = propose(f"Question 2: {RESUMED} {held} More later.", QUESTIONS)
    assert proposal.extent == "part"
    assert proposal.missing
    assert proposal.missing.quote == held


def test_a_short_passage_that_declines_is_declined() -> None:
    (proposal,) = propose("Question 3: We decline to answer.", QUESTIONS)
    assert proposal.extent == "declined"
    (longer,) = propose(f"Question 3: {PLANS * 12} We decline to comment on dates.", QUESTIONS)
    assert longer.extent == "part"


@given(st.text(), st.lists(st.text(), max_size=4))
def test_whatever_the_text_every_passage_is_in_it(text: str, questions: list[str]) -> None:
    for proposal in propose(text, questions):
        passage = proposal.passage
        assert text[passage.start : passage.end] == passage.quote
        assert passage.quote
        assert 1 <= proposal.question <= len(questions)
        assert 0 <= proposal.score <= 1
        assert proposal.why


PIECES = (
    "Question 1: ",
    "2. ",
    "> 3. ",
    "When did training resume? ",
    "It was. ",
    "\n\n",
    "\n",
    "Sincerely,\n",
)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_letters_of_any_build_give_passages_that_do_not_overlap(text: str) -> None:
    for first, second in pairwise(propose(text, QUESTIONS)):
        assert first.passage.end <= second.passage.start or first.question != second.question
