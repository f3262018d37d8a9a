"""Which column starts a rule's clock, and the date that a row gives it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.log_lines import moment_of
from app.domain.periods import Period, read_period, years_in
from app.domain.records import Column
from app.domain.retention import Rule, Trigger
from app.domain.rule_search import has_word, plain_text
from app.domain.words import Field, PiType

# Dates that say when somebody typed, printed or was born, not when the thing happened.
_IDLE = (
    "创建",
    "录入",
    "导出",
    "打印",
    "修改",
    "更新",
    "出生",
    "生日",
    "登录有效",
    "入职",
    "购置",
    "签订",
    "签约",
    "签署",
    "开始使用",
    "起始",
    "合同开始",
    "生效",
    "起日",
    "启用",
    "预计",
    "立项",
    "申请",
    "受理",
    "领购",
    "批准",
    "开卡",
    "建档",
    "开户",
    "计划",
    "拟",
    "created",
    "printed",
    "exported",
    "updated",
    "birth",
    "signed",
    "hire",
    "start",
    "acquisition",
    "purchase",
    "expected",
    "current",
    "prior",
)
_YEAR_HEADS = ("年", "年度", "年份", "会计年度", "所属年度")
# Words for the day on which something was over.
_ENDS = (
    "终止",
    "解除",
    "到期",
    "届满",
    "结束",
    "截止",
    "离职",
    "止",
    "报废",
    "清理",
    "处置",
    "end",
    "ended",
    "expiry",
    "terminated",
    "disposal",
)
_FURTHER_ENDS = (
    "终结",
    "解约",
    "结清",
    "了结",
    "期满",
    "满期",
    "完结",
    "终了",
    "结案",
    "讫",
    "退出",
    "expires",
    "expired",
    "until",
    "ends",
    "closed",
)
_FITS = 0.5  # share of the filled cells that have to be dates


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the date comes from: places in a record's content, or a whole year from the sheet's or file's name.

    `places` is one column, or those of year, month and day; `others` are columns that say the same where that one is
    empty, best first. `year` completes cells that name a month or day only. `within`: it stands in a log's line.
    """

    header: str
    places: tuple[int, ...] = ()
    year: int | None = None
    period: Period | None = None
    others: tuple[int, ...] = ()
    within: bool = False

    def read(self, cells: Sequence[str]) -> Period | None:
        """The period of a row; None where its cells name none."""
        if self.period is not None:
            return self.period
        if self.within:
            return moment_of(cells, self.year)
        texts = [cells[place].strip() for place in self.places if place < len(cells)]
        if len(texts) > 1:
            return _of_parts(texts) or read_period(texts[0], loose=True)
        texts += [cells[place].strip() for place in self.others if place < len(cells)]
        text = next(filter(None, texts), "")
        return read_period(text, loose=True, year=self.year) if text else None


def find_clock(
    rule: Rule, columns: Sequence[Column], rows: Sequence[Sequence[str]], names: Sequence[str]
) -> Clock | None:
    """The clock of a rule over a sheet; None where no column gives it. `names`: the sheet's name, titles and file."""
    year = _named_year(names)
    # A date that is whole comes before one that the name's year must complete: a file of 2023 may hold those of 2016.
    told = _by_header(rule, columns, rows, None) or _by_header(rule, columns, rows, year)
    place = next(iter(told), None)
    if place is None and _is_about_an_end(rule):
        place = next(iter(_ending(columns, rows, year)), None)
    if place is None and rule.any_date:
        place = _by_type(columns, rows, year)
    if place is not None:
        parts = _parts(place, columns)
        return Clock(columns[place].header, parts, year, others=_same_meaning(rule, columns, told))
    if rule.trigger in (Trigger.YEAR_END, Trigger.NONE) and rule.any_date:
        period = _named_period(names)
        if period is not None:
            return Clock("", period=period)
    return None


def clock_of_lines(names: Sequence[str]) -> Clock:
    """The clock of a log without columns: each line has its moment in it."""
    return Clock("", year=_named_year(names), within=True)


def trigger_of(period: Period | None) -> date | None:
    """The day from which a rule counts: the period's last, so that a whole year or month is never counted too short."""
    return period.last if period else None


def _by_header(rule: Rule, columns: Sequence[Column], rows: Sequence[Sequence[str]], year: int | None) -> list[int]:
    """The columns whose headers are the rule's words for it, or hold them, best first."""
    heads = [plain_text(column.header) for column in columns]
    places = (place for word in map(plain_text, rule.headers) for place in _like(heads, word))
    return [
        place
        for place in dict.fromkeys(places)
        # 43588 is a day in a date's column, and money in one of amounts (本期, Current period).
        if columns[place].type is not PiType.AMOUNT and _holds_dates(place, rows, year)
    ]


