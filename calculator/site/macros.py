"""What a page of `docs/` can ask of the rules, as `{{ … }}` in its Markdown.

Every function takes plain texts, so that a page stays readable: class codes, paragraph ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from calculator.rules.campaign import Campaign, Citation, Source
from calculator.rules.vocabulary import ClassLevel, DutyKind, Establishment, Status
from calculator.site.browsers import browsers_html, needed_words
from calculator.site.calendars import calendar_address
from calculator.site.engine import PYTHON_FOLDER, Engine, EngineForm
from calculator.site.form import calculator_html, establishment_html, list_html
from calculator.site.sheets import UNPRINTED, Sheet, case_fragment, class_sheets
from calculator.site.shipped import Shipped
from calculator.views import words
from calculator.views.answer import threshold_words
from calculator.views.as_html import Markup, element, joined, sheet_html
from calculator.views.calendar_events import CALENDARS_FOLDER
from calculator.views.references import Link
from calculator.views.tables import (
    competences_html,
    reported_changes_html,
    rule_decision,
    who_is_concerned_html,
    windows_html,
)
from calculator.views.timeline import timeline_html

TABLES_ANCHOR = "tableaux"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the macros of every page share.

    Attributes:
        campaigns: Every campaign, latest first; pages speak of the first unless they name another.
        prose_source: The text that the pages comment, which `cite` refers to.
        engine: The files the browser runs.
        shipped: The software that the site redistributes.
        publisher: Who publishes this copy of the site and where it is hosted, from `mkdocs.yml`.
        cited: The citations that pages make, filled in as they are rendered.
        unlinked: The files that only the theme's scripts fetch, filled in once files are known.
    """

    campaigns: tuple[Campaign, ...]
    prose_source: Source
    engine: Engine
    shipped: tuple[Shipped, ...]
    publisher: Mapping[str, str]
    cited: set[Citation] = field(default_factory=set)
    unlinked: list[str] = field(default_factory=list)


