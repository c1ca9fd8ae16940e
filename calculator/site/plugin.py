"""The MkDocs plugin: puts what the rules decide into the pages, and the engine into the site."""

from __future__ import annotations

import re
import tempfile
import traceback
from collections.abc import Iterable
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime, get_relative_url
from mkdocs.utils.templates import TemplateContext

from calculator.carried import carried_folder
from calculator.model.errors import MalformedCircular
from calculator.model.sources import Source
from calculator.schema.parts import one_of
from calculator.schema.reading import circulars_json, read_circulars
from calculator.site.anchors import check_citations, paragraph_anchors
from calculator.site.api import answers_of
from calculator.site.authoring.serving import Serving
from calculator.site.cache import Cache
from calculator.site.calendars import calendar_files
from calculator.site.changes import SiteChanges
from calculator.site.dated import over_html
from calculator.site.embedding import CONFIGURATOR, Embedding
from calculator.site.engine import SCRIPTS_FOLDER, EngineForm, assemble_engine, script_address
from calculator.site.facts import SiteFacts
from calculator.site.finish import ENGINE, unfinished
from calculator.site.form import not_found_html
from calculator.site.generated import generated_pages
from calculator.site.macros import PageMacros
from calculator.site.needs import check_pages, check_read, check_settings
from calculator.site.node import MissingTool
from calculator.site.notices import say_once
from calculator.site.offline import drop_source_maps, palette_in_links, search_from_memory
from calculator.site.parts import engine_parts
from calculator.site.policy import after_charset, with_policy
from calculator.site.rgaa import STATEMENT, read_grid, state_of
from calculator.site.search import (
    drop_other_languages,
    keep_quotations,
    search_as_typed,
    search_files,
)
from calculator.site.security import ADDRESS, security_txt
from calculator.site.sheets import menu_with_sheets
from calculator.site.shipped import shipped
from calculator.site.sound import pinned, sound
from calculator.site.spared import spare_pages
from calculator.site.theme import (
    DATED,
    END_OF_THEME,
    FOLDS,
    KEYBOARD,
    UNSTARTED,
    mended,
    with_scripts_ahead,
)
from calculator.site.typography import typeset_html
from calculator.site.years import menu_with_years, year_names

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# The name keeps Material's offline plugin from loading the original from a third party.
_SEARCH_FROM_MEMORY = f"{SCRIPTS_FOLDER}iframe-worker-stand-in.js"
_PALETTE_IN_LINKS = f"{SCRIPTS_FOLDER}palette-in-links.js"
# Where a word would be glued to the next one in the search's excerpts.
_BLOCK_ENDS = re.compile(r"</(?:caption|figcaption|legend|li|option|p|summary|t[dh]|text)>(?=<)")
_TEMPLATE = "<template>"
"""What Jinja names a page in a traceback."""
_OVERRIDES = Path(__file__).with_name("overrides")


class CalculatorConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in `mkdocs.yml`."""

    engine = config_options.Choice([str(form) for form in EngineForm], default="plain")
    node_modules = config_options.Type(str, default="node_modules")
    cache_dir = config_options.Type(str, default=".cache/calculator")
    circulars = config_options.Type(str, default="circulars")
    pinned = config_options.Type(str, default="")
    synonyms = config_options.Type(dict, default={})
    embed_origins = config_options.Type((list, str), default=[])
    rgaa = config_options.Type(str, default="")
    texts_section = config_options.Type(str, default="Textes officiels")


class CalculatorPlugin(BasePlugin[CalculatorConfig]):  # type: ignore[no-untyped-call]
    """Renders each page's `{{ … }}` with the rules, adds the engine, checks the citations."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._workshop = tempfile.TemporaryDirectory(prefix="calculator-")
        self._blocks: dict[str, str] = {}
        self._anchors: dict[str, set[str]] = {}
        self._sealed = True
        self._serving = Serving()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
        """Leave pages unsealed while they are edited: the server puts a script in them."""
        self._sealed = command != "serve"
        say_once(END_OF_THEME)

    @event_priority(50)  # before Material's offline plugin
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the circulars and assemble the engine; a malformed file fails the build."""
        form = EngineForm(self.config.engine)
        check_settings(config, embedded=form is EngineForm.EMBEDDED)
        self._workshop.cleanup()  # of the build before, while the site is served
        self._workshop = tempfile.TemporaryDirectory(prefix="calculator-")
        root = Path(config.config_file_path).parent
        cache = Cache(root / self.config.cache_dir)
        folder = root / self.config.circulars
        try:
            circulars = sound(
                read_circulars(folder), folder, Path(config.docs_dir), served=not self._sealed
            )
            carried = circulars_json(folder)
            parts = engine_parts(root / self.config.node_modules, cache)
            engine = assemble_engine(
                form,
                carried,
                parts,
                cache,
                Path(self._workshop.name),
                lists=any(circular.has_levels for circular in circulars.all),
            )
        except (MalformedCircular, MissingTool) as error:
            raise PluginError(str(error)) from error
        except OSError as error:
            raise PluginError(f"{folder} : ce dossier ne peut pas être lu.") from error
        self._facts = SiteFacts(
            circulars,
            get_build_datetime().date(),
            pinned(circulars, self.config.pinned),
            engine,
            answers_of(circulars, carried, cache, scripts=engine.form is not EngineForm.PLAIN),
            shipped(parts),
            settings=config.extra,
            grid=read_grid(root / self.config.rgaa) if self.config.rgaa else None,
        )
        self._calendars = calendar_files(circulars.all, cache)
        try:
            self._security = security_txt(config.extra.get("security") or {}, config.site_url)
        except ValueError as error:
            raise PluginError(str(error)) from error
        self._changes = SiteChanges.of(circulars.all, config, engine.form)
        if config.nav is not None:
            config.nav = menu_with_years(menu_with_sheets(config.nav, self._facts), self._facts)
            config.nav = self._changes.menu(config.nav)
            # A circular's text is in the menu as soon as its file names it.
            pages = [source.page for source in self._sources() if source.page]
            if pages:
                config.nav.append({self.config.texts_section: list(dict.fromkeys(pages))})
        if str(_OVERRIDES) not in config.theme.dirs:  # after the site's own, before the theme's
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(_OVERRIDES))
        config.extra_css.insert(0, engine.style)  # a site's own sheets have the last word
        self._scripts = {
            script_address(script): script for script in (KEYBOARD, DATED, FOLDS, UNSTARTED)
        }
        *everywhere, self._unstarted = self._scripts
        config.extra_javascript += everywhere
        self._embedding = Embedding(self._facts, config.site_name, self.config.embed_origins)
        if engine.form is EngineForm.EMBEDDED:
            polyfills = config.extra.setdefault("polyfills", [])
            polyfills += [_SEARCH_FROM_MEMORY, _PALETTE_IN_LINKS]
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the browser's scripts, the engine, the sheets and the calendars to the site."""
        licences = {piece.address: piece.text for piece in self._facts.shipped}
        ours = {**self._facts.engine.files, **licences, **self._scripts}
        for uri, path in ours.items():
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        for file in (*generated_pages(self._facts, config), *self._changes.files(config)):
            files.append(file)
        for uri, calendar in self._calendars.items():
            files.append(File.generated(config, uri, content=calendar))
        embedded = self._facts.engine.form is EngineForm.EMBEDDED
        answers = self._facts.api.page_files(lambda uri: _url(uri, files))
        self._answers = {circular: uri for circular, (uri, _) in answers.items()}
        self._facts.unlinked.extend(self._answers.values())
        static = {**self._facts.api.files(lambda uri: _url(uri, files)), **dict(answers.values())}
        for uri, content in static.items():
            files.append(File.generated(config, uri, content=content))
        for schema in sorted(carried_folder("schemas").glob("*.json")):
            uri = f"schemas/{schema.name}"
            files.append(File.generated(config, uri, abs_src_path=str(schema)))
        if self._security and self._facts.engine.form is EngineForm.PLAIN:  # the public site
            told = File.generated(config, ADDRESS, content=self._security)
            told.inclusion = InclusionLevel.INCLUDED  # for all that its folder is hidden
            files.append(told)
        check_pages(files.src_uris, Path(config.docs_dir))
        self._statement = _url(STATEMENT, files)
        url = partial(_url, files=files)
        for uri, content in self._embedding.files(files, config, url, self._answers):
            html = self._seal(content) if uri.endswith(".html") else content
            files.append(File.generated(config, uri, content=html))
            self._facts.unlinked.append(uri)
        drop_other_languages(files, config.theme["language"])
        search_as_typed(files, config, self.config.synonyms)
        spare_pages(files, config)
        if embedded:
            drop_source_maps(files)
            script = search_from_memory(files, config.theme["language"])
            files.append(File.generated(config, _SEARCH_FROM_MEMORY, content=script))
            files.append(File.generated(config, _PALETTE_IN_LINKS, content=palette_in_links()))
        self._facts.unlinked.extend(search_files(files, config.theme["language"]))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, files: Files, **_: Any) -> str:
        """Render the page's macros."""
        to_page = partial(_address, page=page, files=files)
        macros = PageMacros(
            self._facts,
            page.meta.get("circular"),
            page.meta.get("school_year"),
            to_page=to_page,
            to_source=lambda uri: get_relative_url(uri, page.file.src_uri),
            block=self._keep,
        )
        names = macros.names() | self._changes.names(to_page, self._keep) | year_names(self._facts)
        names |= self._embedding.names(to_page, files, self._keep)
        # Markdown in, Markdown out: the pages are ours and the HTML blocks are escaped already.
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701
        try:
            return environment.from_string(markdown).render(names)
        except jinja2.UndefinedError as error:
            message = unknown_name(error, names)
            raise PluginError(f"{_place(page, markdown, error)} : {message}") from error
        except (jinja2.TemplateError, TypeError) as error:
            message = f"une expression {{{{ … }}}} est mal écrite ({error})"
            raise PluginError(f"{_place(page, markdown, error)} : {message}") from error
        except ValueError as error:
            raise PluginError(f"{_place(page, markdown, error)} : {error}") from error

    def on_page_content(self, html: str, *, page: Page, files: Files, **_: Any) -> str:
        """Put the kept blocks back, and note the anchors of the sources' pages."""
        for mark, block in self._blocks.items():
            html = html.replace(mark, block)
        self._blocks.clear()
        check_read(html, page.file.src_uri)
        html = _BLOCK_ENDS.sub(r"\g<0> ", html)
        html = html.replace("</h1>", f"</h1>{self._over(page, files)}", 1)
        for source in self._sources():
            if source.page == page.file.src_uri:
                self._anchors[source.page] = paragraph_anchors(html)
                for paragraph, mark in source.paragraphs.items():
                    anchor = f'id="{paragraph}"'
                    html = html.replace(anchor, f'{anchor} data-mark="{escape(mark)}"')
        return html

    @event_priority(-100)  # after the search, which reads the page
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: Any
    ) -> TemplateContext:
        """Mark quotations in what the search shows of the page."""
        keep_quotations(page, config)
        return context

    @event_priority(-100)  # after whatever else changes the page
    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Mend the theme; start Python from the head of a page that needs it; seal the page."""
        statement = get_relative_url(self._statement, page.url)
        output = mended(output, statement, state_of(self._facts.grid))

        def to_page(uri: str) -> str:
            return get_relative_url(uri, page.url)

        answers = self._facts.api.for_page(to_page, self._answers)
        script = self._facts.engine.script_html(output, to_page, answers)
        output = with_scripts_ahead(typeset_html(output))
        if script is not None:
            unstarted = f'<script defer src="{to_page(self._unstarted)}"></script>'
            output = after_charset(output, script + unstarted)
        return self._seal(output)

    @event_priority(-100)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Write the page of wrong addresses, which no path can be relative to."""
        if template_name != "404.html":
            return output_content
        home = urlsplit(config.site_url).path if config.site_url else None
        html = not_found_html(config.site_name, home, config.copyright or "")
        return self._seal(typeset_html(html))

    @event_priority(-100)  # once all files are there, those of other plugins too
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fail when a page was not finished: one that is HTML already, or that a plugin wrote."""
        faults = list(unfinished(Path(config.site_dir))) if self._sealed else []
        if faults:
            raise PluginError("\n".join(faults))
        self._serving.finished()

    def on_build_error(self, *, error: Exception, **_: Any) -> None:
        """Note why a build stops, for who writes."""
        self._serving.failed(error)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        """Show who writes a circular what there is to say of it."""
        folder = Path(config.config_file_path).parent / self.config.circulars
        return self._serving.beside(server, folder, Path(config.docs_dir))

    def _seal(self, html: str) -> str:
        if not self._sealed:
            return html
        embedded, python = self._facts.engine.form is EngineForm.EMBEDDED, ENGINE in html
        frames = CONFIGURATOR in html
        return with_policy(html, python=python, memory=python or embedded, frames=frames)

    def on_env(self, env: jinja2.Environment, files: Files, **_: Any) -> jinja2.Environment:
        """Check every citation once pages are rendered; tell the templates what files there are."""
        env.globals["published"] = lambda address: address in files.src_uris
        cited = self._facts.cited.union(*(c.citations() for c in self._facts.circulars.all))
        for source in self._sources():
            if source.page is not None:
                paragraphs = {c.paragraph for c in cited if c.source == source.id}
                check_citations(source, self._anchors.get(source.page), paragraphs)
        return env

    def _sources(self) -> list[Source]:
        """The sources of all circulars, each once."""
        found = {s.id: s for c in self._facts.circulars.all for s in c.sources.values()}
        return list(found.values())

    def _over(self, page: Page, files: Files) -> str:
        """That the year of the page is over, where the page is about one."""
        if page.meta.get("timeless"):
            return ""
        about = self._facts.about(page.meta)
        home = _address("index.md", page, files) if self._facts.is_elsewhere(about) else None
        return over_html(about[:1], self._facts.day, home)

    def _keep(self, html: str) -> str:
        mark = f'<div data-kept="{len(self._blocks)}"></div>'
        self._blocks[mark] = html
        return mark


def _place(page: Page, markdown: str, error: Exception) -> str:
    """« questions.md, ligne 12 »: where in its file a page has an expression that fails."""
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == _TEMPLATE
    ]
    line = getattr(error, "lineno", None) or (lines[-1] if lines else None)
    if line is None:
        return page.file.src_uri
    above = page.file.content_string.count("\n") - markdown.count("\n")  # the front matter
    return f"{page.file.src_uri}, ligne {line + above}"


def unknown_name(error: jinja2.UndefinedError, names: Iterable[str]) -> str:
    """« windo » is no name that pages can use: which one may be meant, in French."""
    found = re.match(r"'(\w+)' is undefined", str(error))
    if found is None:
        return f"une expression {{{{ … }}}} est mal écrite ({error})"
    return f"« {found[1]} » n’est pas un nom que les pages connaissent ; il faut " + one_of(
        sorted(names), found[1]
    )


def _address(uri: str, page: Page, files: Files) -> str:
    """The address of a page or file of the site (or of a folder of it), relative to a page."""
    return get_relative_url(_url(uri, files), page.url)


def _url(uri: str, files: Files) -> str:
    file = files.get_file_from_path(uri)
    return file.url if file else uri
