"""Prose on a page: Markdown from the report, with each number that is tied to a figure marked and linked."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from markupsafe import escape

from generator.checks import Subject
from generator.checks.subject import said
from generator.checks.subject import value_words
from generator.markdown import prose as inert_prose
from generator.model.budget import MONEY_UNITS
from generator.phrases import Mixed
from generator.phrases import Phrase
from generator.phrases import _
from generator.statements import Agreement
from generator.statements import Around
from generator.statements import LoneBrace
from generator.statements import Placeholder
from generator.statements import Words
from generator.statements import around
from generator.statements import has_placeholders
from generator.statements import pieces
from generator.statements import statement_anchor

#: How a number in prose is marked: the class, and what a screen reader and a hovering reader are told.
_MARKS: Mapping[Agreement, tuple[str, Phrase]] = {
    Agreement.AGREES: ("stated stated--agrees", _("与数据一致")),
    Agreement.DIFFERS: ("stated stated--differs", _("与数据不一致")),
    Agreement.UNCONFIRMED: ("stated stated--unconfirmed", _("数据只能证实一部分")),
    Agreement.UNCHECKABLE: ("stated stated--uncheckable", _("数据里没有可以核对的内容")),
    Agreement.UNREADABLE: ("stated stated--uncheckable", _("数据里没有可以核对的内容")),
}


#: What is noted behind a number the data do not confirm.
_NOTES: Mapping[Agreement, Phrase] = {
    Agreement.DIFFERS: _("〔数据为 {value}〕"),
    Agreement.UNCONFIRMED: _("〔数据可证 {value}〕"),
}


@dataclass(frozen=True, slots=True)
class ReportProse:
    """The texts of one report, ready to be put on its page. ``firsts``: where each text's statements begin."""

    subject: Subject
    firsts: Mapping[tuple[str, str], int]

    def markdown(self, anchor: str, text: str) -> Markup:
        """One text, by the address of what it belongs to."""
        if not has_placeholders(text):
            return Markup(inert_prose(text))
        number = self.firsts.get((anchor, text), 1)
        written: list[str] = []
        for piece in pieces(text):
            match piece:
                case Words(words):
                    written.append(inert_prose(words))
                    if (len(words) - len(words.rstrip("\\"))) % 2:
                        written.append("\\")  # a backslash before our own tag would disarm it
                case LoneBrace(brace):
                    written.append(brace)
                case Placeholder(figure, None, brace, start):
                    written += self._computed(figure, around(text, start, brace))
                case Placeholder(figure, stated, brace, start) if stated is not None:
                    written += self._stated(figure, stated, number, around(text, start, brace))
                    number += 1
        return Mixed(written)

    def _computed(self, figure: str, near: Around) -> Iterator[str]:
        computed = self.subject.figures.get(figure)
        shown = value_words(computed, near) if computed else figure
        yield f'<a class="stated stated--computed" href="#f-{escape(figure)}">'
        yield shown if isinstance(shown, Phrase) else escape(shown)
        yield "</a>"

    def _stated(self, figure: str, stated: str, number: int, near: Around) -> Iterator[str]:
        comparison = self.subject.comparison(figure, stated, near)
        agreement = comparison.agreement if comparison else Agreement.UNREADABLE
        css, title = _MARKS[agreement]
        anchor = statement_anchor(number)
        yield f'<a class="{css}" id="{anchor}" href="#f-{escape(figure)}" title="'
        yield title
        yield f'">{escape(stated)}</a>'
        if comparison and agreement in _NOTES:
            yield '<small class="stated__note">'
            computed = comparison.computed
            has_own_unit = computed.unit in MONEY_UNITS and not near.behind.lstrip().startswith(computed.unit)
            yield _NOTES[agreement].with_values(value=said(computed) if has_own_unit else value_words(computed))
            yield "</small>"


def prose_for(subject: Subject) -> ReportProse:
    """The prose of a report."""
    return ReportProse(subject, {(each.anchor, each.text): each.first for each in subject.prose})
