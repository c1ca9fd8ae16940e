"""Titles that mean something beside others alone: « Name », « Nome », « Curso », « Section »."""

from __future__ import annotations

from typing import NamedTuple

from calculator.lists.titles import GROUP, LEVEL, titles_of


class _Language(NamedTuple):
    """Titles of names that tell a language, and what others mean there, the surest first."""

    last_names: tuple[str, ...]
    others: tuple[str, ...]
    levels: tuple[str, ...]
    groups: tuple[str, ...]
    """Besides those that are the titles of classes everywhere."""
    first_name: str = ""
    """The title of a first name, beside the title of a last name."""


_LANGUAGES = (
    _Language(
        ("apellido", "apellidos", "primer apellido", "apellido 1", "1 apellido", "1er apellido",
         "apellido paterno"),
        ("apellidos y nombre", "nombre y apellidos", "apellidos nombre", "nombre apellidos"),
        ("curso", "nivel", "grado"),
        ("unidad", "seccion"),
        "nombre",
    ),
    _Language(
        ("cognome",),
        ("cognome e nome", "nome e cognome", "cognome nome", "nome cognome"),
        ("anno di corso", "anno"),
        ("sezione",),
        "nome",
    ),
    _Language(
        ("apelido", "apelidos", "sobrenome", "ultimo nome"),
        ("nome completo", "primeiro nome"),
        ("ano de escolaridade", "ano", "serie"),
        ("turma",),
        "nome",
    ),
    _Language(
        ("nachname", "familienname", "geburtsname"),
        ("vorname", "rufname", "name vorname", "nachname vorname", "vorname nachname"),
        ("klassenstufe", "jahrgangsstufe", "jahrgang", "stufe"),
        (),
    ),
    _Language(
        ("achternaam", "geboortenaam"),
        ("naam", "voornaam", "roepnaam", "achternaam voornaam", "voornaam achternaam"),
        ("leerjaar", "jaarlaag"),
        (),
    ),
    _Language(
        ("last name", "lastname", "surname", "family name"),
        ("first name", "firstname", "given name", "given names", "forename", "full name", "name",
         "last name first name", "first name last name", "surname first name", "surname forename"),
        ("year group", "year level", "year", "grade level", "grade"),
        ("form", "tutor group", "form group", "registration group", "homeroom", "section"),
        "name",
    ),
)  # fmt: skip
_CLASSES = titles_of("class_name")


def meant(titles: list[str]) -> list[str]:
    """The titles, with those that mean something beside others as what they mean.

    Args:
        titles: The titles of a file, as they are compared.
    """
    known = set(titles)
    means: dict[str, str] = {}
    if known & titles_of("first_name"):  # « Name » is not the whole name then
        means["name"] = "nachname"
    for language in _LANGUAGES:
        if not known.isdisjoint(language.last_names) and language.first_name:
            means.setdefault(language.first_name, "prenom")
    for language in _LANGUAGES:
        if known.isdisjoint((*language.last_names, *language.others)):
            continue
        level = next(filter(known.__contains__, language.levels), "")
        group = next(filter(known.__contains__, language.groups), "")
        in_class = not known.isdisjoint(_CLASSES)  # « Class » means what it says
        if level:
            means[level] = LEVEL if group or in_class else GROUP
        if group and not in_class:
            means[group] = GROUP
        if level or group:
            break
    return [means.get(title, title) for title in titles]
