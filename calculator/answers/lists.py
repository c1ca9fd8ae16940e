"""The words of a roster: what to do for each pupil, what a line lacks, what became of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from calculator.answers import words
from calculator.answers.list_steps import NextStep, is_on_pix, step_of
from calculator.answers.references import cited
from calculator.lists.answering import summary
from calculator.lists.answers import Accounting, Answers, PupilAnswer, Situation
from calculator.lists.columns import Columns, Kind
from calculator.lists.lines import LEFT_SOME_DAY, WHOLE_LINE, Line, SetAside
from calculator.lists.pix import COMPETENCES
from calculator.lists.rosters import Doubt, Superseded
from calculator.lists.values import is_waited_for, was_not_taken
from calculator.model.decision import Notice
from calculator.model.errors import Seen, not_fit
from calculator.model.sources import Citation
from calculator.model.vocabulary import Status, WindowState

NO_CLASS = "sans classe"
ASSESSMENT_CANNOT_TELL = (
    "une campagne d’évaluation ne dit pas si l’élève est certifiable : faire une collecte de "
    "profils."
)
_NOT_SHARED = (
    "l’élève n’a pas envoyé son profil Pix : le lui demander, pour savoir s’il est certifiable."
)
_UNKNOWN = (
    "rien ne dit si l’élève est certifiable : le voir dans Pix Orga, ou par une collecte de "
    "profils."
)
_NOT_YET = "l’élève n’est pas encore certifiable : voir dans son profil Pix ce qui lui manque."
_TITLE = 80
_TOLD = 20
"""How many of a list's numbers or titles are told: nobody reads on."""

_OTHERS_TOLD = 5
_VALIDITY = "Elle est valable 3 ans, d’après des pages d’académies."

_REMINDED = {
    Situation.NOT_SHARED: "Envoyer son profil Pix",
    Situation.UNKNOWN: "Envoyer son profil Pix à une collecte de profils",
    Situation.NOT_YET: "Progresser encore sur Pix pour être certifiable",
    Situation.CERTIFIABLE: "Passer la certification (certifiable)",
}


class RosterWords:
    """Puts the answers of a roster into words; pupils who stand alike share them."""

    def __init__(self, answered: Answers) -> None:
        """Speak of these answers."""
        self._answered = answered
        self._kinds = {one.file: one.kind for one in answered.accounting}
        self._steps: dict[tuple[object, ...], NextStep] = {}
        self._rests: dict[tuple[object, ...], str] = {}

    def situation(self, situation: Situation) -> str:
        """A situation in words; what is said to a school outside is the text's own."""
        if situation is Situation.OUT_OF_SCOPE:
            return self._answered.circular.scope.not_applicable
        return situation.label

    def next_step(self, pupil: PupilAnswer) -> NextStep:
        """What to do next for this pupil, and by when."""
        if pupil.situation is Situation.LEFT:
            return NextStep(_left(pupil), "")
        if pupil.situation is Situation.CERTIFIED or pupil.decision is None:
            return NextStep(_certified(pupil), "")
        kind = self._kinds[pupil.line.file]
        alike = pupil.class_level, pupil.situation, pupil.missing, kind, is_on_pix(pupil, kind)
        if alike not in self._steps:
            own_words = _own_words(pupil, kind)
            self._steps[alike] = step_of(pupil, pupil.decision, kind, own_words)
        return self._steps[alike]

    def rests_on(self, pupil: PupilAnswer) -> str:
        """The paragraphs that the answer rests on: « circulaire du 16 décembre 2020, § 5 … »."""
        if pupil.situation is Situation.CERTIFIED and pupil.result:
            line = pupil.result.line
            return f"résultat de certification ({line.file}, ligne {line.number})"
        alike = (pupil.class_level, pupil.situation)
        if alike not in self._rests:
            rests_on = citations(pupil)
            self._rests[alike] = cited(rests_on, self._answered.circular)
        return self._rests[alike]


def citations(pupil: PupilAnswer) -> tuple[Citation, ...]:
    """The paragraphs that a pupil's answer rests on."""
    if pupil.decision is None:
        return ()
    certification = pupil.decision.certification
    found = list(certification.citations) if certification else []
    if certification is not None and certification.window is not None:
        found += certification.window.window.citations
        condition = certification.duty.condition
        found += condition.citations if condition else ()
    else:
        found += [citation for duty in pupil.decision.duties for citation in duty.citations]
    return tuple(dict.fromkeys(found))


