"""Each certificate proves that the audit log goes on from the checkpoint signed before it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.services.certification import check_consistency, open_certificate
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import destroyed, ids_of


@pytest.fixture
def certificates(shop: Services, tmp_path: Path) -> list[dict[str, bytes]]:
    """The attachments of two certificates, one after the other."""
    found = []
    for number in range(2):
        issued = destroyed(shop, tmp_path / "out", ids_of(shop)[:3]).certificate
        assert issued is not None, number
        found.append(PaperRenderer().attachments(Path(issued.file).read_bytes()))
    return found


def checks(attachments: dict[str, bytes]) -> dict[str, bool]:
    return {check.name: check.ok for check in open_certificate(attachments).checks}


def test_the_first_certificate_has_nothing_before_it(certificates: list[dict[str, bytes]]) -> None:
    assert "consistency" not in checks(certificates[0])


def test_the_second_goes_on_from_the_first(certificates: list[dict[str, bytes]]) -> None:
    first, second = (open_certificate(one) for one in certificates)
    assert second.evidence["previous"] == first.evidence["checkpoint"]
    assert checks(certificates[1])["consistency"]
    assert second.valid


@pytest.mark.parametrize(
    "change",
    [
        {"previous": {"size": 3, "root": "11" * 32, "at": "2026-11-21T02:00:00Z"}},
        {"previous": {"size": 3}},
        {"consistency": []},
        {"consistency": ["xyz"]},
        {"checkpoint": {"size": 99, "root": "22" * 32, "at": "2026-11-21T02:00:00Z"}},
    ],
)
def test_another_past_does_not_fit(certificates: list[dict[str, bytes]], change: dict[str, Any]) -> None:
    """Shown on the evidence alone: a changed certificate would not get past its signature in the first place."""
    evidence = deepcopy(open_certificate(certificates[1]).evidence)
    assert [check.ok for check in check_consistency(evidence)] == [True]
    assert [check.ok for check in check_consistency(evidence | change)] == [False]
