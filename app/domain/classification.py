"""Proposes for a sheet's records kind, retention rule and the date that starts its clock; unsure is a result too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.cases import binds
from app.domain.clocks import Clock, clock_of_lines, find_clock
from app.domain.doubts import GOING, doubt, is_broad, is_same_outcome
from app.domain.firm import Firm
from app.domain.log_lines import is_log
from app.domain.periods import read_period, told_span
from app.domain.records import Column
from app.domain.retention import Effect, Reason, Rule, RulePack, Unsettled
from app.domain.rule_search import Candidate, Clue, SheetWords, has_word, hits_in, plain_text, ranked, search
from app.domain.terms import last_day
from app.domain.words import Field, Kind, PiType

_CUSTOMER_KINDS = frozenset({Kind.BASIC, Kind.TRANSACTION, Kind.SERVICE, Kind.CONTRACT, Kind.CORRESPONDENCE})
_CUSTOMER_FIELDS = frozenset({Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.ADDRESS})
# What people are reached by; a firm's own clerks stand in its files by their names.
_REACHED_BY = frozenset({PiType.MOBILE_PHONE, PiType.WECHAT_ID, PiType.QQ_NUMBER, PiType.EMAIL, PiType.ADDRESS})
_KIND_WEIGHT = 31  # enough alone, and less than columns that show a file
_LINES_WEIGHT = 33  # as much as columns that show a file
_UPPER_HEAD = 3  # characters at most of a word over several columns
# What nobody's list of things has: with it the rows of any other list are persons'.
_OF_PERSONS = (_REACHED_BY - {PiType.ADDRESS}) | {PiType.CN_RESIDENT_ID}
_DEFAULT = "PI-MIN"
_GRID = 5  # columns headed by a bare number
# What the head of a firms' column says where the firms are customers; 供应商, 评估单位 or 接收方 are none.
_CUSTOMERS = (
    *("客户", "顾客", "会员", "购方", "购买", "买方", "买家", "收货", "甲方", "乙方", "委托方", "委托人", "委托单位"),
    *(
        "公司",
        "企业名称",
        "单位名称",
        "商户",
        "商家",
        "加盟",
        "承租",
        "签约方",
        "customer",
        "client",
        "buyer",
        "company",
    ),
)
# Columns that say what each row is, in a list of files.
_NAMING: tuple[str, ...] = (
    *(
        "档案名称",
        "案卷题名",
        "题名",
        "资料名称",
        "文件名称",
        "报表名称",
        "申报表名称",
        "报告名称",
        "档案类别",
        "资料类别",
    ),
    *("凭证类型", "资料类型", "类别", "名称", "种类", "类型"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a sheet before its records are classified; `rows` are a sample of their contents.

    `titles` are the cells above its header.
    """

    name: str
    file: str
    kind: Kind
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...] = ()

    def words(self) -> SheetWords:
        heads = tuple(plain_text(one.header) for one in self.columns)
        return SheetWords(self.name, _real_titles(self.titles, heads), self.file, heads)

    @property
    def is_log(self) -> bool:
        """Whether it is a machine's log, with nothing that says what stands where."""
        return not any(column.header for column in self.columns) and is_log(self.rows)

    def names(self) -> tuple[str, ...]:
        """Where a year may stand, nearest first."""
        return (self.name, *self.titles, self.file.rsplit(".", 1)[0])


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for records; `rule` None: a person has to choose, perhaps among `contenders`."""

    kind: Kind
    rule: str | None
    clock: Clock | None
    reasons: tuple[Reason, ...]
    contenders: tuple[str, ...] = ()


class Classifier:
    """Proposes for each row of one sheet. Most sheets are of one kind; in a list of files each row names its own."""

    def __init__(self, sheet: Sheet, firm: Firm, pack: RulePack) -> None:
        self._sheet = sheet
        self._firm = firm
        self._pack = pack
        self._named: dict[str, tuple[Candidate, ...]] = {}
        self._made: dict[tuple[str, str], Proposal] = {}
        self._reports: dict[tuple[str, str], Proposal] = {}
        candidates = _weighed(sheet, firm, pack)
        self._naming = None if _is_told(candidates) else _naming_column(sheet, pack)
        self._candidates = candidates
        self._by_period = self._naming is None and _only_period_decides(candidates)
        self.whole = self._proposal(candidates, sheet.kind, "")

    def of(self, cells: Sequence[str]) -> Proposal:
        """The proposal for one row."""
        if self._naming is not None:
            text = cells[self._naming].strip() if self._naming < len(cells) else ""
            if text not in self._named:
                self._named[text] = search(SheetWords(text, (), "", ()), self._pack)
            candidates = self._named[text]
            if _only_period_decides(candidates):
                return self._of_period(candidates, cells, text)
            return self._proposal(candidates, Kind.ACCOUNTING, text)
        return self._of_period(self._candidates, cells, "") if self._by_period else self.whole

    def _of_period(self, candidates: Sequence[Candidate], cells: Sequence[str], text: str) -> Proposal:
        """Annual reports are kept for ever, others ten years: the row's period tells them apart."""
        spanning = [one for one in candidates if isinstance(one.found, Rule) and one.found.spans]
        for one in spanning:
            key = (one.found.id, text)
            if key not in self._reports:
                self._reports[key] = self._chosen(one, Kind.ACCOUNTING, text)
            made = self._reports[key]
            # 2016年6月财务报告 is June's, though the column beside it says 2016.
            period = read_period(text) or (made.clock.read(cells) if made.clock else None)
            if isinstance(one.found, Rule) and told_span(period) in one.found.spans:
                return made
        key = ("", text)
        if key not in self._reports:
            self._reports[key] = self._doubted(candidates, Kind.ACCOUNTING, "classify-which-period")
        return self._reports[key]

    def _proposal(self, candidates: tuple[Candidate, ...], kind: Kind, text: str) -> Proposal:
        key = (candidates[0].found.id if candidates else "", text)
        if key not in self._made:
            code = doubt(kind, self._sheet.columns, candidates, self._firm)
            if code:
                self._made[key] = self._doubted(candidates, kind, code)
            else:
                self._made[key] = self._chosen(candidates[0], kind, text)
        return self._made[key]

    def _chosen(self, candidate: Candidate, kind: Kind, text: str) -> Proposal:
        rule = candidate.found
        assert isinstance(rule, Rule)
        clock = clock_over(rule, self._sheet, text)
        reasons = (*_clue_reasons(candidate), *_clock_reasons(rule, clock))
        return Proposal(kind if kind in rule.kinds else rule.kinds[0], rule.id, clock, reasons)

    def _doubted(self, candidates: Sequence[Candidate], kind: Kind, code: str) -> Proposal:
        shown = candidates[:3]
        rules = tuple(one.found.id for one in shown if isinstance(one.found, Rule))
        clues = tuple(reason for one in shown for reason in _clue_reasons(one))
        return Proposal(kind, None, None, (Reason(code), *clues, *_lawless(shown, code)), rules)


