"""The bar of detection on generated office sheets; the whole measurement is in tests/bench."""

import pytest

from tests.bench.detection.office import collection
from tests.bench.detection.scoring import Score, score


@pytest.fixture(scope="module", params=["tuned", "reported"])
def measured(request: pytest.FixtureRequest) -> Score:
    """A few sheets of every kind, with the words tuned on and with those that were not."""
    return score(collection(request.param, range(2000, 2003), rows=(10, 60)))


def test_columns_have_their_type(measured: Score) -> None:
    assert measured.columns.overall() >= 0.98, measured.errors


def test_spans_are_found(measured: Score) -> None:
    assert measured.spans.overall() >= 0.95, measured.errors


def test_headers_are_found(measured: Score) -> None:
    assert measured.headers_right >= 0.98 * measured.sheets, measured.errors


def test_kinds_are_told(measured: Score) -> None:
    assert measured.kinds_right >= 0.98 * measured.sheets, measured.errors


def test_shares_are_true(measured: Score) -> None:
    assert sum(measured.share_off) / len(measured.share_off) <= 0.01


def test_no_wrong_number_is_called_a_right_one(measured: Score) -> None:
    assert measured.wrongly_proven == 0
