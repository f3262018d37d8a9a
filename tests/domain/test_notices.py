"""What a notice says by its article, and how what offices write is understood."""

from datetime import UTC, date, datetime

import pytest

from app.domain.firm import Firm, Profile
from app.domain.notice_texts import unsaid
from app.domain.notice_wording import LONGEST_SMS, plain_text, text_messages, wording
from app.domain.notices import Method, NoticeFacts, Particulars, given_on, method_of, period_of
from app.domain.retention import Basis
from app.domain.words import Closure, Kind, NoticeKind, PiType
from app.i18n import catalogue
from app.services.calendar import PublishedCalendar

ZH = catalogue("zh").gettext


def facts(
    kind: NoticeKind, *, firm: str = "上海晨光教育科技有限公司", cards: bool = False, cause: str = ""
) -> NoticeFacts:
    return NoticeFacts(
        "GZ-2026-001",
        kind,
        Firm(firm, "91310115MA1K3ABC12", Closure.DEREGISTRATION, Profile(has_prepaid_cards=cards)),
        Particulars("上海新芽教育科技有限公司", "021-58886600", cause=cause),
        datetime(2026, 11, 22, tzinfo=UTC),
        (PiType.PERSON_NAME, PiType.MOBILE_PHONE, PiType.BANK_CARD),
        (Kind.BASIC,),
        (Basis("个人信息保护法", "第二十二条"),),
        sensitive=True,
        minors=True,
        letters=3,
    )


def said(kind: NoticeKind, *, cards: bool = False) -> str:
    return plain_text(facts(kind, cards=cards), ZH, date.isoformat)


def test_a_succession_names_recipient_and_contact() -> None:
    """PIPL 22; Order 25 art. 9: 接收方的名称或者姓名以及联系方式."""
    text = said(NoticeKind.SUCCESSION)
    assert "接收方的名称或者姓名：上海新芽教育科技有限公司" in text
    assert "接收方的联系方式：021-58886600" in text
    assert "30 个工作日" in text
    assert "重新取得您的同意" in text


def test_a_provision_names_five_things_and_asks_for_separate_consent() -> None:
    """PIPL 23: name, contact, purpose, method, kinds; 28-31: sensitive, children."""
    text = said(NoticeKind.PROVISION)
    for part in (
        "名称或者姓名",
        "联系方式",
        "处理目的",
        "处理方式",
        "涉及的个人信息种类：姓名、手机号码、银行卡号",
        "单独同意",
    ):
        assert part in text
    assert "敏感个人信息" in text
    assert "监护人" in text


@pytest.mark.parametrize("kind", NoticeKind)
def test_only_a_provision_asks_guardians_for_consent(kind: NoticeKind) -> None:
    """A leak has happened and a succession needs no consent: there the guardians are told."""
    text = said(kind)
    assert "监护人" in text
    assert ("作出同意" in text) is (kind is NoticeKind.PROVISION)


def test_a_breach_names_the_three_things_of_article_57() -> None:
    text = said(NoticeKind.BREACH)
    for part in (
        "个人信息种类",
        "发生原因",
        "可能造成的危害",
        "已采取的补救措施",
        "您可以采取的减轻危害的措施",
        "联系方式",
    ):
        assert part in text
    assert "银行卡可能被盗用" in text


def test_what_the_firm_did_not_say_is_told_to_it() -> None:
    assert unsaid(facts(NoticeKind.BREACH)) == ("cause", "harm", "measures", "advice")
    assert unsaid(facts(NoticeKind.BREACH, cause="员工误发邮件")) == ("harm", "measures", "advice")
    assert "员工误发邮件" in plain_text(facts(NoticeKind.BREACH, cause="员工误发邮件"), ZH, str)


def test_prepaid_balances_are_spoken_of_where_the_firm_sold_cards() -> None:
    assert "余额" in said(NoticeKind.CLOSING, cards=True)
    assert "余额" not in said(NoticeKind.CLOSING)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_placeholder_is_left(kind: NoticeKind, language: str) -> None:
    found = wording(facts(kind), catalogue(language).gettext, date.isoformat)
    texts = [found.title, found.opening, *(part for point in found.points for part in point)]
    assert all(text and "{" not in text for text in texts)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("firm", ["甲公司", "上海晨光教育科技有限公司", "上海" + "非常长的名称" * 12 + "有限公司"])
def test_text_messages_are_short_and_whole(kind: NoticeKind, language: str, firm: str) -> None:
    messages = text_messages(facts(kind, firm=firm), catalogue(language).gettext)
    assert all(0 < len(message) <= LONGEST_SMS for message in messages)
    whole = "".join(message[message.startswith("(") * 5 :] for message in messages)
    assert firm in whole
    assert "021-58886600" in whole


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("post", Method.POST), ("挂号信", Method.POST), ("EMS", Method.POST), ("邮寄，已退回", Method.RETURNED),
        ("签收", Method.SIGNED), ("短信", Method.SMS), ("短信发送失败", Method.RETURNED), ("电子邮件", Method.EMAIL),
        ("email", Method.EMAIL), ("电话通知", Method.PHONE), ("公告", Method.PUBLIC), ("托人转告", Method.OTHER),
        ("in person", Method.SIGNED), ("letter", Method.POST), ("undeliverable", Method.RETURNED),
    ],
)  # fmt: skip
def test_methods_are_understood_as_offices_write_them(text: str, method: Method) -> None:
    assert method_of(text) is method


def test_everybody_counts_as_told_by_the_notice_or_by_the_last_letter() -> None:
    day, later = date(2026, 11, 1), date(2026, 11, 3)
    assert given_on(None, 2, [day]) is None
    assert given_on(None, 2, [later, day]) == later
    assert given_on(day, 2, [later, later]) == day
    assert given_on(None, 0, []) is None


def test_only_a_succession_waits_for_working_days() -> None:
    calendar = PublishedCalendar()
    assert period_of(NoticeKind.SUCCESSION, date(2026, 9, 1), calendar).opens_on == date(2026, 10, 20)
    assert period_of(NoticeKind.DESTRUCTION, date(2026, 9, 1), calendar).opens_on == date(2026, 9, 1)
