"""What a page of `docs/` can ask of the rules, as `{{ … }}` in its Markdown.

Every function takes plain texts, so that a page stays readable: class codes, paragraph ids.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from calculator.answers import words
from calculator.answers.condition import threshold_words
from calculator.answers.events import CALENDARS_FOLDER
from calculator.answers.references import Link
from calculator.model.circular import Circular
from calculator.model.decision import Decision
from calculator.model.errors import NOTHING, Seen, not_fit
from calculator.model.sources import Citation
from calculator.model.vocabulary import ClassLevel, Establishment, Status
from calculator.render.as_html import element, joined, sheet_html
from calculator.render.glance import glance_html
from calculator.render.tables import (
    competences_html,
    reported_changes_html,
    rule_decision,
    who_is_concerned_html,
    windows_html,
)
from calculator.render.timeline import timeline_html
from calculator.site.about import (
    copies_html,
    files_behind_scripts_html,
    publisher_html,
    shipped_html,
    sources_html,
    tools_of_year_html,
)
from calculator.site.asked import asked_names
from calculator.site.browsers import browsers_html, needed_words
from calculator.site.calendars import calendars_html
from calculator.site.dated import day_html, over_html, window_states_html
from calculator.site.engine import EngineForm
from calculator.site.facts import SiteFacts
from calculator.site.form import (
    calculator_html,
    establishment_html,
    list_html,
)
from calculator.site.package_index import PACKAGE_INDEX, PYTHON_FOLDER
from calculator.site.rgaa import failures_html, grid_markdown, judged, summary_html
from calculator.site.sheets import (
    UNPRINTED,
    Sheet,
    case_fragment,
    class_sheets,
    sheets_of_other_years_html,
)

TABLES_ANCHOR = "tableaux"


class PageMacros:
    """The functions and values of one page."""

    def __init__(
        self,
        facts: SiteFacts,
        named: str | None,
        year: str | None,
        to_page: Link,
        to_source: Link,
        block: Callable[[str], str],
    ) -> None:
        """Bind the macros to a page.

        Args:
            facts: What all pages share.
            named: The id of the circular that the page comments, in its front matter.
            year: The school year that the page is about, there too; the current one without.
            to_page: From a page or file of the site to its address relative to this page.
            to_source: From a page's source path to that relative to this page's source.
            block: Keeps a piece of HTML away from Markdown and gives what stands for it.
        """
        self._facts = facts
        self._named = named
        self._year = year
        self._to_page = to_page
        self._to_source = to_source
        self._block = block

    @property
    def _circulars(self) -> tuple[Circular, ...]:
        """The circular that the page comments, else those of its year, else of the current one."""
        if self._named:
            return (self._circular,)
        return self._facts.years[self._year] if self._year else self._facts.current

    @property
    def _circular(self) -> Circular:
        """The circular that the page comments.

        Raises:
            ValueError: When the page names none, or one that is not there.
        """
        known = {circular.id: circular for circular in self._facts.circulars.all}
        if self._named in known:
            return known[self._named]
        named = Seen(f"« {self._named} » n’est pas une circulaire") if self._named else NOTHING
        where = "la page doit nommer en tête sa circulaire, « circular: … »"
        raise ValueError(not_fit(where, named, " ou ".join(known)))

    def names(self) -> dict[str, Any]:
        """What a page can write between braces."""
        facts = self._facts
        engine = facts.engine
        return {
            "year": _Said(lambda: self._circulars[0].year),
            "window": self.window,
            "threshold": self.threshold,
            "postponed_to": self.postponed_to,
            "classes": self.classes,
            "ruling": self.ruling,
            "class_sheets": self.class_sheets,
            "who_is_concerned": self.who_is_concerned,
            "at_a_glance": self.at_a_glance,
            "this_year": self.this_year,
            "windows": self.windows,
            "reported_changes": self.reported_changes,
            "timeline": self.timeline,
            "calendars": lambda: self._block(calendars_html(self._circular, self._to_page)),
            "sheets_of_other_years": lambda code="": self._block(
                sheets_of_other_years_html(facts, self._circulars[0].year, code, self._to_page)
            ),
            "competences": self.competences,
            "sources": self.sources,
            "tools_of_year": self.tools_of_year,
            "cite": self.cite,
            "calculator": self.calculator,
            "pupil_list": self.pupil_list,
            "establishment": self.establishment,
            "publisher": lambda: self._block(publisher_html(facts.publisher)),
            "copies": lambda: self._block(copies_html(facts.copies, self._to_page)),
            "shipped": lambda: self._block(shipped_html(facts, self._to_page)),
            "browsers": lambda: self._block(browsers_html()),
            "api_files": lambda: self._block(facts.api.links_html(self._to_page)),
            "files_behind_scripts": lambda: self._block(
                files_behind_scripts_html(facts, self._to_page)
            ),
            "wheel_name": engine.wheel,
            "wheel_sha256": engine.sha256,
            "wheel_url": self._to_page(PYTHON_FOLDER + engine.wheel),
            "lock_url": self._to_page(PYTHON_FOLDER + engine.lock),
            "python_folder": PYTHON_FOLDER,
            "package_index": PACKAGE_INDEX,
            "pyodide_version": engine.pyodide_version,
            "example_date": _Said(self._example_date),
            "circular_id": _Said(lambda: self._circular.id),
            "rgaa_summary": lambda: self._block(summary_html(judged(facts.grid))),
            "rgaa_failures": lambda: self._block(failures_html(judged(facts.grid))),
            "rgaa_grid": lambda: grid_markdown(judged(facts.grid), self._block),
            **asked_names(lambda: self._circulars, self._to_page, self._block),
        }

    def window(self, class_code: str) -> str:
        """« du lundi 8 mars au mercredi 12 mai 2021 »."""
        decision = self._decision(class_code)
        windows = [one for asked in decision.duties for one in asked.windows]
        if not windows:
            raise ValueError(f"{class_code} n’a pas de fenêtre dans {self._circular.id}")
        return words.listed(words.named_range(one) for one in windows)

    def threshold(self) -> str:
        """« le niveau 1 dans au moins 5 des 16 compétences »."""
        for duty in self._circular.exams:
            if duty.condition:
                return threshold_words(duty.condition, self._circular)
        raise ValueError(f"{self._circular.id} n’a pas de condition")

    def postponed_to(self, class_code: str) -> str:
        """« 2021-2022 »."""
        certification = self._decision(class_code).certification
        if certification is None or certification.postponed_to is None:
            raise ValueError(f"pas de report pour {class_code} dans {self._circular.id}")
        return certification.postponed_to

    def classes(self, what: str) -> str:
        """« CM2, 6e et 6e SEGPA »: the classes with a duty, or with a status of the exam."""
        circular = self._circular
        kinds = [duty.kind for duty in circular.duties]
        decisions = [rule_decision(level, circular) for level in circular.classes]
        if what in kinds:
            found = [d for d in decisions if any(asked.kind == what for asked in d.duties)]
        elif what in list(Status):
            found = [d for d in decisions if d.certification and d.certification.status == what]
        else:
            raise ValueError(
                f"« {what} » n’est ni une obligation ({', '.join(kinds)}) ni un statut"
            )
        if not found:
            raise ValueError(f"aucune classe pour « {what} » dans {circular.id}")
        levels = [decision.case.class_level for decision in found]
        return words.classes_words(levels, circular.vocabulary)

    def ruling(self, class_code: str) -> str:
        """What is asked for a class, whatever the day."""
        return self._block(sheet_html(self._decision(class_code), self._to_page))

    def _decision(self, class_code: str) -> Decision:
        return rule_decision(_class(class_code, self._circular), self._circular)

    def class_sheets(self, class_code: str, calculator: str) -> str:
        """The sheets of a class as Markdown, each under its title and followed by a link.

        Args:
            class_code: The class.
            calculator: The page of the calculator, which the link opens with the class chosen.
        """
        sections = []
        for circular in self._circulars:
            several = f", {circular.name}" if len(self._circulars) > 1 else ""
            for sheet in class_sheets(_class(class_code, circular), circular, self._facts.day):
                # The search finds the page by its title and its first words: sheets look alike.
                anchor = f"{circular.id}-{sheet.kinds[0]}" if several else sheet.kinds[0]
                title = (
                    f"## {sheet.title}{several} {{ #{anchor} .{UNPRINTED} data-search-exclude }}"
                )
                html = element(
                    "div",
                    sheet.html(self._to_page, heading=3),
                    class_="calc-sheet",
                    data_search_exclude="",
                )
                links = [self._case_link(sheet, kind, calculator) for kind in sheet.kinds]
                below = element("p", *links, class_=UNPRINTED)
                sections += [title, self._block(html), self._block(below)]
        return "\n\n".join(sections)

    def _case_link(self, sheet: Sheet, kind: Establishment, calculator: str) -> str:
        # The day chooses by itself the one text of this year.
        by_day = (sheet.circular,) == self._facts.current and not self._facts.pinned
        others = {} if by_day else {"circular": sheet.circular.id}
        fragment = case_fragment(sheet.class_level, kind, **others)
        text = f"Ouvrir le calculateur : {sheet.class_level.label}, {kind.label}"
        href = f"{self._to_page(calculator)}#{fragment}"
        return element("a", text, href=href, class_="md-button")

    def who_is_concerned(self) -> str:
        """The table of who is concerned, for each circular of the page or of its year."""
        tables = (who_is_concerned_html(one, self._to_page) for one in self._circulars)
        return self._block(joined(tables))

    def windows(self) -> str:
        """The windows of the circulars of the page, or of its year."""
        return self._block(windows_html(self._circulars, self._to_page))

    def at_a_glance(self) -> str:
        """Who is concerned, in a few lines: what is asked, of which classes, by when."""
        return self._block(joined(glance_html(one) for one in self._circulars))

    def this_year(self) -> str:
        """The same, with where each window stands on the day of the reader."""
        day = self._facts.day
        shown = [
            glance_html(one, partial(window_states_html, year=one.school_year, on=day))
            for one in self._circulars
        ]
        told = element("p", "État au ", day_html(day), ".", class_="calc-hint")
        return self._block(joined([over_html(self._circulars[:1], day, None), *shown, told]))

    def reported_changes(self, class_code: str) -> str:
        """The changes that are only reported, with titles below those of a question."""
        levels = [_class(class_code, self._circular)]
        changes = reported_changes_html(levels, self._circular, self._to_page, heading=4)
        return self._block(changes)

    def timeline(self, class_code: str | None = None) -> str:
        """The school year as a picture: the windows of all classes, or of one."""
        circular = self._circular
        classes = None if class_code is None else {_class(class_code, circular): ()}
        picture = timeline_html(circular, None, classes)
        if not picture:
            raise ValueError(f"{class_code} n’a pas de fenêtre dans {circular.id}")
        return self._block(picture)

    def competences(self) -> str:
        """The competences of the framework in their domains."""
        return self._block(competences_html(self._facts.circulars.vocabulary))

    def tools_of_year(self, *pages: str) -> str:
        """Links that open these tools on the year of the page."""
        return self._block(tools_of_year_html(self._circulars, pages, self._to_page))

    def sources(self, whose: Literal["page", "all"] = "page", *, official: bool = False) -> str:
        """Every source of the circulars of the page, or of all, or the official ones, as a list."""
        circulars = self._circulars if whose == "page" else self._facts.circulars.all
        return self._block(sources_html(circulars, self._to_page, official=official))

    def cite(self, *paragraphs: str) -> str:
        """Links to paragraphs of the circular's text, as Markdown."""
        source = self._circular.main_source
        links = []
        for paragraph in paragraphs:
            if paragraph not in source.paragraphs:
                raise ValueError(f"{source.id} n’a pas de paragraphe {paragraph}")
            self._facts.cited.add(Citation(source.id, paragraph))
            mark = source.paragraphs[paragraph].replace(" ", "\N{NO-BREAK SPACE}")
            path = self._to_source(source.page or "")
            links.append(f'[{mark}]({path}#{paragraph} "{mark}, {source.short_title}")')
        return f"({', '.join(links)})"

    def calculator(self) -> str:
        """The calculator's form."""
        html = calculator_html(
            self._facts.ordered,
            self._facts.pinned,
            pages={**self._source_pages(), CALENDARS_FOLDER: self._to_page(CALENDARS_FOLDER)},
            calendar_script=self._to_page(self._facts.engine.calendar_script),
            tables_anchor=TABLES_ANCHOR,
            to_page=self._to_page,
            needed=self._needed(),
        )
        return self._block(html)

    def pupil_list(self, calculator: str) -> str:
        """The form that takes lists of pupils.

        Args:
            calculator: The page of the calculator, whose tables say what can be said without.

        Raises:
            ValueError: When no circular has a use for it.
        """
        if not any(circular.has_levels for circular in self._facts.circulars.all):
            raise ValueError("aucune circulaire ne demande de niveaux : pas de liste d’élèves")
        tables = f"{self._to_page(calculator)}#{TABLES_ANCHOR}"
        html = list_html(
            self._facts.ordered,
            self._facts.pinned,
            pages=self._source_pages(),
            tables=tables,
            needed=self._needed(),
        )
        return self._block(html)

    def establishment(self, calculator: str, steps: str | None = None) -> str:
        """The form of a school.

        Args:
            calculator: The page of the calculator, whose tables say what can be said without.
            steps: The page that says how a session is prepared, if there is one.
        """
        html = establishment_html(
            self._facts.ordered,
            self._facts.pinned,
            pages=self._source_pages(),
            calendar_script=self._to_page(self._facts.engine.calendar_script),
            tables=f"{self._to_page(calculator)}#{TABLES_ANCHOR}",
            steps=self._to_page(steps) if steps else None,
            needed=self._needed(),
        )
        return self._block(html)

    def _needed(self) -> str:
        return needed_words(online=self._facts.engine.form is EngineForm.PLAIN)

    def _source_pages(self) -> dict[str, str]:
        sources = (s for c in self._facts.circulars.all for s in c.sources.values())
        return {s.page: self._to_page(s.page) for s in sources if s.page}

    def _example_date(self) -> str:
        """A day on which something is possible."""
        circular = self._circular
        rules = (rule for duty in circular.duties for rule in duty.rules)
        opens = [window.opens for rule in rules for window in rule.windows if window.opens]
        return min(opens, default=circular.settled_on).isoformat()


class _Said:
    """A value that is worked out when a page writes it: it may be one that the page cannot."""

    def __init__(self, value: Callable[[], str]) -> None:
        self._value = value

    def __str__(self) -> str:
        return self._value()


def _class(code: str, circular: Circular) -> ClassLevel:
    try:
        return circular.vocabulary.class_level(code)
    except KeyError:
        known = ", ".join(circular.classes)
        raise ValueError(f"« {code} » n’est pas une classe ; il faut {known}") from None
