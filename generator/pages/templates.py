"""Templates: the page templates beside their views, and the theme's components they place."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import cast

from jinja2 import BytecodeCache
from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from markupsafe import escape

from generator.cache import Cache
from generator.cache import NotThere
from generator.catalogue import SOURCE
from generator.catalogue import Catalogue
from generator.catalogue import catalogue
from generator.checks.subject import amount
from generator.checks.subject import chinese_date
from generator.markdown import cell
from generator.markdown import plain
from generator.pages import numbers
from generator.pages.compiler import Straight
from generator.pages.compiler import StraightTemplate
from generator.pages.page import Crumb
from generator.pages.page import Draft
from generator.pages.page import FileLink
from generator.pages.page import Page
from generator.pages.page import prefix
from generator.phrases import Mixed
from generator.phrases import Phrase
from generator.phrases import in_context
from generator.phrases import parted
from generator.phrases import thousands

_BLANK_LINES = re.compile(r"\n\s*\n+")

#: A number with its unit: 20 万元, 20 × CNY 10,000.
_AMOUNT = re.compile(r"[\d.,]*\d (?:[\u4e00-\u9fff]{1,4}(?![\u4e00-\u9fff])|× CNY [\d,]*\d)|CNY \d[\d.,]*")

#: The space between a number and a unit that other words follow at once, and after the stroke between two numbers.
_SPACE = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff]{5})|(?<=/) (?=\d)")


class _Folding(Environment):
    """A Jinja environment that translates fixed words once, when a template is compiled, not on every page."""

    code_generator_class = Straight
    template_class = StraightTemplate

    def __init__(self, words: Catalogue, *, is_nested: bool, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.is_nested = is_nested
        #: A value as a page holds it. Labels, units and verdicts come again on every page; equal values of two types are not
        #: the same: 1 and True.
        self.escaped: Callable[[Any], str] = lru_cache(maxsize=8192, typed=True)(escape)
        if is_nested:
            plain = self.escaped
            # Links that are equal from one page lead to different files from its twins.
            self.escaped = lambda value: self.led(value) if isinstance(value, FileLink) else plain(value)

    def led(self, link: FileLink) -> str:
        """A link to a file as a page holds it: where it stands one folder deeper, that of the twin."""
        return escape(link.from_twin if self.is_nested else link)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return _Folder(self).visit(tree)  # type: ignore[no-any-return]


class _Translating(_Folding):
    """The same for another language: what views say in phrases is said anew when it is printed."""

    def __init__(self, words: Catalogue, **options: Any) -> None:
        super().__init__(words, **options)
        self.escaped = self.said

    def said(self, value: object) -> str:
        """A value as a page in this language holds it."""
        match value:
            case Mixed():
                said = (
                    escape(self.words.say(each)) if isinstance(each, Phrase) else each for each in value.pieces
                )
                return Markup("".join(said))
            case Markup():
                return value
            case FileLink():
                return self.led(value)
        return escape(self.words.say(value))


_VARIABLE = re.compile(r"%\((\w+)\)s")


class _Folder(NodeTransformer):
    """Puts the translation in the place of each `_("…")`, its variables where the translation has them."""

    def __init__(self, environment: _Folding) -> None:
        self.environment = environment

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 (named by Jinja)
        """What was folded is printed piece by piece: it need not be joined first."""
        self.generic_visit(node)
        node.nodes = [
            part for each in node.nodes for part in (each.nodes if isinstance(each, nodes.Concat) else [each])
        ]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 (named by Jinja)
        """Fold a call of `_` with one constant; a percent sign in it is written double, as in all of gettext."""
        self.generic_visit(node)
        is_gettext = isinstance(node.node, nodes.Name) and node.node.name == "_"
        if not is_gettext or not isinstance(node.args[0], nodes.Const):
            return node
        given = {each.key: each.value for each in node.kwargs}
        message, words = node.args[0].value, self.environment.words
        one, many = words.translate(message, "1"), words.translate(message)
        if one == many or "count" not in given:
            return self._folded(many, given, node.lineno)
        is_one = nodes.Compare(given["count"], [nodes.Operand("eq", nodes.Const(1))], lineno=node.lineno)
        return nodes.CondExpr(
            is_one,
            self._folded(one, given, node.lineno),
            self._folded(many, given, node.lineno),
            lineno=node.lineno,
        )

    def _folded(self, words: str, given: Mapping[str, nodes.Expr], line: int) -> nodes.Expr:
        folded: list[nodes.Expr] = [
            self._said(part, given[part], line)
            if number % 2
            else nodes.TemplateData(part.replace("%%", "%"), lineno=line)
            for number, part in enumerate(_VARIABLE.split(words))
        ]
        return folded[0] if len(folded) == 1 else nodes.Concat(folded, lineno=line)

    def _said(self, name: str, value: nodes.Expr, line: int) -> nodes.Expr:
        """A variable; in another language it may be a phrase itself. How many is printed as all counts are."""
        if name == "count":
            return nodes.Filter(value, "thousands", [], [], None, None, lineno=line)
        if isinstance(self.environment, _Translating):
            return nodes.Filter(value, "said", [], [], None, None, lineno=line)
        return value


class Compiled(BytecodeCache):
    """Compiled templates, kept between builds by the same program: compiling them takes longer than a small change."""

    def __init__(self, cache: Cache, program: str) -> None:
        self.cache = cache
        self.program = program

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template: one for each way of compiling it."""
        kind = f"{type(environment).__name__}/{environment.globals.get('language', '')}"
        return super().get_bucket(environment, f"{kind}/{name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, where there is something."""
        with suppress(NotThere):
            bucket.bytecode_from_string(cast(bytes, self.cache.read(f"compiled/{bucket.key}", self.program)[0]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.cache.write(f"compiled/{bucket.key}", self.program, [bucket.bytecode_to_string()])


_kept: list[Compiled] = []


def keep_templates(compiled: Compiled) -> None:
    """Keep compiled templates there; what another program compiled is forgotten, as when a preview's theme changes."""
    if not _kept or _kept[0].program != compiled.program:
        environment.cache_clear()
    _kept[:] = [compiled]


@cache
def environment(theme: Path, language: str = SOURCE, *, is_nested: bool = False) -> Environment:
    """The Jinja environment of all generated pages in a language; a missing name fails the build.

    ``is_nested`` says that they stand in a folder of their own, beside those of the first language.
    """
    words = catalogue(language)
    kind = _Folding if language == SOURCE else _Translating
    loaded = kind(
        words,
        is_nested=is_nested,
        bytecode_cache=_kept[0] if _kept else None,
        loader=FileSystemLoader([Path(__file__).parent, theme]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    loaded.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    loaded.globals["in_context"] = in_context
    loaded.filters |= {
        "amount": amount,
        "cents": numbers.cents,
        "percent": numbers.percent,
        "points": numbers.points,
        "signed": numbers.signed,
        "day": chinese_date,
        "cell": cell if language == SOURCE else lambda text: cell(words.say(text)),
        "plain": lambda text: Markup(plain(words.say(text))),
        "said": lambda value: Markup(loaded.escaped(value)),
        "explained": lambda text: explained(words.say(text)),
        "thousands": thousands,
        "unit_word": numbers.unit_word,
        "block": block,
        "unbroken": lambda value: unbroken(loaded.escaped(value)),
        "leading": lambda text, place, href: leading(words.say(text), words.say(place), href),
    }
    return loaded


def written(drafts: Iterable[Draft], theme: Path, languages: Sequence[str] = (SOURCE,)) -> Iterator[Page]:
    """Each draft as a page of each language; the first language stands at the root of the site."""
    for draft in drafts:
        for language in languages:
            yield _page(draft, theme, language, prefix(language, languages))


def _page(draft: Draft, theme: Path, language: str, prefix: str) -> Page:
    say = catalogue(language).say
    markdown = (
        environment(theme, language, is_nested=bool(prefix)).get_template(draft.template).render(draft.view)
    )
    crumbs = (Crumb(say(crumb.title), prefix + crumb.source if crumb.source else "") for crumb in draft.crumbs)
    return Page(
        prefix + draft.source,
        say(draft.title),
        markdown,
        draft.kind,
        draft.section,
        say(draft.description),
        tuple(crumbs),
        "" if prefix else draft.structured,
        draft.origin,
        language,
    )


_CODE = re.compile(r"`([^`]+)`")


def explained(text: str) -> Markup:
    """Our own explanatory text as HTML: `code` marked."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def unbroken(html: str) -> Markup:
    """Words in which no line ends between a number and its unit."""
    return Markup(_AMOUNT.sub(r'<span class="unbroken">\g<0></span>', _SPACE.sub("\u00a0", str(html))))


def leading(text: str, place: str, href: str) -> Markup:
    """A sentence about a place, with the way there: on the words that name it, where it begins with them, or behind it."""
    if not (place and href):
        return unbroken(escape(text))
    name, rest = parted(text, place)
    link = Markup('<a href="{}">{}</a>').format(href, name or place)
    return unbroken(link + rest if name else Markup("{} {}").format(text, link))


def block(html: str) -> Markup:
    """HTML as one block of a Markdown page: a blank line inside would end it."""
    return Markup(_BLANK_LINES.sub("\n", str(html).strip()))
