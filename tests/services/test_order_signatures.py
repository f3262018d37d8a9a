"""The people's signatures under a destruction can be checked from the certificate alone."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.services.certification import open_certificate
from app.services.order_signatures import check_signatures
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import APPROVER, WITNESS, add_people
from tests.helpers.vaults import PASSPHRASE

SECRET = Secret(PASSPHRASE)
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def evidence(shop: Services, tmp_path: Path) -> dict[str, Any]:
    """The evidence of a certificate that handler, approver and witness signed."""
    add_people(shop)
    order = shop.destruction.prepare().order
    shop.destruction.approve(order, shop.operators.signer(APPROVER, SECRET))
    shop.destruction.execute(order, tmp_path / "out")
    done = shop.destruction.witness(order, shop.operators.signer(WITNESS, SECRET), tmp_path / "out")
    assert done.certificate is not None
    pdf = Path(done.certificate.file).read_bytes()
    certificate = open_certificate(PaperRenderer().attachments(pdf))
    assert certificate.valid
    return certificate.evidence


def test_three_signatures_hold(evidence: dict[str, Any]) -> None:
    check = check_signatures(evidence)
    assert (check.ok, check.detail.params) == (True, (("signatures", "3"),))
    assert [one["role"] for one in evidence["signatures"]] == ["handler", "approver", "witness"]


def swap_keys(evidence: dict[str, Any]) -> None:
    first, second = evidence["signatures"][:2]
    first["public"], second["public"] = second["public"], first["public"]


def claim_the_witness(evidence: dict[str, Any]) -> None:
    evidence["signatures"][1]["role"] = "witness"


CHANGES: dict[str, Change] = {
    "another order": lambda evidence: evidence.update(order_hash="00" * 32),
    "fewer pages": lambda evidence: evidence["residue"].update(pages=1),
    "another result": lambda evidence: evidence.update(result="with-exceptions"),
    "another time": lambda evidence: evidence.update(executed_at="2026-11-22T00:00:00Z"),
    "another key": lambda evidence: evidence["signatures"][0].update(key="00" * 32),
    "swapped keys": swap_keys,
    "a role that was not signed for": claim_the_witness,
    "no key": lambda evidence: evidence["signatures"][0].update(public=""),
    "no signature": lambda evidence: evidence["signatures"][2].update(signature=""),
    "not hex": lambda evidence: evidence["signatures"][2].update(signature="xyz"),
    "no approver": lambda evidence: evidence["signatures"].pop(1),
    "nobody": lambda evidence: evidence["signatures"].clear(),
    "no list": lambda evidence: evidence.pop("signatures"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_is_found(evidence: dict[str, Any], name: str) -> None:
    changed = deepcopy(evidence)
    CHANGES[name](changed)
    assert not check_signatures(changed).ok
