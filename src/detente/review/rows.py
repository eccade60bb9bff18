"""What waits and what was decided, as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.casebook.proposals import values

if TYPE_CHECKING:
    from detente.casebook.decisions import Decision
    from detente.casebook.proposals import Fields
    from detente.review.queue import Item

__all__ = ["decision_row", "item_row"]


def item_row(item: Item) -> dict[str, Any]:
    """A record that waits, as JSON."""
    proposal, where = item.proposal, item.standing
    return {
        "target": str(proposal.key),
        "document": proposal.key.document,
        "kind": proposal.key.kind,
        "id": proposal.id,
        "state": where.state,
        "score": item.score,
        "reasons": list(item.reasons),
        "confidence": proposal.confidence,
        "proposal": {name: list(said) for name, said in values(proposal.fields).items()},
        "evidence": [list(span) for span in proposal.evidence],
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    """A decision as JSON, with the places its values were read from."""
    return {
        "number": decision.number,
        "target": str(decision.key),
        "document": decision.key.document,
        "kind": decision.key.kind,
        "state": decision.state,
        "verdict": decision.verdict,
        "proposal": _fields(decision.proposal),
        "correction": _fields(decision.correction),
        "reviewer": decision.reviewer,
        "at": decision.at,
        "comment": asdict(decision.comment) if decision.comment else None,
        "withdrawn": decision.withdrawn,
    }


def _fields(fields: Fields) -> dict[str, list[dict[str, Any]]]:
    return {name: [asdict(each) for each in said] for name, said in fields.items()}
