"""Examples that a jurist writes are run, and what none reaches is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from calculator.model.circular import Circular
from calculator.model.errors import Fault
from calculator.schema.coverage import not_reached
from calculator.schema.examples import EXAMPLES, Example, run_examples
from calculator.schema.examples_table import COLUMNS
from calculator.schema.reading import read_circulars
from tests.schema.writing import CIRCULARS, ID, road_folder

OURS = CIRCULARS / ID / EXAMPLES
CIRCULAR = read_circulars(CIRCULARS).named(ID)


def run(
    tmp_path: Path, *lines: str, circular: Circular = CIRCULAR
) -> tuple[list[Example], list[Fault]]:
    file = tmp_path / EXAMPLES
    file.write_text("\n".join(lines), encoding="utf-8")
    return run_examples(file, EXAMPLES, circular)


def test_our_examples_are_as_expected_and_reach_everything() -> None:
    examples, faults = run_examples(OURS, EXAMPLES, CIRCULAR)
    assert faults == []
    assert len(examples) > 140
    assert not_reached(EXAMPLES, CIRCULAR, examples) == []


ROWS = list(csv.reader(io.StringIO(OURS.read_text(encoding="utf-8-sig")), delimiter=";"))


def as_saved(separator: str, encoding: str, end: str, *, french_days: bool) -> bytes:
    """Our table as a spreadsheet program saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=end)
    for row in ROWS:
        cells = [
            "/".join(reversed(cell.split("-")))
            if french_days and len(cell) == 10 and cell[4:8:3] == "--"
            else cell
            for cell in row
        ]
        writer.writerow([*cells, "", ""])  # empty columns at the end
    return out.getvalue().encode(encoding, "replace")


@pytest.mark.parametrize("french_days", [False, True])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac-roman", "utf-16"])
def test_a_table_is_read_however_it_was_saved(
    separator: str, encoding: str, end: str, french_days: bool, tmp_path: Path
) -> None:
    file = tmp_path / EXAMPLES
    file.write_bytes(as_saved(separator, encoding, end, french_days=french_days))
    examples, faults = run_examples(file, EXAMPLES, CIRCULAR)
    assert faults == []
    assert len(examples) == len(ROWS) - 1


HEADER = ";".join(COLUMNS)
SOUS = "prive-sous-contrat"
WRONG = [
    # a line, the column at fault, what is answered, what the line expects
    (f"3e;{SOUS};2021-03-08;;;facultative", "statut attendu", "obligatoire", "facultative"),
    (f"cm2;{SOUS};2021-03-08;;;non demandée", "statut attendu", "silence", "non demandée"),
    (f"5e;{SOUS};2021-03-08;;;silence", "statut attendu", "non demandée", "silence"),
    ("3e;privé hors contrat;8/3/2021;;;demandée", "statut attendu", "non concerné", "demandée"),
    (f"3e;{SOUS};2021-03-08;;;;à venir", "état de la fenêtre", "ouverte", "à venir"),
    (f"3e;{SOUS};2021-03-07;;;;Ouverte", "état de la fenêtre", "à venir", "ouverte"),
    (f"5e;{SOUS};2021-03-07;;;;ouverte", "état de la fenêtre", "aucune", "ouverte"),
    (f"3e;{SOUS};2021-03-07;;;;;09/03/2021", "premier jour", "2021-03-08", "2021-03-09"),
    (f"3e;{SOUS};2021-03-07;;;;;;inconnu", "dernier jour", "2021-05-12", "inconnu"),
    (f"5e;{SOUS};2021-03-07;;;;;;2021-05-12", "dernier jour", "aucun", "2021-05-12"),
    (f"3e;{SOUS};2021-05-12;;;;;;;1", "jours restants", "0", "1"),
    (f"3e;{SOUS};2021-05-13;;;;;;;0", "jours restants", "aucun", "0"),
    (f"3e;{SOUS};2021-05-12;4;;;;;;;oui", "certifiable", "non", "oui"),
    (f"3e;{SOUS};2021-05-12;5;;;;;;;NON", "certifiable", "oui", "non"),
    (f"3e;{SOUS};2021-05-12;;;;;;;;oui", "certifiable", "inconnu", "oui"),
    (f"3e;{SOUS};2021-05-12;;;;;;;;;aucune", "autres obligations", "crcn_training pix_", "aucune"),
    (f"3e;{SOUS};2021-05-12;;;;;;;;;pix_enrolment=obligatoire crcn_training", "autres obligations",
     "pix_enrolment=demandee", "pix_enrolment=obligatoire"),
    (f"3e;{SOUS};2021-05-12;;;;;;;;;;p-2", "paragraphes", "p-5-calendrier", "p-2"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "column", "answered", "expected"), WRONG)
def test_what_is_not_as_expected_is_told(
    line: str, column: str, answered: str, expected: str, tmp_path: Path
) -> None:
    examples, (fault,) = run(tmp_path, HEADER, "", line)
    assert examples == []
    assert fault.key == f"ligne 3, {column}"
    assert answered in fault.found
    assert expected in fault.expected


