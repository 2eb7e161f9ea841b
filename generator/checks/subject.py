"""The subject of a check: one report with its figures, its source text and the site's policies."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator.figures import Computed
from generator.figures import Figures
from generator.figures import ReportFacts
from generator.figures import Row
from generator.figures import rounded
from generator.findings import Place
from generator.findings import Spot
from generator.model.identity import ReportId
from generator.model.keys import RecordText
from generator.model.keys import strings_of
from generator.model.keys import texts_of
from generator.model.report import Report
from generator.model.site import Site
from generator.personal import Datum
from generator.personal import masked
from generator.personal import may_hold_personal_data
from generator.personal import personal_data
from generator.personal import personal_data_in_address
from generator.phrases import Phrase
from generator.phrases import _
from generator.phrases import in_context
from generator.read.source import Source
from generator.statements import NOTHING_AROUND
from generator.statements import Agreement
from generator.statements import Around
from generator.statements import Comparison
from generator.statements import Prose
from generator.statements import compare
from generator.statements import in_place
from generator.statements import prose_of
from generator.statements import statements_in


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: where, in which words, and where it shows on the page.

    ``wording`` and ``hint`` may name ``values`` in braces. ``row`` is the key of the row concerned, "" for none.
    """

    place: Place
    wording: str
    hint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    anchor: str = ""
    row: str = ""


#: Where a report asserts something: in its prose, or outside it.
IN_TEXT, OUTSIDE = in_context("statement", "正文"), in_context("statement", "报告")


@dataclass(frozen=True, slots=True)
class Assertion:
    """Something the report states about a figure, in its prose (正文) or outside it (报告); None: no such figure."""

    where: str
    figure: str
    stated: str
    place: Place
    anchor: str
    comparison: Comparison | None

    @property
    def computed(self) -> Computed:
        """The figure it speaks of, which must exist."""
        if self.comparison is None:
            raise KeyError(self.figure)
        return self.comparison.computed

    def fault(self, wording: str, hint: str = "", **values: str) -> Fault:
        """A fault of this assertion; ``where``, ``stated`` and ``label`` can be named without being given."""
        label = self.comparison.computed.label if self.comparison else ""
        words = self.comparison.words if self.comparison else self.stated
        values = {"where": self.where, "stated": words, "label": label, **values}
        return Fault(self.place, wording, hint, values, self.anchor)


@dataclass(frozen=True)
class Subject:
    """One report under check."""

    id: ReportId
    site: Site
    source: Source
    figures: Figures
    #: The names of the scoring standards there are.
    standards: tuple[str, ...] = ()

    @property
    def facts(self) -> ReportFacts:
        """What the figures are computed from."""
        return self.figures.report

    @property
    def report(self) -> Report:
        """What the report says."""
        return self.facts.report

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicators of which everything that is written could be read."""
        return tuple(row for row in self.facts.indicators if not row.indicator.unread)

    @cached_property
    def personal_data(self) -> tuple[tuple[RecordText, Datum], ...]:
        """The personal data in every text that a page or a download may hold.

        The contact is left out: it is published only on purpose.
        """
        stated = [RecordText(("stated",), each.text, (each.line, each.column)) for each in self.report.stated]
        written = strings_of(self.report, but="contact")
        if not may_hold_personal_data((*written, *(each.text for each in stated))):
            return ()
        texts = [text for text in texts_of(self.report) if text.path[0] != "contact"] + stated
        return tuple((text, each) for text in texts for each in self._personal_data_in(text))

    def _personal_data_in(self, text: RecordText) -> Iterator[Datum]:
        if text.is_address:
            return personal_data_in_address(text.text)
        return personal_data(text.text, self.printed)

    def printed(self, figure: str) -> str:
        """What a page prints for a figure that prose names: its value; the name itself where no such figure exists."""
        computed = self.figures.get(figure)
        return value_words(computed) if computed else figure

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The prose of the report in reading order."""
        return tuple(prose_of(self.report))

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """All the report asserts: the statements of its prose in reading order, then those under ``stated``."""
        return (*self._asserted_in_prose(), *self._asserted_outside())

    @cached_property
    def assertions_of(self) -> Mapping[str, Sequence[Assertion]]:
        """What is asserted of each figure that is asserted and exists."""
        found: dict[str, list[Assertion]] = {}
        for each in self.assertions:
            if each.comparison:
                found.setdefault(each.figure, []).append(each)
        return found

    def asserted(self, agreement: Agreement) -> Iterator[Assertion]:
        """The assertions that stand so to their figures; not those whose figures rest on what could not be read."""
        return (
            each
            for each in self.assertions
            if each.comparison
            and each.comparison.agreement is agreement
            and (agreement is Agreement.UNREADABLE or not self.facts.is_open(each.figure))
        )

    def _asserted_in_prose(self) -> Iterator[Assertion]:
        for statement in statements_in(self.prose):
            place = self.in_prose(statement.prose, statement.start, len(statement.written))
            yield Assertion(
                IN_TEXT,
                statement.figure,
                statement.stated,
                place,
                statement.anchor,
                self.comparison(statement.figure, statement.stated, statement.around),
            )

    def _asserted_outside(self) -> Iterator[Assertion]:
        for stated in self.report.stated:
            yield Assertion(
                OUTSIDE,
                stated.figure,
                stated.text,
                self.at((stated.line, stated.column), len(stated.text)),
                f"f-{stated.figure}",
                self.comparison(stated.figure, stated.text),
            )

    def comparison(self, figure: str, stated: str, around: Around = NOTHING_AROUND) -> Comparison | None:
        """A stated text held against a figure, with the prose around it; None where no such figure exists."""
        computed = self.figures.get(figure)
        return compare(stated, computed, self.facts.standard, around) if computed else None

    def in_prose(self, prose: Prose, start: int, length: int) -> Place:
        """The place of a part of the prose."""
        return self.source.place(prose.spot, prose.text, start, length)

    def at(self, spot: Spot, length: int = 1) -> Place:
        """A place in the report's file."""
        return self.source.at(spot, length)

    def of_row(self, row: Row, key: str, wording: str, hint: str = "", **values: str) -> Fault:
        """A fault of one row, at the value of the key."""
        written = str(getattr(row.indicator, key))
        place = self.at(row.indicator.spot(key), len(written.splitlines()[0]) if written else 1)
        return Fault(place, wording, hint, {"number": str(row.number), **values}, row.anchor, row.key)

    def of_line(self, key: str, name: str, wording: str, hint: str = "", **values: str) -> Fault:
        """A fault of one budget line, at the value of the key; ``name`` can be named without being given."""
        line = self.facts.line_by_key[key]
        place = self.at(line.spot(name), len(line.name) if name == "name" else 1)
        return Fault(place, wording, hint, {"name": line.name, **values}, f"b{key}")


