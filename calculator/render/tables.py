"""The tables of a campaign: who is concerned, and when sessions can be held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from calculator.answers import words
from calculator.answers.references import Link
from calculator.model.campaign import Campaign
from calculator.model.case import Case
from calculator.model.deciding import decide
from calculator.model.decision import Certification, Decision, Notice
from calculator.model.vocabulary import (
    COMPETENCES,
    ClassLevel,
    DutyKind,
    Establishment,
    NoticeKind,
    Status,
)
from calculator.render.as_html import (
    Markup,
    citations_html,
    element,
    joined,
    notices_html,
    table_html,
)

NONE = "–"


def rule_decision(
    class_level: ClassLevel,
    campaign: Campaign,
    establishment: Establishment = Establishment.PRIVE_SOUS_CONTRAT,
) -> Decision:
    """What a campaign asks for a class, on the day its text was published."""
    case = Case(class_level, establishment)
    return decide(case, campaign.official_source.published, campaign)


def who_is_concerned_html(campaign: Campaign, link: Link) -> Markup:
    """What is asked, class by class; classes that are asked the same share a row."""
    decisions = [rule_decision(level, campaign) for level in ClassLevel]
    by_rule: dict[tuple[object, ...], list[Decision]] = {}
    for decision in decisions:
        rule = (decision.certification, decision.duties, _readings(decision))
        by_rule.setdefault(rule, []).append(decision)
    readings = list(dict.fromkeys(reading for d in decisions for reading in _readings(d)))
    rows = [_concerned_row(same, readings, campaign, link) for same in by_rule.values()]
    excluded = [kind for kind in Establishment if kind not in campaign.scope.establishments]
    if excluded:
        rows.append(_excluded_row(excluded, campaign, link))
    columns = [
        "Classes",
        *(kind.label for kind in DutyKind if kind is not DutyKind.CERTIFICATION),
        "Certification",
        "Paragraphes",
    ]
    return joined(
        [
            table_html(f"Qui est concerné en {campaign.name}", columns, rows),
            element("ol", *(element("li", reading) for reading in readings), class_="crcn-notes"),
            reported_changes_html(ClassLevel, campaign, link),
        ]
    )


def windows_html(campaigns: Iterable[Campaign], link: Link) -> Markup:
    """The certification windows, latest campaign first, each followed by its reported changes."""
    columns = ["Classes", "Certification", "Premier jour", "Dernier jour", "Paragraphes"]
    parts = []
    for campaign in campaigns:
        rows = [
            [
                words.capitalised(words.classes_words(rule.classes)),
                rule.status.label,
                words.full_date(rule.sessions.window.opens),
                words.full_date(rule.sessions.window.closes),
                citations_html(
                    dict.fromkeys((*rule.citations, *rule.sessions.window.citations)),
                    campaign,
                    link,
                ),
            ]
            for rule in campaign.certification
            if rule.sessions
        ]
        parts.append(table_html(f"Fenêtres de certification en {campaign.name}", columns, rows))
        parts.append(reported_changes_html(ClassLevel, campaign, link))
    return joined(parts)


def reported_changes_html(classes: Iterable[ClassLevel], campaign: Campaign, link: Link) -> Markup:
    """The changes that secondary sources report for some classes; nothing when there is none."""
    wanted = set(classes)
    changes = [
        Notice(rule.kind, rule.text, rule.source)
        for rule in campaign.notices
        if rule.kind is NoticeKind.REPORTED_CHANGE and wanted & rule.classes
    ]
    return notices_html(changes, campaign, link)


def competences_html() -> Markup:
    """The 16 competences of the CRCN in their 5 domains."""
    rows = []
    for number, (domain, group) in enumerate(
        groupby(COMPETENCES.values(), key=lambda competence: competence.domain), start=1
    ):
        names = joined(element("li", f"{c.index} {c.name}") for c in group)
        rows.append([f"{number}. {domain}", element("ul", names)])
    return table_html(
        "Les 5 domaines et les 16 compétences du CRCN", ["Domaine", "Compétences"], rows
    )


def _readings(decision: Decision) -> tuple[str, ...]:
    """The interpretations that an answer rests on."""
    return tuple(n.text for n in decision.notices if n.kind is NoticeKind.INTERPRETATION)


def _concerned_row(
    same: Sequence[Decision], readings: Sequence[str], campaign: Campaign, link: Link
) -> list[str]:
    decision = same[0]
    kinds = {duty.kind: duty for duty in decision.duties}
    certification = decision.certification
    citations = [
        *certification.citations,
        *(certification.window.window.citations if certification.window else ()),
        *(
            c
            for duty in decision.duties
            if duty.kind is not DutyKind.CERTIFICATION
            for c in duty.citations
        ),
    ]
    return [
        words.capitalised(words.classes_words(d.case.class_level for d in same)),
        "oui" if DutyKind.CRCN_TRAINING in kinds else NONE,
        "obligatoire" if DutyKind.LSU_ENTRY in kinds else NONE,
        "obligatoire" if DutyKind.PIX_ENROLMENT in kinds else NONE,
        _certification_cell(certification)
        + "".join(f" ({readings.index(reading) + 1})" for reading in _readings(decision)),
        citations_html(sorted(dict.fromkeys(citations)), campaign, link),
    ]


def _certification_cell(certification: Certification) -> str:
    text = certification.status.label
    if certification.window is not None:
        window = certification.window.window
        text += f", {words.date_range(window.opens, window.closes)}"
    if certification.postponed_to:
        text += f" ; obligation reportée à {certification.postponed_to}"
    return text


def _excluded_row(excluded: Sequence[Establishment], campaign: Campaign, link: Link) -> list[str]:
    who = f"Toutes, en établissement {words.listed(kind.label for kind in excluded)}"
    citations = citations_html(campaign.scope.citations, campaign, link)
    return [who, NONE, NONE, NONE, Status.OUT_OF_SCOPE.label, citations]
