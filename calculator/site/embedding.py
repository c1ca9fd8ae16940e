"""The tools in pages of other sites: frames, the script that puts them there, a configurator."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url

from calculator.answers.references import Link
from calculator.ask.school import CLASS_FIELD
from calculator.model.errors import Seen, not_fit
from calculator.site.engine import EngineForm, script_address
from calculator.site.facts import SiteFacts
from calculator.site.form import templates
from calculator.site.macros import TABLES_ANCHOR, PageMacros
from calculator.site.rgaa import STATEMENT, state_of
from calculator.site.theme import DATED, FOLDS, FOOT, UNSTARTED, lacking
from calculator.site.typography import typeset_html

FRAMES = "cadre/"
"""The folder of the frames: servers let other sites show its pages, and no others."""
SCRIPT = "calculateur.js"
"""What a page of another site loads. Its name never changes: it is written in those pages."""
REFUSAL = f"{FRAMES}refus.html"
HOW_TO = "integrer.md"
CONFIGURATOR = "data-calc-embedding"
"""What marks the page that shows frames of its own site."""
_ABOUT, _LEGAL = "a-propos.md", "#mentions-legales"
_CALCULATOR = "calculateur.md"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_WEB = Path(__file__).parent.parent / "web"
_INTO_PAGE = re.compile(rf'(<a [^>]*href=")#(?=(?:{TABLES_ANCHOR})?")')
_RESTORED = re.compile(r'data-restored="[^"]*"')
_LINK = re.compile(r'<a (?=[^>]*href="[^#"])')


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that other sites can show.

    Attributes:
        page: Its page in the site.
        title: What it is, in a few words.
        html: Its form, from the macros of a page.
        preset: The field that chooses a class, as in a link, where `{}` stands for the class.
    """

    page: str
    title: str
    html: Callable[[PageMacros], str]
    preset: str = ""

    @property
    def name(self) -> str:
        """What a page that shows it calls it (`data-tool`)."""
        return self.page.removesuffix(".md")

    @property
    def frame(self) -> str:
        """The address of its frame in the site."""
        return f"{FRAMES}{self.name}.html"


_TOOLS = (
    Tool(_CALCULATOR, "Un élève", PageMacros.calculator, "class_level={}"),
    Tool(
        "etablissement.md",
        "Mon établissement",
        lambda macros: macros.establishment(_CALCULATOR),
        f"{CLASS_FIELD}{{}}=1",
    ),
    Tool("liste.md", "Liste d’élèves", lambda macros: macros.pupil_list(_CALCULATOR)),
)


