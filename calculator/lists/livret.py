"""The livret scolaire (LSU) as it is exported: who lacks a level in which domain.

Only the last report of the school year counts, as the circular has it. The file is read a piece at
a time, and only levels are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from calculator.lists.comparing import folded_class
from calculator.lists.errors import NotAList
from calculator.lists.markup import Malformed, Reader
from calculator.lists.texts import fold
from calculator.lists.zipped import Archive, Bomb, Damaged, Protected
from calculator.model.errors import quote
from calculator.model.vocabulary import Vocabulary

EXPECTED = "l’export XML du LSU, avec ses bilans"
ROOT = "lsun-bilans"
_ZIP = b"PK\x03\x04"
_CODES = (
    *("INF_MEN", "INF_GER", "INF_TRA", "COM_INT", "COM_PAR", "COM_COL", "COM_SIN", "CRE_TEX"),
    *("CRE_MUL", "CRE_ADA", "CRE_PRO", "PRO_SEC", "PRO_DON", "PRO_SAN", "ENV_RES", "ENV_EVO"),
)
"""How the livret names the 16 competences, in the framework's order."""


@dataclass(slots=True)
class Period:
    """A period of a school year.

    Attributes:
        year: The year in which the school year begins; 0 when it is not given.
        number: Which period it is, from 1.
        of: How many periods there are.
    """

    year: int
    number: int
    of: int

    @property
    def is_last(self) -> bool:
        """Whether it is the last one of its year."""
        return 0 < self.of <= self.number


@dataclass(slots=True)
class Report:
    """A periodic report: the levels as written, by the code of the competence."""

    period: Period | None
    levels: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Pupil:
    """A pupil of the livret, with the reports that were found."""

    last_name: str
    first_name: str
    class_name: str
    reports: list[Report] = field(default_factory=list)


Named = tuple[tuple[str, ...], Pupil]
"""A pupil, after what is the same in every export."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the last report of a pupil lacks.

    Attributes:
        pupil: The pupil.
        has_last: Whether there is a last report of the school year.
        others: How many other reports there are, which do not count.
        domains: The domains without any level.
        competences: The competences without a level, by index.
        outside: The levels that the scale has not, « 1.2 : 9 ».
    """

    pupil: Pupil
    has_last: bool
    others: int
    domains: tuple[str, ...]
    competences: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether each domain has a level, and each level is one of the scale."""
        return not self.domains and not self.outside


def read_livrets(files: Iterable[tuple[str, Iterable[bytes]]]) -> list[Pupil]:
    """The pupils of several exports; those of one number, name and class are one.

    Args:
        files: The name of each, for messages, and its bytes in pieces.

    Raises:
        NotAList: When one is no export of the livret.
    """
    return put_together(pair for file, chunks in files for pair in _read(file, chunks))


def put_together(read: Iterable[Named]) -> list[Pupil]:
    """The pupils of several exports, whose reports may be in several of them."""
    pupils: dict[tuple[str, ...], Pupil] = {}
    for key, pupil in read:
        known = pupils.setdefault(key, pupil)
        if known is not pupil:
            known.reports += pupil.reports
    return list(pupils.values())


def check(pupil: Pupil, year: int, vocabulary: Vocabulary) -> Checked:
    """What the last report of a pupil for a school year lacks.

    Args:
        pupil: The pupil.
        year: The year in which it begins.
        vocabulary: The framework: its competences, domains and levels.
    """
    counts = [one for one in pupil.reports if _counts(one, year)]
    given: dict[str, str] = {}
    for report in counts:
        given |= report.levels
    competences = vocabulary.competences
    levels = dict(zip(competences, (given.get(code, "") for code in _CODES), strict=False))
    scale = {str(level) for level in vocabulary.levels if level}
    known = {index for index, level in levels.items() if level in scale}
    domains = dict.fromkeys(one.domain for one in competences.values())
    covered = {competences[index].domain for index in known}
    strange = [f"{code} : {level}" for code, level in given.items() if code not in _CODES]
    return Checked(
        pupil=pupil,
        has_last=bool(counts),
        others=len(pupil.reports) - len(counts),
        domains=tuple(domain for domain in domains if domain not in covered),
        competences=tuple(index for index in levels if index not in known),
        outside=(
            *(f"{at} : {level}" for at, level in levels.items() if level and at not in known),
            *strange,
        ),
    )


def _counts(report: Report, year: int) -> bool:
    period = report.period
    return period is not None and period.is_last and period.year in (0, year)


def _read(file: str, chunks: Iterable[bytes]) -> Iterator[Named]:
    livret = Livret(file)
    reader = Reader(livret.start, livret.end, livret.text)
    try:
        for piece in _inflated(chunks):
            reader.feed(piece)
        reader.close()
    except (Malformed, Damaged, Bomb, Protected) as error:
        known = "un export du LSU abîmé ou incomplet" if livret.found else "un autre fichier"
        raise NotAList(file, known, EXPECTED) from error
    return livret.pupils()


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML, also out of a zip archive that holds nothing else."""
    pieces = iter(chunks)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= len(_ZIP):
            break
    if not head.startswith(_ZIP):
        yield head
        yield from pieces
        return
    content = bytearray(head)
    for piece in pieces:
        content += piece
    archive = Archive(bytes(content))
    names = [name for name in archive.names if name.lower().endswith(".xml")]
    if len(names) != 1:
        raise Damaged
    yield from archive.pieces(names[0])


