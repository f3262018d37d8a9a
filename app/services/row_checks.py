"""Rows that can't be a record, and why."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from app.detect import dates, headers, labelled, values
from app.domain.customers import narrow, normal_number
from app.domain.records import SheetPlan
from app.domain.words import Field, PiType

Row = Sequence[str]
Check = Callable[[str], str | None]

# Numbers as a spreadsheet keeps them that took them for amounts: rounded to fifteen digits.
_ROUNDED_ID = re.compile(r"[1-9]\d{14}000")
_ROUNDED = {PiType.CN_RESIDENT_ID: _ROUNDED_ID, PiType.BANK_CARD: re.compile(r"[1-9]\d{14}0{1,4}")}
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_WHOLE_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?|((?:19|20)\d\d)(\d\d)(\d\d)")
# 2019—03—01, 2019 03 01: between the numbers of a day.
_APART = re.compile(r"(?<=\d) ?[—–－_ ] ?(?=\d{1,2}(?!\d))")
_SHORT_YEAR, _AHEAD = re.compile(r"(\d\d)([./-])(\d{1,2})\2(\d{1,2})"), 10
_PART_OF_DAY = re.compile(r"(?<=^\d{5})\.\d{1,15}$")
_COUNTED = r"(?:元整?|[笔条户家人名份件个张页行项位套辆])"
_TOTAL = re.compile(
    r"(?:以上|本页|本月|本季|本年|本期|本日|全年|年度|部门|分类|金额|人数|价税|借方|贷方|总)?(?:合计|小计|累计|总计|共计|总数)"
    r"(?:金额|数量|人数|数|[（(].*[)）])?[:：]?(?:人民币)?"
    rf"(?:[\d,.]+{_COUNTED}?|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+)?|(?:sub|grand)?total:?"
    rf"|(?:以上)?(?:合计|总)?共(?:计|有)?[\d,]+{_COUNTED}(?:记录|数据|客户|会员|学员|人员|明细|订单)?(?:[。,，;；].*)?"
    r"|(?:总?记录|数据|总|客户|会员|人|份)(?:条)?数[:：][\d,]+[条人户份]?"
    r"|[已待未]?(?:收入|支出|退款|交易)(?:合计)?[:：]?[\d,]+笔(?:[,，].*)?"
    r"|(?:合计|总计|总金额|金额)?(?:人民币)?[（(]?大写[)）]?(?:金额|人民币)?[:：]?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]*",
    re.IGNORECASE | re.DOTALL,
)
# As spreadsheets write them below each group: 王伟 汇总, North Total.
_SUBTOTAL = re.compile(r"\S.*\s(?:汇总|总计|计数|平均值|total|count)", re.IGNORECASE)
# 王芳 | 小计, 销售部小计, 汇总: totals where nothing but figures stands behind them. 流动资产合计 and 现金流入小计 are
# lines of the books.
_SUM = re.compile(
    r"(?:(?:[本当][日周月季年页期]|全年|以上)?(?:合计|累计|总计|共计|汇总)|\S{0,20}(?<!流[入出])小计)(?:[（(]\S*[)）])?[:：]?"
    r"|平均(?:分|值|数|价)?|最[高低](?:分|值|价)?|(?:及格|合格|优秀)率"
)
_FIGURES = re.compile(r"[(（]?[-+¥￥$]?[\d,]*\.?\d+[)）]?%?元?|[借贷平]")
_SUM_PLACES, _FEW = 4, 2
# 总交易单数 | 应结订单总金额 | 手续费总金额: what the next row adds up, below the bills of payment programs.
_ADDED_UP = re.compile(r"\D{2,20}[数额费][（(]?元?[)）]?")
_TOTAL_LETTERS = frozenset("TtSsGgPp-_=*~#")
_TOTAL_CHARACTERS = frozenset("合总小累共本以第")
# What stands alone above some of the rows: 一月份, 2023年, 第一季度.
_MONTH, _SEASON = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})月份?", r"第?[一二三四1-4]季度|[上下]半年度?"
_GROUP = rf"(?:\d{{4}}年)?(?:{_MONTH}|{_SEASON})|\d{{4}}年度?"
# 一、老客户 （二）新客户 第三部分: numbered by hand, and alone in its row.
_ORDER = "[一二三四五六七八九十]{1,3}"
_SECTION = rf"{_ORDER}、\S|[（(]{_ORDER}[)）]\S|第{_ORDER}(?:部分|大类|类|章)"
_GROUP_HEAD = re.compile(rf"{_GROUP}|(?:{_SECTION}).{{0,20}}")
# （下面都是老客户） 2020年新增会员 待核实 2人: nobody's name, and alone in its row.
_REMARK = re.compile(
    r"[（(【\[].{2,30}[）)】\]]|.{1,16}(?:客户|会员|学员|顾客|用户|业主|名单)[:：]?|\d+[人户家名位]"
    r"|[待未已](?:核实|核对|确认|联系|跟进|整理|回访|处理|流失|离职|退学|注销|停用)"
)
_REMARK_MARKS = ("户", "会员", "学员", "顾客", "业主", "名单", "待", "未", "已", "）", ")", "】", "]")
_PAGE = re.compile(
    r"第\d+页(?:[,，/]?共\d+页)?|共\d+页(?:[,，/]?第\d+页)?|\d+/\d+页|page:?\d+(?:(?:of|/)\d+)?", re.IGNORECASE
)
# What every total, signature, page mark or group's head has in it.
_MAYBE_NO_RECORD = re.compile(
    r"[计数页共汇:：]|以[上下]|[-—_=*~#]{2}|[Tt]\s*[Oo]\s*[Tt]\s*[Aa]\s*[Ll]|[Pp][Aa][Gg][Ee]"
    rf"|平均|最[高低]|[格秀]率|^\s*(?:{_GROUP})\s*$|^\s*(?:{_SECTION})|大写|^\s*\d{{1,2}}[、.．)）]\D|^\s*[（(]?(?:填写)?[示样范举]?例",
    re.MULTILINE,
)
_SIGNATURE = re.compile(
    r"(?:制表|制单|填表|填报|审核|复核|审批|批准|经办|经手|编制|统计|负责|主管|单位负责|部门负责|财务负责|会计主管)人?(?:员|签字|签名|签章)?"
    r"[:：].*|[^\d:：]{0,8}(?:签字|签名|签章|盖章)[)）]?(?:[（(][^:：]{1,6}[)）])?[:：].*"
    r"|(?:谨|特此|郑重|本人)?(?:声明|承诺)[:：].*"
    r"|(?:打印日期|打印时间|制表日期|制表时间|填表日期|说明|备注|注)[:：].*"
    r"|\d{1,2}[、.．)）]\D.*[。；;，,].*"
    r"|\S{2,12}(?:列表|明细)结束|(?:导出|打印|下载|查询|操作)(?:人|员|时间|日期)[:：].*|(?:本页)?以下(?:空白|无正文|无内容)|此页无正文"
    r"|以[上下](?:所有|全部)?(?:数据|信息|内容|资料|名单|客户|人员|金额|价格|各项|均|为)\S+",
    re.DOTALL,
)
# Filled in beforehand to show how: 例：张三.
_EXAMPLE = re.compile(r"[（(]?(?:填写)?(?:[示样范举]例|例[如子]?)[)）]?(?:[:：].*)?", re.DOTALL)
# Lines drawn with signs, and signs around words: -----, #共20条, ———以下空白———.
_DRAWN = "-—―_=*~#"
# 总经理：, 财务： 李四, 日期：2021年3月1日, but not 加：银行已收企业未收.
_LABEL = re.compile(r"[^\d:：]{2,10}[:：]\s*(?:\D{0,4}|[\d年月日 ]{4,})")
_DATED = re.compile(r"[年月日]")
_SERIAL = re.compile(r"序号|序|行号|行次|项次|no\.?|#", re.IGNORECASE)
# Fields without which a row is not what its sheet says it is: an error there can't be kept as a value.
_KEYS = frozenset(
    {
        Field.NAME,
        Field.ORG,
        Field.ID_NUMBER,
        Field.PHONE,
        Field.EMAIL,
        Field.CODE,
        Field.DATE,
        Field.END_DATE,
        Field.AMOUNT,
    }
)
_NUMBERED = frozenset(
    {
        PiType.MOBILE_PHONE,
        PiType.LANDLINE_PHONE,
        PiType.BANK_CARD,
        PiType.USCC,
        PiType.ORDER_NUMBER,
        PiType.FINANCIAL_ACCOUNT,
        PiType.CN_RESIDENT_ID,
    }
)


def id_fault(text: str) -> str | None:
    """The code of what is wrong with a cell of an ID column, or None; passports, permits and credit codes may pass."""
    number = text if len(text) == 18 and text.isascii() else normal_number(text)
    length = len(number)
    if length == 18 and number[:17].isdigit():
        right = values.id_check_digit(number) or values.is_uscc(number)
        return None if right else "bad-id"
    if _SCIENTIFIC.fullmatch(number):
        return "rounded-number"
    if number.isdigit() and 14 <= length <= 20 and not (length == 15 and values.birth_date_of_id(number)):
        return "bad-id"
    return None


def rounded_form(header: str) -> re.Pattern[str] | None:
    """How rounded numbers look in a column of this header; None for a column whose numbers may be as they like."""
    hint = headers.hint(header)
    return None if hint is None else _ROUNDED.get(hint.type)


def _rounded_fault(header: str) -> Check:
    """For a column in which noughts at the end are a spreadsheet's: one ID number in eleven has a right check digit."""
    form = rounded_form(header) or _ROUNDED_ID

    def fault(text: str) -> str | None:
        return "rounded-number" if form.fullmatch(normal_number(text)) else None

    return fault


