"""What titles of columns mean, whatever program wrote them: Pix in its languages, and schools'.

A title is compared without case, accents, signs, what is in parentheses, and « de l’élève ». Where
several columns of a file could hold one thing, the first of the list below does; those that `|`
separates are as good as each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from calculator.lists.pix import COMPETENCES
from calculator.lists.texts import fold

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^][]*\]")
_SIGNS = re.compile(r"[^\w%.]+|_+")
_DAY_FORM = re.compile(
    r" (?:au )?(?:format )?(?:(?:jj|dd) mm (?:aa|yy){1,2}|(?:aaaa|yyyy) mm (?:jj|dd))$"
)
OF_A_BIRTH = re.compile(
    r"(?!.*\b(?:lieux?|villes?|communes?|pays|dep\w*|codes?|noms?|insee|annee|place|city|country"
    r"|names?|et|acad\w*|prov\w*|resp\w*|repr\w*|parents?|pere|mere|legal\w*|tuteur)\b)"
    r"(?:.* )?(?:(?:d|dt|date|jour)?nais\w*|birth\w*)\.?(?: .*)?"
)
"""Matches other titles of a day of birth."""
_PUPIL = re.compile(r"\b(?:(?:de )?l )?(?:eleves?|apprenants?|etudiants?|enfants?|candidats?)\b")

LAST_NAME_OF_PARTICIPANT = (
    "nom du participant",
    "participant s last name",
    "naam deelnemer",
    "name des teilnehmers",
    "nombre del participante",
    "nome del partecipante",
)
_BIRTH = (
    "date de naissance", "date naissance", "date de naiss.", "date naiss.", "date de naiss",
    "date naiss", "naissance", "date nais.", "date nais", "ne le", "nee le", "ne e le", "nele",
    "nee e le", "ne.e le", "ne nee le", "nee ne le", "ne", "nee", "ne e", "ddn", "d.d.n.",
    "ddnaiss", "dnaiss", "jour de naissance", "anniversaire", "date of birth", "birth date",
    "birthdate", "dob", "geboortedatum", "geburtsdatum", "fecha de nacimiento",
    "data di nascita",
)  # fmt: skip
LEVEL, GROUP = "class level", "class group"
"""What stands for titles that announce a level, or a class of one, beside others alone."""
ROLES: dict[str, tuple[str, ...]] = {
    "last_name": (
        *LAST_NAME_OF_PARTICIPANT, "nom", "nom de famille", "nom de naissance", "nom famille",
        "nom naissance", "nom patronymique", "nom legal", "noms", "patronyme", "nom d usage",
        "nom usuel", "nom usage", "last name", "lastname", "family name", "surname", "birth name",
        "achternaam", "geboortenaam", "naam", "nachname", "familienname", "geburtsname",
        "primer apellido", "apellido", "apellidos", "apellido 1", "1 apellido", "1er apellido",
        "apellido paterno", "cognome", "apelido", "apelidos", "sobrenome", "ultimo nome",
    ),
    "second_last_name": ("segundo apellido", "apellido 2", "2 apellido", "apellido materno"),
    "particle": (
        "tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels", "namenszusatz",
        "namensvorsatz", "vorsatzwort", "particule", "particule du nom", "particule nobiliaire",
    ),
    "first_name": (
        "prenom du participant", "participant s first name", "voornaam deelnemer",
        "vorname des teilnehmers", "prenom", "prenom 1", "prenom1", "prenoms", "1er prenom",
        "premier prenom", "prenom usuel", "prenom d usage", "prenom principal", "prenom usage",
        "first name", "firstname", "given name", "given names", "forename", "forenames",
        "voornaam", "roepnaam", "vorname", "vornamen", "rufname", "erster vorname",
        "primer nombre", "primeiro nome",
    ),
    "full_name": (
        "", "nom et prenom", "nom et prenoms", "noms et prenoms", "noms prenoms", "nom prenom",
        "nom prenoms", "nom complet", "nom et prenom usuel", "identite", "participant", "full name",
        "name", "last name first name", "surname first name", "surname forename",
        "apellidos y nombre", "apellidos nombre", "cognome e nome", "cognome nome",
        "name vorname", "nachname vorname", "familienname vorname", "achternaam voornaam",
        "naam voornaam",
    ),
    "full_name_first": (
        "prenom et nom", "prenom nom", "prenoms et noms", "prenoms nom", "first name last name",
        "nombre y apellidos", "nombre apellidos", "nome e cognome", "nome cognome",
        "nome completo", "vorname name", "vorname nachname", "voornaam achternaam",
    ),
    "class_name": (
        GROUP, "classe", "division|div|div.", "libelle classe", "libelle de classe",
        "libelle de la classe", "nom de la classe", "nom classe", "classe actuelle",
        "classe de rattachement", "classes", "cl", "cl.", "code classe", "code division",
        "code de la classe", "libelle division", "libelle de la division", "libelle court classe",
        "division actuelle", "lib classe", "lib division", "structure", "code structure",
        "groupe classe", "classe ou groupe", "class", "klas", "klasse", "clase", "groupe", "group",
        "groep", "gruppe", "grupo", "gruppo",
    ),
    "birth": _BIRTH,
    "left": (
        "date de sortie", "date sortie", "sortie", "sorti le", "sortie le", "date de depart",
        "date depart", "date de radiation", "date de fin de scolarite", "date fin scolarite",
        "fin de scolarite", "date de sortie de l etablissement", "date sortie etablissement",
        "date de fin", "date fin", "date de fin de scolarisation", "radie le", "radiee le",
        "parti le", "partie le", "depart", "depart le", "a quitte l etablissement le",
        "quitte l etablissement le", "sorti", "leaving date", "exit date",
    ),
    "level_name": (
        LEVEL, "niveau", "niveau de classe", "niveau classe", "niveau scolaire",
        "niveau de formation", "libelle niveau", "libelle mef", "mef", "mef libelle",
        "libelle long mef", "libelle mefstat", "libelle de la formation", "libelle formation",
        "formation", "code niveau",
    ),
    "shared": ("envoi", "sent", "verzenden", "enviar", "senden", "inviare"),
    "certifiable": (
        "certifiable", "certificabilite", "certifiabilite", "eligible for certification",
        "certificeerbaar", "certificable", "zertifizierbar", "certificabile",
    ),
    "count": (
        "nombre de competences certifiables", "nombre de competences atteintes",
        "competences atteintes", "nombre de competences", "competences",
        "number of competences eligible for certification",
        "aantal certificeerbare vaardigheden", "anzahl der zertifizierbaren kompetenzen",
        "numero de competencias certificables", "numero di competenze certificabili",
    ),
    "date": (
        "date de l envoi", "date et heure de l envoi", "date du partage",
        "date et heure du partage", "date d envoi", "sent on", "shared on",
        "datum van verzending", "datum van splitsing", "datum und uhrzeit der absendung",
        "datum und uhrzeit der teilung", "fecha de expedicion", "fecha de separacion",
        "data e ora di spedizione", "data e ora della condivisione",
    ),
    "already": ("deja certifie",),
    "situation": ("situation", "statut", "statut de scolarite", "etat"),
}  # fmt: skip
"""The titles of what a list says, by its role, the surest first."""
OF_RESULTS: dict[str, tuple[str, ...]] = {
    "number": (
        "numero de certification", "certification number", "certificeringsnummer",
        "numero de certificacion", "zertifizierungsnummer", "nummer der zertifizierung",
        "numero di certificazione", "numero della certificazione",
    ),
    "date": (
        "date de passage de la certification", "date de passage", "date de certification",
        "date de la certification", "certification date", "date of certification",
        "datum van certificering", "fecha de certificacion", "datum der zertifizierung",
        "zertifizierungsdatum", "data di certificazione", "data della certificazione",
    ),
    "status": ("statut", "status", "estado", "stato", "statut de la certification"),
    "total": (
        "nombre de pix", "score en pix", "score pix", "pix score", "resultat", "score", "result",
        "nombre total de pix", "pix", "aantal pixels", "aantal pix", "numero de pixeles",
        "anzahl der pix", "anzahl der pixel", "numero di pixel", "numero di pix", "ergebnis",
        "resultado", "risultato", "resultaat",
    ),
    "type": (
        "type de certification", "type certification", "certification type", "type certif",
        "type de la certification", "libelle de la certification", "intitule",
        "certification complementaire", "referentiel", "type d examen", "examen", "framework",
        "type of certification", "nom de la certification", "intitule de la certification",
        "certification passee", "certification", "type", "tipo de certificacion",
        "tipo di certificazione", "art der zertifizierung", "type certificering",
        "soort certificering",
    ),
}  # fmt: skip
"""The same for what only certification results say, or say otherwise."""
LEVEL_OF = (
    "niveau pour la competence ",
    "level reached in the competence ",
    "niveau voor vaardigheid ",
    "stufe fur die fertigkeit ",
    "nivel de la habilidad ",
    "livello per l abilita ",
)
PIX_OF = (
    "nombre de pix pour la competence ",
    "pix score for the competence ",
    "aantal pix voor vaardigheid ",
    "anzahl der pix fur die fertigkeit ",
    "numero de pixeles de la habilidad ",
    "numero di pixel per l abilita ",
)
OF_ASSESSMENT = ("partage", "shared", "delen", "teilen", "compartir", "condivisione")
OF_PUPILS_PAGE = ("certificabilite", "certifiabilite", "nombre de participations")
TITLES_OF_CLASSES = {
    *("classe", "classes", "division", "libelle classe", "nom de la classe", "code classe"),
    *("code division", "libelle division", "classe actuelle", "division actuelle", "class"),
}
"""Those that no class is named."""
HINTS: tuple[str, ...] = (
    *("rénom", "RÉNOM", "renom", "RENOM", "e\u0301nom", "E\u0301NOM"),
    *("name", "Name", "NAME", "orname", "naam", "Naam", "NAAM", "ombre del", "ome del"),
    *("pellido", "PELLIDO", "pelido", "PELIDO", "ognome", "OGNOME", "obrenome", "OBRENOME"),
    *("lève", "LÈVE", "om complet", "OM COMPLET", "ome completo", "OME COMPLETO"),
    *("dentité", "articipant"),
)
"""What a line of titles has in it: one of these is in every title of a name."""
_STARTS = ("pré", "pre", "voo", "vor", "fir", "giv", "nom", "cla", "div", "ele", "élè")


def titles_of(role: str) -> set[str]:
    """The titles of what a list says, by its role."""
    return {title for same in ROLES[role] for title in same.split("|")}


def lines_that_may_be_titles(lines: Sequence[str]) -> list[int]:
    """The places of the lines that may be titles: quick, and none is left out."""
    block = "\n".join(lines)
    found: set[int] = set()
    for hint in HINTS:
        at = block.find(hint)
        while at >= 0:
            after = at + len(hint)
            if not _goes_on(block, after):
                found.add(block.count("\n", 0, at))
            at = block.find(hint, after)
    return sorted(found)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on, but for the mark of a plural: « Prénoms » is a title."""
    letter = text[at : at + 1]
    if letter in ("s", "S"):
        letter = text[at + 1 : at + 2]
    return letter.isalnum() or letter == "-"


