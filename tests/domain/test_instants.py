"""Instants as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.instants import instant_of, instant_text


# hypothesis asks for bounds without a zone, as the values it draws.
@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_text_names_the_same_second_in_utc(naive: datetime, hours: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert instant_of(instant_text(at)) == at
    assert instant_text(at).endswith("Z")


def test_order_of_texts_is_the_order_of_time() -> None:
    later = datetime(2026, 11, 21, 1, tzinfo=UTC)
    earlier = datetime(2026, 11, 21, 8, tzinfo=timezone(timedelta(hours=8)))
    assert instant_text(earlier) < instant_text(later)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2026"):
        instant_of("2026-11-21T02:00:00")
