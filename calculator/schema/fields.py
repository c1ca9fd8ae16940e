r"""The kinds of values that the forms of files are made of.

Days are texts here: TOML's own dates are written as ISO texts before anything else. A pattern ends
with `(?!\n)` because Python's `$` lets a last line break through.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

VERSION = 1
"""The version of these forms. A published version never changes: a new one gets a new number."""
UNKNOWN = "unknown"
"""What stands for a day that is not known."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_END = r"$(?!\n)"
CODE = rf"^\w([\w.-]*\w)?{_END}"
DAY = f"^{_DAY}{_END}"
DAY_OR_UNKNOWN = f"^({_DAY}|{UNKNOWN}){_END}"
PAGE = rf"^[\w-][\w.-]*(/[\w-][\w.-]*)*\.md{_END}"
ADDRESS = rf'^https?://[^\s/"<>]+(/[^\s"<>]*)?{_END}'
YEAR = f"^[0-9]{{4}}-[0-9]{{4}}{_END}"
CITE = rf"^[^#\s]+(#[^#\s]+)?{_END}"

Text = Annotated[str, Meta(min_length=1, max_length=5000, pattern=r"\S")]
Code = Annotated[str, Meta(pattern=CODE, max_length=80)]
Day = Annotated[str, Meta(pattern=DAY, extra_json_schema={"format": "date"})]
DayOrUnknown = Annotated[str, Meta(pattern=DAY_OR_UNKNOWN)]
Page = Annotated[str, Meta(pattern=PAGE, max_length=200)]
Address = Annotated[str, Meta(pattern=ADDRESS, max_length=500)]
Year = Annotated[str, Meta(pattern=YEAR)]
Cite = Annotated[str, Meta(pattern=CITE, max_length=200)]
Cites = Annotated[list[Cite], Meta(min_length=1)]
Codes = Annotated[list[Code], Meta(min_length=1)]
Nature = Literal["says", "reading", "silence"]
Status = Literal["mandatory", "requested", "recommended", "optional", "not_due"]
DueStatus = Literal["mandatory", "requested", "recommended", "optional"]
AnyStatus = Literal[
    "mandatory", "requested", "recommended", "optional", "not_due", "unknown", "out_of_scope"
]


class Form(Struct, forbid_unknown_fields=True):
    """A table of a file: unknown keys are faults."""