def nearest_words(pupil: PupilAnswer) -> str:
    """« 1.2 Gérer des données (7 pix) » for each of the nearest competences."""
    if not pupil.missing:
        return ""
    return ", ".join([f"{c.index} {c.name} ({pix} pix)" for c, pix in pupil.nearest])


def doubt_words(pupil: PupilAnswer) -> list[str]:
    """What is to be looked at beside an answer, a sentence each."""
    told = [_doubt(doubt, pupil) for doubt in pupil.doubts]
    return [_attempt(pupil), *told] if _failed(pupil) else told


def set_aside_words(ones: Iterable[SetAside]) -> list[str]:
    """« liste.csv, lignes 3 à 5, « Classe » : « 7Z » ; il faut… », one for each reason.

    Args:
        ones: The lines, those of a file in the order of their numbers.
    """
    reasons: dict[tuple[str, str, str, str], list[tuple[int, int]]] = {}
    for one in ones:
        spans = reasons.setdefault((one.file, one.column, one.found, one.expected), [])
        if spans and one.number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], one.number)
        else:
            spans.append((one.number, one.number))
    return [
        not_fit(
            f"{file}, {_numbers(spans)}{'' if column == WHOLE_LINE else f', « {column} »'}",
            _found(found),
            expected,
        )
        for (file, column, found, expected), spans in reasons.items()
    ]


def _found(found: str) -> Seen:
    """« 7Z », or that a cell is empty: « case vide », « case vide pour NOM Prénom »."""
    return Seen(f"case vide{found.removeprefix('rien')}" if found.startswith("rien") else found)


def superseded_words(one: Superseded) -> str:
    """« liste.csv, ligne 4 : NOM Prénom, envoi du 2 février 2021, remplacé par la ligne 3 »."""
    line, by = one.line, one.by
    sent = f" ({words.short_date(date.fromisoformat(line.sent[:10]))})" if line.sent else ""
    where = f"la ligne {by.number}" + (f" de {by.file}" if by.file != line.file else "")
    who = f"{line.last_name} {line.first_name}"
    return f"{line.file}, ligne {line.number} : {who}{sent}, remplacé par {where}."


def _numbers(spans: list[tuple[int, int]]) -> str:
    """« ligne 3 », « lignes 3 à 5 et 8 », cut where nobody reads on: « … et 980 autres »."""
    shown, others = spans[:_TOLD], spans[_TOLD:]
    told = [str(first) if first == last else f"{first} à {last}" for first, last in shown]
    if others:
        number = sum(last - first + 1 for first, last in others)
        told.append(words.count(number, "autre", "autres"))
    one = len(spans) == 1 and spans[0][0] == spans[0][1]
    return f"ligne{'' if one else 's'} {words.listed(told)}"


def accounting_words(one: Accounting) -> str:
    """What became of every line of a file, in a sentence."""
    parts = (
        (one.answered, "avec une réponse", None),
        (one.superseded, "remplacée par une autre", "remplacées par d’autres"),
        (one.set_aside, "mise de côté", "mises de côté"),
        (one.blank, "vide", "vides"),
        (one.headers, "ligne de titres", "lignes de titres"),
    )
    told = [words.count(n, singular, plural or singular) for n, singular, plural in parts if n]
    lines = words.count(one.size, "ligne")
    return f"{one.file}, {one.kind.label} : {lines}, dont {words.listed(told)}."


def dates_of(answered: Answers, said: RosterWords) -> list[tuple[str, tuple[Citation, ...]]]:
    """« 3e : sessions possibles du … », and what it rests on, for each level with pupils left."""
    told = dict.fromkeys(
        (
            f"{pupil.decision.case.class_level.label} : {said.next_step(pupil).by_when}",
            citations(pupil),
        )
        for pupil, _ in answered.standing
        if pupil.decision is not None
        and pupil.situation not in (Situation.CERTIFIED, Situation.LEFT)
    )
    return list(told)


def dates_words(answered: Answers, said: RosterWords) -> list[str]:
    """« 3e : sessions possibles du … [circulaire …] » for each class level that has pupils left."""
    circular = answered.circular
    return [f"{told} [{cited(rests_on, circular)}]" for told, rests_on in dates_of(answered, said)]


def notices_of(answered: Answers) -> list[Notice]:
    """The notices on the class levels of the pupils, each of them once."""
    used = {pupil.class_level for pupil, _ in answered.standing}
    made = (decision for level, decision in answered.decisions.items() if level in used)
    return list(dict.fromkeys(notice for decision in made for notice in decision.notices))


