"""A file that could lead to a wrong answer is refused, and the message says where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.model.errors import NOTHING
from calculator.schema.loading import Loader
from tests.schema.writing import ID, faults_of, folder_with, road_folder

P = "circulaire-2020-12-16"
# what is in our file, what is put in its place, the key at fault, what is found, what is expected
OURS = [
    # --- the form ---
    ('status = "optional"', 'status = "optionnal"', "duties[0].rules[3].status", "optionnal",
     "vouliez-vous dire « optional »"),
    ("postponed_to =", "reporte_a =", "duties[0].rules[3].reporte_a", "reporte_a", "une clé connue"),
    ('actor = "établissement"', 'acteur = "établissement"', "duties[0].rules[1].acteur", "acteur",
     "vouliez-vous dire « actor »"),
    ('text = "Organiser ou non', 'texte = "Organiser ou non', "left_open[1].text", NOTHING,
     "un texte non vide : ce qu’il y a à décider"),
    ('\nactor = "équipe pédagogique"', '\nactor = "  "', "duties[0].plan.steps[1].actor", "  ", "non vide"),
    ('\nactor = "équipe pédagogique"', "\nactor = 3", "duties[0].plan.steps[1].actor", "3", "un texte"),
    ("level = 1\n", "level = true\n", "duties[0].condition.level", "true", "nombre entier"),
    ("competences = 5\n", "competences = 5.5\n", "duties[0].condition.competences", "5.5", "entier"),
    ("competences = 5\n", "competences = 0\n", "duties[0].condition.competences", "0", "de 1 à 200"),
    ("feminine = true", 'feminine = "oui"', "duties[0].feminine", "oui", "true ou false"),
    ('issuer = "académie de Nantes"', 'issuer = ["Nantes"]', "issuer", "[Nantes]", "un texte"),
    ('issuer = "académie de Nantes"', "issuer = { nom = 1 }", "issuer", "une table", "un texte"),
    ('school_year = "2020-2021"', "school_year = 2020", "school_year", "2020", "un texte"),
    ("schema = 1\n", "schema = 2\n", "schema", "2", "« 1 »"),
    ("schema = 1\n", "", "schema", NOTHING, "« 1 »"),
    ('id = "nantes-2020-2021"', 'id = "../nantes"', "id", "../nantes", "un nom court"),
    ('id = "nantes-2020-2021"', 'id = "nantes-2020-2021\\n"', "id", "nantes", "un nom court"),
    ('authority = "held"', 'authority = "sure"', f"sources.{P}.authority", "sure", "cited, held, reported"),
    ('authority = "held"\n', "", f"sources.{P}.authority", NOTHING, "cited, held, reported"),
    ('page = "circulaire/2020-12-16.md"', 'page = "../secret.md"', f"sources.{P}.page", "../secret.md",
     "sans « .. »"),
    ('page = "circulaire/2020-12-16.md"', 'page = "/etc/passwd"', f"sources.{P}.page", "/etc/passwd", ".md"),
    ('url = "https://github.com/1024pix/pix/pull/2889"', 'url = "javascript:alert(1)"',
     "sources.pix-pr-2889.url", "javascript:alert(1)", "https://"),
    ("date = 2020-12-16", "date = 2020-12-16T10:00:00", f"sources.{P}.date", "2020-12-16 10:00:00",
     "AAAA-MM-JJ"),
    ("date = 2020-12-16", 'date = "16 décembre"', f"sources.{P}.date", "16 décembre", "AAAA-MM-JJ"),
    ("date = 2020-12-16", 'date = "2020-02-30"', f"sources.{P}.date", "2020-02-30", "qui existe"),
    ('when = "La circulaire ne fixe pas de date."', "when = 2021-05-01", "duties[2].rules[0].when",
     "2021-05-01", "entre guillemets"),
    ('title = "Développer', 'title = "\\u0007Développer', "title", "Développer", "invisible"),
    ('title = "Développer', 'title = "\\u202eDévelopper', "title", "Développer", "invisible"),
    ("days = { opens = 2021-03-08, closes = 2021-05-12 }", 'days = "unknow"',
     "duties[0].rules[1].windows[0].days", "unknow", '"unknown"'),
    ("{ opens = 2021-03-08, closes = 2021-05-12 }", "{ opens = 2021-03-08 }",
     "duties[0].rules[1].windows[0].days.closes", NOTHING, "AAAA-MM-JJ"),
    ("[duties.headlines.optional]", "[duties.headlines.facultatif]", "duties[0].headlines.facultatif",
     "facultatif", "optional"),
    # --- who and when ---
    ('school_year = "2020-2021"', 'school_year = "2020-2022"', "school_year", "2020-2022", "2020-2021"),
    ('id = "nantes-2020-2021"', 'id = "nantes"', "id", "nantes", "le nom du dossier"),
    ('default_establishment = "prive-sous-contrat"', 'default_establishment = "prive"',
     "default_establishment", "prive", "prive-sous-contrat"),
    ('postponed_to = "2021-2022"', 'postponed_to = "2019-2020"', "duties[0].rules[3].postponed_to",
     "2019-2020", "après 2020-2021"),
    ("opens = 2021-03-08", "opens = 2021-05-13", "duties[0].rules[1].windows[0].days.closes",
     "2021-05-12", "2021-05-13"),
    ("closes = 2021-05-12", "closes = 2022-05-12", "duties[0].rules[1].windows[0].days.closes",
     "2022-05-12", "2020-2021"),
    ("{ opens = 2021-03-08, closes = 2021-05-12 }", '{ opens = 2021-03-08, closes = "unknown" }',
     "duties[0].rules[1].windows[0].ask", NOTHING, "à qui demander"),
    ('when = "La circulaire ne fixe pas de date."\n', "", "duties[2].rules[0].when", NOTHING, "quand"),
    ('when = "La circulaire ne fixe pas de date."', 'when = "Un jour."\ndue = 2021-06-01',
     "duties[2].rules[0].when", "due, when", "un seul"),
    ('actor = "chef d’établissement"\nwhen', "when", "duties[2].rules[0].actor", NOTHING, "qui agit"),
    ('status = "not_due"', 'status = "not_due"\ndue = 2021-06-01', "duties[0].rules[0].due",
     "2021-06-01", "rien"),
    ('{ text = "L’obligation est', '{ window = "mian", text = "L’obligation est',
     "duties[0].rules[3].reasons[0].window", "mian", "une fenêtre de la règle (key) : main"),
    ('{ text = "La formation', '{ window = "main", text = "La formation',
     "duties[3].rules[0].reasons[0].window", "main", "la règle n’a pas de fenêtre"),
    ('{ text = "Le chef d’établissement fixe', '{ window = "main", text = "Le chef d’établissement fixe',
     "duties[0].reasons[0].window", "window", "une clé connue"),
    # --- what is cited ---
    (f'cites = ["{P}#p-2"]', f'cites = ["{P}#p-9"]', "p-9", "p-9", f"{P}#p-"),
    (f'cites = ["{P}#p-2"]', 'cites = ["circulaire-2020-12-17#p-2"]', "cites[0]", "circulaire-2020-12-17",
     f"vouliez-vous dire « {P} »"),
    (f'cites = ["{P}#p-2"]', f'cites = ["{P}"]', "cites[0]", P, "un paragraphe de ce texte"),
    (f'cites = ["{P}#p-2"]', "cites = []", "cites", "[]", "au moins un"),
    ('"code-education-d-121-1"]', '"code-education-d-121-1#p-1"]', "cites", "d-121-1#p-1", "code-education"),
    ('page = "circulaire/2020-12-16.md"\n', "", f"sources.{P}.page", NOTHING, "texte entier"),
    ('authority = "cited"', 'authority = "cited"\npage = "x.md"', "sources.code-education-d-121-1.page",
     "x.md", "le texte n’est pas ici"),
    ('source = "calendrier-2020-2021"', 'source = "calendrier-2020"', "calendar.source",
     "calendrier-2020", "vouliez-vous dire « calendrier-2020-2021 »"),
    # --- a rumour never decides ---
    ('cites = ["circulaire-2020-12-16#p-5-calendrier"] },',
     'cites = ["circulaire-2020-12-16#p-5-calendrier"], changes = [{ known_from = 2021-04-21, days = { opens = 2021-03-08, closes = 2021-06-25 }, cites = ["pix-pr-2889"] }] },',
     "duties[0].rules[1].windows[0].changes[0].cites", "pix-pr-2889", "reported_closes"),
    ('cites = ["circulaire-2020-12-16#p-5-calendrier"] },',
     'cites = ["circulaire-2020-12-16#p-5-calendrier"] }, { key = "suite", days = { opens = 2021-05-13, closes = 2021-06-25 }, cites = ["pix-pr-2889"] },',
     "duties[0].rules[1].windows[1].cites", "pix-pr-2889", "reported_closes"),
    ('cites = ["pix-pr-2889"]\nreported_closes', f'cites = ["{P}#p-6"]\nreported_closes',
     "notices[0].cites", P, "reported"),
    ("reported_closes = 2021-06-25", "reported_closes = 2021-05-01", "notices[0].reported_closes",
     "2021-05-01", "2021-05-20"),
    ("reported_closes = 2021-06-25", "reported_closes = 2021-09-25", "notices[0].reported_closes",
     "2021-09-25", "2020-2021"),
    # --- classes ---
    ('["cp", "ce1", "ce2", "cm1"]', '["cp", "ce1", "ce2", "cm0"]', "class_groups.avant-cm2[3]", "cm0",
     "vouliez-vous dire « cm"),
    ('classes = ["cm2-et-6e"]', 'classes = ["cm2-et-6"]', "duties[1].rules[0].classes[0]",
     "cm2-et-6", "vouliez-vous dire « cm2-et-6e »"),
    ('classes = ["cm2-et-6e"]', 'classes = ["cm2-et-6e", "cm2-et-6e"]', "duties[1].rules[0].classes[1]",
     "cm2-et-6e", "une seule fois"),
    ('classes = ["3e-prepa-metiers"]', 'classes = ["3e-prepa-metiers", "3e"]', "duties[0].rules[2].classes",
     "3e deux fois", "une seule fois"),
    ('avant-cm2 = ["cp"', '3e = ["cp"', "class_groups.3e", "3e", "n’est pas celui d’une classe"),
    ('\nstatus = "not_due"', '\nestablishments = ["prive-hors-contrat"]\nstatus = "not_due"',
     "duties[0].rules[0].establishments[0]", "prive-hors-contrat", "du champ"),
    ('about = "certification"\nclasses = ["avant-cm2"]', 'about = "lsu_entry"\nclasses = ["avant-cm2"]',
     "duties", "aucune réponse", "cp, ce1, ce2, cm1 (public, prive-sous-contrat)"),
    ('\nstatus = "not_due"', '\nestablishments = ["public"]\nstatus = "not_due"', "duties",
     "aucune réponse", "5e, 4e, 5e-segpa, 4e-segpa (prive-sous-contrat)"),
    # --- what is asked, needed and planned ---
    ("competences = 5\n", "competences = 17\n", "duties[0].condition.competences", "17", "16"),
    ("level = 1\n", "level = 9\n", "duties[0].condition.level", "9", "8"),
    ("level = 1\n", 'level = 1\nmark = "x"\n', "duties[0].condition", "competences, level, mark", "ou bien"),
    ('asks = "last_report_date"', 'asks = "last_report"', "duties[1].asks", "last_report",
     "vouliez-vous dire « last_report_date »"),
    ('type = "date"', 'type = "number"\nmaximum = 20', "duties[1].asks", "last_report_date", "type date"),
    ('type = "date"', 'type = "number"', "inputs[0].maximum", NOTHING, "plus grand"),
    ('key = "last_report_date"', 'key = "levels"', "inputs[0].key", "levels", "un autre nom"),
    ('asks = "last_report_date"\n', "", "inputs[0].key", "last_report_date", "a besoin"),
    ("[duties.window_words]", "[duties.window_word]", "duties[0].window_words", NOTHING, "mots de ses fenêtres"),
    ("[duties.due_words]", "[duties.due_word]", "duties[1].due_words", NOTHING, "mots de la date"),
    ('kind = "lsu_entry"', 'kind = "certification"', "duties[1].kind", "certification", "un nom"),
    ("weeks = 6", "weeks = 9", "duties[0].plan.steps[1].weeks", "9", "56 jours"),
    ("weeks = 6\n", "", "duties[0].plan.steps[1].weeks", NOTHING, "un délai"),
    ("of_windows = true", "of_windows = true\ndays = 1", "duties[0].plan.steps[4].days", "1", "la dernière étape"),
    ('key = "campaigns"', 'key = "certifiable"', "duties[0].plan.steps[2].key", "certifiable", "un nom"),
    ('duty = "pix_enrolment"', 'duty = "pix_enrolement"', "duties[0].plan.steps[0].duty",
     "pix_enrolement", "vouliez-vous dire « pix_enrolment »"),
    # --- what is said ---
    ("il manque {missing}", "il manque {manque}", "duties[0].headlines.mandatory.unmet", "{manque}",
     "hormis {missing}"),
    ("établissement {establishment}", "établissement {establishment", "scope.sentence", "{establishment",
     "hormis {establishment}"),
    ('todo = "Inscrire l’élève à', 'todo = "Inscrire {missing} à', "duties[0].todo", "{missing}", "accolade"),
    ('kind = "addressees"', 'kind = "addresses"', "notices[3].kind", "addresses",
     "vouliez-vous dire « addressees »"),
    ('about = "certification"\nwhen_due', "when_due", "notices[4].about", NOTHING, "kind"),
    ('about = "lsu_entry"', 'about = "lsu"', "readings[7].about", "lsu", "lsu_entry"),
    # --- days without class ---
    ("day = 2020-11-01", "day = 2020-11-12", "calendar.public_holidays[1].day", "2020-11-11", "dans l’ordre"),
    ("day = 2020-11-01", "day = 2019-11-01", "calendar.public_holidays[0].day", "2019-11-01", "2020-2021"),
    ("resumes = 2020-11-02", "resumes = 2020-10-17", "calendar.holidays[0].resumes", "2020-10-17", "après"),
    ("starts = 2020-12-19", "starts = 2020-10-20", "calendar.holidays[1].starts", "2020-10-20", "ordre"),
    ("resumes = 2021-09-02", "resumes = 2021-12-02", "calendar.holidays[5].resumes", "2021-12-02", "2020-2021"),
    ('first_announced = [\n  { name = "vacances de printemps"', 'first_announced = [\n  { name = "printemps"',
     "calendar.first_announced[0].name", "printemps", "vacances"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "key", "found", "expected"), OURS)
def test_each_fault_is_told_with_its_key(
    before: str, after: str, key: str, found: str, expected: str, tmp_path: Path
) -> None:
    told = faults_of(folder_with(tmp_path, (before, after)))
    assert any(
        (key in fault.key or key in fault.found)
        and found in fault.found
        and expected in fault.expected
        for fault in told
    ), "\n".join(map(str, told))
    said = "\n".join(map(str, told))
    assert "datetime" not in said
    assert "None" not in said
    assert all(fault.file == f"{ID}/circular.toml" for fault in told)


ROAD = [
    ('mark = "note_obtenue"', 'mark = "note"', "duties[0].condition.mark", "note", "note_obtenue"),
    ("at_least = 10", "at_least = 21", "duties[0].condition.at_least", "21", "de 0 à 20"),
    ("at_least = 10\n", "", "duties[0].condition", "mark", "ou bien"),
    ('mark = "note_obtenue"\nat_least = 10', "competences = 2\nlevel = 1",
     "duties[0].condition.competences", "2", "rien"),
    ('key = "rattrapage"\n', "", "duties[0].rules[0].windows[1].key", "main", "un nom par fenêtre"),
    ("opens = 2022-06-01, closes = 2022-06-05", "opens = 2022-02-01, closes = 2022-02-05",
     "duties[0].rules[0].windows[1].days.opens", "2022-02-01", "dans l’ordre"),
    (', ask = "Demander à l’académie."', "", "duties[0].rules[1].windows[0].ask", NOTHING, "à qui demander"),
    ('cites = ["note"] },', 'cites = ["blog"] },', "windows[0].changes[0].cites", "[blog]", "officielle"),
    ("known_from = 2022-02-01", 'known_from = "2022-02-31"', "changes[0].known_from", "2022-02-31", "existe"),
    ("opens = 2022-04-01, closes = 2022-04-30", "opens = 2022-04-01, closes = 2022-03-30",
     "changes[0].days.closes", "2022-03-30", "pas avant"),
    ("date = 2021-10-01\n", "date = 2021-10-01\npage = 'note.md'\n", "sources.note.page", "note.md",
     "le texte n’est pas ici"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "key", "found", "expected"), ROAD)
def test_faults_of_another_subject(
    before: str, after: str, key: str, found: str, expected: str, tmp_path: Path
) -> None:
    told = faults_of(road_folder(tmp_path, (before, after)), "route")
    assert any(
        key in fault.key and found in fault.found and expected in fault.expected for fault in told
    ), "\n".join(map(str, told))


def test_our_circular_and_the_made_up_one_have_no_fault(tmp_path: Path) -> None:
    assert faults_of(folder_with(tmp_path / "a")) == ()
    assert faults_of(road_folder(tmp_path / "b"), "route") == ()


def test_where_nothing_is_official_a_reported_source_may_be_all_there_is(tmp_path: Path) -> None:
    everything_reported = road_folder(tmp_path, ('authority = "cited"', 'authority = "reported"'))
    assert faults_of(everything_reported, "route") == ()


def test_a_window_of_its_own_may_be_only_reported(tmp_path: Path) -> None:
    folder = road_folder(
        tmp_path,
        ('closes = 2022-06-05 }\ncites = ["note#2"]', 'closes = 2022-06-05 }\ncites = ["blog"]'),
    )
    assert faults_of(folder, "route") == ()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        ('status = "optional"', 'status = "optionnal"'),
        ('school_year = "2020-2021"', 'school_year = "2020-2022"'),
        ("competences = 5\n", "competences = 17\n"),
        ('title = "Développer', 'titre = "Développer'),
        ("day = 2020-11-01", "day = 2020-11-12"),
        ('kind = "addressees"', 'kind = "addresses"'),
    )
    assert {fault.key for fault in faults_of(folder)} == {
        "duties[0].rules[3].status", "school_year", "duties[0].condition.competences", "title",
        "titre", "calendar.public_holidays[1].day", "notices[3].kind",
    }  # fmt: skip


WORDS = [
    ('stage = "ecole"', 'stage = "ecoles"', "classes.cp.stage", "ecoles", "vouliez-vous dire « ecole »"),
    ('places = ["college", "lycee"]', 'places = ["collège"]', "classes.3e-prepa-metiers.places[0]", "collège",
     "college"),
    ('code = "lycee"\nlabel = "Lycée"', 'code = "college"\nlabel = "Lycée"', "stages[2].code", "college",
     "un code par degré"),
    ("highest_level = 8\n", "", "competences.highest_level", NOTHING, "au moins 1"),
    ("highest_level = 8\n", "highest_level = -1\n", "competences.highest_level", "-1", "de 0 à 20"),
    ("[statuses.mandatory]", "[statuses.obligatoire]", "statuses.obligatoire", "obligatoire", "mandatory"),
    ('cp = { label = "CP"', 'cp = { labl = "CP"', "classes.cp.labl", "labl", "vouliez-vous dire « label »"),
    ('public = "public"', "public = 3", "establishments.public", "3", "un texte"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "key", "found", "expected"), WORDS)
def test_faults_of_the_vocabulary(
    before: str, after: str, key: str, found: str, expected: str, tmp_path: Path
) -> None:
    folder = folder_with(tmp_path)
    file = folder / "vocabulary.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    told = Loader(folder, [ID]).vocabulary.faults
    assert any(
        fault.key == key and found in fault.found and expected in fault.expected for fault in told
    ), told
