"""The firm's settings."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Closure, Role
from app.errors import Refused, UserError
from app.vault.secret import Secret
from tests.helpers.vaults import make_vault, opened, sample_firm


def test_defaults_are_the_contracts(tmp_path: Path) -> None:
    services = opened(make_vault(tmp_path, firm=sample_firm(Closure.TRANSFER)))
    found = services.settings.all()
    services.close()
    expected = {
        "cooling-off-days": "0",
        "notice-before-destruction": "no",
        "one-person-roles": "yes",
        "witness-required": "no",
        "auto-lock-minutes": "5",
        "service-ended-on": "",
        "platform": "no",
    }
    assert {key: found[key] for key in expected} == expected


def test_what_is_kept_beside_them_is_none_of_them(services: Services) -> None:
    """The firm's own periods and grades lie in the same table; each has a way of its own."""
    before = set(services.settings.all())
    services.rules.keep_longer("ACC-REP-P", 15, "《会计档案管理制度》第八条")
    assert set(services.settings.all()) == before


def test_others_change_the_defaults(services: Services) -> None:
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    assert not services.settings.is_on("one-person-roles")
    assert not services.settings.is_on("witness-required")
    services.operators.add("赵监销", Role.WITNESS, Secret("another one"))
    assert services.settings.is_on("witness-required")
    services.settings.set("witness-required", "no")
    assert not services.settings.is_on("witness-required")


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("cooling-off-days", " 030 ", "30"),
        ("auto-lock-minutes", "15", "15"),
        ("notice-before-destruction", "YES", "yes"),
        ("notice-before-destruction", "是", "yes"),
        ("witness-required", "false", "no"),
        ("one-person-roles", "no", "no"),
        ("service-ended-on", "2026-06-30", "2026-06-30"),
        ("service-ended-on", "", ""),
        ("cctv", "yes", "yes"),
    ],
)
def test_values_are_kept_in_one_form(services: Services, key: str, typed: str, kept: str) -> None:
    services.settings.set(key, typed)
    assert services.settings.get(key) == kept
    assert services.audit.newest(1).events[0].detail == {key: kept}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("colour", "blue", "unknown-setting"),
        ("cooling-off-days", "-1", "bad-setting"),
        ("cooling-off-days", "3651", "bad-setting"),
        ("cooling-off-days", "七", "bad-setting"),
        ("cooling-off-days", "", "bad-setting"),
        ("auto-lock-minutes", "0", "bad-setting"),
        ("auto-lock-minutes", "241", "bad-setting"),
        ("witness-required", "perhaps", "bad-setting"),
        ("service-ended-on", "2026-02-30", "bad-setting"),
        ("service-ended-on", "30.6.2026", "bad-setting"),
    ],
)
def test_wrong_values_change_nothing_not_even_beside_right_ones(
    services: Services, key: str, value: str, code: str
) -> None:
    before, size = services.settings.all(), services.audit.newest().size
    with pytest.raises(UserError, match=code):
        services.settings.change({"notice-before-destruction": "yes", key: value})
    assert (services.settings.all(), services.audit.newest().size) == (before, size)


def test_the_profile_is_the_firms(services: Services) -> None:
    services.settings.change({"service-ended-on": "2026-06-30", "platform": "yes", "prepaid-cards": "yes"})
    profile = services.session.firm.profile
    assert (profile.service_ended_on, profile.is_platform, profile.has_prepaid_cards) == (date(2026, 6, 30), True, True)
    assert not profile.has_cctv


def test_one_person_roles_can_not_be_had_with_several(services: Services) -> None:
    services.operators.add("李审批", Role.APPROVER, Secret("another one"))
    with pytest.raises(Refused, match="several-operators"):
        services.settings.set("one-person-roles", "yes")
    services.settings.set("one-person-roles", "no")


def test_who_may_not_set_is_refused(services: Services, vault: Path) -> None:
    services.operators.add("钱查阅", Role.VIEWER, Secret("another one"))
    services.close()
    services = opened(vault, operator="钱查阅", passphrase="another one")
    assert services.settings.number("cooling-off-days") == 0
    with pytest.raises(Refused, match="role-forbids"):
        services.settings.set("cooling-off-days", "1")
    with pytest.raises(UserError, match="unknown-setting"):
        services.settings.get("colour")
    services.close()
