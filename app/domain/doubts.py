"""What speaks against taking a sheet for what its strongest clue says: contradictions, contenders, unsettled law."""

from collections.abc import Sequence

from app.domain.cases import binds
from app.domain.firm import Firm
from app.domain.records import Column
from app.domain.retention import Effect, Rule, Unsettled
from app.domain.rule_search import Candidate, plain_text, shows
from app.domain.words import Kind, PiType

# The law lets these go once their purpose is over, so nothing that must be kept may be taken for one of them.
GOING = frozenset({Effect.PURPOSE, Effect.LIMITATION})
ENOUGH = 30  # a weight below this proves nothing
_SUGGESTED = 20  # a suggestion in the sheet's own name
_CONTENDS = 0.5  # share of the first one's weight
# Words that customers' papers share with others, so that columns that show a file say more: 解约人员合同.
_BROAD = frozenset(("合同", "协议", "名单", "登记表", "台账", "agreement", "contract"))
_WHO = frozenset({PiType.PERSON_NAME, PiType.MOBILE_PHONE, PiType.CN_RESIDENT_ID, PiType.ADDRESS, PiType.WECHAT_ID})


def doubt(kind: Kind, columns: Sequence[Column], candidates: Sequence[Candidate], firm: Firm) -> str:
    """The code of what speaks against the first candidate, "" where nothing does."""
    if not candidates:
        return "classify-nothing-found"
    first, *others = candidates
    rule = first.found
    if isinstance(rule, Unsettled):
        return "classify-unsettled"
    doubts = {
        "classify-only-suggested": first.hinted or first.weight < ENOUGH,
        "classify-other-firm": not binds(rule, firm),
        "classify-contradiction": _is_contradicted(kind, columns, first, rule),
        "classify-contenders": any(_contends(first, rule, other, firm) for other in others),
    }
    return next((code for code, holds in doubts.items() if holds), "")


def is_same_outcome(rule: Rule, other: Rule) -> bool:
    """Whether it makes no difference to the record which of the two it is."""
    if rule.effect in GOING and other.effect in GOING:
        return True
    fates = [(one.permanent, one.years, one.months, one.days, one.trigger, one.effect) for one in (rule, other)]
    return fates[0] == fates[1]


def is_broad(one: Candidate) -> bool:
    """Whether nothing but words that other papers share named it."""
    words = {clue.words for clue in one.clues if clue.source in ("name", "title", "file")}
    return bool(words) and words <= _BROAD


def _contends(first: Candidate, rule: Rule, other: Candidate, firm: Firm) -> bool:
    """Whether another candidate is strong enough to matter and would decide otherwise."""
    second = other.found
    if isinstance(second, Unsettled):
        # A header's word alone is no match for a name: a list of customers may have a column for their illness.
        return rule.effect in GOING or not first.named if other.named else rule.effect in GOING and not first.named
    if is_same_outcome(rule, second) or _is_outdone(first, rule, other, second, firm):
        return False
    if rule.effect in GOING:
        # What goes can't be fetched back: a suggestion of something that must be kept is enough to ask.
        return other.weight >= _SUGGESTED and (binds(second, firm) or not other.hinted)
    return other.weight >= first.weight * _CONTENDS


def _is_outdone(first: Candidate, rule: Rule, other: Candidate, second: Rule, firm: Firm) -> bool:
    """Whether all that speaks for the second candidate is explained by the first."""
    if not binds(second, firm) and {clue.words for clue in other.clues} <= {clue.words for clue in first.clues}:
        return True
    if second.effect in GOING and first.named and rule.profile and binds(rule, firm):
        # A period of the firm's own sector that the name says outright is more than the customers in the sheet.
        return True
    if rule.effect in GOING:
        # Name and columns say 数据返还; the columns of a record of providing are much the same.
        return first.named and first.is_said_by("columns") and not other.named
    shown = first.is_said_by("columns") and (
        first.named or (first.is_said_by("name", "title", "file") and not other.is_said_by("name", "title"))
    )
    broad = first.is_said_by("columns") and not first.hinted and is_broad(other)
    if second.effect in GOING and (not other.named or shown or broad):
        # Name and columns both say that it must be kept; 会员消费记录 in the name of a card's ledger undoes neither.
        return True
    return bool(rule.spans and second.spans) and first.named and not other.named


def _is_contradicted(kind: Kind, columns: Sequence[Column], first: Candidate, rule: Rule) -> bool:
    """Whether name and content tell different stories."""
    if rule.effect in GOING:
        return kind is Kind.ACCOUNTING
    if not rule.shapes or rule.profile or first.is_said_by("columns"):
        # Customers are in most files of a sector that has a rule of its own.
        return False
    heads = [plain_text(column.header) for column in columns]
    return not shows(rule, heads) and len({column.type for column in columns} & _WHO) >= 2