class Livret:
    """Takes the elements of an export; the others are passed over."""

    def __init__(self, file: str) -> None:
        """Begin with a file of that name, for messages."""
        self._file = file
        self.found = False
        self._root = ""
        self._pupils: dict[str, tuple[str, Pupil]] = {}
        self._classes: dict[str, str] = {}
        self._periods: dict[str, Period] = {}
        self._report: Report | None = None
        self._take: dict[str, Callable[[Mapping[str, str]], object]] = {
            "eleve": self._pupil,
            "classe": self._class,
            "periode": self._period,
            "bilan-periodique": self._begin_report,
            "competence-num": self._level,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element.

        Raises:
            NotAList: When the document is another one.
        """
        if not self._root:
            self._root = name
            self.found = name == ROOT
            if not self.found:
                raise NotAList(self._file, f"un fichier XML ({quote(name)})", EXPECTED)
        if take := self._take.get(name):
            take(attributes)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "bilan-periodique":
            self._report = None

    def text(self, text: str) -> None:
        """Take text, of which nothing is kept."""

    def pupils(self) -> Iterator[Named]:
        """The pupils, each with what it is known by."""
        for number, pupil in self._pupils.values():
            pupil.class_name = self._classes.get(pupil.class_name, pupil.class_name)
            name = fold(pupil.last_name), fold(pupil.first_name)
            yield (number, *name, folded_class(pupil.class_name)), pupil

    def _pupil(self, attributes: Mapping[str, str]) -> None:
        class_name = attributes.get("code-division") or attributes.get("classe-ref") or ""
        number = attributes.get("ine") or attributes.get("id-be") or ""
        pupil = Pupil(attributes.get("nom", ""), attributes.get("prenom", ""), class_name)
        self._pupils[attributes.get("id", f"#{len(self._pupils)}")] = number, pupil

    def _class(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("libelle") or attributes.get("id-be") or ""
        self._classes[attributes.get("id", "")] = name

    def _period(self, attributes: Mapping[str, str]) -> None:
        self._periods[attributes.get("id", "")] = Period(
            *(_whole(attributes.get(name, "")) for name in ("millesime", "indice", "nb-periodes"))
        )

    def _begin_report(self, attributes: Mapping[str, str]) -> None:
        self._report = Report(self._periods.get(attributes.get("periode-ref", "")))
        _, pupil = self._pupils.get(attributes.get("eleve-ref", ""), ("", None))
        if pupil:
            pupil.reports.append(self._report)

    def _level(self, attributes: Mapping[str, str]) -> None:
        if self._report and (level := attributes.get("niveau", "").strip()):
            code = attributes.get("code", "").strip().removeprefix("CN_")
            self._report.levels[code] = level


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def by_class(checked: Sequence[Checked]) -> dict[str, list[Checked]]:
    """The pupils of each class, by its name, in alphabetical order."""
    classes: dict[str, list[Checked]] = {}
    for one in checked:
        classes.setdefault(one.pupil.class_name, []).append(one)
    return {
        name: sorted(
            classes[name], key=lambda one: (fold(one.pupil.last_name), fold(one.pupil.first_name))
        )
        for name in sorted(classes)
    }
