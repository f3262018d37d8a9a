"""Articles and reasons as they are read, in both languages."""

from datetime import date

import pytest

from app.domain.citations import cite, cite_text, number, plain_articles
from app.domain.reasons import TEMPLATES, sentence
from app.domain.retention import Basis, Reason
from app.i18n import catalogue
from tests.helpers.rules import decision_rows, shipped_pack

PIPL = "个人信息保护法"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("四十七", 47), ("一百零三", 103), ("一百八十八", 188)),
        *(("一千二百六十", 1260), ("二〇一九", 2019), ("一百一十", 110)),
    ],
)
def test_chinese_numbers_are_read(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("article", "plain"),
    [
        ("第四十七条第二款", "art. 47(2)"),
        ("第二十三条第三项", "art. 23 no. 3"),
        ("第十四条、第十五条、附表一第一项、第二项", "art. 14, 15, annex 1 no. 1, 2"),
        ("第十四条、附表一第十项、第十一项、第十二项", "art. 14, annex 1 no. 10, 11, 12"),
        ("附则", "附则"),
    ],
)
def test_articles_in_figures(article: str, plain: str) -> None:
    assert plain_articles(article) == plain


def test_articles_of_one_law_stand_together() -> None:
    basis = (Basis(PIPL, "第十九条"), Basis(PIPL, "第四十七条第一款"), Basis("民法典", "第一百八十八条"))
    zh, en = catalogue("zh").gettext, str
    assert cite(basis, zh) == "《个人信息保护法》第十九条、第四十七条第一款和《民法典》第一百八十八条"
    assert cite(basis, en) == "Personal Information Protection Law, art. 19, 47(1) and Civil Code, art. 188"
    assert cite((), zh) == ""


def test_three_laws_are_listed() -> None:
    text = f"{PIPL} 第十九条; 民法典 第一百八十八条; 拍卖法 第五十四条"
    assert (
        cite_text(text, catalogue("zh").gettext)
        == "《个人信息保护法》第十九条、《民法典》第一百八十八条和《拍卖法》第五十四条"
    )


def test_number_of_a_document_is_no_title() -> None:
    assert cite((Basis("法释〔2025〕4号", "第二十五条"),), catalogue("zh").gettext) == "法释〔2025〕4号第二十五条"


def test_chinese_characters_do_not_stand_apart() -> None:
    reason = Reason("gate-notice-given", (("since", "2026-11-21"),))
    text = catalogue("zh").gettext
    assert "自 2026-11-21 起" in sentence(reason, text)
    assert "自 2026 年 11 月 21 日起" in sentence(
        reason, text, lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日"
    )


def test_law_without_english_name_is_cited_as_it_is() -> None:
    assert cite((Basis("新法", "第一条"),), str) == "新法 第一条"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_decision_can_be_read_aloud(language: str) -> None:
    """No placeholder, no English in a Chinese sentence, no Chinese in an English one."""
    text = catalogue(language).gettext
    for row in decision_rows():
        for reason in row.decision().reasons:
            said = sentence(reason, text)
            assert "{" not in said
            han = any("一" <= letter <= "鿿" for letter in said)
            assert han is (language == "zh"), said
            if language == "zh":
                assert said.endswith("。")


def test_rule_titles_and_events_are_translated() -> None:
    text = catalogue("zh").gettext
    for rule in shipped_pack().rules:
        assert text(rule.title) != rule.title
        assert not rule.event or text(rule.event) != rule.event


def test_dates_are_shown_as_the_face_shows_them() -> None:
    reason = Reason("gate-notice-given", (("since", "2026-11-21"),))
    assert "21.11.2026" in sentence(reason, str, lambda day: f"{day:%d.%m.%Y}")
    spread = Reason("gate-notice-given", (("since", "2026-11-21/2026-12-01"),))
    assert "2026-11-21 (earliest) to 2026-12-01 (latest)" in sentence(spread, str, date.isoformat)


def test_unknown_reason_is_a_bug() -> None:
    with pytest.raises(KeyError):
        sentence(Reason("no-such-reason"), str)
    assert "held" in TEMPLATES
