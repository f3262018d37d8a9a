"""Columns as offices fill them: right ones, mixed ones, and ones whose header misleads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from app.domain.words import PiType
from tests.bench.detection import numbers
from tests.bench.detection.truth import Cell, TrueSpan
from tests.bench.detection.vocabulary import Vocabulary

Maker = Callable[[Random, Vocabulary, int], Cell]
_DATE_STYLES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y/%-m/%-d")


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is a key of the words' headers, or a header itself after "="; `types` what a person would call it."""

    header: str
    types: tuple[PiType, ...]
    make: Maker
    blanks: float = 0.05


def _column(header: str, kind: PiType | tuple[PiType, ...], make: Maker, blanks: float = 0.05) -> Column:
    return Column(header, kind if isinstance(kind, tuple) else (kind,), make, blanks)


def _plain(make: Callable[[Random, Vocabulary], str]) -> Maker:
    return lambda random, words, _row: Cell(make(random, words))


def _mixed(
    main: Callable[[Random, Vocabulary], str], other: Callable[[Random, Vocabulary], str], share: float
) -> Maker:
    def make(random: Random, words: Vocabulary, row: int) -> Cell:
        return Cell(main(random, words)) if random.random() < share else Cell(other(random, words), fits=False)

    return make


def _dates(first: int, last: int, styles: tuple[str, ...] = _DATE_STYLES) -> Callable[[Random], Maker]:
    def styled(random: Random) -> Maker:
        style = random.choice(styles)
        return lambda source, _words, _row: Cell(numbers.any_day(source, first, last).strftime(style))

    return styled


def _born(random: Random) -> date:
    return numbers.any_day(random, 1945, 2005)


def _id(random: Random, words: Vocabulary) -> str:
    return numbers.resident_id(random, _born(random))


def _money(random: Random, words: Vocabulary) -> str:
    return str(
        random.choice((random.randint(10, 99) * 100, random.randint(100, 99999), round(random.random() * 20000, 2)))
    )


def _written_money(random: Random, words: Vocabulary) -> str:
    value = random.random() * 90000
    return random.choice((f"{value:,.2f}", f"¥{value:,.2f}", f"{value:.2f}", f"{int(value)}元", f"￥{int(value)}"))


def _card(random: Random, words: Vocabulary) -> str:
    number = numbers.card(random)
    return number if random.random() < 0.85 else " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _coordinates(random: Random, words: Vocabulary) -> str:
    return f"{random.uniform(73, 135):.6f},{random.uniform(18, 53):.6f}"


def _age(random: Random, words: Vocabulary) -> str:
    return f"{random.randint(3, 92)}{random.choice(('', '', '', '岁'))}"


def _postcode(random: Random, words: Vocabulary) -> str:
    return random.choice(("20", "10", "31", "51", "21", "61", "43", "26", "07", "45")) + numbers.digits(random, 3) + "0"


def _account(random: Random, words: Vocabulary) -> str:
    return random.choice(("1001", "3301", "4402", "0310", "9550")) + numbers.digits(random, random.randint(9, 15))


def _mobile(random: Random, words: Vocabulary) -> str:
    return words.mobile(random)


def _landline(random: Random, words: Vocabulary) -> str:
    return words.landline(random)


def _order(style: int) -> Callable[[Random, Vocabulary], str]:
    def make(random: Random, words: Vocabulary) -> str:
        day = numbers.any_day(random, 2015, 2024)
        return (
            f"DD{day:%Y%m%d}{numbers.digits(random, 4)}",
            numbers.order11(random),
            numbers.order18(random),
            f"XS-{day:%Y}-{numbers.digits(random, 4)}",
            f"{day:%Y%m%d}{numbers.digits(random, 6)}",
            numbers.digits(random, 16),
        )[style]

    return make


def _scientific(random: Random, words: Vocabulary) -> str:
    number = _id(random, words)
    rounded = number[:15] + "000"
    # One in eleven keeps a check digit that is right by chance; nobody could tell.
    lucky = numbers.id_check(rounded[:17]) == "0"
    return f"{number[0]}.{number[1:6]}E+17" if lucky or random.random() < 0.5 else rounded


def _regno(random: Random, words: Vocabulary) -> str:
    return random.choice(numbers.REGIONS) + random.choice("0123") + numbers.digits(random, 8)


def _hash(random: Random, words: Vocabulary) -> str:
    return "".join(random.choice("0123456789abcdef") for _ in range(64))


def _of(key: str) -> Callable[[Random, Vocabulary], str]:
    return lambda random, words: words.pick(random, key)


def _summary(random: Random, words: Vocabulary, row: int) -> Cell:
    text = words.pick(random, "summaries")
    made = random.choice(
        (("", None), (words.org(random), PiType.ORG_NAME), (words.han_name(random), PiType.PERSON_NAME))
    )
    if made[1] is None:
        return Cell(text)
    return Cell(f"{text} {made[0]}", spans=(TrueSpan(made[1], len(text) + 1, len(text) + 1 + len(made[0])),))