UNCLEAR = [
    (f"3eme;{SOUS};2021-03-08", "classe", "3e"),
    ("3e;prive;2021-03-08", "établissement", SOUS),
    (f"3e;{SOUS};8 mars", "jour", "2021-03-08 ou 08/03/2021"),
    (f"3e;{SOUS};30/02/2021", "jour", "2021-03-08 ou 08/03/2021"),
    (f"3e;{SOUS};", "jour", "une date"),
    (f"3e;{SOUS};2021-03-08;17", "compétences atteintes", "de 0 à 16"),
    (f"3e;{SOUS};2021-03-08;;last_report=2021-06-15", "autres informations", "last_report_date=…"),
    (f"3e;{SOUS};2021-03-08;;;obligatoir", "statut attendu", "vouliez-vous dire « obligatoire »"),
    (f"3e;{SOUS};2021-03-08;;;;ouvert", "état de la fenêtre", "vouliez-vous dire « ouverte »"),
    (f"3e;{SOUS};2021-03-08;;;;;;;x", "jours restants", "nombre entier"),
    (f"3e;{SOUS};2021-03-08;;;;;;;;peut-être", "certifiable", "oui, non"),
    (f"3e;{SOUS};2021-03-08;;;;;;;;;pix", "autres obligations", "pix_enrolment"),
    (f"3e;{SOUS};2021-03-08;;;;;;;;;;p-5-colege", "paragraphes", "p-5-college"),
    (f"cm2;{SOUS};2021-03-08;;last_report_date=15/13/2021", "", "une date qui existe"),
]


@pytest.mark.parametrize(("line", "column", "expected"), UNCLEAR)
def test_a_cell_that_is_not_understood_is_told(
    line: str, column: str, expected: str, tmp_path: Path
) -> None:
    examples, (fault,) = run(tmp_path, HEADER, line)
    assert examples == []
    assert fault.key == f"ligne 2, {column}".removesuffix(", ")
    assert expected in fault.expected


def test_labels_upper_case_and_accents_do_as_well(tmp_path: Path) -> None:
    examples, faults = run(
        tmp_path,
        "CLASSE;Etablissement;Jour;Statut attendu;Etat de la fenetre",
        "3E SEGPA;Privé sous contrat;8/3/2021;Obligatoire;OUVERTE",
    )
    assert faults == []
    assert examples[0].decision.case.class_level == "3e-segpa"


BROKEN = [
    (b"", "vide"),
    (b"\0\0\0\0", "jour"),
    (b"PK\x03\x04\x14\0", "colonne"),
    (b"classe;jour;classe\n3e;2021-03-08;4e\n", "une seule fois"),
    (b"classe;jour;remarques\n3e;2021-03-08;x\n", "commentaire"),
    (b"classe;etablissement\n3e;public\n", "la colonne « jour »"),
    (b"classe;jour;commentaire\n3e;2021-03-08;a;b\n", "entre guillemets"),
    (b'classe;jour\n"' + b"x" * 200_000, "cellules courtes"),
]


@pytest.mark.parametrize(("data", "expected"), BROKEN)
def test_a_table_that_is_none_is_told(data: bytes, expected: str, tmp_path: Path) -> None:
    file = tmp_path / EXAMPLES
    file.write_bytes(data)
    examples, faults = run_examples(file, EXAMPLES, CIRCULAR)
    assert examples == []
    assert any(expected in str(fault) for fault in faults), faults


def test_what_no_example_reaches_is_named(tmp_path: Path) -> None:
    lines = (CIRCULARS / ID / EXAMPLES).read_text(encoding="utf-8-sig").splitlines()

    def missing(*without: str) -> str:
        kept = [line for line in lines if not any(word in line for word in without)]
        examples, faults = run(tmp_path, *kept)
        assert faults == []
        return "\n".join(map(str, not_reached(EXAMPLES, CIRCULAR, examples)))

    assert "un exemple de la classe cap-2." in missing("cap-2;")
    assert "d’un établissement prive-hors-contrat" in missing("hors-contrat;")
    assert "que le texte ne couvre pas" in missing("hors-contrat;")
    assert "la veille (2021-03-07) de la fenêtre « main » de certification" in missing("2021-03-07")
    assert "le premier jour (2021-01-11)" in missing("2021-01-11;")
    assert "le dernier jour (2021-05-12)" in missing("2021-05-12;1", "2021-05-12;5")
    assert "le lendemain (2021-05-21)" in missing("2021-05-21")
    assert "lsu_entry, obligatoire" in missing("lsu_entry")
    assert "certification, non demandée" in missing("non demandée")
    assert "dont le texte ne dit rien" in missing(";silence;")
    assert "qui nomme le paragraphe circulaire-2020-12-16#p-6" in missing("p-6")


ROAD_ROWS = [
    "classe;jour;autres informations;statut attendu;état de la fenêtre;premier jour;certifiable",
    # before the change is known, what was known then
    "5e;2022-01-15;note_obtenue=9;obligatoire;à venir;2022-03-01;non",
    "5e;2022-03-31;note_obtenue=10;obligatoire;à venir;2022-04-01;oui",
    "5e;2022-04-01;;obligatoire;ouverte;2022-04-01;inconnu",
    "5e;2022-05-31;;obligatoire;à venir;2022-06-01;",
    "3e;2022-04-01;;recommandée;inconnue;inconnu;",
]


def test_a_mark_a_change_and_days_that_are_not_known(tmp_path: Path) -> None:
    circular = read_circulars(road_folder(tmp_path)).named("route")
    examples, faults = run(tmp_path, *ROAD_ROWS, circular=circular)
    assert faults == []
    assert len(examples) == 5
    missing = "\n".join(map(str, not_reached(EXAMPLES, circular, examples)))
    assert "le dernier jour (2022-04-30) de la fenêtre « main »" in missing
    assert "2022-03-01" not in missing  # nobody could see that day: the change was known before
    assert "ne sont pas connus" not in missing
    _, faults = run(
        tmp_path, "classe;jour;compétences atteintes", "5e;2022-04-01;3", circular=circular
    )
    assert "de 0 à 0" in str(faults[0])