class PageMacros:
    """The functions and values of one page."""

    def __init__(
        self, facts: SiteFacts, to_page: Link, to_source: Link, block: Callable[[str], str]
    ) -> None:
        """Bind the macros to a page.

        Args:
            facts: What all pages share.
            to_page: From a page or file of the site to its address relative to this page.
            to_source: From a page's source path to its path relative to this page's source.
            block: Keeps a piece of HTML away from Markdown and gives what stands for it.
        """
        self._facts = facts
        self._campaign = facts.campaigns[0]
        self._to_page = to_page
        self._to_source = to_source
        self._block = block

    def names(self) -> dict[str, Any]:
        """What a page can write between braces."""
        engine = self._facts.engine
        return {
            "year": self._campaign.name,
            "window": self.window,
            "threshold": lambda: threshold_words(self._campaign.threshold),
            "postponed_to": self.postponed_to,
            "classes": self.classes,
            "ruling": self.ruling,
            "class_sheets": self.class_sheets,
            "who_is_concerned": self.who_is_concerned,
            "at_a_glance": self.at_a_glance,
            "windows": lambda: self._block(windows_html(self._facts.campaigns, self._to_page)),
            "reported_changes": self.reported_changes,
            "timeline": self.timeline,
            "calendars": self.calendars,
            "competences": lambda: self._block(competences_html()),
            "sources": self.sources,
            "cite": self.cite,
            "calculator": self.calculator,
            "pupil_list": self.pupil_list,
            "establishment": self.establishment,
            "publisher": self.publisher,
            "shipped": self.shipped,
            "browsers": lambda: self._block(browsers_html()),
            "files_behind_scripts": self.files_behind_scripts,
            "wheel_name": engine.wheel,
            "wheel_sha256": engine.sha256,
            "wheel_url": self._to_page(PYTHON_FOLDER + engine.wheel),
            "lock_url": self._to_page(PYTHON_FOLDER + engine.lock),
            "python_folder": PYTHON_FOLDER,
            "pyodide_version": engine.pyodide_version,
            "example_date": self._example_date(),
        }

    def window(self, class_code: str, year: str | None = None) -> str:
        """« du lundi 8 mars au mercredi 12 mai 2021 », in the latest campaign or another."""
        campaign = self._campaign_of(year)
        sessions = campaign.certification_for(_class(class_code)).sessions
        if sessions is None:
            raise ValueError(f"{class_code} n’a pas de fenêtre en {campaign.name}")
        return words.date_range(sessions.window.opens, sessions.window.closes)

    def postponed_to(self, class_code: str, year: str | None = None) -> str:
        """« 2021-2022 », in the latest campaign or another."""
        campaign = self._campaign_of(year)
        postponed_to = campaign.certification_for(_class(class_code)).postponed_to
        if postponed_to is None:
            raise ValueError(f"pas de report pour {class_code} en {campaign.name}")
        return postponed_to

    def _campaign_of(self, year: str | None) -> Campaign:
        for campaign in self._facts.campaigns:
            if year in (None, campaign.name):
                return campaign
        raise ValueError(f"pas de campagne {year}")

    def classes(self, what: str) -> str:
        """« CM2, 6e et 6e SEGPA »: the classes with a duty, or with a certification status."""
        if what in list(DutyKind):
            return words.classes_words(
                level
                for level in ClassLevel
                if any(duty.kind == what for duty in self._campaign.duties_for(level))
            )
        status = Status(what)
        rule_status = self._campaign.certification_for
        return words.classes_words(
            level for level in ClassLevel if rule_status(level).status is status
        )

    def ruling(self, class_code: str) -> str:
        """What is asked for a class, whatever the day."""
        decision = rule_decision(_class(class_code), self._campaign)
        return self._block(sheet_html(decision, self._campaign, self._to_page))

    def class_sheets(self, class_code: str, calculator: str) -> str:
        """The sheets of a class as Markdown, each under its title and followed by a link.

        Args:
            class_code: The class.
            calculator: The page of the calculator, which the link opens with the class chosen.
        """
        sections = []
        for sheet in class_sheets(_class(class_code), self._campaign):
            # The search finds the page by its title and its first words: all sheets look alike.
            anchor = f"#{sheet.kinds[0]} .{UNPRINTED}"
            title = f"## {sheet.title} {{ {anchor} data-search-exclude }}"
            html = element(
                "div",
                sheet.html(self._to_page, heading=3),
                class_="crcn-sheet",
                data_search_exclude="",
            )
            links = [self._case_link(sheet, kind, calculator) for kind in sheet.kinds]
            below = element("p", *links, class_=UNPRINTED)
            sections += [title, self._block(html), self._block(below)]
        return "\n\n".join(sections)

    def _case_link(self, sheet: Sheet, kind: Establishment, calculator: str) -> str:
        href = f"{self._to_page(calculator)}#{case_fragment(sheet.class_level, kind)}"
        text = f"Ouvrir le calculateur : {sheet.class_level.label}, {kind.label}"
        return element("a", text, href=href, class_="md-button")

    def who_is_concerned(self) -> str:
        """The table of who is concerned, for every campaign."""
        tables = (who_is_concerned_html(c, self._to_page) for c in self._facts.campaigns)
        return self._block(joined(tables))

    def at_a_glance(self) -> str:
        """Who is concerned in the latest campaign, in a few lines: what is asked, of which classes.

        Classes whose sessions are in the same window share an entry.
        """
        kinds = (DutyKind.LSU_ENTRY, DutyKind.PIX_ENROLMENT)
        asked = [(kind.label, self.classes(kind), "") for kind in kinds]
        held: dict[tuple[Status, str], set[ClassLevel]] = {}
        for rule in self._campaign.certification:
            if rule.sessions:
                window = rule.sessions.window
                dates = words.date_range(window.opens, window.closes)
                held.setdefault((rule.status, dates), set()).update(rule.classes)
        asked += [
            (f"{DutyKind.CERTIFICATION.label} {status.label}", words.classes_words(levels), dates)
            for (status, dates), levels in held.items()
        ]
        entries = (
            element(
                "div",
                element("dt", what),
                element("dd", words.capitalised(who)),
                *([element("dd", words.capitalised(when))] if when else []),
            )
            for what, who, when in asked
        )
        return self._block(element("dl", *entries, class_="crcn-glance"))

    def reported_changes(self, class_code: str) -> str:
        """The changes reported by secondary sources."""
        levels = [_class(class_code)]
        return self._block(reported_changes_html(levels, self._campaign, self._to_page))

    def timeline(self, class_code: str | None = None) -> str:
        """The school year as a picture: the windows of all classes, or of one."""
        classes = None if class_code is None else {_class(class_code): ()}
        picture = timeline_html(self._campaign, None, classes)
        if not picture:
            raise ValueError(f"{class_code} n’a pas de fenêtre en {self._campaign.name}")
        return self._block(picture)

    def calendars(self) -> str:
        """Links to the calendars of the latest campaign: of all classes, then of each."""
        items = [self._calendar_item(None, "Toutes les classes")]
        items += [self._calendar_item(level, level.label) for level in ClassLevel]
        return self._block(element("ul", *items, class_="crcn-calendars"))

    def _calendar_item(self, class_level: ClassLevel | None, label: str) -> Markup:
        address = calendar_address(self._campaign, class_level)
        if address is None:
            return Markup("")
        link = element("a", f"{label} (.ics)", href=self._to_page(address), download="")
        return element("li", link)

    def sources(self) -> str:
        """Every source of every campaign, as a list."""
        items = []
        for campaign in self._facts.campaigns:
            for source in campaign.sources.values():
                href = self._to_page(source.page) if source.page else source.url
                title = element("a", source.title, href=href) if href else source.title
                said = f", {words.short_date(source.published)} ({source.authority.label})"
                items.append(element("li", title, said))
        return self._block(element("ul", *items))

    def cite(self, *paragraphs: str) -> str:
        """Links to paragraphs of the circular, as Markdown."""
        source = self._facts.prose_source
        links = []
        for paragraph in paragraphs:
            if paragraph not in source.paragraphs:
                raise ValueError(f"{source.id} n’a pas de paragraphe {paragraph}")
            self._facts.cited.add(Citation(source.id, paragraph))
            mark = source.paragraphs[paragraph].replace(" ", "\N{NO-BREAK SPACE}")
            path = self._to_source(source.page or "")
            links.append(f'[{mark}]({path}#{paragraph} "{source.short_title}")')
        return f"({', '.join(links)})"

    def calculator(self) -> str:
        """The calculator's form."""
        html = calculator_html(
            pages={**self._source_pages(), CALENDARS_FOLDER: self._to_page(CALENDARS_FOLDER)},
            calendar_script=self._to_page(self._facts.engine.calendar_script),
            lsu_classes=self.classes(DutyKind.LSU_ENTRY),
            tables_anchor=TABLES_ANCHOR,
            sheets=[s for c in ClassLevel for s in class_sheets(c, self._campaign)],
            to_page=self._to_page,
            needed=self._needed(),
        )
        return self._block(html)

    def pupil_list(self, calculator: str) -> str:
        """The form that takes lists of pupils.

        Args:
            calculator: The page of the calculator, whose tables say what can be said without.
        """
        tables = f"{self._to_page(calculator)}#{TABLES_ANCHOR}"
        html = list_html(pages=self._source_pages(), tables=tables, needed=self._needed())
        return self._block(html)

    def establishment(self, calculator: str, steps: str) -> str:
        """The form of a school.

        Args:
            calculator: The page of the calculator, whose tables say what can be said without.
            steps: The page that says how a session is prepared.
        """
        html = establishment_html(
            self._campaign,
            pages=self._source_pages(),
            calendar_script=self._to_page(self._facts.engine.calendar_script),
            lsu_classes=self.classes(DutyKind.LSU_ENTRY),
            tables=f"{self._to_page(calculator)}#{TABLES_ANCHOR}",
            steps=self._to_page(steps),
            needed=self._needed(),
        )
        return self._block(html)

    def _needed(self) -> str:
        return needed_words(online=self._facts.engine.form is EngineForm.PLAIN)

    def publisher(self) -> str:
        """Who publishes and hosts this copy of the site."""
        publisher = self._facts.publisher
        rows = [
            element("li", element("strong", f"{label} : "), publisher.get(key) or missing)
            for key, label, missing in (
                ("name", "Éditeur", "non renseigné dans cette copie du site"),
                ("contact", "Contact", "non renseigné dans cette copie du site"),
                ("host", "Hébergeur", "non renseigné dans cette copie du site"),
            )
        ]
        return self._block(element("ul", *rows))

    def shipped(self) -> str:
        """The software that this copy of the site redistributes, with its licences."""
        rows = (
            element(
                "li",
                f"{' '.join(filter(None, [piece.name, piece.version]))} : licence ",
                element("a", piece.licence, href=self._to_page(piece.address)),
            )
            for piece in self._facts.shipped
        )
        return self._block(element("ul", *rows))

    def files_behind_scripts(self) -> str:
        """Links to the files that only scripts fetch, for what copies a site by its links."""
        parts = (part["address"] for part in self._facts.engine.parts.values())
        engine = (*parts, self._facts.engine.calendar_script)
        rows = (
            element("li", element("a", uri, href=self._to_page(uri)))
            for uri in (*engine, *self._facts.unlinked)
        )
        return self._block(element("ul", *rows))

    def _source_pages(self) -> dict[str, str]:
        sources = (s for c in self._facts.campaigns for s in c.sources.values())
        return {s.page: self._to_page(s.page) for s in sources if s.page}

    def _example_date(self) -> str:
        sessions = [rule.sessions for rule in self._campaign.certification if rule.sessions]
        return min(s.window.opens for s in sessions).isoformat()


def _class(code: str) -> ClassLevel:
    if code not in list(ClassLevel):
        raise ValueError(f"« {code} » n’est pas une classe ; attendu : {', '.join(ClassLevel)}")
    return ClassLevel(code)