#: What stands for a value there is none of; never for zero.
ABSENT = "—"


#: A number with its unit: in another language the unit may stand elsewhere, or nowhere.
_WITH_UNIT = {
    "元": _("{number} 元"),
    "千元": _("{number} 千元"),
    "万元": _("{number} 万元"),
    "亿元": _("{number} 亿元"),
    "项": _("{number} 项"),
    "个": _("{number} 个"),
    "行": _("{number} 行"),
    "份": _("{number} 份"),
    "分": _("{number} 分"),
    "百分点": _("{number} 个百分点"),
}


def amount(value: Decimal | None, unit: str = "") -> str:
    """A number with the decimals it has, thousands separated, with its unit: 1935 → 1,935, 3.00 → 3.00, -2 → −2."""
    if value is None:
        return ABSENT
    number = f"{value:,f}".replace("-", "−")  # never in scientific notation, and with a true minus
    if not unit or unit == "%":
        return number + unit
    return with_unit(number, unit)


def with_unit(number: str, unit: str) -> str:
    """A number as printed, with its unit."""
    known = _WITH_UNIT.get(unit)
    if not known:
        return f"{number} {unit}"
    return Phrase(known, {"number": number}, known.replace("{number}", number))


def said(computed: Computed, unit: str | None = None) -> str:
    """A computed figure in words, in its unit or one given instead; an interval by the bounds that it has."""
    if computed.text and computed.value is None:
        return computed.text
    unit = computed.unit if unit is None else unit
    if computed.shown is not None:
        return amount(computed.shown, unit)
    low, high = (
        None if bound is None else rounded(bound, computed.unit) for bound in (computed.low, computed.high)
    )
    if low is None:
        return ABSENT if high is None else _("至多 {amount}", amount=amount(high, unit))
    if high is None:
        return _("至少 {amount}", amount=amount(low, unit))
    span = f"{amount(low)}–{amount(high)}"
    return with_unit(span, unit) if unit and unit != "%" else span + unit


def value_words(computed: Computed, around: Around = NOTHING_AROUND) -> str:
    """A computed value in words, where its unit is said elsewhere: only a percentage carries its sign.

    ``around`` is the prose it is put into.
    """
    is_signed = computed.unit == "%" and not around.behind.lstrip().startswith(("%", "％"))
    return said(in_place(computed, around), "%" if is_signed else "")


_MONTHS = (
    *(_("1月"), _("2月"), _("3月"), _("4月"), _("5月"), _("6月")),
    *(_("7月"), _("8月"), _("9月"), _("10月"), _("11月"), _("12月")),
)


def chinese_date(day: date | None) -> str:
    """2023年4月7日, as official documents write it."""
    if day is None:
        return ""
    return _("{year}年{month}{day}日", year=day.year, month=_MONTHS[day.month - 1], day=day.day)


def excerpt(text: str, length: int = 24) -> str:
    """The beginning of a text, for naming it in a sentence; a part of personal data could not be told for what it is."""
    flat = masked(" ".join(text.split()))
    return flat if len(flat) <= length else flat[:length] + "…"
