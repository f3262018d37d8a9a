"""Writes a book the way some office would: titles, blank rows, two-row headers, totals, full-width digits."""

from random import Random

from app.domain.words import Kind, PiType
from tests.bench.detection.books import BOOKS, Book
from tests.bench.detection.columns import COLUMNS, STYLED_DATES, Column
from tests.bench.detection.truth import Cell, TrueColumn, TrueSheet, TrueSpan
from tests.bench.detection.vocabulary import Vocabulary

_BLANKS = ("", "", "", "无", "-", "/", "不详", "N/A", "—", "暂无")
_WIDE = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
_NUMERIC = {PiType.MOBILE_PHONE, PiType.CN_RESIDENT_ID, PiType.POSTCODE, PiType.BANK_CARD}


def sheet(random: Random, words: Vocabulary, book: Book, rows: int) -> TrueSheet:
    """One sheet of the book with its truth."""
    columns = _choose(random, words, book)
    headerless = not book.group and random.random() < 0.12 and _tells_itself(columns)
    offset = 1 if random.random() < 0.08 else 0
    top, header_rows = _top(random, words, book, [header for header, _ in columns], headerless, offset)
    data = [[_cell(random, words, column, row) for _, column in columns] for row in range(rows)]
    body: list[list[str]] = []
    notes: dict[tuple[int, int], tuple[TrueSpan, ...]] = {}
    for cells in data:
        if random.random() < 0.01:
            body.append([])
        for place, cell in enumerate(cells):
            if columns[place][1].types[0] is PiType.FREE_TEXT and not cell.blank:
                notes[len(top) + len(body) + 1, place + offset] = cell.spans
        body.append([""] * offset + [cell.text for cell in cells])
    true = {
        place + offset: _truth(header, column, [cells[place] for cells in data], headerless)
        for place, (header, column) in enumerate(columns)
    }
    bottom = _bottom(random, columns, offset) if not headerless else []
    wrong = {cell.text for cells in data for cell in cells if not cell.fits}
    wrong |= {cells[place].text for cells in data for place, (_, column) in enumerate(columns) if column in _WRONG}
    # Without a header and a telling name nobody could say what kind of sheet it is.
    name = random.choice((random.choice(book.titles), "Sheet1", f"{random.randint(2015, 2024)}年"))
    kinds = frozenset(book.kinds if name in book.titles or not headerless else Kind)
    return TrueSheet(book.style, name, [*top, *body, *bottom], header_rows, kinds, true, notes, frozenset(wrong))


_WRONG = [COLUMNS[key] for key in ("id_all_wrong", "card_all_wrong", "uscc_all_wrong", "id_rounded")]


def _choose(random: Random, words: Vocabulary, book: Book) -> list[tuple[str, Column]]:
    chosen: list[tuple[str, Column]] = []
    for part in book.columns.split():
        if part.endswith("?") and random.random() < 0.4:
            continue
        key, _, given = part.rstrip("?").partition("=")
        column = _styled(random, key)
        header = given or (column.header[1:] if column.header.startswith("=") else words.header(random, column.header))
        chosen.append((header, column))
    if random.random() < 0.15 and len(chosen) > 3:
        at = random.randrange(1, len(chosen))
        if _tells_itself([chosen[at]]):
            chosen[at] = ("", chosen[at][1])
    return chosen


def _styled(random: Random, key: str) -> Column:
    if key in STYLED_DATES:
        kind, styled = STYLED_DATES[key]
        return Column("birth" if "birth" in key else key, (kind,), styled(random), 0.03)
    return COLUMNS[key]


# Types that show without a header; the others can only be told by it.
_SHOWING = {
    PiType.PERSON_NAME, PiType.ORG_NAME, PiType.CN_RESIDENT_ID, PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE,
    PiType.EMAIL, PiType.ADDRESS, PiType.BANK_CARD, PiType.USCC, PiType.LICENCE_PLATE, PiType.GENDER,
    PiType.EVENT_DATE, PiType.FREE_TEXT, PiType.CN_PASSPORT, PiType.LOCATION_TRACK, PiType.BIRTH_DATE,
}  # fmt: skip


