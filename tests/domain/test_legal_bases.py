"""The seven grounds of PIPL 13, by their words and by the law's wording."""

import pytest

from app.domain.labels import label
from app.domain.legal_bases import LEGAL_BASES, LegalBasis, legal_basis_of
from app.domain.origins import Origin

WORDING = {
    "取得个人的同意": 1,
    "为订立、履行个人作为一方当事人的合同所必需": 2,
    "为履行法定职责或者法定义务所必需": 3,
    "为应对突发公共卫生事件，或者紧急情况下为保护自然人的生命健康和财产安全所必需": 4,
    "为公共利益实施新闻报道、舆论监督等行为，在合理的范围内处理个人信息": 5,
    "依照本法规定在合理的范围内处理个人自行公开或者其他已经合法公开的个人信息": 6,
    "法律、行政法规规定的其他情形": 7,
}


@pytest.mark.parametrize(("text", "item"), WORDING.items())
def test_wording_of_the_article_names_its_item(text: str, item: int) -> None:
    basis = legal_basis_of(text)
    assert basis is not None
    assert basis.item == item


def test_each_word_names_itself_and_has_a_label() -> None:
    assert [legal_basis_of(f" {basis.upper()} ") for basis in LegalBasis] == list(LegalBasis)
    assert [label(basis) for basis in LegalBasis] == [LEGAL_BASES[basis] for basis in LegalBasis]
    assert len(LegalBasis) == 7


def test_no_text_is_no_basis_and_another_text_is_refused() -> None:
    assert legal_basis_of("  ") is None
    with pytest.raises(ValueError, match="因为需要"):
        legal_basis_of("因为需要")


def test_an_origin_tells_in_which_parts_another_differs() -> None:
    before = Origin("门店", "办卡", LegalBasis.CONSENT)
    assert before.differs_in(before) == ()
    assert before.differs_in(Origin("门店", "办会员卡", LegalBasis.CONTRACT)) == ("purpose", "legal_basis")
