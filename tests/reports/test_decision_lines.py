"""Decisions that differ only in their days are told once, and nothing gets lost in it."""

from dataclasses import replace
from datetime import date

from app.domain.evidence import DispositionFact
from app.domain.retention import Reason
from app.domain.words import Disposition, Kind
from reports.decision_lines import decision_lines
from tests.helpers.evidence import ACCOUNTING


def kept(year: int, records: int, *, rule: str = "ACC-VOUCHER", held: int = 0) -> DispositionFact:
    params = (("rule", rule), ("start", f"{year - 30}-01-01"), ("until", f"{year - 1}-12-31"))
    return DispositionFact(
        disposition=Disposition.RESTRICT, kind=Kind.ACCOUNTING, rule=rule, basis=ACCOUNTING,
        reasons=(Reason("period-running", params), Reason("pi-locked")), records=records, held=held,
        retain_until=date(year - 1, 12, 31), decided=True,
    )  # fmt: skip


def test_years_become_one_line_with_spans() -> None:
    lines = decision_lines([kept(2050, 10), kept(2048, 5, held=2), kept(2055, 1)])
    assert len(lines) == 1
    assert (lines[0].records, lines[0].held, lines[0].retain_until) == (16, 2, date(2054, 12, 31))
    assert dict(lines[0].reasons[0].params) == {
        "rule": "ACC-VOUCHER", "start": "2018-01-01/2025-01-01", "until": "2047-12-31/2054-12-31",
    }  # fmt: skip


def test_spans_are_widened_further() -> None:
    """The plan's own groups may hold spans already."""
    spanning = replace(kept(2050, 1), reasons=(Reason("x", (("since", "2026-03-05/2026-11-30"),)),))
    earlier = replace(kept(2050, 1), reasons=(Reason("x", (("since", "2025-01-01"),)),))
    assert decision_lines([spanning, earlier])[0].reasons[0].params == (("since", "2025-01-01/2026-11-30"),)


def test_other_rules_other_lines() -> None:
    lines = decision_lines([kept(2050, 10), kept(2050, 5, rule="ACC-BOOK"), replace(kept(2050, 3), kind=Kind.CONTRACT)])
    assert [line.records for line in lines] == [10, 5, 3]