def _tells_itself(columns: list[tuple[str, Column]]) -> bool:
    return sum(column.types[0] in _SHOWING for _, column in columns) >= max(1, len(columns) - 2)


def _top(
    random: Random, words: Vocabulary, book: Book, headers: list[str], headerless: bool, offset: int
) -> tuple[list[list[str]], tuple[int, ...]]:
    top: list[list[str]] = []
    left = [""] * offset
    width = len(headers)
    if headerless:
        return top, ()
    if random.random() < 0.5:
        title = random.choice(book.titles)
        merged = random.choice((1, width))
        top.append(left + [random.choice((title, f"{words.pick(random, 'brands')}公司{title}"))] + [""] * (merged - 1))
    if random.random() < 0.25:
        line = random.choice(
            ("制表日期：2021-03-05", "单位：元", f"填表人：{words.han_name(random)}", "截止日期：2020年12月31日")
        )
        top.append(left + random.choice(([line], [line, "", "", f"制表：{words.han_name(random)}"], ["", "", line])))
    top += [[] for _ in range(random.choice((0, 0, 0, 1, 2)))]
    if book.group:
        split = width // 2
        top.append(left + [book.group[0]] + [""] * (split - 1) + [book.group[1]] + [""] * (width - split - 1))
        top.append(left + headers)
        return top, (len(top) - 1, len(top))
    top.append(left + headers)
    return top, (len(top),)


def _bottom(random: Random, columns: list[tuple[str, Column]], offset: int) -> list[list[str]]:
    bottom: list[list[str]] = []
    if random.random() < 0.2:
        total = [""] * (offset + len(columns))
        total[offset] = random.choice(("合计", "总计", "合计："))
        for place, (_, column) in enumerate(columns):
            if column.types[0] is PiType.AMOUNT and place:
                total[place + offset] = str(random.randint(1000, 99999))
        bottom.append(total)
    if random.random() < 0.1:
        bottom += [[], [""] * offset + ["制表人：王会计", "", "审核："]]
    return bottom


def _cell(random: Random, words: Vocabulary, column: Column, row: int) -> Cell:
    if random.random() < column.blanks:
        return Cell(random.choice(_BLANKS), fits=True, blank=True)
    cell = column.make(random, words, row)
    if column.types[0] in _NUMERIC and random.random() < 0.02:
        return Cell(cell.text.translate(_WIDE), cell.fits)
    return Cell(f" {cell.text} ", cell.fits) if not cell.spans and random.random() < 0.01 else cell


def _truth(header: str, column: Column, cells: list[Cell], headerless: bool) -> TrueColumn:
    filled = [cell for cell in cells if not cell.blank]
    share = sum(cell.fits for cell in filled) / len(filled) if filled else 0.0
    types = set(column.types)
    if not header or headerless:
        # Without a header nobody could say more than this.
        if column.types[0] is PiType.OTHER:
            types |= {PiType.ORDER_NUMBER, PiType.FREE_TEXT}
        if column.types[0] is PiType.BIRTH_DATE:
            types |= {PiType.EVENT_DATE}
        if column.types[0] not in _SHOWING:
            types |= {PiType.OTHER, PiType.ORDER_NUMBER}
    return TrueColumn("" if headerless else header, frozenset(types), share)


HALVES = {"tuned": ("tune", "more", "third"), "reported": ("report",)}


def collection(half: str, seeds: range, rows: tuple[int, int] = (12, 120)) -> list[TrueSheet]:
    """Every book once for each seed, with the words of the half, "tuned" or "reported"."""
    halves = [Vocabulary(words) for words in HALVES[half]]
    made = []
    for seed in seeds:
        random = Random(seed)
        words = halves[seed % len(halves)]
        made += [sheet(random, words, book, random.randint(*rows)) for book in BOOKS]
    return made
