"""What is taken away from the list page: answers as a file, lists to print, reminders to copy."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.answers import words
from calculator.answers.lists import RosterWords, class_words, reminder
from calculator.lists.answers import PupilAnswer, RosterAnswer
from calculator.render.as_html import Markup, element, joined, quoting, table_html
from calculator.render.list_html import button_html, choice_html, missing_words

_ON_PAPER = ("Élève", "Situation", "Compétences manquantes", "À faire")


def more_html(answered: RosterAnswer) -> Markup:
    """What can be taken away: the answers as a file, lists to print, a reminder for a class."""
    classes = [(str(n), class_words(name)) for n, name in enumerate(answered.classes.levels)]
    choice = choice_html(
        "Rappel à copier, pour la classe", "reminder", [("", "Choisissez"), *classes]
    )
    buttons = (
        button_html("download:workbook", "Télécharger les réponses (.xlsx)"),
        button_html("download:answers", "Télécharger les réponses (CSV)"),
        button_html("print", "Imprimer une liste par classe"),
    )
    return joined(
        [
            element("h2", "Garder ou partager"),
            element("p", *buttons, class_="calc-buttons"),
            element("div", choice, class_="calc-fields", data_do="reminder"),
        ]
    )


def reminder_html(name: str, pupils: Iterable[PupilAnswer], said: RosterWords) -> Markup:
    """The message for a class, to be copied."""
    pupils = list(pupils)
    versions = (
        ("Rappel pour l’équipe, avec les noms", "Copier le rappel", True),
        ("Message pour les élèves et les familles, sans aucun nom", "Copier le message", False),
    )
    boxes = [
        element(
            "section",
            element("h3", title),
            element(
                "textarea",
                reminder(name, pupils, said, named=named),
                readonly="",
                rows="8",
                aria_label=title,
            ),
            element("p", _copy(button), class_="calc-buttons"),
        )
        for title, button, named in versions
    ]
    return joined([*boxes, element("p", role="status")])


def sheets_html(pupils: Iterable[PupilAnswer], said: RosterWords, answered: RosterAnswer) -> Markup:
    """A list for each class, to be printed, with its day and its notices."""
    by_class: dict[str, list[PupilAnswer]] = {}
    for pupil in pupils:
        by_class.setdefault(pupil.line.class_name, []).append(pupil)
    return joined(_sheet(name, by_class[name], said, answered) for name in sorted(by_class))


def _copy(label: str) -> Markup:
    return element(
        "button",
        label,
        type="button",
        class_="md-button",
        data_copy="",
        data_copied="Copié.",
        data_not_copied="Le texte est sélectionné : copiez-le avec Ctrl+C.",
    )


def _sheet(
    name: str, pupils: list[PupilAnswer], said: RosterWords, answered: RosterAnswer
) -> Markup:
    rows = (
        (
            f"{pupil.line.last_name} {pupil.line.first_name}",
            said.situation(pupil.situation),
            missing_words(pupil),
            said.next_step(pupil).what,
        )
        for pupil in sorted(pupils, key=lambda one: (one.line.last_name, one.line.first_name))
    )
    when = dict.fromkeys(said.next_step(pupil).by_when for pupil in pupils)
    made = dict.fromkeys(pupil.class_level for pupil in pupils if pupil.decision)
    notices = dict.fromkeys(
        notice for level in made if level for notice in answered.decisions[level].notices
    )
    return element(
        "section",
        element("h2", f"Certification Pix : {class_words(name)}"),
        element("p", f"Réponses données pour le {words.full_date(answered.on)}."),
        *(element("p", one) for one in when if one),
        table_html(class_words(name), _ON_PAPER, rows),
        *(element("p", quoting(f"{one.label} : {one.text}")) for one in notices),
    )