def pupils_words(answered: Answers) -> str:
    """« 28 élèves, dont 2 peut-être comptés deux fois, et 1 élève sorti »."""
    numbers = summary(answered.standing).total
    left = numbers.get(Situation.LEFT, 0)
    told = words.count(sum(numbers.values()) - left, "élève")
    if answered.maybe_twice:
        one = answered.maybe_twice == 1
        told += f", dont {words.grouped(answered.maybe_twice)} peut-être "
        told += f"compté{'' if one else 's'} deux fois"
    if left:
        told += f", et {words.count(left, 'élève sorti', 'élèves sortis')} de l’établissement"
    return told


def unread_words(columns: Columns) -> str:
    """« Colonnes non lues : Option, Régime. »; empty when all are read."""
    unread = columns.unread
    if not unread:
        return ""
    start = "Colonnes non lues" if len(unread) > 1 else "Colonne non lue"
    told = [title if len(title) <= _TITLE else title[:_TITLE] + "…" for title in unread[:_TOLD]]
    more = f" et {words.count(len(unread) - _TOLD, 'autre')}" if len(unread) > _TOLD else ""
    return f"{start} : {', '.join(told)}{more}."


def counts_words(counts: Mapping[Situation, int], said: RosterWords) -> str:
    """« certifiable : 6 ; profil non partagé : 1 »."""
    told = ((said.situation(one), words.grouped(number)) for one, number in counts.items())
    return " ; ".join(f"{situation} : {number}" for situation, number in told)


def class_words(name: str) -> str:
    """A class by its name, or « sans classe »."""
    return name or NO_CLASS


def status_words(pupil: PupilAnswer) -> str:
    """« obligatoire », « facultative »: what is asked of a pupil; empty when it is not known."""
    made = pupil.decision
    if made is None or made.certification is None:
        return ""
    certification = made.certification
    return certification.duty.status_word(made.circular.vocabulary.statuses, certification.status)


def yes_no(value: bool | None) -> str:
    """« oui », « non », « inconnu »."""
    if value is None:
        return "inconnu"
    return "oui" if value else "non"


def taken_words(pupil: PupilAnswer) -> str:
    """The day a certification was taken, « 15 mars 2021 »; empty when it is not known."""
    return _day_words(pupil.result.line) if pupil.result else ""


def _day_words(line: Line) -> str:
    return words.short_date(date.fromisoformat(line.sent[:10])) if line.sent else ""


def reminder(
    class_name: str, pupils: Iterable[PupilAnswer], said: RosterWords, *, named: bool = True
) -> str:
    """A message for a class: who has what to do, and by when, without anybody's numbers.

    Args:
        class_name: The class.
        pupils: The pupils to choose from; those of other classes, those already certified and those
            of whom no certification is asked are left out.
        said: The words of the roster they belong to.
        named: Whether it says who: for the team, not for families.

    When it is optional, it says so; once the window is closed, it asks nothing more.
    """
    mine = [p for p in pupils if p.line.class_name == class_name and p.situation in _REMINDED]
    made = next((p.decision.certification for p in mine if p.decision), None)
    lines = [f"Certification Pix, classe {class_words(class_name)}"]
    if made and made.window and made.window.state is WindowState.CLOSED:
        steps = dict.fromkeys(map(said.next_step, mine))
        return "\n".join([*lines, *(f"{step.what} {step.by_when}".strip() for step in steps)])
    if made and made.status is Status.OPTIONAL:
        lines[0] += " (facultatif)"
    for situation, what in _REMINDED.items():
        names = [
            f"{p.line.first_name} {p.line.last_name}" for p in mine if p.situation is situation
        ]
        if names:
            lines.append(f"- {what} : {', '.join(sorted(names))}." if named else f"- {what}.")
    when = dict.fromkeys(said.next_step(pupil).by_when for pupil in mine)
    return "\n".join([*lines, *filter(None, when)])


def _certified(pupil: PupilAnswer) -> str:
    taken = taken_words(pupil)
    on = f" le {taken}" if taken else ""
    pix = f" ({pupil.result.pix} pix)" if pupil.result and pupil.result.pix else ""
    told = f"Certification déjà obtenue{on}{pix} : aucune inscription à prévoir."
    return f"{told} {_VALIDITY}" if taken else told


