"""What a firm may change of its notices, and what an article keeps it from leaving out."""

import re
from dataclasses import replace

import pytest

from app.domain.firm_papers import (
    DEMANDED,
    LONGEST_BODY,
    PLACEHOLDERS,
    Letterhead,
    NoticeTemplate,
    checked_letterhead,
    checked_template,
    filled,
    spoken,
)
from app.domain.notice_wording import wording
from app.domain.notices import NoticeFacts
from app.domain.words import NoticeKind
from app.errors import Refused, UserError
from app.i18n import catalogue
from tests.helpers.list_evidence import notice_facts

CHINESE = catalogue("zh").gettext
WHOLE = {
    NoticeKind.SUCCESSION: "接收方：{接收方}\n联系：{联系方式}",
    NoticeKind.PROVISION: "接收方：{接收方}，{联系方式}\n用途：{处理目的}，{处理方式}\n种类：{个人信息种类}",
    NoticeKind.BREACH: (
        "情况：{个人信息种类}，{原因}，{可能的危害}\n办法：{已采取的措施}，{个人可采取的措施}\n联系：{联系方式}"
    ),
    NoticeKind.DESTRUCTION: "说明：到期删除",
    NoticeKind.CLOSING: "说明：服务结束",
}


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_points_that_say_all_that_the_article_demands_are_taken(kind: NoticeKind) -> None:
    checked = checked_template(kind, NoticeTemplate(body=WHOLE[kind]), CHINESE)
    assert set(re.findall(r"\{(\w+)\}", checked.body)) >= set(DEMANDED[kind][1] if kind in DEMANDED else ())


@pytest.mark.parametrize("kind", list(DEMANDED))
def test_each_thing_that_an_article_demands_is_missed_with_its_article(kind: NoticeKind) -> None:
    basis, words = DEMANDED[kind]
    for word in words:
        without = WHOLE[kind].replace("{" + CHINESE(PLACEHOLDERS[word]) + "}", "略")
        with pytest.raises(Refused, match="template-content-missing") as caught:
            checked_template(kind, NoticeTemplate(body=without), CHINESE)
        assert CHINESE(PLACEHOLDERS[word]) in str(caught.value.params["what"])
        assert basis.article in str(caught.value.params["basis"])


def test_an_opening_and_clauses_of_the_firm_leave_the_points_to_the_program() -> None:
    """Nothing can be missing where the program's points stay."""
    template = NoticeTemplate(opening="因{事由}，特此告知。", extra="储值卡：请到店退款。")
    checked = checked_template(NoticeKind.PROVISION, template, CHINESE)
    plain = wording(notice_facts(NoticeKind.PROVISION), CHINESE, str)
    own = wording(_with(NoticeKind.PROVISION, checked), CHINESE, str)
    assert own.points == (*plain.points, ("储值卡", "请到店退款。"))
    assert own.opening != plain.opening
    assert "{" not in own.opening


def test_what_the_records_add_can_not_be_left_out() -> None:
    """Sensitive data and children: the sentences that the law asks for stay under points of the firm's own."""
    template = checked_template(NoticeKind.PROVISION, NoticeTemplate(body=WHOLE[NoticeKind.PROVISION]), CHINESE)
    found = wording(_with(NoticeKind.PROVISION, template), CHINESE, str)
    assert "敏感个人信息" in [heading for heading, _ in found.points]
    assert found.points[0] == ("接收方", "上海新芽教育科技有限公司，021-58886600")


def _with(kind: NoticeKind, template: NoticeTemplate) -> NoticeFacts:
    return replace(notice_facts(kind), template=template)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲：{不认识}", "template-unknown-word"),
        ("甲：{firm.__class__}", "template-unknown-word"),
        ("甲：{}", "template-unknown-word"),
        ("甲：{单位", "template-braces"),
        ("甲：单位}", "template-braces"),
        ("没有标题", "template-no-heading"),
        ("：没有标题", "template-no-heading"),
        ("标题：", "template-no-heading"),
        ("甲：" + "长" * LONGEST_BODY, "template-too-long"),
    ],
)
def test_texts_that_can_not_be_filled_in_are_refused(text: str, code: str) -> None:
    for template in (NoticeTemplate(body=text), NoticeTemplate(extra=text)):
        with pytest.raises(UserError, match=code):
            checked_template(NoticeKind.CLOSING, template, CHINESE)


def test_words_come_back_as_people_write_them() -> None:
    checked = checked_template(NoticeKind.CLOSING, NoticeTemplate(opening="{单位}因{occasion}"), CHINESE)
    assert checked.opening == "{firm}因{occasion}"
    assert spoken(checked.opening, CHINESE) == "{单位}因{事由}"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert filled("{firm}", {"firm": "{contact}", "contact": "秘密"}) == "{contact}"


def test_a_letterhead_has_few_short_lines() -> None:
    assert checked_letterhead(Letterhead(("  甲  乙 ", "", "丙"))).lines == ("甲 乙", "丙")
    for lines in (("长" * 81,), ("一",) * 5):
        with pytest.raises(UserError, match="letterhead-too-long"):
            checked_letterhead(Letterhead(lines))