STYLED_DATES = {
    "date": (PiType.EVENT_DATE, _dates(2012, 2024)),
    "start": (PiType.EVENT_DATE, _dates(2012, 2024)),
    "end": (PiType.EVENT_DATE, _dates(2019, 2028)),
    "birth": (PiType.BIRTH_DATE, _dates(1945, 2004, (*_DATE_STYLES[:5], "%Y-%m", "%Y年%m月"))),
    "child_birth": (PiType.BIRTH_DATE, _dates(2012, 2021, _DATE_STYLES[:5])),
}
_OTHER = PiType.OTHER
COLUMNS: dict[str, Column] = {
    "name": _column("name", PiType.PERSON_NAME, _plain(lambda random, words: words.name(random)), 0.01),
    "student": _column("student", PiType.PERSON_NAME, _plain(lambda random, words: words.name(random)), 0.01),
    "parent": _column("parent", PiType.PERSON_NAME, _plain(lambda random, words: words.name(random))),
    "staff": _column("staff", PiType.PERSON_NAME, _plain(lambda random, words: words.han_name(random))),
    "party_a": _column("party_a", PiType.ORG_NAME, _plain(lambda random, words: words.org(random))),
    "party_b": _column("party_b", PiType.PERSON_NAME, _plain(lambda random, words: words.name(random))),
    "org": _column("org", PiType.ORG_NAME, _plain(lambda random, words: words.org(random))),
    "mixed_names": _column("name", PiType.PERSON_NAME, _mixed(lambda r, w: w.name(r), lambda r, w: w.org(r), 0.7)),
    "mixed_orgs": _column("name", PiType.ORG_NAME, _mixed(lambda r, w: w.org(r), lambda r, w: w.name(r), 0.75)),
    "bank": _column(
        "bank",
        PiType.ORG_NAME,
        _plain(
            lambda r, _w: (
                r.choice(("中国工商银行", "招商银行", "建设银行"))
                + r.choice(("上海张江支行", "杭州分行", "深圳南山支行", "成都高新支行"))
            )
        ),
    ),
    "id": _column("id", PiType.CN_RESIDENT_ID, _plain(_id)),
    "child_id": _column(
        "id", PiType.CN_RESIDENT_ID, _plain(lambda r, _w: numbers.resident_id(r, numbers.any_day(r, 2012, 2021)))
    ),
    "id_some_wrong": _column(
        "id", PiType.CN_RESIDENT_ID, _mixed(_id, lambda r, _w: numbers.wrong_id(r, _born(r)), 0.8)
    ),
    "id_old": _column(
        "id",
        PiType.CN_RESIDENT_ID,
        _plain(lambda r, w: _id(r, w) if r.random() < 0.7 else numbers.old_id(r, numbers.any_day(r, 1940, 1985))),
    ),
    "id_all_wrong": _column("id", (_OTHER, PiType.ORDER_NUMBER), _plain(lambda r, _w: numbers.wrong_id(r, _born(r)))),
    "id_rounded": _column("id", (_OTHER, PiType.ORDER_NUMBER), _plain(_scientific)),
    "mobile": _column("mobile", PiType.MOBILE_PHONE, _plain(_mobile)),
    "mobile_mixed": _column("mobile", PiType.MOBILE_PHONE, _mixed(_mobile, _landline, 0.75)),
    "landline": _column("landline", PiType.LANDLINE_PHONE, _plain(_landline)),
    "landline_as_mobile": _column("=手机", PiType.LANDLINE_PHONE, _plain(_landline)),
    "order_as_phone": _column("=电话", PiType.ORDER_NUMBER, _plain(_order(1))),
    "order18_as_id": _column("=身份证号", (PiType.ORDER_NUMBER, _OTHER), _plain(_order(2))),
    "org_as_name": _column("=姓名", PiType.ORG_NAME, _plain(lambda r, w: w.org(r))),
    "mobile_as_code": _column("=编号", PiType.MOBILE_PHONE, _plain(lambda r, _w: numbers.mobile(r))),
    "mobile_as_note": _column("=备注", PiType.MOBILE_PHONE, _plain(lambda r, _w: numbers.mobile(r))),
    "id_as_code": _column("=客户编号", PiType.CN_RESIDENT_ID, _plain(_id)),
    "email_as_address": _column("=地址", PiType.EMAIL, _plain(lambda r, w: w.email(r))),
    "email": _column("email", PiType.EMAIL, _plain(lambda r, w: w.email(r)), 0.2),
    "address": _column("address", PiType.ADDRESS, _plain(lambda r, w: w.address(r))),
    "region": _column("region", PiType.ADDRESS, _plain(lambda r, w: w.pick(r, "cities").replace(" ", ""))),
    "postcode": _column("postcode", PiType.POSTCODE, _plain(_postcode)),
    "card": _column("card", PiType.BANK_CARD, _plain(_card)),
    "card_some_wrong": _column("card", PiType.BANK_CARD, _mixed(_card, lambda r, _w: numbers.wrong_card(r), 0.85)),
    "card_all_wrong": _column(
        "card", (_OTHER, PiType.ORDER_NUMBER, PiType.FINANCIAL_ACCOUNT), _plain(lambda r, _w: numbers.wrong_card(r))
    ),
    "account": _column("account", PiType.FINANCIAL_ACCOUNT, _plain(_account)),
    "uscc": _column("uscc", PiType.USCC, _plain(lambda r, _w: numbers.uscc(r))),
    "uscc_all_wrong": _column("uscc", (_OTHER, PiType.ORDER_NUMBER), _plain(lambda r, _w: numbers.wrong_uscc(r))),
    "regno": _column("regno", (_OTHER, PiType.ORDER_NUMBER), _plain(_regno)),
    "wechat": _column("wechat", PiType.WECHAT_ID, _plain(lambda r, w: w.wechat(r)), 0.2),
    "qq": _column("qq", PiType.QQ_NUMBER, _plain(lambda r, w: w.qq(r)), 0.2),
    "plate": _column("plate", PiType.LICENCE_PLATE, _plain(lambda r, _w: numbers.plate(r))),
    "gender": _column("gender", PiType.GENDER, _plain(lambda r, _w: r.choice("男女")), 0.02),
    "age": _column("age", PiType.AGE, _plain(_age)),
    "ethnicity": _column("ethnicity", PiType.ETHNICITY, _plain(_of("ethnicities"))),
    "religion": _column("religion", PiType.RELIGION, _plain(_of("religions"))),
    "health": _column("health", PiType.HEALTH, _plain(_of("diseases"))),
    "biometric": _column("biometric", PiType.BIOMETRIC, _plain(_hash)),
    "location": _column("location", PiType.LOCATION_TRACK, _plain(_coordinates)),
    "passport": _column("passport", PiType.CN_PASSPORT, _plain(lambda r, _w: numbers.passport(r))),
    "hk": _column("hk", PiType.HK_MACAU_PERMIT, _plain(lambda r, _w: numbers.hk_permit(r))),
    "taiwan": _column("taiwan", PiType.TAIWAN_PERMIT, _plain(lambda r, _w: numbers.taiwan_permit(r))),
    "amount": _column("amount", PiType.AMOUNT, _plain(_money)),
    "written_amount": _column("amount", PiType.AMOUNT, _plain(_written_money)),
    "debit": _column("debit", PiType.AMOUNT, _plain(_written_money), 0.5),
    "credit": _column("credit", PiType.AMOUNT, _plain(_written_money), 0.5),
    "order": _column("order", PiType.ORDER_NUMBER, _plain(_order(0))),
    "order11": _column("order", PiType.ORDER_NUMBER, _plain(_order(1))),
    "order18": _column("order", PiType.ORDER_NUMBER, _plain(_order(2))),
    "order16": _column("order", PiType.ORDER_NUMBER, _plain(_order(5))),
    "contract_no": _column("contract_no", PiType.ORDER_NUMBER, _plain(_order(3))),
    "voucher": _column("voucher", PiType.ORDER_NUMBER, lambda _r, _w, row: Cell(f"记-{row // 2 + 1:03}")),
    "invoice": _column("invoice", PiType.ORDER_NUMBER, _plain(lambda r, _w: numbers.digits(r, 8))),
    "note": _column("note", PiType.FREE_TEXT, lambda random, words, _row: words.note(random), 0.25),
    "seq": _column("seq", _OTHER, lambda _random, _words, row: Cell(str(row + 1)), 0.0),
    "code": _column("code", (_OTHER, PiType.ORDER_NUMBER), lambda _random, _words, row: Cell(f"KH{row + 1:05}"), 0.0),
    "product": _column("product", _OTHER, _plain(_of("products"))),
    "service": _column("service", _OTHER, _plain(_of("services"))),
    "status": _column("status", _OTHER, _plain(_of("statuses"))),
    "quantity": _column("quantity", _OTHER, _plain(lambda r, _w: str(r.randint(1, 20)))),
    "account_title": _column("account_title", _OTHER, _plain(_of("account_titles"))),
    "summary": _column("summary", (PiType.FREE_TEXT, _OTHER), _summary),
    "department": _column("department", _OTHER, _plain(_of("departments"))),
    "channel": _column("channel", _OTHER, _plain(_of("channels"))),
    "minor": _column("minor", PiType.MINOR, _plain(lambda r, _w: r.choice("是否"))),
}