def _same_meaning(rule: Rule, columns: Sequence[Column], told: Sequence[int]) -> tuple[int, ...]:
    """Further columns of the rule's words that say the same as the first: another day of the year, another end.

    A day of beginning never stands in for an end that is still open.
    """
    if rule.trigger is Trigger.YEAR_END:
        return tuple(told[1:])
    ends = [place for place in told if any(has_word(plain_text(columns[place].header), word) for word in _ENDS)]
    return tuple(place for place in ends if place != told[0]) if told[:1] == ends[:1] else ()


def _is_about_an_end(rule: Rule) -> bool:
    """Whether the rule counts from the day on which something was over, as its first words say."""
    first = plain_text(next(iter(rule.headers), ""))
    return rule.trigger is Trigger.EVENT and any(has_word(first, end) for end in _ENDS)


def _ending(columns: Sequence[Column], rows: Sequence[Sequence[str]], year: int | None) -> Iterator[int]:
    """The columns of days on which something was over, under whatever name: 合同结束, 服务期满, contract expires."""
    heads = [plain_text(column.header) for column in columns]
    for end in (*_ENDS, *_FURTHER_ENDS):
        for place, head in enumerate(heads):
            if has_word(head, end) and not _is_idle(head, end) and _holds_dates(place, rows, year):
                yield place


def _like(heads: Sequence[str], word: str) -> list[int]:
    """The places of headers that are the word, then of those that hold it; 日期, 时间 and 日 mean the same."""
    words = [word]
    if len(word) > 2 and word.endswith("日期"):
        words += [f"{word[:-2]}时间", word[:-1]]
    same = [place for place, head in enumerate(heads) if head in words]
    alike = [
        place
        for place, head in enumerate(heads)
        if len(word) > 1 and any(_holds(head, one) for one in words) and not _is_idle(head, word)
    ]
    return [*same, *alike]


def _holds(head: str, word: str) -> bool:
    """终止日 is in 合同终止日, but not in 终止日志."""
    return head.endswith(word) if word.endswith("日") else has_word(head, word)


def _is_idle(head: str, word: str) -> bool:
    return any(idle in head for idle in _IDLE if idle not in word)


def _by_type(columns: Sequence[Column], rows: Sequence[Sequence[str]], year: int | None) -> int | None:
    dated = [
        place
        for place, column in enumerate(columns)
        if column.type is not PiType.BIRTH_DATE
        and not _is_idle(plain_text(column.header), "")
        and _holds_dates(place, rows, year, loose=column.type is PiType.EVENT_DATE)
        and any(_cell(row, place) for row in rows)
    ]
    mapped = [place for place in dated if columns[place].field in (Field.DATE, Field.END_DATE)]
    return next(iter(mapped or dated), None)


def _holds_dates(place: int, rows: Sequence[Sequence[str]], year: int | None, *, loose: bool = True) -> bool:
    """Whether the column's filled cells are dates; an empty one may be (an asset that was never scrapped)."""
    filled = [text for text in (_cell(row, place) for row in rows) if text]
    dates = sum(read_period(text, loose=loose, year=year) is not None for text in filled)
    return dates >= _FITS * len(filled)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _parts(place: int, columns: Sequence[Column]) -> tuple[int, ...]:
    """The columns of year, month and day where a date stands in several."""
    if plain_text(columns[place].header) not in _YEAR_HEADS:
        return (place,)
    heads = [plain_text(column.header) for column in columns]
    month = next((at for at, head in enumerate(heads) if head in ("月", "月份")), None)
    day = next((at for at, head in enumerate(heads) if head in ("日", "号")), None)
    return tuple(at for at in (place, month, day) if at is not None)


def _of_parts(texts: Sequence[str]) -> Period | None:
    year, *rest = (text.strip("年月日号度份 ") for text in texts)
    if not all(part.isdigit() for part in (year, *rest)):
        return None
    return read_period("-".join((year, *rest)), loose=True)


def _named_year(names: Sequence[str]) -> int | None:
    return next((years[-1] for years in map(years_in, names) if years), None)


def _named_period(names: Sequence[str]) -> Period | None:
    """The period that a name or title speaks of: its month or quarter, else the last of its years."""
    for name in names:
        period = read_period(name)
        if period is not None:
            return period
        years = years_in(name)
        if years:
            return read_period(f"{years[-1]}年")
    return None
