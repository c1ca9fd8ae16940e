"""The page « Élèves » of Pix Orga copied and pasted: rows that were cut into lines.

A browser puts the pieces of a cell, and some cells, on lines of their own. A pupil begins where a
line has both names, and goes on up to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.lists import values
from calculator.lists.names import has_letter
from calculator.lists.texts import fold
from calculator.lists.titles import ROLES, plain_title

_LAST_TITLE_WITHIN = 60
_CHOOSE = ("selectionner ", "select ")
_STATUS_STARTS = ("certifiable", "non certifiable", "non communique", "eligible", "not ")


def stacked_titles(lines: Sequence[str]) -> tuple[list[str] | None, int]:
    """The titles at the beginning of these lines, one on each; None when they are not there.

    Returns:
        The titles, and how many lines they take.
    """
    first = " ".join(lines[0].split()) if lines else ""
    if plain_title(first) not in ROLES["last_name"]:
        return None, 1
    titles: list[str] = []
    for span, line in enumerate(lines[:_LAST_TITLE_WITHIN]):
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if len(cells) > 1 or any(fold(cell).startswith(_CHOOSE) for cell in cells):
            return (titles, span) if len(titles) > 1 else (None, 1)
        titles += cells
    return None, 1


def pupils_of_page(
    lines: Sequence[str], titles: Sequence[str]
) -> Iterator[tuple[list[str] | None, int]]:
    """The rows of the page, and how many lines each takes; None for a line that is of none.

    Args:
        lines: All that comes after the titles.
        titles: The titles.
    """
    place = 0
    while place < len(lines):
        start = place
        if _chooses(lines[place]) and place + 1 < len(lines) and _begins(lines[place + 1]):
            place += 1
        if not _begins(lines[place]):
            yield None, 1
            place = start + 1
            continue
        end = place + 1
        while end < len(lines) and not _begins(lines[end]) and not _chooses(lines[end]):
            end += 1
        yield _row(lines[place:end], titles), end - start
        place = end


def is_around(line: str) -> bool:
    """Whether a line is of what stands around the page's rows, and tells of no pupil."""
    return fold(line).startswith((*_CHOOSE, "tableau des ", "actions"))


def _begins(line: str) -> bool:
    """Whether a pupil begins here: two names side by side."""
    cells = [cell.strip() for cell in line.split("\t")]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or _chooses(line):
        return False
    names = filled[:2]
    return all(map(has_letter, names)) and not fold(names[0]).startswith(_STATUS_STARTS)


def _chooses(line: str) -> bool:
    return fold(line).startswith(_CHOOSE)


def _row(lines: Sequence[str], titles: Sequence[str]) -> list[str]:
    """The cells of a pupil, as many as titles; what cannot be placed goes with the last of them."""
    plain = [plain_title(title) for title in titles]
    first = next((at for at, title in enumerate(plain) if title in ROLES["last_name"]), 0)
    certifiable = next((at for at, title in enumerate(plain) if title in ROLES["certifiable"]), -1)
    row = [""] * len(titles)
    cells = [cell.strip() for cell in lines[0].split("\t")]
    while cells and not cells[0]:
        cells.pop(0)
    whole = len(cells) + first >= len(titles)
    for at, cell in enumerate(cells[: len(titles) - first], start=first):
        row[at] = cell
    rest = [cell.strip() for line in lines[1:] for cell in line.split("\t") if cell.strip()]
    if certifiable < 0:
        return row
    if whole or fold(row[certifiable]).startswith(_STATUS_STARTS):
        rest = [row[certifiable], *rest]
    told = [at for at, text in enumerate(rest) if fold(text).startswith(_STATUS_STARTS)]
    if len(told) != 1:
        row[certifiable] = " ".join(rest[at] for at in told)
        return row
    (at,) = told
    on = next((text for text in rest[at + 1 :] if values.day(text)), "")
    row[certifiable] = f"{rest[at]} {on}".strip()
    return row
