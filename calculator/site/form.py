"""The forms of the site: fields from the vocabulary, words from templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

import jinja2

from calculator.rules.campaign import Campaign
from calculator.rules.planning import DEFAULT_LEADS, LeadUnit, SessionKind
from calculator.rules.vocabulary import COMPETENCES, LEVELS, ClassLevel, Establishment, Stage
from calculator.site.sheets import Sheet, classes_by_stage, sheet_page
from calculator.views.as_html import prompt_html
from calculator.views.establishment_page import (
    CLASS_FIELD,
    DAY_FIELD,
    LEAD_FIELD,
    SESSION_FIELD,
    UNIT,
)
from calculator.views.establishment_words import session_label, windows_words
from calculator.views.page import NO_CLASS_YET
from calculator.views.references import Link
from calculator.views.words import capitalised, classes_words

FAILURES = {
    "missing": "Un fichier du calculateur n’a pas pu être téléchargé. Vérifiez la connexion, "
    "puis rechargez la page. Si ce site est dans un dossier, décompressez de nouveau toute "
    "l’archive. Si cela continue, un filtre du réseau le bloque peut-être : prévenez la personne "
    "qui gère ce site.",
    "altered": "Un fichier du calculateur n’est pas celui qui a été publié : il est abîmé, ou "
    "il vient d’une autre version du site. Par prudence, aucune réponse n’est donnée. Rechargez "
    "la page. Si cela continue, prévenez la personne qui gère ce site.",
    "filtered": "À la place d’un fichier du calculateur, c’est une page web qui est arrivée : "
    "souvent celle d’un filtre du réseau, d’un antivirus, ou d’une connexion à ouvrir. Essayez "
    "depuis un autre réseau ; sinon, demandez à la personne qui gère le réseau d’autoriser ce "
    "site.",
    "memory": "Cet appareil n’a pas assez de mémoire disponible. Fermez d’autres onglets ou "
    "d’autres programmes, puis rechargez la page.",
    "unsupported": "Ce navigateur est trop ancien pour le calculateur. Il faut au moins l’un "
    "de ceux-ci : {needed}. Mettez-le à jour, ou prenez-en un autre.",
    "disabled": "Un réglage de ce navigateur désactive WebAssembly, dont le calculateur a "
    "besoin. Avec Edge, c’est la « sécurité renforcée » : ajoutez ce site à ses exceptions. Sur "
    "un iPhone, un iPad ou un Mac, c’est le « mode Isolement » : désactivez-le pour ce site. "
    "Sinon, voyez avec la personne qui gère cet appareil, ou essayez avec un autre navigateur.",
    "blocked": "Le navigateur ou le réseau de l’établissement bloque un fichier du "
    "calculateur. Rechargez la page, ou essayez avec un autre navigateur ; sinon, prévenez la "
    "personne qui gère ce site.",
    "refused": "Le navigateur n’a pas exécuté le programme de cette page : le serveur envoie "
    "sans doute la règle de sécurité (Content-Security-Policy) d’une autre version du site, ou "
    "une extension du navigateur bloque les programmes. Prévenez la personne qui gère ce site.",
    "silent": "Le calculateur ne répond plus depuis 30 secondes. Rechargez la page ; si la "
    "connexion est lente, laissez-lui plus de temps.",
    "broken": "Une erreur inattendue s’est produite. Rechargez la page. Si cela continue, "
    "prévenez la personne qui gère ce site.",
}
"""What the page says when Python cannot start, by `Reason` of `web/protocol.d.ts`; `needed` are the
lowest versions of browsers."""

MOST_SESSIONS = 9
"""How many days of sessions of each kind a school can fill in."""

_templates = jinja2.Environment(
    loader=jinja2.PackageLoader("calculator.site"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


def not_found_html(site_name: str, home: str | None) -> str:
    """The page of a wrong address.

    Args:
        site_name: The site's name.
        home: The path of the home page on its server, if it is known.
    """
    return _templates.get_template("not-found.html").render(site_name=site_name, home=home)


def calculator_html(
    *,
    pages: Mapping[str, str],
    calendar_script: str,
    lsu_classes: str,
    tables_anchor: str,
    sheets: Iterable[Sheet],
    to_page: Link,
    needed: str,
) -> str:
    """The calculator as HTML.

    Args:
        pages: Address of each source's page and of the calendars, for the answers' links.
        calendar_script: Address of what writes a calendar that only the browser knows.
        lsu_classes: The classes for which the date of the last report matters, in French.
        tables_anchor: Where on the page the static tables are.
        sheets: What is shown of each class until Python answers, or when it cannot.
        to_page: From a page of the site to its address relative to this page.
        needed: The lowest versions of browsers, in French.
    """
    return _templates.get_template("calculator.html").render(
        pages=pages,
        calendar_script=calendar_script,
        lsu_classes=lsu_classes,
        tables_anchor=tables_anchor,
        prompt=prompt_html(NO_CLASS_YET),
        sheets=[(s.class_level, s.kinds, s.html(to_page, heading=2)) for s in sheets],
        sheet_address=lambda class_level: to_page(sheet_page(class_level)),
        stages=classes_by_stage(),
        domains=[(d, list(g)) for d, g in groupby(COMPETENCES.values(), attrgetter("domain"))],
        lowest=LEVELS[0],
        highest=LEVELS[-1],
        competence_count=len(COMPETENCES),
        **_shared(needed),
    )


def list_html(*, pages: Mapping[str, str], tables: str, needed: str) -> str:
    """The form that takes lists of pupils, as HTML.

    Args:
        pages: Address of each source's page, for the answers' links.
        tables: Where the static tables are.
        needed: The lowest versions of browsers, in French.
    """
    return _templates.get_template("list.html").render(
        pages=pages, tables=tables, **_shared(needed)
    )


def establishment_html(
    campaign: Campaign,
    *,
    pages: Mapping[str, str],
    calendar_script: str,
    lsu_classes: str,
    tables: str,
    steps: str,
    needed: str,
) -> str:
    """The form of a school, as HTML.

    Args:
        campaign: The campaign whose windows are recalled.
        pages: Address of each source's page, for the answers' links.
        calendar_script: Address of what writes the calendar of a plan.
        lsu_classes: The classes for which the date of the last report matters, in French.
        tables: Where the static tables are.
        steps: The page that says how a session is prepared.
        needed: The lowest versions of browsers, in French.
    """
    return _templates.get_template("establishment.html").render(
        pages=pages,
        calendar_script=calendar_script,
        lsu_classes=lsu_classes,
        tables=tables,
        steps=steps,
        groups=[(s.value, [c for c in ClassLevel if c.stage is s]) for s in Stage],
        kinds=list(SessionKind),
        windows={kind: _window_hint(campaign, kind) for kind in SessionKind},
        numbers=range(1, MOST_SESSIONS + 1),
        shown=3,
        session_label=session_label,
        leads=DEFAULT_LEADS.items(),
        units=list(LeadUnit),
        class_field=CLASS_FIELD,
        session_field=SESSION_FIELD,
        lead_field=LEAD_FIELD,
        day_field=DAY_FIELD,
        unit=UNIT,
        **_shared(needed),
    )


def _window_hint(campaign: Campaign, kind: SessionKind) -> str:
    """Who sits sessions of a kind, and when they can be held."""
    windows = {
        level: rule.sessions.window
        for rule in campaign.certification
        if rule.sessions
        for level in rule.classes
        if SessionKind.of(level) is kind
    }
    if not windows:
        return f"Aucune session en {campaign.name}."
    days = windows_words(dict.fromkeys(windows.values()))
    return f"{capitalised(classes_words(windows))}. En {campaign.name} : {days}."


def _shared(needed: str) -> dict[str, Any]:
    """What all the forms are made of."""
    failures = {reason: words.format(needed=needed) for reason, words in FAILURES.items()}
    return {
        "establishments": list(Establishment),
        "default_establishment": Establishment.PRIVE_SOUS_CONTRAT,
        "failures": failures.items(),
    }