def expected_origin(found: object) -> str | None:
    """What a setting has to be to name a site as browsers do (`https://lycee.example`).

    Args:
        found: What it is.

    Returns:
        What is expected, in French; None when it is right.
    """
    general = "https:// et le nom d’un site, comme https://lycee.example, sans rien après"
    if not isinstance(found, str):
        return general
    try:
        address = urlsplit(found)
        host, port = (address.hostname or "").encode("idna").decode(), address.port
    except ValueError:
        return general
    if address.scheme not in _DEFAULT_PORTS or not host or not re.fullmatch(r"[\w.:-]+", host):
        return general
    host = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, _DEFAULT_PORTS[address.scheme]) else f":{port}"
    origin = f"{address.scheme}://{host}{shown}"
    return None if found == origin else f"{origin}, comme les navigateurs nomment ce site"


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a site publishes for other sites to show its tools.

    Attributes:
        facts: What all pages share.
        site_name: The name of the site.
        origins: The sites that may show them, beside the site itself.
    """

    facts: SiteFacts
    site_name: str
    origins: Sequence[str]

    @property
    def is_possible(self) -> bool:
        """Whether other sites can show them: a page opened from a disk is of no site."""
        return self.facts.engine.form is not EngineForm.EMBEDDED

    def files(
        self,
        files: Files,
        config: MkDocsConfig,
        url: Link,
        answers: Mapping[str, str],
    ) -> Iterator[tuple[str, str]]:
        """The address and content of each: the frames, what they say instead, the script.

        Args:
            files: The site's files, its pages included.
            config: The site's settings.
            url: From a page or file of the site to its address in the site.
            answers: Where the answers of each circular are, as files.
        """
        if not self.is_possible:
            return
        tools = [tool for tool in _TOOLS if tool.page in files.src_uris]
        frames = _Frames(self, files, config, url)
        for tool in tools:
            yield tool.frame, frames.tool(tool, answers)
        yield REFUSAL, frames.refusal()
        yield SCRIPT, _script(tools, config, url, HOW_TO in files.src_uris)

    def names(self, to_page: Link, files: Files, block: Callable[[str], str]) -> dict[str, object]:
        """What a page can write between braces.

        Args:
            to_page: From a page or file of the site to its address relative to the page.
            files: The site's files.
            block: Keeps a piece of HTML away from Markdown.
        """
        return {"embedding": lambda: block(self._configurator(to_page, files))}

    def _configurator(self, to_page: Link, files: Files) -> str:
        vocabulary = self.facts.circulars.vocabulary
        return templates.get_template("embedding.html").render(
            possible=self.is_possible,
            site_name=self.site_name,
            origins=self.origins,
            tools=[(tool, to_page(tool.page)) for tool in _TOOLS if tool.page in files.src_uris],
            script=to_page(SCRIPT),
            frames=to_page(FRAMES),
            configurator=to_page(self.facts.engine.configurator_script),
            stages=vocabulary.by_stage(),
            circulars=self.facts.ordered,
        )


@dataclass(frozen=True, slots=True)
class _Frames:
    """The pages that frames show: without menu, search or foot of the theme."""

    embedding: Embedding
    files: Files
    config: MkDocsConfig
    url: Link

    def tool(self, tool: Tool, answers: Mapping[str, str]) -> str:
        """A tool, for those who may show it."""
        facts = self.embedding.facts
        macros = PageMacros(facts, None, None, self._to_page, self._to_page, block=str)
        whole = self._to_page(tool.page)
        form = _INTO_PAGE.sub(rf"\g<1>{whole}#", tool.html(macros))
        html = self._rendered(
            "frame.html",
            title=tool.title,
            whole=whole,
            tool=_RESTORED.sub('data-restored=""', form),  # the reader opened no link
            script=(_WEB / "frame.js").read_text(encoding="utf-8"),
            frame=json.dumps({"origins": list(self.embedding.origins), "refusal": "refus.html"}),
            scripts=[self._to_page(script_address(script)) for script in (DATED, FOLDS, UNSTARTED)],
        )
        given = facts.api.for_page(self._to_page, answers)
        start = facts.engine.script_html(html, self._to_page, given)
        return html.replace("</title>", f"</title>{start}", 1)

    def refusal(self) -> str:
        """What is said where another site shows a tool and may not."""
        how = self._to_page(HOW_TO) if HOW_TO in self.files.src_uris else None
        return self._rendered(
            "frame-refused.html",
            title="Ce calculateur ne s’affiche pas ici",
            whole=self._to_page(_CALCULATOR),
            how=how,
            script=(_WEB / "frame-refused.js").read_text(encoding="utf-8"),
        )

    def _rendered(self, template: str, **given: object) -> str:
        config, grid = self.config, self.embedding.facts.grid
        sheets = (*self._sheets(), *map(str, config.extra_css))
        html = templates.get_template(template).render(
            site_name=config.site_name,
            description=config.site_description or config.site_name,
            copyright=config.copyright or "",
            styles=[self._to_page(sheet) for sheet in sheets],
            legal=self._to_page(_ABOUT) + _LEGAL if _ABOUT in self.files.src_uris else None,
            statement=self._to_page(STATEMENT),
            state=state_of(grid),
            foot=FOOT,
            **given,
        )
        # What a frame leads to is opened beside the page that shows it.
        return typeset_html(_LINK.sub('<a target="_blank" rel="noopener" ', html))

    def _sheets(self) -> list[str]:
        """The theme's sheets, whose names change with its version."""
        return [self._sheet(name) for name in ("main", "palette")]

    def _sheet(self, name: str) -> str:
        pattern = re.compile(rf"assets/stylesheets/{name}\.\w+\.min\.css")
        for uri in self.files.src_uris:
            if pattern.fullmatch(uri):
                return uri
        raise lacking(pattern.pattern)

    def _to_page(self, uri: str) -> str:
        return get_relative_url(self.url(uri), REFUSAL)


def _script(tools: Sequence[Tool], config: MkDocsConfig, url: Link, explained: bool) -> str:
    """The script of other sites' pages, with the words that it shows there."""
    known = {
        tool.name: {
            "title": f"{tool.title} - {config.site_name}",
            "frame": tool.frame,
            "page": url(tool.page),
        }
        for tool in tools
    }
    words = {
        "tools": known,
        "how": url(HOW_TO) if explained else "",
        "unknown": not_fit("data-tool", Seen("« {} »"), " ou ".join(known)),
        "silent": "Le calculateur ne s’affiche pas dans cette page.",
        "open": "Ouvrir le calculateur dans son site",
        "explain": "Si cette page est à vous : comment l’intégrer",
    }
    source = (_WEB / "embedded.js").read_text(encoding="utf-8")
    given = json.dumps(words, ensure_ascii=False)
    return f"(() => {{\n{source}\nembed({given});\n}})();\n"


def frame_ancestors(origins: Sequence[str]) -> str:
    """The sites that may show a frame, for the policy that a server sends."""
    return " ".join(["'self'", *origins])
