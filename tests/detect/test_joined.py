"""What is asked of a whole column at once is what is asked of each of its cells."""

from random import Random

import pytest

from app.detect import cells, proofs, values
from app.detect.joined import BREAK, Form, joined, parted
from app.domain.words import PiType
from tests.bench.detection import numbers
from tests.bench.detection.office import collection

CODE = Form(r"[A-Z]{2}\d{3}")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The distinct cells of an office's sheets, and numbers right and wrong in the ways they are written."""
    random = Random(5)
    found = {cell.strip() for sheet in collection("tuned", range(3), (20, 40)) for row in sheet.rows for cell in row}
    for _ in range(300):
        born = numbers.any_day(random, 1930, 2026)
        number = random.choice((numbers.resident_id, numbers.wrong_id))(random, born)
        card = numbers.card(random)
        found |= {number, f"{number[:6]} {number[6:14]} {number[14:]}", f"身份证：{number}", number.lower()}
        found |= {
            card,
            " ".join((card[:4], card[4:8], card[8:12], card[12:])),
            card[:-1] + "0",
            f"{card[:6]}-{card[6:]}",
        }
    return sorted(found - {""})


def test_a_form_parts_texts_in_their_order() -> None:
    asked = ["AB123", "ab123", "", "AB1234", "XY000", "AB123\nXY000", "ＡＢ１２３", "AB١٢٣"]
    assert CODE.of(asked) == ["AB123", "XY000"]
    assert CODE.missed(asked) == ["ab123", "", "AB1234", "AB123\nXY000", "ＡＢ１２３", "AB١٢٣"]


def test_a_form_is_asked_of_each_text_alone_where_one_holds_the_break() -> None:
    asked = ["AB123", f"AB123{BREAK}XY000", "XY000"]
    assert CODE.of(asked) == ["AB123", "XY000"]
    assert CODE.missed(asked) == [f"AB123{BREAK}XY000"]


@pytest.mark.parametrize("asked", [[], [""], ["", ""], ["a", "", "b\n"]])
def test_joined_texts_are_parted_as_they_were(asked: list[str]) -> None:
    whole = joined(asked)
    assert whole is not None
    assert parted(whole) == asked
    assert joined([*asked, BREAK]) is None


@pytest.mark.parametrize("kind", PiType)
def test_strangers_are_the_cells_that_do_not_fit(kind: PiType, texts: list[str]) -> None:
    assert cells.strangers(kind, texts) == [text for text in texts if not cells.fits(kind, text)]


def test_numbers_proved_together_are_right_alone(texts: list[str]) -> None:
    compact = values.compacted(texts)
    assert compact == [values.compact(text) for text in texts]
    ids, cards = proofs.right_ids(compact), proofs.right_cards(compact)
    assert len(ids) > 50
    assert len(cards) > 50
    assert all(map(values.is_resident_id, ids))
    assert all(map(values.is_bank_card, cards))


def test_many_texts_are_narrowed_as_each_is() -> None:
    asked = ["１３８　ＡＢ", "（甲）", "plain", "１－２", ""]
    assert values.narrowed(asked) == [values.narrow(text) for text in asked]
    assert values.narrowed([*asked, f"１{BREAK}２"]) == [*map(values.narrow, asked), f"1{BREAK}2"]