def number_fault(text: str) -> str | None:
    """The code for a number that lost its digits to scientific notation, or None."""
    return "rounded-number" if _SCIENTIFIC.fullmatch(text) else None


def date_fault(text: str) -> str | None:
    """The code for a whole date that no calendar has (2023-02-30), or None; anything else than a date may pass.

    So may what programs write for no end or no day: 9999-12-31, 0000-00-00.
    """
    whole = None if day_of(text) else _WHOLE_DATE.fullmatch(narrow(text).strip())
    parts = [int(part) for part in whole.groups() if part] if whole else []
    if any(parts):
        try:
            date(*parts)
        except ValueError:
            return "bad-date"
    return None


@lru_cache(maxsize=20_000)
def day_of(text: str) -> str | None:
    """The ISO date that a cell of a date column says, day numbers of spreadsheets included, or None."""
    plain = narrow(text).strip()
    found: date | None = (
        dates.parse(plain)
        or dates.of_serial(_PART_OF_DAY.sub("", plain))
        or dates.of_month(plain)
        or dates.parse(_APART.sub("-", plain))
        or _of_short_year(plain)
    )
    return found.isoformat() if found else None


def _of_short_year(text: str) -> date | None:
    """19.3.5; what could be a month in front (05/06/19) is no date that anybody could be sure of."""
    parts = _SHORT_YEAR.fullmatch(text)
    if parts is None or (parts[2] == "/" and int(parts[1]) <= 12):
        return None
    year = 2000 + int(parts[1])
    try:
        return date(year if year <= dates.today().year + _AHEAD else year - 100, int(parts[3]), int(parts[4]))
    except ValueError:
        return None


