"""What fills the held-out sheets' columns: for each key the types of its cells, and how they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from app.domain.words import PiType
from tests.bench.detection import held_values, numbers
from tests.bench.detection.held_values import Words

Draw = Callable[[], str]
"""Gives the next cell of a column."""


@dataclass(frozen=True, slots=True)
class Maker:
    """`types` that a person would give such cells; `draw` takes what stands behind the maker's colon."""

    types: tuple[PiType, ...]
    draw: Callable[[Random, Words, str], Draw]
    wrong: bool = False


def _cells(make: Callable[[Random, Words], str]) -> Callable[[Random, Words, str], Draw]:
    return lambda random, words, _given: lambda: make(random, words)


def _of(key: str) -> Callable[[Random, Words, str], Draw]:
    return lambda random, words, _given: lambda: random.choice(held_values.listed(words, key))


def _dated(first: int, last: int, styles: tuple[str, ...] = held_values.DATES) -> Callable[[Random, Words, str], Draw]:
    def column(random: Random, _words: Words, _given: str) -> Draw:
        style = random.choice(styles)
        return lambda: held_values.moment(random, first, last).strftime(style)

    return column


def _styled(*styles: Callable[[Random], str]) -> Callable[[Random, Words, str], Draw]:
    def column(random: Random, _words: Words, _given: str) -> Draw:
        style = random.choice(styles)
        return lambda: style(random)

    return column


def _picked(*choices: str) -> Callable[[Random, Words, str], Draw]:
    def column(random: Random, _words: Words, _given: str) -> Draw:
        chosen = random.choice(choices).split()
        return lambda: random.choice(chosen)

    return column


def _counted(random: Random, _words: Words, given: str) -> Draw:
    numbered = iter(range(random.choice((1, 1, 101, 2036)), 10**6))
    return lambda: given % next(numbered) if given else str(next(numbered))


def _given_words(random: Random, _words: Words, given: str) -> Draw:
    return lambda: random.choice(given.split(" "))


