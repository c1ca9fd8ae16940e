"""Nothing that the head of an answer says is left out of the same in easy-to-read French.

Heads are read piece by piece to their end: a piece that is not in the table below is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from calculator import Case, decide
from calculator.answers.pupil import Answer, answer
from calculator.answers.words import capitalised, in_a_sentence
from calculator.model.decision import Decision
from calculator.model.duties import Duty
from tests.answers.test_easy import CIRCULARS, answers_of, easy
from tests.making import Json, duty, made_up

DAY = r"(?:lun|mar|mercre|jeu|vendre|same|diman)\w+ \d+(?:er)? \w+(?: \d{4})?"
WHOM_TO_ASK = "Demandez à l’établissement, ou à la délégation académique au numérique éducatif"
ASK_THE_ACADEMY = "renseignez-vous auprès de l’académie"
TRAINING = r"Les enseignants forment votre enfant |La formation [^.]+ était obligatoire\."
CLAUSES = [
    # --- the year, and the day that is asked ---
    (r"Année scolaire \d{4}-\d{4} terminée", r"^L’année scolaire \d{4}-\d{4} est terminée\."),
    ("Réponse pour l’année scolaire [^ ]+ : la date choisie n’en fait pas partie",
     r"est terminée\.|Cette année scolaire n’a pas commencé\."),
    ("À la date choisie, ce texte n’était pas encore publié",
     r"À la date choisie, ce texte n’était pas publié\."),
    (rf"La date du dernier bilan [^.]+\({DAY}\) n’est pas [^.]+ : le dernier jour n’est pas connu",
     r"La date donnée est d’une autre année scolaire\."),
    # --- who is concerned ---
    ("Non concerné : rien à faire au titre de [^.]+", r"Votre enfant n’est pas concerné\."),
    (r"(?:La circulaire|L’article D\.)[^:]+ ne dit pas qu[^:]+ : nous lisons qu[^.]+ rien",
     r"C’est notre lecture du texte\."),
    ("[Cc]ertification : on ne sait pas si c’est demandé", r"La certification \? On ne sait pas\."),
    # --- what a pupil has ---
    ("il manque 2 compétences à l’élève", r"Il manque 2 compétences à votre enfant\."),
    ("l’élève est certifiable", r"Votre enfant a assez de compétences\."),
    # --- days ---
    (f"le dernier jour était le {DAY}", r"Le dernier jour est passé\."),
    (f"Les sessions étaient possibles du {DAY} au {DAY}", r"C’était possible [^?]+jusqu’au"),
    (f"Rattrapage : les sessions étaient possibles du {DAY} au {DAY}",
     "Rattrapage : c’était possible jusqu’au .*Rattrapage veut dire"),
    (f"Rattrapage : sessions possibles du {DAY} au {DAY}",
     "Rattrapage : c’est possible jusqu’au .*Rattrapage veut dire"),
    (f"Sessions possibles du {DAY} au {DAY}", "C’est possible jusqu’au"),
    (r"(?:dernier jour|il reste \d+ jours?)", "jusqu’au"),
    (r"ouverture (?:demain|dans \d+ jours?)", "à partir du"),
    (rf"Au plus tard le {DAY}(?: \((?:dernier jour|il reste \d+ jours?)\))?",
     "C’(?:est|était) à faire jusqu’au"),
    (rf"Au plus tard le {DAY} \(date passée depuis \d+ jours?\)",
     r"Le dernier jour est passé\. C’était à faire jusqu’au|est terminée.*C’était à faire"),
    ("(?:toutes )?[Ll]es dates ne sont pas connues|à des dates non connues",
     r"Quand \? On ne sait pas\."),
    ("à une date non connue", r"Le dernier jour \? On ne sait pas\."),
    (WHOM_TO_ASK, "(?:Demandez les dates à|Vérifiez auprès de) l’établ|est terminée.*Vérifiez"),
    # --- once they are past ---
    (f"La circulaire ne dit pas que faire après : {ASK_THE_ACADEMY}",
     r"Après \? Le texte officiel ne le dit pas\. Demandez à l’académie\."),
    (f"Nous n’avons trouvé aucune période de rattrapage pour cette année : {ASK_THE_ACADEMY}",
     r"Un rattrapage \? Nous n’en avons pas trouvé\. .*Demandez à l’académie\."),
    (f"Nous n’avons pas trouvé ce qui est prévu après : {ASK_THE_ACADEMY}",
     r"Après \? On ne sait pas\. Demandez à l’académie\."),
    # --- what stands for a day ---
    ("Avant la fin de l’année scolaire ; à défaut, [^;.]+ peuvent encore le suivre en 2026-2027",
     r"avant la fin de l’année scolaire\. Sinon, c’est encore possible en 2026-2027\."),
    ("Avant les vacances de la Toussaint, selon des établissements",
     r"Des établissements ont dit : avant les vacances de la Toussaint\."),
    ("échéance nationale non trouvée", r"Une date pour tout le pays \? On ne sait pas\."),
    ("Dans l’année scolaire, sans date nationale trouvée",
     r"C’(?:est|était) pendant l’année scolaire\."),
    ("(?:Date|Échéance) nationale non trouvée",
     r"(?:Quand|Le dernier jour) \? On ne sait pas\."),
    ("Dates fixées par le collège : nous n’avons pas trouvé d’échéance nationale",
     r"C’(?:est|était) au collège de fixer les dates\."),
    ("La circulaire ne donne pas de date : c’est celle du dernier bilan périodique de l’année",
     r"Le texte officiel ne donne pas de date\. C’(?:est|était) au dernier bilan de l’année\."),
    ("La circulaire ne fixe pas de date", r"Le texte officiel ne donne pas de date\."),
    ("nous n’avons trouvé aucun changement depuis", r"Depuis, nous n’avons rien trouvé d’autre\."),
    ("Une académie indique en 2024 la saisie sur le dernier bilan périodique de l’année",
     r"En 2024, une académie a dit : au dernier bilan de l’année\."),
    # --- what goes on by itself ---
    ("La loi demande une formation à l’usage responsable du numérique [^.:]+", TRAINING),
    ("Au lycée, la formation aux compétences numériques s’appuie sur [^.:]+", TRAINING),
    ("L’école et le collège évaluent [^:]+ : nous lisons qu’ils y forment les élèves", TRAINING),
    ("La formation aux compétences numériques se fait au sein des disciplines", TRAINING),
    # --- doubt ---
    ("On ne sait pas si la certification est demandée en 3e SEGPA et en 3e prépa-métiers : [^.]+",
     r"La certification \? On ne sait pas\. "),
    ("On ne sait pas si le parcours Pix IA est demandé en 4e SEGPA : [^.]+",
     r"Le parcours Pix IA \? On ne sait pas\. "),
    ("Aucun texte officiel connu ne dit tout cela. Vérifiez", "Attention : .* Vérifiez"),
    ("Changement signalé, à vérifier : [^.]+",
     r"Les règles ou les dates ont peut-être changé\..* Vérifiez"),
    ("texte publié ici|texte officiel cité", "^(?!.*Attention : )"),
    ("signalé, à vérifier", "Attention : .* Vérifiez"),
]  # fmt: skip
"""What a head may say, and the easy sentences that say it."""


def clauses_of(decision: Decision) -> Iterator[tuple[str, str]]:
    """Those of its circular: each duty with its status, and what is to be done."""
    for one in decision.circular.duties:
        for status, said in STATUSES:
            named = (one.label, in_a_sentence(one.label), one.noun)
            names = "|".join(map(re.escape, named))
            yield f"(?:{names}) (?:était )?{status}", re.escape(capitalised(one.noun)) + said
        for asked in decision.duties:
            if asked.duty is one and one.easy:
                done_by = re.escape(one.easy.todo[asked.status])
                yield actions(one), rf"{done_by}|Le dernier jour est passé\."


STATUSES = [
    ("non demandée?", r" n’(?:est|était) pas demandée?\."),
    *((f"{word}", rf" (?:est|était) {word}\.")
      for word in ("obligatoire", "facultati(?:f|ve)", "recommandée?", "demandée?")),
]  # fmt: skip


def actions(asked: Duty) -> str:
    """What a head says to do, less what a pupil has."""
    texts = [in_a_sentence(asked.todo)]
    for rule in asked.rules:
        if rule.headlines:
            met = rule.headlines.met.removeprefix("l’élève est certifiable, ")
            texts += [rule.headlines.plain, met]
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def left_out(decision: Decision, said: Answer) -> list[str]:
    """What its head says and its easy sentences do not."""
    text = " ".join(easy(said))
    missing = []
    known = [*CLAUSES, *clauses_of(decision)]
    for whole in (said.head.sentence, said.head.date, said.certainty, *said.alerts):
        rest = whole.strip(" .")
        while rest:
            found = [(match, easily) for plain, easily in known if (match := re.match(plain, rest))]
            if not found:
                missing.append(f"not in the table: {rest}")
                break
            match, easily = max(found, key=lambda one: one[0].end())
            if not re.search(easily, text):
                missing.append(f"{match[0]} — {text}")
            rest = rest[match.end() :].strip(" .,;:")
    return missing


@pytest.mark.parametrize("name", CIRCULARS)
def test_nothing_that_a_head_says_is_left_out(name: str) -> None:
    different = {
        (said.head, said.certainty, said.alerts, easy(said)): (decision, said)
        for decision, said in answers_of(CIRCULARS[name])
    }
    wrong = [
        (fault, decision.case, decision.on)
        for decision, said in different.values()
        for fault in left_out(decision, said)
    ]
    assert wrong == []


def only_reported(data: Json) -> None:
    data["scope"]["cites"] = ["snes"]


def two_doubts(data: Json) -> None:
    silence = next(one for one in data["notices"] if one["nature"] == "silence")
    doubt = {**silence, "classes": ["cp"], "unknown": True}
    data["notices"] += [{**doubt, "about": kind} for kind in ("lsu_entry", "certification")]


def training_leads(data: Json) -> None:
    duty(data, "crcn_training")["leads"] = True
    data["duties"].reverse()


@pytest.mark.parametrize(
    ("change", "case", "sentences"),
    [
        (only_reported, Case("3e", "prive-hors-contrat"),
         ["Attention : aucun texte officiel connu ne dit tout cela.",
          "Vérifiez auprès de l’établissement."]),
        (two_doubts, Case("cp", "public"),
         ["La certification ? On ne sait pas.",
          "La saisie dans le livret scolaire ? On ne sait pas."]),
        (training_leads, Case.of("cm2", "public", last_report_date=date(2022, 6, 15)),
         ["La formation dans les disciplines est obligatoire.",
          "La date donnée est d’une autre année scolaire."]),
    ],
)  # fmt: skip
def test_so_is_what_no_circular_carried_has_yet(
    change: Callable[[Json], None], case: Case, sentences: list[str]
) -> None:
    said = answer(decide(case, date(2021, 3, 10), made_up(change)))
    assert [one for one in easy(said) if one in sentences] == sentences
