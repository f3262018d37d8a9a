"""The firm's name and its credit code."""

import pytest
from stdnum.cn import uscc

from app.domain.firm import checked_firm_name, checked_uscc, is_doubtful_uscc, uscc_check_character
from app.errors import UserError

GOOD = "91110000600037341L"


def test_good_code_is_taken_in_any_typing() -> None:
    assert checked_uscc(f" {GOOD.lower()} ") == GOOD
    assert checked_uscc("９１１１００００６０００３７３４１Ｌ") == GOOD


def test_every_single_wrong_character_is_doubted() -> None:
    """The check character finds each substitution of one character; the code is still taken."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    assert not is_doubtful_uscc(GOOD)
    for at in range(18):
        for letter in letters:
            if letter != GOOD[at]:
                wrong = GOOD[:at] + letter + GOOD[at + 1 :]
                assert checked_uscc(wrong) == wrong
                assert is_doubtful_uscc(wrong)


def test_old_registration_number_is_taken() -> None:
    """Of a firm that never changed its papers after 2015."""
    assert checked_uscc("310115000012345") == "310115000012345"
    assert not is_doubtful_uscc("310115000012345")


def test_check_character_is_that_of_another_implementation() -> None:
    for body in ("91110000600037341", "9131000066439543X", "52440300MJL171689", "12100000400010275"):
        assert uscc.validate(body + uscc_check_character(body)) == body + uscc_check_character(body)


@pytest.mark.parametrize("text", ["", "91110000600037341", f"{GOOD}0", "3101150000123", "汉" * 18])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="bad-uscc"):
        checked_uscc(text)


def test_name_is_trimmed_and_never_empty() -> None:
    assert checked_firm_name("  北京 晨光\t公司 ") == "北京 晨光 公司"
    for text in ("", "   ", "公司\x00", "长" * 201):
        with pytest.raises(UserError, match="bad-firm-name"):
            checked_firm_name(text)