def are_titles(last_name: str, first_name: str) -> bool:
    """Whether the titles of two columns stand where names should."""
    may_be = first_name[:3].lower() in _STARTS and not first_name[-1].isdigit()
    return may_be and is_title(last_name) and is_title(first_name)


def means_pupil(title: str) -> bool:
    """Whether a title of which nothing is left once « élève » is gone is that word alone."""
    word = fold(_PARENTHESES.sub(" ", title)).strip("* ")
    return word in ("eleve", "eleves", "l'eleve", "apprenant", "apprenants")


def plain_title(title: str) -> str:
    """The title as it is compared: « Date de naissance (jj/mm/aaaa)* » is « date de naissance »."""
    text = fold(_CAMEL.sub(" ", title))
    text = _SIGNS.sub(" ", _PARENTHESES.sub(" ", text))
    return _DAY_FORM.sub("", " ".join(_PUPIL.sub(" ", text).split()))


def is_title(text: str) -> bool:
    """Whether a cell holds a title that we know, and so no name and no class."""
    plain = plain_title(text)
    return bool(plain) and plain in _KNOWN


COMPETENCE_NAMES = {
    **{plain_title(competence.name): index for index, competence in COMPETENCES.items()},
    **{index: index for index in COMPETENCES},
    # Pix names 5.2 otherwise than the framework does.
    "construire un environnement numerique": "5.2",
    **dict(
        zip(
            (
                "information search and monitoring", "data management", "data processing",
                "interacting", "sharing and publishing", "collaborating",
                "integrating into the digital world", "developing text documents",
                "developing multimedia documents", "adapting documents to their purpose",
                "programming", "securing the digital environment",
                "protecting personal data and privacy",
                "protecting health well being and the environment", "solving technical problems",
                "building a digital environment",
            ),
            COMPETENCES,
            strict=True,
        )
    ),
}  # fmt: skip


def names_a_column(text: str) -> bool:
    """Whether a cell holds a title, that of a competence included."""
    return is_title(text) or plain_title(text) in COMPETENCE_NAMES


_KNOWN = {
    title
    for some in (*ROLES.values(), *OF_RESULTS.values())
    for titles in some
    for title in titles.split("|")
}
