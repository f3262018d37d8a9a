"""The bar of detection on office sheets of a second origin, which share no words with the first generator's."""

import pytest

from tests.bench.detection.held_sheets import collection
from tests.bench.detection.scoring import Score, score


@pytest.fixture(scope="module", params=["first", "second", "third", "fourth"])
def measured(request: pytest.FixtureRequest) -> Score:
    """Each sheet of a file twice."""
    return score(collection(request.param, range(500, 502)))


def test_columns_have_their_type(measured: Score) -> None:
    assert measured.columns.overall() >= 0.985, measured.errors


def test_spans_are_found(measured: Score) -> None:
    assert measured.spans.overall() >= 0.93, measured.errors


def test_headers_are_found(measured: Score) -> None:
    assert measured.headers_right >= 0.98 * measured.sheets, measured.errors


def test_kinds_are_told(measured: Score) -> None:
    assert measured.kinds_right >= 0.96 * measured.sheets, measured.errors


def test_no_wrong_number_is_called_a_right_one(measured: Score) -> None:
    assert measured.wrongly_proven == 0