def clock_over(rule: Rule, sheet: Sheet, text: str = "") -> Clock | None:
    """The clock of a rule over a sheet's records; `text` is what a row itself says it is, in a list of files."""
    if rule.effect in GOING and not rule.headers:
        return None
    names = (text, *sheet.names()) if text else sheet.names()
    clock = find_clock(rule, sheet.columns, sheet.rows, names)
    return clock_of_lines(names) if clock is None and rule.lines and sheet.is_log else clock


def _weighed(sheet: Sheet, firm: Firm, pack: RulePack) -> tuple[Candidate, ...]:
    """The candidates by words, with what the sheet's kind and the firm's sector add."""
    sectors = {rule.id for rule in pack.rules if _is_sectors(rule, firm)}
    found = {one.found.id: one for one in search(sheet.words(), pack, sectors)}
    found |= {rule.id: _with_lines(found.get(rule.id), rule) for rule in pack.rules if rule.lines and sheet.is_log}
    default = next((rule for rule in pack.rules if rule.id == _DEFAULT), None)
    if default and _is_of_persons(sheet) and _shows_customers(sheet.columns):
        known = found.get(_DEFAULT, Candidate(default, 0, hinted=False, clues=()))
        clues = (*known.clues, Clue("kind", sheet.kind))
        found[_DEFAULT] = replace(known, weight=known.weight + _KIND_WEIGHT, hinted=False, clues=clues)
    candidates = _binding_first(ranked(found.values()), firm)
    if not candidates or candidates[0].found.id != _DEFAULT:
        return candidates
    own = [one for one in candidates if _is_told([one]) and one.found.id in sectors and _outranks(one, candidates[0])]
    if own:
        # The firm's own sector has a period for what name or columns say: that is more than the customers in it.
        return (own[0], *(one for one in candidates if one not in (own[0], candidates[0])))
    broad = is_broad(candidates[0]) and not any(column.field is Field.ORG for column in sheet.columns)
    shown = [one for one in candidates if _is_shown(one, firm, broad=broad)]
    if shown and not candidates[0].is_said_by("columns"):
        # 终止合同名单 with posts and days of entry, under the title 解除劳动合同: more than the word 合同 in the name.
        return (shown[0], *(one for one in candidates if one is not shown[0]))
    sector = _sector(sheet.kind, firm, pack)
    return (
        (replace(candidates[0], found=sector, clues=(Clue("profile", sector.profile),)), *candidates[1:])
        if sector
        else candidates
    )


