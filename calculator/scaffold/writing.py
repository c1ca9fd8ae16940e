"""Writes the repository of a new site, from the templates of `template/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from calculator import __version__
from calculator.answers.words import short_date
from calculator.carried import carried_folder
from calculator.scaffold.answers import USUAL, Answers, days_around
from calculator.scaffold.record import RECORD, Record
from calculator.scaffold.texts import as_markdown

_TEMPLATE = Path(__file__).with_name("template")
_SHOWN = 12
"""How many words of a paragraph name it."""
_SCHEMAS = ("circular-1.schema.json", "vocabulary-1.schema.json")
"""Those that an editor completes the files of circulars with."""
_HIDDEN = "dot_"
"""How the name of a template begins whose file begins with a dot."""


def write_site(folder: Path, answers: Answers, paragraphs: list[str], cites: list[int]) -> None:
    """Write the repository of a site, and what a later version needs to bring it up to date.

    Args:
        folder: Where; it is empty, or not there.
        answers: What its webmaster answered.
        paragraphs: Those of the text; none writes an example in its place.
        cites: The numbers of those that say what is asked, from 1.

    Raises:
        ImportError: When Jinja is not installed.
        OSError: When a file cannot be written.
    """
    record = recorded(answers, paragraphs, cites)
    for path, text in {**record.files, RECORD: record.text}.items():
        written = folder / path
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text, encoding="utf-8", newline="\n")


def recorded(answers: Answers, paragraphs: list[str], cites: list[int]) -> Record:
    """What the template of this version makes of answers: see `write_site`.

    Raises:
        ImportError: When Jinja is not installed.
    """
    files = _rendered(answers, paragraphs, cites)
    return Record(__version__, answers.given, answers.official, paragraphs, cites, files)


def _rendered(answers: Answers, paragraphs: list[str], cites: list[int]) -> dict[str, str]:
    """The files of the repository of a site, by their paths.

    Args:
        answers: What its webmaster answered.
        paragraphs: Those of the text; none writes an example in its place.
        cites: The numbers of those that say what is asked, from 1.

    Raises:
        ImportError: When Jinja is not installed.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  # with what builds sites

    environment = Environment(
        autoescape=False,  # noqa: S701 - no HTML: answers have none of its characters
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    given = _names(answers, paragraphs, cites)
    files = {}
    for file in sorted(_TEMPLATE.rglob("*")):
        if file.is_dir() or "__pycache__" in file.parts:
            continue
        path = _path(file.relative_to(_TEMPLATE), answers, given["id"])
        text = environment.from_string(file.read_text(encoding="utf-8")).render(given)
        files[path.as_posix()] = text
    for name in _SCHEMAS:
        schema = carried_folder("schemas") / name
        files[f"schemas/{name}"] = schema.read_text(encoding="utf-8")
    return files


def _path(template: Path, answers: Answers, identifier: str) -> PurePosixPath:
    """Where the file of a template goes."""
    names = {"__id__": identifier, "__date__.md": f"{answers.day}.md"}
    parts = (names.get(part, part) for part in template.parts)
    return PurePosixPath(
        *(part.replace(_HIDDEN, ".", 1) if part.startswith(_HIDDEN) else part for part in parts)
    )


def _names(answers: Answers, paragraphs: list[str], cites: list[int]) -> dict[str, Any]:
    """What the templates can say."""
    given, kind = answers.given, USUAL["kinds"][answers.given["kind"]]
    example = not paragraphs
    made_up = " (texte à remplacer)" if example else ""
    day = short_date(answers.day)
    labels = [USUAL["classes"][code]["label"] for code in answers.classes]
    texts = paragraphs or _example(answers, ", ".join(labels))
    says = [f"p-{n}" for n in (cites if paragraphs else range(1, len(texts) + 1))]
    feminine = given["gender"] == "feminin"
    stages = list(dict.fromkeys(USUAL["classes"][code]["stage"] for code in answers.classes))
    return {
        **given,
        "id": f"texte-{answers.year}",
        "version": __version__,
        "date": answers.day,
        "year": answers.year,
        "official": answers.official,
        "example": example,
        "text": kind,
        "source": f"texte-{answers.day}",
        "full_title": f"{kind['label']} du {day}{made_up}",
        "short_title": f"{kind['label'].lower()} du {day}",
        "paragraphs": {f"p-{n}": as_markdown(text) for n, text in enumerate(texts, 1)},
        "opening": {f"p-{n}": as_markdown(_opening(text)) for n, text in enumerate(texts, 1)},
        "says": says,
        "classes": {code: USUAL["classes"][code] for code in answers.classes},
        "establishments": {code: USUAL["establishments"][code] for code in answers.establishments},
        "stages": {code: USUAL["stages"][code] for code in stages},
        "feminine": feminine,
        "opens": answers.opens,
        "closes": answers.closes,
        "todo_text": given["todo"].rstrip(" ."),
        "headline": given["todo"][:1].lower() + given["todo"][1:].rstrip(" ."),
        "examples": list(_examples(answers, says, feminine=feminine)),
    }


def _example(answers: Answers, classes: str) -> list[str]:
    """A text in place of the true one, that says nothing else than what was answered."""
    given = answers.given
    lines = [
        f"Objet : {given['title']} (texte d’exemple, à remplacer par le vôtre)",
        f"{given['todo'].rstrip(' .')}. Classes : {classes}.",
    ]
    if answers.opens and answers.closes:
        lines.append(f"Du {short_date(answers.opens)} au {short_date(answers.closes)}.")
    return lines


def _opening(text: str) -> str:
    """The first words of a paragraph."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")


def _examples(answers: Answers, says: list[str], *, feminine: bool) -> Iterator[list[object]]:
    """The lines of `examples.csv`: what is to be answered, from what was answered."""
    status = USUAL["statuses"][answers.given["status"]][feminine]
    cited = " ".join(says)
    for code in answers.classes:
        for kind in answers.establishments:
            if answers.opens is None or answers.closes is None:
                row = [code, kind, answers.day, status, "aucune", "aucun", "aucun", "aucun"]
                yield [*row, cited, "aucune date"]
                continue
            bounds = [answers.opens, answers.closes]
            for day, state, comment in days_around(answers.opens, answers.closes):
                left = (answers.closes - day).days if state == "ouverte" else "aucun"
                yield [code, kind, day, status, state, *bounds, left, cited, comment]
