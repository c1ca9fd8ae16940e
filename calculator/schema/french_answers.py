"""What the keys of the static answers are, in French, for the programs of others."""

from __future__ import annotations

_FIRST_DAY, _LAST_DAY = "le premier jour, AAAA-MM-JJ", "le dernier jour, compris"
_FILES_VERSION = "la version de tous les fichiers de l’API : elle change quand l’un d’eux change"

TITLES_OF_ANSWERS = {
    "AnswersForm": "Les réponses pour une classe, pendant une année scolaire",
    "StateForm": "La réponse pour certains jours ; le premier et le dernier en font partie",
    "IndexForm": "L’index des réponses d’un site",
    "ListedCircularForm": "Une circulaire, et où sont ses réponses",
    "DateWordsForm": "Les mots dont une date est faite",
    "CodeForm": "Un code, et comment il se dit",
}
OF_ANSWERS: dict[str, dict[str, str]] = {
    "AnswersForm": {
        "schema": "la version de cette forme de fichier",
        "version": _FILES_VERSION,
        "circular": "le nom de la circulaire qui répond",
        "issuer": "qui l’a écrite",
        "campaign": "l’année scolaire",
        "first_day": _FIRST_DAY,
        "last_day": _LAST_DAY,
        "class_level": "le code de la classe",
        "label": "comment la classe se dit",
        "establishments": "par code de type d’établissement, la réponse jour après jour",
        "blocks": "les morceaux dont les réponses sont faites",
    },
    "StateForm": {
        "first_day": _FIRST_DAY,
        "last_day": _LAST_DAY,
        "status": "le statut de ce qui est dit d’abord",
        "window": "où en sont ces jours de la fenêtre qui compte ; null sans fenêtre",
        "headline": "ce qui est dit d’abord",
        "by_when": "pour quand",
        "decision": "la décision au premier de ces jours, sans aucun compte de jours",
        "text": "le texte de la réponse : des numéros de blocks, une ligne chacun",
        "html": "la réponse en HTML : des numéros de blocks, à mettre bout à bout",
    },
    "IndexForm": {
        "schema": "la version de cette forme de fichier",
        "version": _FILES_VERSION,
        "words": "de quoi écrire une date en toutes lettres",
        "classes": "les classes",
        "establishments": "les types d’établissement",
        "circulars": "les circulaires, l’année la plus récente d’abord",
    },
    "ListedCircularForm": {
        "id": "son nom",
        "issuer": "qui l’a écrite",
        "title": "son titre",
        "campaign": "l’année scolaire",
        "first_day": _FIRST_DAY,
        "last_day": _LAST_DAY,
        "csv": "l’adresse du tableau de toutes ses réponses, depuis l’index",
        "answers": "l’adresse des réponses de chaque classe, depuis l’index",
    },
    "DateWordsForm": {
        "days": "les jours de la semaine, lundi d’abord",
        "months": "les mois",
        "first": "le premier jour d’un mois",
    },
    "CodeForm": {
        "code": "le code",
        "label": "comment il se dit",
    },
}
