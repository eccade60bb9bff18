from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.sources.language import judge

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = "国防部星期三表示，驻伊拉克联军已恢复训练。报告称紧张局势使关系复杂化，议会通过决议。"
RUSSIAN = "Министерство обороны в среду сообщило, что коалиция возобновила подготовку иракских сил."
ARABIC = "قالت وزارة الدفاع يوم الأربعاء إن التحالف استأنف تدريب القوات العراقية بعد توقف."
FRENCH = (
    "Le ministère de la défense a déclaré mercredi que la coalition avait repris la formation des "
    "forces irakiennes, après une pause due aux tensions avec son voisin, selon un rapport."
)
SPANISH = (
    "El ministerio de defensa dijo el miércoles que la coalición había reanudado el entrenamiento "
    "de las fuerzas iraquíes tras una pausa por las tensiones con su vecino, según un informe."
)
GERMAN = (
    "Das Verteidigungsministerium teilte am Mittwoch mit, dass die Koalition die Ausbildung der "
    "irakischen Truppen nach einer Pause wieder aufgenommen hat, wie aus einem Bericht hervorgeht."
)


@pytest.mark.parametrize("text", [CHINESE, RUSSIAN, ARABIC, FRENCH, SPANISH, GERMAN])
def test_a_text_in_another_language_is_told(text: str) -> None:
    assert not judge(text).english


@pytest.mark.parametrize(
    "text",
    [
        "Talks began.",
        "北京",
        "BAGHDAD - Two rockets hit near the airport, a spokesman said, and no one was hurt.",
        "The minister said in Arabic: “"
        + ARABIC
        + "” and then spoke of the talks that had begun in "
        "the capital on Sunday, where officials of both states met for the first time in a year.",
        "Near Mosul, four strikes struck one tactical unit; destroyed three fighting positions.",
    ],
)
def test_english_and_very_short_texts_pass(text: str) -> None:
    assert judge(text).english


def test_every_public_document_in_english_passes(shared: Path) -> None:
    for file in sorted((shared / "gold" / "documents").glob("*.txt")):
        assert judge(file.read_text("utf-8")).english, file.name
