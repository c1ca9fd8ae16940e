"""What goes wrong with what a person gives us, said in French."""

from __future__ import annotations

_LONGEST_QUOTE = 80
_LONGEST_LIST = 1000


def quote(found: object) -> str:
    """What was found, fit to be shown: in guillemets, shortened, without control characters."""
    return f"« {_fit(str(found), _LONGEST_QUOTE)} »"


def _fit(text: str, longest: int) -> str:
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return text if len(text) <= longest else text[:longest] + "…"


class InvalidCase(ValueError):
    """A case that cannot be decided because one of its values is not possible.

    Attributes:
        field: The name of the field at fault: `class_level`, `establishment`, `on`,
            `last_report_date`, `campaign`, `levels`, or `levels.1.1` for one competence.
        found: The value as it was given.
        expected: What is allowed, in French.

    The message (`str`) is French and names the field, the value and what is allowed.
    """

    def __init__(self, field: str, label: str, found: object, expected: str) -> None:
        """Build the message from the field's French `label`, the value and what is expected."""
        self.field = field
        self.found = found
        self.expected = expected
        what = f"{quote(found)} n’est pas accepté" if str(found).strip() else "rien n’est indiqué"
        super().__init__(f"{label} : {what}. Attendu : {expected}.")


class MalformedCampaign(ValueError):
    """A campaign file that cannot be trusted.

    Attributes:
        file: The file's name.
        key: The key at fault, as a path ("certification[1].closes"), or a line and column.
        found: What was found there.
        expected: What is expected there, in French.
    """

    def __init__(self, file: str, key: str, found: object, expected: str) -> None:
        """Build the French message from the four facts a webmaster needs."""
        self.file = file
        self.key = key
        self.found = found
        self.expected = expected
        where = f"{_fit(file, _LONGEST_QUOTE)} : {_fit(key, _LONGEST_QUOTE)}"
        told = _fit(expected, _LONGEST_LIST)
        super().__init__(f"{where} : trouvé {quote(found)} ; attendu : {told}.")
