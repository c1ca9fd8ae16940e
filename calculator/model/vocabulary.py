"""The words of the domain: classes, kinds of establishment, statuses, competences.

These do not change from one school year to the next; what does is in `campaigns/*.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Stage(StrEnum):
    """Where a class belongs in French schooling; the value is what a person reads."""

    ECOLE = "École"
    COLLEGE = "Collège"
    LYCEE = "Lycée"
    CAP = "CAP"
    BTS = "BTS"
    CPGE = "CPGE"


class Labelled(StrEnum):
    """A code (`str` value) that also has a French label.

    `__new__` has defaults so that `Kind("code")`, which looks a member up, is well typed.
    """

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member that equals its code and carries its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class ClassLevel(StrEnum):
    """A class (niveau de classe), with its French `label` and its `stage`.

    3e prépa-métiers is a collège class that is taught in a lycée (circular, p-5-prepa-metiers).
    """

    label: str
    stage: Stage

    def __new__(cls, code: str, label: str = "", stage: Stage = Stage.ECOLE) -> Self:
        """Make a member that equals its code and carries its label and stage."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.stage = stage
        return member

    CP = "cp", "CP", Stage.ECOLE
    CE1 = "ce1", "CE1", Stage.ECOLE
    CE2 = "ce2", "CE2", Stage.ECOLE
    CM1 = "cm1", "CM1", Stage.ECOLE
    CM2 = "cm2", "CM2", Stage.ECOLE
    SIXIEME = "6e", "6e", Stage.COLLEGE
    CINQUIEME = "5e", "5e", Stage.COLLEGE
    QUATRIEME = "4e", "4e", Stage.COLLEGE
    TROISIEME = "3e", "3e", Stage.COLLEGE
    SIXIEME_SEGPA = "6e-segpa", "6e SEGPA", Stage.COLLEGE
    CINQUIEME_SEGPA = "5e-segpa", "5e SEGPA", Stage.COLLEGE
    QUATRIEME_SEGPA = "4e-segpa", "4e SEGPA", Stage.COLLEGE
    TROISIEME_SEGPA = "3e-segpa", "3e SEGPA", Stage.COLLEGE
    TROISIEME_PREPA_METIERS = "3e-prepa-metiers", "3e prépa-métiers", Stage.COLLEGE
    SECONDE_GT = "2de-gt", "2de générale et technologique", Stage.LYCEE
    PREMIERE_GT = "1re-gt", "1re générale ou technologique", Stage.LYCEE
    TERMINALE_GT = "tle-gt", "Terminale générale ou technologique", Stage.LYCEE
    SECONDE_PRO = "2de-pro", "2de professionnelle", Stage.LYCEE
    PREMIERE_PRO = "1re-pro", "1re professionnelle", Stage.LYCEE
    TERMINALE_PRO = "tle-pro", "Terminale professionnelle", Stage.LYCEE
    CAP_1 = "cap-1", "1re année de CAP", Stage.CAP
    CAP_2 = "cap-2", "2e année de CAP", Stage.CAP
    BTS_1 = "bts-1", "1re année de BTS", Stage.BTS
    BTS_2 = "bts-2", "2e année de BTS", Stage.BTS
    CPGE_1 = "cpge-1", "1re année de CPGE", Stage.CPGE
    CPGE_2 = "cpge-2", "2e année de CPGE", Stage.CPGE


class Establishment(Labelled):
    """The kind of establishment, which decides whether the circular applies (p-1)."""

    PUBLIC = "public", "public"
    PRIVE_SOUS_CONTRAT = "prive-sous-contrat", "privé sous contrat"
    PRIVE_HORS_CONTRAT = "prive-hors-contrat", "privé hors contrat"


class Status(Labelled):
    """What is asked: the status of a certification, or of a duty (mandatory or optional)."""

    MANDATORY = "mandatory", "obligatoire"
    OPTIONAL = "optional", "facultative"
    NOT_DUE = "not_due", "non demandée"
    OUT_OF_SCOPE = "out_of_scope", "non concerné"


class DutyKind(Labelled):
    """What a circular asks for."""

    CRCN_TRAINING = "crcn_training", "Formation dans les disciplines"
    LSU_ENTRY = "lsu_entry", "Saisie dans le livret scolaire"
    PIX_ENROLMENT = "pix_enrolment", "Inscription sur Pix"
    CERTIFICATION = "certification", "Certification"


class NoticeKind(Labelled):
    """Why a notice is attached to an answer."""

    REPORTED_CHANGE = "reported_change", "Changement signalé, à vérifier"
    OUTSIDE_SCHOOL_YEAR = "outside_school_year", "Date hors de l’année scolaire"
    BEFORE_PUBLICATION = "before_publication", "Date antérieure au texte"
    INTERPRETATION = "interpretation", "Notre lecture du texte"
    ADDRESSEES = "addressees", "À qui s’adresse le texte"
    NO_EFFECT_ON_DIPLOMAS = "no_effect_on_diplomas", "Sans incidence sur les diplômes"
    UNUSED_INPUT = "unused_input", "Information sans effet ici"


class Authority(Labelled):
    """How much weight a source has: a secondary one never changes an official answer."""

    OFFICIAL = "official", "source officielle"
    SECONDARY = "secondary", "source secondaire"


class WindowState(StrEnum):
    """Where a date stands against a window whose first and last days both count."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Competence:
    """One of the 16 competences of the CRCN.

    Attributes:
        index: Its number in the framework, "1.1" to "5.2".
        domain: Its domain, one of five.
        name: Its official name in the CRCN and in the livret scolaire.
    """

    index: str
    domain: str
    name: str


def _framework() -> dict[str, Competence]:
    domains = {
        "Information et données": (
            "Mener une recherche et une veille d’information",
            "Gérer des données",
            "Traiter des données",
        ),
        "Communication et collaboration": (
            "Interagir",
            "Partager et publier",
            "Collaborer",
            "S’insérer dans le monde numérique",
        ),
        "Création de contenus": (
            "Développer des documents textuels",
            "Développer des documents multimédia",
            "Adapter les documents à leur finalité",
            "Programmer",
        ),
        "Protection et sécurité": (
            "Sécuriser l’environnement numérique",
            "Protéger les données personnelles et la vie privée",
            "Protéger la santé, le bien-être et l’environnement",
        ),
        "Environnement numérique": (
            "Résoudre des problèmes techniques",
            "Évoluer dans un environnement numérique",
        ),
    }
    return {
        f"{d}.{c}": Competence(f"{d}.{c}", domain, name)
        for d, (domain, names) in enumerate(domains.items(), start=1)
        for c, name in enumerate(names, start=1)
    }


COMPETENCES: dict[str, Competence] = _framework()
"""The 16 competences of the CRCN by index, in the framework's order (circular, p-1 and p-5)."""

LEVELS = range(9)
"""The levels a competence can have in a Pix profile: 0 (none) to 8."""