_P = PiType
_CODE = (_P.OTHER, _P.ORDER_NUMBER)
MAKERS: dict[str, Maker] = {
    "name": Maker((_P.PERSON_NAME,), _cells(held_values.any_name)),
    "latin": Maker((_P.PERSON_NAME,), _of("latin")),
    "pinyin": Maker((_P.PERSON_NAME,), _styled(held_values.pinyin)),
    "nick": Maker((_P.OTHER, _P.PERSON_NAME, _P.WECHAT_ID), _cells(held_values.nick)),
    "org": Maker((_P.ORG_NAME,), _of("orgs")),
    "org_latin": Maker(
        (_P.ORG_NAME,),
        _cells(
            lambda r, w: r.choice(
                [one for one in held_values.listed(w, "orgs") if one.isascii()]
                + ["Blue Ocean Imports Inc.", "Nordic Home AB Ltd", "Delta Foods LLC"]
            )
        ),
    ),
    "bank": Maker(
        (_P.ORG_NAME,),
        _cells(
            lambda r, _w: (
                r.choice(held_values.BANKS)
                + r.choice(("城东支行", "鼓楼支行", "高新支行", "股份有限公司西湖支行", "营业部", "人民路分理处"))
            )
        ),
    ),
    "id": Maker((_P.CN_RESIDENT_ID,), _cells(lambda r, _w: held_values.resident_id(r))),
    "id_wrong": Maker(_CODE, _cells(lambda r, _w: numbers.wrong_id(r, numbers.any_day(r, 1950, 2005))), wrong=True),
    "id_rounded": Maker(_CODE, _cells(lambda r, _w: held_values.rounded(r)), wrong=True),
    "passport": Maker(
        (_P.CN_PASSPORT,),
        _styled(
            held_values.digits(8, "E"),
            held_values.digits(8, "G"),
            lambda r: "E" + r.choice(held_values.LETTERS.replace("I", "")) + numbers.digits(r, 7),
        ),
    ),
    "hk": Maker(
        (_P.HK_MACAU_PERMIT,),
        _styled(
            held_values.digits(8, "C"),
            held_values.digits(10, "H0"[:1]),
            lambda r: "C" + r.choice("ABCDE") + numbers.digits(r, 7),
            lambda r: r.choice("HM") + numbers.digits(r, 8),
        ),
    ),
    "taiwan": Maker(
        (_P.TAIWAN_PERMIT,),
        _styled(
            held_values.digits(8), held_values.digits(7, "0"), held_values.digits(8, "T"), held_values.digits(8, "L")
        ),
    ),
    "mobile": Maker((_P.MOBILE_PHONE,), _cells(lambda r, _w: held_values.written_mobile(r))),
    "mobile_quoted": Maker(
        (_P.MOBILE_PHONE,), _cells(lambda r, _w: r.choice(("'", "\t", "’", "")) + held_values.mobile(r))
    ),
    "landline": Maker((_P.LANDLINE_PHONE,), _cells(lambda r, _w: held_values.landline(r))),
    "landline_local": Maker(
        (_P.LANDLINE_PHONE,),
        _styled(
            lambda r: r.choice("2568") + numbers.digits(r, 7),
            lambda r: r.choice("2568") + numbers.digits(r, 6),
            lambda r: f"{r.choice('2568')}{numbers.digits(r, 3)}-{numbers.digits(r, 4)}",
        ),
    ),
    "email": Maker((_P.EMAIL,), _cells(lambda r, _w: held_values.email(r))),
    "address": Maker((_P.ADDRESS,), _of("addresses")),
    "region": Maker((_P.ADDRESS,), _of("regions")),
    "postcode": Maker(
        (_P.POSTCODE,),
        _styled(
            lambda r: (
                r.choice(("315", "610", "650", "410", "116", "150", "710", "362", "010", "325", "510", "030"))
                + numbers.digits(r, 2)
                + r.choice("0000012")
            )
        ),
    ),
    "card": Maker((_P.BANK_CARD,), _cells(lambda r, _w: held_values.card(r))),
    "card_wrong": Maker(_CODE, _cells(lambda r, _w: numbers.wrong_card(r)), wrong=True),
    "uscc": Maker((_P.USCC,), _cells(lambda r, _w: numbers.uscc(r))),
    "uscc_wrong": Maker(_CODE, _cells(lambda r, _w: numbers.wrong_uscc(r)), wrong=True),
    "account": Maker((_P.FINANCIAL_ACCOUNT,), _cells(lambda r, _w: held_values.account(r))),
    "alipay": Maker(
        (_P.FINANCIAL_ACCOUNT,), _cells(lambda r, _w: r.choice((held_values.mobile(r), held_values.email(r))))
    ),
    "wechat": Maker((_P.WECHAT_ID,), _cells(lambda r, _w: held_values.wechat(r))),
    "qq": Maker((_P.QQ_NUMBER,), _styled(lambda r: r.choice("123456789") + numbers.digits(r, r.choice((5, 7, 8, 9))))),
    "plate": Maker((_P.LICENCE_PLATE,), _cells(lambda r, _w: held_values.plate(r))),
    "birth": Maker((_P.BIRTH_DATE,), _dated(1946, 2003, (*held_values.DATES[:5], "%Y-%m", "%Y年%-m月", "%Y.%m"))),
    "child_birth": Maker((_P.BIRTH_DATE,), _dated(2013, 2021, held_values.DATES[:5])),
    "gender": Maker((_P.GENDER,), _picked("男 女", "男 女", "M F", "男性 女性", "Male Female", "先生 女士")),
    "age": Maker(
        (_P.AGE,),
        _styled(
            lambda r: str(r.randint(18, 93)), lambda r: f"{r.randint(18, 93)}岁", lambda r: f"{r.randint(18, 93)}周岁"
        ),
    ),
    "age_young": Maker(
        (_P.AGE,),
        _styled(
            lambda r: str(r.randint(3, 13)),
            lambda r: f"{r.randint(3, 13)}岁",
            lambda r: r.choice(("4岁半", "5岁", "6岁3个月", "7岁", "8岁")),
        ),
    ),
    "ethnicity": Maker((_P.ETHNICITY,), _picked("汉 汉 汉 彝 回 土家", "汉族 汉族 满族 侗族 朝鲜族")),
    "religion": Maker((_P.RELIGION,), _picked("佛教 道教 无宗教信仰 基督教", "信佛 伊斯兰教 天主教 不信教")),
    "health": Maker((_P.HEALTH,), _of("health")),
    "template": Maker(
        (_P.BIOMETRIC,),
        _styled(
            lambda r: "".join(r.choice("0123456789ABCDEF") for _ in range(48)),
            lambda r: "".join(r.choice("abcdefgXYZ0123456789+/") for _ in range(60)) + "==",
            lambda r: f"face_{numbers.digits(r, 6)}.dat",
        ),
    ),
    "gps": Maker(
        (_P.LOCATION_TRACK,),
        _styled(
            lambda r: f"{r.uniform(75, 130):.5f},{r.uniform(20, 50):.5f}",
            lambda r: f"{r.uniform(20, 50):.6f}, {r.uniform(75, 130):.6f}",
        ),
    ),
    "gps_han": Maker(
        (_P.LOCATION_TRACK,),
        _styled(
            lambda r: f"东经{r.uniform(75, 130):.4f} 北纬{r.uniform(20, 50):.4f}",
            lambda r: f"({r.uniform(20, 50):.5f},{r.uniform(75, 130):.5f})",
            lambda r: f"E{r.uniform(75, 130):.4f},N{r.uniform(20, 50):.4f}",
        ),
    ),
    "lon": Maker((_P.LOCATION_TRACK,), _styled(lambda r: f"{r.uniform(75, 130):.6f}")),
    "lat": Maker((_P.LOCATION_TRACK,), _styled(lambda r: f"{r.uniform(20, 50):.6f}")),
    "flag": Maker((_P.MINOR,), _picked("是 否", "Y N", "是 是 否", "√ ×")),
    "money": Maker(
        (_P.AMOUNT,),
        _styled(
            lambda r: f"{held_values.money(r):g}",
            lambda r: f"{held_values.money(r):,.2f}",
            lambda r: f"￥{held_values.money(r):.0f}",
            lambda r: f"{held_values.money(r):.0f}元",
            lambda r: f"¥ {held_values.money(r):,.2f}",
            lambda r: str(r.randint(1, 99) * 50),
        ),
    ),
    "money2": Maker(
        (_P.AMOUNT,),
        _styled(
            lambda r: f"{held_values.money(r):.2f}",
            lambda r: f"{held_values.money(r):,.2f}",
            lambda r: str(round(held_values.money(r), 1)),
        ),
    ),
    "signed": Maker(
        (_P.AMOUNT,),
        _styled(
            lambda r: f"{r.choice('+-')}{held_values.money(r):,.2f}",
            lambda r: f"{r.choice(('', '-'))}{held_values.money(r):.2f}",
        ),
    ),
    "wan": Maker(
        (_P.AMOUNT,),
        _styled(
            lambda r: f"{r.randint(1, 90)}万",
            lambda r: f"{r.uniform(1, 90):.1f}万元",
            lambda r: f"{r.uniform(1, 90):.2f}",
            lambda r: f"人民币{r.randint(1, 90)}万元",
        ),
    ),
    "date": Maker((_P.EVENT_DATE,), _dated(2014, 2024)),
    "datetime": Maker((_P.EVENT_DATE,), _dated(2016, 2024, held_values.MOMENTS)),
    "date_han": Maker((_P.EVENT_DATE,), _styled(lambda r: held_values.han_date(numbers.any_day(r, 2015, 2024)))),
    "month": Maker((_P.EVENT_DATE,), _dated(2012, 2024, ("%Y%m", "%Y-%m", "%Y年%-m月", "%Y.%m", "%Y/%m"))),
    "clock": Maker((_P.OTHER, _P.EVENT_DATE), _styled(lambda r: f"{r.randint(7, 20):02}:{r.randint(0, 59):02}")),
    "serial": Maker((_P.EVENT_DATE,), _styled(lambda r: str(r.randint(43000, 45500)))),
    "note": Maker((_P.FREE_TEXT,), _of("notes")),
    "summary": Maker((_P.FREE_TEXT, _P.OTHER), _cells(held_values.summary)),
    "title": Maker(
        (_P.FREE_TEXT, _P.OTHER),
        _picked("关于开展消防检查的通知 催缴物业费函 关于调整营业时间的告知 询证函 节日值班安排"),
    ),
    "docno": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            lambda r: f"{r.choice(('沪税通', '浙人社发', '绍市监'))}〔{r.randint(2018, 2024)}〕{r.randint(1, 99)}号"
        ),
    ),
    "order": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            lambda r: f"GD{held_values.day(r)}{numbers.digits(r, 3)}",
            lambda r: f"{held_values.day(r)}-{numbers.digits(r, 4)}",
            lambda r: f"NO.{numbers.digits(r, 7)}",
            lambda r: f"{held_values.day(r)}{numbers.digits(r, 4)}",
            lambda r: f"WX{numbers.digits(r, 10)}",
        ),
    ),
    "order_day11": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            lambda r: held_values.day(r) + numbers.digits(r, 3),
            lambda r: held_values.day(r, "%y%m%d") + numbers.digits(r, 5),
        ),
    ),
    "order_101": Maker((_P.ORDER_NUMBER,), _styled(held_values.digits(8, "101"), held_values.digits(7, "2100"))),
    "order12": Maker((_P.ORDER_NUMBER,), _styled(held_values.digits(11, "2"))),
    "order16": Maker(
        (_P.ORDER_NUMBER,), _styled(lambda r: held_values.day(r) + numbers.digits(r, 8), held_values.digits(13, "100"))
    ),
    "order18": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            held_values.digits(16, "19"),
            held_values.digits(15, "250"),
            lambda r: held_values.day(r) + numbers.digits(r, 10),
        ),
    ),
    "order_pdd": Maker(
        (_P.ORDER_NUMBER,), _styled(lambda r: f"{held_values.day(r, '%y%m%d')}-{numbers.digits(r, 15)}")
    ),
    "order_letters": Maker((_P.ORDER_NUMBER,), _styled(lambda r: f"E{held_values.day(r)}{numbers.digits(r, 12)}")),
    "waybill": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            held_values.digits(13, "SF"),
            held_values.digits(13, "YT"),
            held_values.digits(12, "75"),
            held_values.digits(13, "JT5"),
        ),
    ),
    "policy": Maker(
        (_P.ORDER_NUMBER, _P.FINANCIAL_ACCOUNT),
        _styled(lambda r: f"PDAA{held_values.day(r, '%Y')}{numbers.digits(r, 14)}", held_values.digits(14, "88")),
    ),
    "contract": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            lambda r: f"HT-{held_values.day(r, '%Y')}-{numbers.digits(r, 3)}",
            lambda r: f"ZL〔{held_values.day(r, '%Y')}〕{r.randint(1, 99)}号",
            lambda r: f"XY{held_values.day(r, '%Y%m')}{numbers.digits(r, 3)}",
        ),
    ),
    "voucher": Maker(
        (_P.ORDER_NUMBER,),
        _styled(
            lambda r: f"记-{r.randint(1, 99)}",
            lambda r: f"转字第{r.randint(1, 99):03}号",
            lambda r: f"记 - {r.randint(1, 99)}",
            lambda r: f"收-{r.randint(1, 99):04}",
        ),
    ),
    "invoice": Maker((_P.ORDER_NUMBER,), _styled(held_values.digits(8))),
    "invoice20": Maker((_P.ORDER_NUMBER,), _styled(held_values.digits(16, "2333"))),
    "invoice_code": Maker((_P.ORDER_NUMBER,), _styled(held_values.digits(7, "03300"), held_values.digits(6, "3300"))),
    "barcode": Maker(_CODE, _styled(held_values.digits(11, "69"))),
    "vin": Maker(_CODE, _styled(lambda r: "LSV" + "".join(r.choice("ABCDEFGH0123456789") for _ in range(14)))),
    "code": Maker(_CODE, _counted),
    "seq": Maker((_P.OTHER,), _counted),
    "small": Maker((_P.OTHER,), _styled(lambda r: str(r.randint(1, 30)), lambda r: str(r.randint(10, 900)))),
    "last4": Maker((_P.OTHER,), _styled(held_values.digits(4))),
    "odometer": Maker(
        (_P.OTHER,), _styled(lambda r: str(r.randint(900, 180_000)), lambda r: f"{r.randint(900, 180_000)}km")
    ),
    "pick": Maker((_P.OTHER,), _given_words),
    "goods": Maker((_P.OTHER,), _of("goods")),
    "task": Maker((_P.OTHER,), _of("tasks")),
    "position": Maker((_P.OTHER,), _of("positions")),
    "account_title": Maker((_P.OTHER,), _of("accounts")),
    "blank": Maker(tuple(PiType), _styled(lambda _r: "")),
}
