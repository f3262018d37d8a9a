"""Where imports come from: suggested, changed with a reason, followed by the plan, gone with the records."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.firm import Profile
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.words import Closure, Role
from app.errors import Refused, UserError
from app.vault.secret import Secret
from tests.helpers.shops import ORIGIN, destroyed, ids_of, make_shop, reopened, shop
from tests.helpers.vaults import PASSPHRASE, FixedClock, clock, make_vault, opened, sample_firm

__all__ = ["clock", "shop"]


def batch_of(services: Services) -> str:
    return services.overview.imports()[0].batch


def test_the_next_batch_is_suggested_what_was_said_of_the_last(shop: Services) -> None:
    assert shop.origins.suggested() == ORIGIN


def test_the_first_batch_is_suggested_the_contract_with_the_customer(tmp_path: Path) -> None:
    services = reopened(make_vault(tmp_path))
    assert services.origins.suggested() == Origin(legal_basis=LegalBasis.CONTRACT)
    services.close()


def test_a_change_keeps_what_was_said_before_with_the_reason(shop: Services, clock: FixedClock) -> None:
    batch = batch_of(shop)
    wanted = Origin("网店", "会员服务", LegalBasis.CONSENT, date(2027, 1, 31))
    done = shop.origins.change(batch, wanted, "会员协议已找到")
    assert done.changed == ("source", "purpose", "legal_basis", "purpose_until")
    now, changes = shop.origins.of(batch)
    assert now == wanted
    assert [(one.before, one.reason, one.changed_at) for one in changes] == [(ORIGIN, "会员协议已找到", clock.now())]
    assert shop.overview.imports()[0].origin == wanted


def test_the_log_names_the_parts_and_not_what_was_said(shop: Services) -> None:
    shop.origins.change(batch_of(shop), Origin("钱先生转交", "会员服务"), "钱先生来电更正")
    event = shop.audit.newest(1).events[0]
    told = json.dumps(dict(event.detail), ensure_ascii=False)
    assert event.action == "import.origin"
    assert "钱先生" not in told
    assert event.detail["changed"] == ["source", "purpose", "legal_basis"]


@pytest.mark.parametrize(
    ("origin", "reason", "code"),
    [(Origin("网店"), "  ", "reason-missing"), (ORIGIN, "更正", "origin-unchanged")],
)
def test_what_is_no_change_is_refused(shop: Services, origin: Origin, reason: str, code: str) -> None:
    before = shop.audit.newest(1).events[0].seq
    with pytest.raises(UserError) as caught:
        shop.origins.change(batch_of(shop), origin, reason)
    assert caught.value.code == code
    assert shop.audit.newest(1).events[0].seq == before


def test_an_import_that_is_none_is_said(shop: Services) -> None:
    with pytest.raises(UserError, match="unknown-import"):
        shop.origins.of("00" * 16)
    with pytest.raises(UserError, match="unknown-import"):
        shop.origins.change("keine", Origin(), "更正")


def test_a_viewer_may_not_change_it(shop: Services) -> None:
    batch, vault = batch_of(shop), shop.session.folder.path
    shop.operators.add("钱查阅", Role.VIEWER, Secret(PASSPHRASE))
    shop.close()
    viewer = opened(vault, operator="钱查阅")
    with pytest.raises(Refused):
        viewer.origins.change(batch, Origin("网店"), "更正")
    viewer.close()


def test_classified_records_follow_the_purposes_new_last_day(tmp_path: Path) -> None:
    """The plan goes by what is known of the purpose today, not on the day of the classification."""
    clock = FixedClock()
    firm = sample_firm(Closure.ADDRESS_CANCELLATION, Profile(service_ended_on=None))
    services = opened(make_vault(tmp_path, firm=firm, clock=clock), clock=clock)
    path = tmp_path / "客户.csv"
    path.write_text("姓名,手机号码\n钱一二,13912345678\n钱三四,13912345679", encoding="utf-8")
    services.imports.run(path, origin=Origin("门店", "提供课程"))
    services.classification.accept()
    assert len(services.planning.due()) == 0
    ended = Origin("门店", "提供课程", None, clock.today() - timedelta(days=1))
    assert services.origins.change(batch_of(services), ended, "课程已结束").records == 2
    assert len(services.planning.due()) == 2
    later = Origin("门店", "提供课程", None, clock.today() + timedelta(days=30))
    assert services.origins.change(batch_of(services), later, "课程延期").records == 2
    assert len(services.planning.due()) == 0
    services.close()


def test_what_was_said_before_goes_with_the_last_record(tmp_path: Path) -> None:
    services = make_shop(tmp_path, count=2)
    batch = batch_of(services)
    services.origins.change(batch, Origin("钱先生转交", "提供课程"), "钱先生来电更正")
    one, other = ids_of(services)
    destroyed(services, tmp_path / "out", [one])
    assert [change.reason for change in services.origins.of(batch)[1]] == ["钱先生来电更正"]
    destroyed(services, tmp_path / "out", [other])
    assert services.origins.of(batch) == (Origin("", "提供课程"), ())
    services.close()
