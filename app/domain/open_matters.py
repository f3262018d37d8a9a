"""Finds rows that document a debt or another matter not settled yet (会计档案管理办法 art. 19)."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.rule_search import plain_text

# Headers whose cells say so by a word, and by an amount that is not nil.
_STATES = ("是否结清", "结清状态", "结清与否", "核销状态", "是否核销", "清偿状态", "未了事项")
_BOOK_STATES = ("结算状态", "付款状态", "收款状态", "回款状态")
_AMOUNTS = (
    "未结清金额",
    "未结金额",
    "欠款",
    "尚欠",
    "未收金额",
    "未付金额",
    "未收余额",
    "未付余额",
    "欠费",
    "未收款",
    "未付款",
    "未核销金额",
)
_OPEN_WORDS = ("未", "否", "部分", "挂账", "欠", "逾期", "no", "open")
_CLOSED = ("无未", "不欠", "未发生", "未涉及")
_NAMES = ("未结清", "未了事项", "未核销", "挂账")


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """Which columns of a sheet tell of open matters; `all_rows`: its name says that every row is one."""

    states: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    all_rows: bool = False

    def is_open(self, cells: Sequence[str]) -> bool:
        """Whether the row documents an open matter."""
        if self.all_rows:
            return True
        return any(_says_open(cells[at]) for at in self.states if at < len(cells)) or any(
            _is_amount(cells[at]) for at in self.amounts if at < len(cells)
        )


def find_open_matters(names: Sequence[str], headers: Sequence[str], *, books: bool) -> OpenMatters:
    """What in a sheet tells of open matters; `books`: it holds accounting files, whose payments' state tells too.

    An order that a customer never paid is no debt, so other sheets are asked for debts by name only.
    """
    heads = [plain_text(header) for header in headers]
    wanted = _STATES + (_BOOK_STATES if books else ())
    states = tuple(at for at, head in enumerate(heads) if any(word in head for word in wanted))
    amounts = tuple(at for at, head in enumerate(heads) if any(word in head for word in _AMOUNTS) and at not in states)
    return OpenMatters(states, amounts, any(word in name for name in names for word in _NAMES))


def _says_open(text: str) -> bool:
    plain = plain_text(text)
    return any(word in plain for word in _OPEN_WORDS) and not any(word in plain for word in _CLOSED)


def _is_amount(text: str) -> bool:
    """Whether an amount is there and not nil; words in an amount's column are no amount."""
    plain = plain_text(text).replace(",", "").replace("，", "").strip("元￥¥ ")
    try:
        return float(plain) != 0
    except ValueError:
        return _says_open(plain) if plain else False
