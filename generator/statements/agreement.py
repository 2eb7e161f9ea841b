"""Agreement: what the source states, held against what the data give."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from generator.figures import Computed
from generator.model.standard import Standard
from generator.statements.claims import NOTHING_AROUND
from generator.statements.claims import Around
from generator.statements.claims import Claim
from generator.statements.claims import read_claim
from generator.targets.text import bare
from generator.targets.text import uniform


class Agreement(StrEnum):
    """How a statement stands to its figure."""

    AGREES = "agrees"
    DIFFERS = "differs"
    #: It lies between what is proven and what is possible.
    UNCONFIRMED = "unconfirmed"
    #: The data do not give the figure at all.
    UNCHECKABLE = "uncheckable"
    #: It cannot be read as a value of the figure's kind.
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement held against its figure.

    ``words`` are what is stated with the words that belong to it (90%以上), ``difference`` is stated − computed, in the
    figure's unit.
    """

    agreement: Agreement
    computed: Computed
    words: str
    difference: Decimal | None = None


#: Words by which prose claims all of them.
_ALL = frozenset("全部 均 都 全 所有 各 全数 悉数 每个".split())


def compare(
    stated: str, computed: Computed, standard: Standard | None = None, around: Around = NOTHING_AROUND
) -> Comparison:
    """Hold a stated text against a computed figure; ``standard`` knows other names of grades."""
    claim = None
    if bare(uniform(stated)) not in _ALL:
        claim = read_claim(stated, computed, around)
    elif computed.whole is not None:
        claim = Claim(computed.whole, computed.whole, computed.whole, stated)
    elif not computed.is_known:
        return Comparison(Agreement.UNCHECKABLE, computed, stated)
    if computed.text and computed.value is None:
        return Comparison(_same_words(stated, computed, standard, claim), computed, stated)
    if computed.figure.id == "grade":
        return Comparison(Agreement.UNCHECKABLE, computed, stated)
    if claim is None:
        return Comparison(Agreement.UNREADABLE, computed, stated)
    if not computed.is_known:
        return Comparison(Agreement.UNCHECKABLE, computed, claim.words)
    held = _hold(claim, computed)
    if held.agreement is Agreement.DIFFERS and (share := read_claim(stated, computed, around, is_share=True)):
        # 0.966 may be 0.966% or 96.6%: it differs only if neither agrees, and then by how much is not known
        held = _hold(share, computed)
        held = replace(held, difference=None) if held.agreement is Agreement.DIFFERS else held
    return held


def _hold(claim: Claim, computed: Computed) -> Comparison:
    """A claim held against a figure that is known."""
    # A bound that is missing leaves its side open.
    value, low, high = computed.value, computed.low, computed.high
    if value is not None and (low is None or high is None):
        low = high = value
    if claim.follows(low, high) or (not claim.is_bound and value is not None and claim.follows(value, value)):
        return Comparison(Agreement.AGREES, computed, claim.words, Decimal(0))
    if claim.admits(low, high):
        return Comparison(Agreement.UNCONFIRMED, computed, claim.words)
    nearest = value if value is not None else low if low is not None and claim.number < low else high
    return Comparison(
        Agreement.DIFFERS, computed, claim.words, None if nearest is None else claim.number - nearest
    )


def _same_words(stated: str, computed: Computed, standard: Standard | None, claim: Claim | None) -> Agreement:
    if computed.figure.id == "grade":
        named = standard.grade_name(stated) if standard else ""
        if not named:
            return Agreement.UNCHECKABLE
        return Agreement.AGREES if named == computed.text else Agreement.DIFFERS
    if bare(uniform(stated)) == bare(uniform(computed.text)):
        return Agreement.AGREES
    # of what a row says in words, a number may well be the meaning
    return Agreement.UNCHECKABLE if claim else Agreement.DIFFERS
