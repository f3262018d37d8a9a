"""Numbers of a column proved together: all of one form are weighed at once, place by place."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from app.detect import places
from app.detect.joined import Form

# With a day that is one, of a year that is over: nothing is left to ask but region and check digit.
_DAY = r"(?:(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31)"
_ID = Form(rf"[1-9]\d{{5}}(?:19\d\d|20[01]\d){_DAY}\d{{3}}[\dXx]")
_CARD = Form(r"62\d{12,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|3[47]\d{13}|9558\d{12,15}|6[0589]\d{14,17}")
_ID_LENGTH = 18  # of cards, too, the one length that something else may have: those are left to `is_bank_card`


def _table(*worth: int) -> bytes:
    """What the digits, and X behind them, are worth as bytes."""
    return bytes.maketrans(b"0123456789Xx", bytes((*worth, worth[-1])))


_ID_WORTH = [_table(*(2 ** (17 - place) * digit % 11 for digit in range(11))) for place in range(18)]
_PLAIN, _DOUBLED = _table(*range(10), 0), _table(0, 2, 4, 6, 8, 1, 3, 5, 7, 9, 0)


def _sums(numbers: Sequence[str], worth: Sequence[bytes]) -> bytes:
    """A byte for each number of one length: what its signs are worth together, by one table for each place.

    The bytes of a place, taken from all numbers, are one large integer; no sum reaches 256, so none runs into the next.
    """
    whole = "".join(numbers).encode("ascii")
    by_place = (int.from_bytes(whole[at :: len(worth)].translate(table), "little") for at, table in enumerate(worth))
    return sum(by_place).to_bytes(len(numbers), "little")


def right_ids(numbers: Collection[str]) -> set[str]:
    """Resident IDs among compact numbers, without the rarer ones: what is not among them is not thereby wrong."""
    shaped = _ID.of(numbers)
    regions = places.prefectures()
    proved = zip(shaped, _sums(shaped, _ID_WORTH), strict=True)
    return {number for number, total in proved if total % 11 == 1 and number[:4] in regions}


def right_cards(numbers: Collection[str]) -> set[str]:
    """Card numbers among compact numbers, without those of 18 digits."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for number in _CARD.of(numbers):
        by_length[len(number)].append(number)
    by_length.pop(_ID_LENGTH, None)
    right: set[str] = set()
    for length, shaped in by_length.items():
        sums = _sums(shaped, [_PLAIN if (length - place) % 2 else _DOUBLED for place in range(length)])
        right.update(number for number, total in zip(shaped, sums, strict=True) if total % 10 == 0)
    return right
