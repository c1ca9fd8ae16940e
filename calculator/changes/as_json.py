"""What changes as JSON, for other programs."""

from __future__ import annotations

import json
from typing import Any

from calculator.changes.comparing import Change, Comparison
from calculator.changes.sides import Side
from calculator.model.circular import Circular


def changes_dict(pair: Comparison) -> dict[str, Any]:
    """What changes as JSON types: codes as texts, days as ISO dates, what is not known as null.

    `before` and `after` name the two texts. Each of `changes` has:

    - `kind`: "new", "gone", "status", "dates", "condition", "actor", or "notice" (only between two
      versions of one circular);
    - `duty`, null for a notice that is about none, and `label`, its title or that of the notice;
    - `part`: the key of a window (or "due", "when"), the kind of a notice, or null;
    - `classes` and `establishments`: the codes of those for which it is the same;
    - `before` and `after`: `text` in French, `note` (whom to ask), `status`, `opens`, `closes`,
      `citations`, their `nature` and their `authority`. `status` is null where nothing is said of
      the duty, or it is not the status that changes; `authority` where nothing is cited.
    """
    return {
        "before": _circular_dict(pair.before),
        "after": _circular_dict(pair.after),
        "changes": [_change_dict(change) for change in pair.changes],
    }


def changes_json(pair: Comparison) -> str:
    """The same as indented JSON text, with accented letters as they are."""
    return json.dumps(changes_dict(pair), ensure_ascii=False, indent=2)


def _circular_dict(circular: Circular) -> dict[str, Any]:
    return {
        "circular": circular.id,
        "issuer": circular.issuer,
        "school_year": circular.year,
        "revision": circular.revision,
        "name": circular.name,
    }


def _change_dict(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "duty": change.duty or None,
        "label": change.label,
        "part": change.part or None,
        "classes": [str(level) for level in change.classes],
        "establishments": [str(kind) for kind in change.establishments],
        "before": _side_dict(change.before),
        "after": _side_dict(change.after),
    }


def _side_dict(side: Side) -> dict[str, Any]:
    return {
        "text": side.text,
        "note": side.note or None,
        "status": side.status.value if side.status else None,
        "opens": side.opens.isoformat() if side.opens else None,
        "closes": side.closes.isoformat() if side.closes else None,
        "citations": [str(citation) for citation in side.citations],
        "nature": side.nature.value,
        "authority": side.authority.value if side.authority else None,
    }