def _binding_first(candidates: tuple[Candidate, ...], firm: Firm) -> tuple[Candidate, ...]:
    """Of two rules that come to the same the one that binds this firm: 监控录像 of a shop or of a guard service."""
    first = next((one.found for one in candidates), None)
    if not isinstance(first, Rule) or binds(first, firm):
        return candidates
    told = [one for one in candidates[1:] if _is_told([one])]
    same = [
        one
        for one in told
        if isinstance(one.found, Rule) and binds(one.found, firm) and is_same_outcome(first, one.found)
    ]
    return (same[0], *(one for one in candidates if one is not same[0])) if same else candidates


def _is_shown(one: Candidate, firm: Firm, *, broad: bool) -> bool:
    """Whether the sheet's own words and its columns both say a file that the firm must keep.

    Its columns alone do where the words for the other rule are `broad`.
    """
    rule = one.found
    if not isinstance(rule, Rule) or not rule.is_statutory or not binds(rule, firm) or not _is_told([one]):
        return False
    return one.is_said_by("columns") and (broad or one.is_said_by("name", "title"))


def _outranks(sectors: Candidate, default: Candidate) -> bool:
    """Whether the sheet itself speaks for the sector's rule; its file alone does not undo what the sheet is called."""
    return not default.named or sectors.is_said_by("name", "title", "columns")


def _with_lines(known: Candidate | None, rule: Rule) -> Candidate:
    known = known or Candidate(rule, 0, hinted=False, clues=())
    clues = (*known.clues, Clue("lines", ""))
    return replace(known, weight=known.weight + _LINES_WEIGHT, hinted=False, clues=clues)


def _real_titles(titles: tuple[str, ...], heads: Sequence[str]) -> tuple[str, ...]:
    """The titles without the cells of a head's upper row (凭证 | 摘要 | 借方), which say nothing of the sheet."""
    plain = {title: plain_text(title) for title in titles}
    if sum(text in heads for text in plain.values()) < 2:
        return titles
    return tuple(title for title in titles if plain[title] not in heads and len(plain[title]) > _UPPER_HEAD)


def _is_sectors(rule: Rule, firm: Firm) -> bool:
    return bool(rule.profile) and rule.is_statutory and binds(rule, firm)