class RowChecks:
    """Finds what is wrong with rows cut to a plan's columns; made once a sheet."""

    def __init__(self, plan: SheetPlan) -> None:
        self._header_texts = [column.header for column in plan.columns] if plan.header_row else []
        self._first_header = next(filter(None, self._header_texts), None)
        self._titles = frozenset(plan.titles)
        # Of two header rows either comes again: the upper one's words are titles, the lower one's the last of a header.
        last = (text.rpartition(" ")[2] for text in self._header_texts)
        self._said = self._titles.union(filter(None, self._header_texts), filter(None, last))
        self._width = plan.own_columns
        self._between, self._above = plan.between, frozenset(plan.above)
        self._checks = _checks(plan)
        self._serial, self._told = _serial(plan)
        self._error_places = [at for at, column in enumerate(plan.columns) if column.field in _KEYS]
        self._number_places = [
            at
            for at, column in enumerate(plan.columns)
            if column.type in _NUMBERED or column.field in (Field.PHONE, Field.CODE) or _is_number(column.header)
        ]

    def doubtful(self, columns: Sequence[Sequence[str]]) -> set[int]:
        """The places of those rows that `fault` has to look at; in the others it finds nothing."""
        found = {at for place, check in self._checks for at, text in enumerate(columns[place]) if text and check(text)}
        for mark, places in (("#", self._error_places), ("+", self._number_places)):
            for place in places:
                found.update(_having(mark, columns[place]))
        first = columns[0]
        if not all(first) or any(map(str.isspace, first)):
            found.update(at for at, text in enumerate(first) if not text or text.isspace())
        together = "\n".join(first)
        if _MAYBE_NO_RECORD.search(together):
            found.update(at for at, text in enumerate(first) if _MAYBE_NO_RECORD.search(text))
        if self._width > _FEW and any(mark in together for mark in _REMARK_MARKS):
            found.update(at for at, text in enumerate(first) if _REMARK.fullmatch(text.strip()))
        if not self._said.isdisjoint(first):
            found.update(at for at, text in enumerate(first) if text in self._said)
        told = columns[self._told] if self._told is not None else ()
        if not all(told) or any(map(str.isspace, told)):
            found.update(at for at, text in enumerate(told) if not text or text.isspace())
        if len(columns) > 1:
            found.update(at for at, text in enumerate(columns[1]) if text[:1] in _TOTAL_CHARACTERS)
        for cells in columns[1:_SUM_PLACES]:
            found.update(_sums(cells))
        return found

    def fault(self, row: Row) -> tuple[int | None, str] | None:
        """Why the row can't be a record: the place of the column meant (None: the whole row) and the code."""
        code = self._not_a_record(row)
        if code is not None:
            return None, code
        return next(self.cell_faults(row), None)

    def cell_faults(self, row: Row) -> Iterator[tuple[int, str]]:
        """Every cell that keeps the row out: its place and the code."""
        for at in self._error_places:
            if "#" in row[at] and _ERROR.fullmatch(row[at].strip()):
                yield at, "error-cell"
        for at, check in self._checks:
            text = row[at]
            if text and (code := check(text)):
                yield at, code
        for at in self._number_places:
            if "+" in row[at] and (code := number_fault(row[at].strip())):
                yield at, code

    def _not_a_record(self, row: Row) -> str | None:
        """Totals, signatures and repeated headers, told by the first cell that says something."""
        row = row[: self._width]
        first = row[0]
        if not first or first.isspace():
            first = next((text for text in row if text and not text.isspace()), "")
        is_title = first in self._titles and sum(map(bool, row)) == 1
        if is_title or (first in self._said and self._is_header(row)):
            return "repeated-header"
        if self._serial is not None and self._is_only_numbered(row):
            return "number-only"
        filled = [text for text in row if text and not text.isspace()]
        if self._between and labelled.said_between(row):
            return "group-row"
        if _is_sum(row):
            return "total-row"
        if first.isascii() and first[:1] not in _TOTAL_LETTERS and not _SUBTOTAL.fullmatch(first):
            # A running number may stand before the word.
            if not first.isdigit() or len(row) < 2 or row[1][:1] not in _TOTAL_CHARACTERS:
                return None
            first = row[1]
        return self._below_or_between("".join(first.split()), filled)

    def _below_or_between(self, first: str, filled: Sequence[str]) -> str | None:
        """What the row is by its first words, which are written without spaces."""
        few = max(4, self._width // 2)
        first = first.strip(_DRAWN)
        if not first:
            return "signature-row" if all(len(text) > 1 and not text.strip(_DRAWN) for text in filled) else None
        if _EXAMPLE.fullmatch(first) or (self._above and self._is_said_already(filled)):
            return "signature-row"
        # In running text, a line a row, 备注：王芳要求退款 says something.
        if len(filled) <= few and (_PAGE.fullmatch(first) or (self._width > 1 and _SIGNATURE.fullmatch(first))):
            return "signature-row"
        if _TOTAL.fullmatch(first) or _SUBTOTAL.fullmatch(filled[0].strip()):
            return "total-row"
        if len(filled) == 1 and self._width > _FEW and (_GROUP_HEAD.fullmatch(first) or _REMARK.fullmatch(first)):
            return "group-row"
        return "signature-row" if self._header_texts and _are_labels(filled) else None

    def _is_said_already(self, filled: Sequence[str]) -> bool:
        """客户：张三 below the rows, which all say so by now."""
        said = [value for _, value in labelled.said_in(filled)]
        return bool(said) and self._above.issuperset(said)

    def _is_only_numbered(self, row: Row) -> bool:
        """Whether nothing is filled in but the running number, as on forms that were numbered beforehand."""
        number = row[self._serial or 0].strip().rstrip(".、")
        return number.isdecimal() and not any(
            text and not text.isspace() for at, text in enumerate(row) if at != self._serial
        )

    def _is_header(self, row: Row) -> bool:
        texts = [text for cell in row if (text := " ".join(cell.split()))]
        return (len(texts) > 1 or texts[0] == self._first_header) and self._said.issuperset(texts)


def _sums(cells: Sequence[str]) -> Iterable[int]:
    """The places of the cells in a column behind the first that could be the word of a total."""
    text = "".join(cells)
    if "计" not in text and "平均" not in text and "汇总" not in cells:
        return ()
    return (at for at, text in enumerate(cells) if text and _SUM.fullmatch("".join(text.split())))


def _is_sum(row: Row) -> bool:
    """Whether one of the first cells is the word of a total, and none but figures stand behind it."""
    for at, text in enumerate(row[:_SUM_PLACES]):
        if text and _SUM.fullmatch("".join(text.split())):
            return all(not (bare := "".join(other.split())) or _FIGURES.fullmatch(bare) for other in row[at + 1 :])
    return False


def announces_sums(row: Row) -> bool:
    """Whether a row has nothing but words of totals, and in its first cells only."""
    width = next((at for at, text in enumerate(row) if not text), len(row))
    if not 1 < width < len(row) or "总" not in row[0] or any(row[width:]):
        return False
    return all(map(_ADDED_UP.fullmatch, row[:width]))


def are_sums(row: Row) -> bool:
    """Whether a row has nothing but figures."""
    return all(not text or _FIGURES.fullmatch(text) for text in row)


def _are_labels(filled: Sequence[str]) -> bool:
    """总经理： 张三 财务： 李四: labels with room for a name, no number among them but in a date."""
    labels = sum(_LABEL.fullmatch(text.strip()) is not None for text in filled)
    if labels < 2 or len(filled) > 2 * labels + 1:
        return False
    return not any(any(map(str.isdigit, text)) for text in filled if not _DATED.search(text))


def _serial(plan: SheetPlan) -> tuple[int | None, int | None]:
    """The place of the column of running numbers, and of one that says whom or what a row is about."""
    serial = next((at for at, column in enumerate(plan.columns) if _SERIAL.fullmatch(column.header.strip())), None)
    if serial is None and plan.header_row and not plan.columns[0].header:
        serial = 0
    if serial is None:
        return None, None
    others = [at for at in range(len(plan.columns)) if at != serial]
    told = [at for at in others if plan.columns[at].field in _KEYS]
    return serial, next(iter([*told, *others]), None)


def _is_number(header: str) -> bool:
    """Whether a column says of itself that it holds numbers of cards, orders and the like, whatever is in it."""
    said = headers.hint(header) if header else None
    return said is not None and said.type in _NUMBERED


def _having(mark: str, cells: Sequence[str]) -> Iterable[int]:
    """The places of the cells that have the mark in them."""
    return (at for at, text in enumerate(cells) if mark in text) if mark in "".join(cells) else ()


def _checks(plan: SheetPlan) -> list[tuple[int, Check]]:
    checks: list[tuple[int, Check]] = []
    for at, column in enumerate(plan.columns):
        if at in plan.rounded:
            checks.append((at, _rounded_fault(column.header)))
        if column.type is PiType.CN_RESIDENT_ID or (column.field is Field.ID_NUMBER and column.type is not PiType.USCC):
            checks.append((at, id_fault))
        elif column.field in (Field.DATE, Field.END_DATE) or column.type is PiType.EVENT_DATE:
            checks.append((at, date_fault))
    return checks