def _left(pupil: PupilAnswer) -> str:
    """« L’élève est sorti de l’établissement le 15 novembre 2020 », and nothing to do."""
    left = pupil.line.left
    on = f" le {words.short_date(date.fromisoformat(left[:10]))}" if left != LEFT_SOME_DAY else ""
    return f"L’élève est sorti de l’établissement{on} : rien à prévoir."


def _failed(pupil: PupilAnswer) -> bool:
    return pupil.result is not None and not pupil.result.certified


def _attempt(pupil: PupilAnswer) -> str:
    """« A passé la certification le 15 mars 2021, non obtenue (statut : Rejetée) »."""
    taken = taken_words(pupil)
    on = f" le {taken}" if taken else ""
    status = pupil.result.status if pupil.result else ""
    told = f" (statut : {status})" if status else ""
    if was_not_taken(status):
        return f"N’a pas passé la certification prévue{on}{told}."
    if is_waited_for(status):
        return f"A passé la certification{on}, sans résultat encore{told}."
    return f"A passé la certification{on}, non obtenue{told}."


def _sent_after(pupil: PupilAnswer) -> str:
    late = next((other for about, other in pupil.about if about is Doubt.SENT_AFTER), pupil.line)
    on = words.short_date(date.fromisoformat(late.sent[:10]))
    counts = " : l’envoi précédent compte" if late[:2] != pupil.line[:2] else ""
    return (
        f"Un profil a été envoyé le {on} ({late.file}, ligne {late.number}), après la date de "
        f"référence{counts}."
    )


def _line_words(line: Line) -> str:
    """« liste.csv, ligne 3 : ALPHONOS Ada, 3A »."""
    class_name = f", {line.class_name}" if line.class_name else ""
    return f"{line.file}, ligne {line.number} : {line.last_name} {line.first_name}{class_name}"


def _doubt(doubt: Doubt, pupil: PupilAnswer) -> str:
    line = pupil.line
    match doubt:
        case Doubt.COUNT_DIFFERS:
            told = words.count(line.says_reached or 0, "compétence")
            return f"Le fichier annonce {told} ; ses niveaux en donnent {pupil.reached}."
        case Doubt.CERTIFIABLE_DIFFERS:
            return (
                f"Le fichier dit « Certifiable : {yes_no(line.says_certifiable)} » ; "
                f"ses compétences donnent {yes_no(pupil.certifiable)}."
            )
        case Doubt.INCOMPLETE:
            given = pupil.levels or {}
            without = words.count(len(COMPETENCES) - len(given), "compétence")
            if pupil.marks is None:
                return f"{without} sans niveau dans le fichier : le nombre qu’il annonce compte."
            return f"{without} sans niveau dans le fichier : comptées comme non atteintes."
        case Doubt.OTHER_YEAR:
            before = [other for about, other in pupil.about if about is doubt]
            on = _day_words(before[0]) if before else taken_words(pupil)
            return (
                f"Une certification a été obtenue le {on}, hors de l’année "
                "scolaire de cette réponse. " + _VALIDITY
            )
        case Doubt.SENT_AFTER:
            return _sent_after(pupil)
        case Doubt.SENT_BEFORE:
            on = words.short_date(date.fromisoformat(line.sent[:10]))
            return (
                f"Le profil a été envoyé le {on}, avant l’année scolaire de cette réponse : la "
                "classe et les niveaux peuvent avoir changé."
            )
        case Doubt.MAYBE_SAME | Doubt.OTHER_CLASS | Doubt.NAMESAKE | Doubt.HOMONYM | Doubt.TWICE:
            others = [other for about, other in pupil.about if about is doubt]
            told = ", ".join(map(_line_words, others[:_OTHERS_TOLD]))
            return f"{words.capitalised(doubt.label)} ({told})."
        case Doubt.AFTER:
            on = taken_words(pupil)
            return f"La certification a été obtenue le {on}, après la date de référence."
        case _:
            return f"{words.capitalised(doubt.label)}."


def _own_words(pupil: PupilAnswer, kind: Kind) -> str | None:
    """What the calculator has no words for, since it is told levels or nothing."""
    if pupil.situation is Situation.NOT_SHARED:
        return _NOT_SHARED
    if pupil.situation is Situation.UNKNOWN:
        return ASSESSMENT_CANNOT_TELL if kind is Kind.ASSESSMENT else _UNKNOWN
    return _NOT_YET if pupil.situation is Situation.NOT_YET and pupil.missing is None else None