def _sector(kind: Kind, firm: Firm, pack: RulePack) -> Rule | None:
    """The firm's own sector rule over all records of this kind; of several the longest."""
    rules = [rule for rule in pack.rules if rule.profile and kind in rule.whole and binds(rule, firm)]
    since = max((rule.checked_on for rule in rules), default=pack.checked_on)
    return max(rules, key=lambda rule: (last_day(rule, since), rule.id), default=None)


def _is_of_persons(sheet: Sheet) -> bool:
    """Whether its kind is one of customers', or its other list has numbers of persons: visitors, guests, winners."""
    if sheet.kind is Kind.OTHER:
        return any(column.type in _OF_PERSONS for column in sheet.columns)
    return sheet.kind in _CUSTOMER_KINDS


def _shows_customers(columns: Sequence[Column]) -> bool:
    """Whether a column says whose the rows are; a clerk's name does not, nor does any firm's.

    Names before a grid of days (姓名 | 1 | 2 | 3 …) are those of a roster or of who was present.
    """
    if sum(head.isdigit() for head in (plain_text(column.header) for column in columns)) >= _GRID:
        return False
    theirs = (column for column in columns if _is_theirs(column))
    return any(column.field in _CUSTOMER_FIELDS or column.type in _REACHED_BY for column in theirs)


def _is_theirs(column: Column) -> bool:
    head = plain_text(column.header)
    return column.field is not Field.ORG or any(has_word(head, word) for word in _CUSTOMERS)


def _is_told(candidates: Sequence[Candidate]) -> bool:
    """Whether the sheet's name, title, file or columns say outright what the first candidate says."""
    return bool(candidates) and (
        candidates[0].named or (candidates[0].is_said_by("columns") and not candidates[0].hinted)
    )


def _only_period_decides(candidates: Sequence[Candidate]) -> bool:
    """Whether the first two candidates are reports of different length, and no word has told them apart."""
    first = candidates[:2]
    return (
        len(first) == 2
        and first[0].weight == first[1].weight
        and all(isinstance(one.found, Rule) and one.found.spans for one in first)
    )


def _naming_column(sheet: Sheet, pack: RulePack) -> int | None:
    """The column whose cells name files that must be kept, in at least half of the rows."""
    heads = sheet.words().headers
    for word in _NAMING:
        for place in (at for at, head in enumerate(heads) if head == word):
            named = sum(_names_file(row[place] if place < len(row) else "", pack) for row in sheet.rows)
            if named and named * 2 >= len(sheet.rows):
                return place
    return None


def _names_file(text: str, pack: RulePack) -> bool:
    return any(isinstance(hit.found, Rule) and hit.found.effect is Effect.RETAIN for hit in hits_in(text, pack))


def _clue_reasons(candidate: Candidate) -> tuple[Reason, ...]:
    title = ("rule", candidate.found.title)
    return tuple(Reason(f"classify-{clue.source}", (title, ("words", clue.words))) for clue in candidate.clues)


def _lawless(candidates: Sequence[Candidate], code: str) -> tuple[Reason, ...]:
    """Why some of what fits can't be chosen; not said again where it is the doubt itself."""
    if code == "classify-unsettled":
        return ()
    found = [one.found for one in candidates if isinstance(one.found, Unsettled)]
    return tuple(Reason("classify-no-rule", (("rule", one.title),)) for one in found)


def _clock_reasons(rule: Rule, clock: Clock | None) -> tuple[Reason, ...]:
    if clock is None:
        asked = Reason("classify-no-clock", (("event", rule.event),))
        return () if rule.permanent or rule.effect in GOING else (asked,)
    if clock.period is not None:
        return (Reason("classify-clock-name", (("until", clock.period.last.isoformat()),)),)
    if clock.within:
        return (Reason("classify-clock-lines"),)
    return (Reason("classify-clock", (("header", clock.header),)),)
