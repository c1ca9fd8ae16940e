"""What Pix's files hold: levels of the 16 competences of the CRCN, under their official names."""

from __future__ import annotations

from calculator.model.vocabulary import Competence


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
"""The 16 competences of the CRCN by index, in the framework's order."""

LEVELS = range(9)
"""The levels a competence can have in a Pix profile: 0 (none) to 8."""
