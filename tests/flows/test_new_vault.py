"""The flow that sets up a vault, walked without a window."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import create_vault
from app.domain.firm import Firm
from app.domain.words import Closure
from app.flows.flow import Problem
from app.flows.new_vault import NewVaultFlow
from app.jobs import Progress
from app.services.creation import Created
from app.services.secrets import Secret
from tests.helpers.vaults import LIGHT, OPERATOR, PASSPHRASE, USCC, opened

TODAY = date(2026, 11, 21)


def _create(path: Path, firm: Firm, operator: str, passphrase: Secret) -> Created:
    return create_vault(path, firm=firm, operator=operator, passphrase=passphrase, kdf=LIGHT)


@pytest.fixture
def flow(tmp_path: Path) -> NewVaultFlow:
    return NewVaultFlow(_create, TODAY, tmp_path)


def _fill_firm(flow: NewVaultFlow) -> None:
    flow.change(firm="北京晨光教育咨询有限公司", uscc=USCC)
    flow.choose_closure(Closure.DEREGISTRATION)


def _fill_operator(flow: NewVaultFlow) -> None:
    flow.change(operator=OPERATOR, passphrase=Secret(PASSPHRASE), repeated=Secret(PASSPHRASE))


def _at_place(flow: NewVaultFlow) -> NewVaultFlow:
    _fill_firm(flow)
    flow.go_next()
    flow.go_next()
    _fill_operator(flow)
    flow.go_next()
    return flow


def _codes(flow: NewVaultFlow, step: str) -> list[str]:
    return [problem.code for problem in flow.problems(step)]


def test_nothing_entered_says_what_is_missing(flow: NewVaultFlow) -> None:
    assert _codes(flow, "firm") == ["bad-firm-name", "bad-uscc", "closure-missing"]
    with pytest.raises(ValueError, match="firm"):
        flow.go_next()


def test_a_wrong_check_character_is_asked_about_and_may_be_confirmed(flow: NewVaultFlow) -> None:
    _fill_firm(flow)
    flow.change(uscc=f"{USCC[:-1]}{'A' if USCC[-1] != 'A' else 'B'}")
    assert flow.problems("firm") == (Problem("uscc", "doubtful-uscc"),)
    flow.change(doubt_accepted=True)
    assert flow.problems("firm") == ()


@pytest.mark.parametrize(
    ("closure", "ended"),
    [(Closure.DEREGISTRATION, TODAY), (Closure.GROUP_SUBSIDIARY, TODAY), (Closure.TRANSFER, None)],
)
def test_the_end_of_the_service_is_proposed_from_the_closure(
    flow: NewVaultFlow, closure: Closure, ended: date | None
) -> None:
    flow.choose_closure(closure)
    assert flow.state.profile.service_ended_on == ended


def test_a_day_to_come_or_no_day_at_all_stays_on_the_page(flow: NewVaultFlow) -> None:
    flow.choose_closure(Closure.DEREGISTRATION)
    flow.change(profile=flow.state.profile.__class__(service_ended_on=date(2026, 11, 22)))
    assert _codes(flow, "profile") == ["in-the-future"]
    flow.change(day_is_readable=False)
    assert _codes(flow, "profile") == ["bad-day"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("short", "short", "weak-passphrase"),
        ("长一点", "长一点", "weak-passphrase"),
        (PASSPHRASE, "x", "passphrases-differ"),
    ],
)
def test_passphrases_are_long_and_typed_twice(flow: NewVaultFlow, first: str, second: str, code: str) -> None:
    flow.change(operator=OPERATOR, passphrase=Secret(first), repeated=Secret(second))
    assert _codes(flow, "operator") == [code]


def test_four_chinese_characters_are_enough(flow: NewVaultFlow) -> None:
    flow.change(operator=OPERATOR, passphrase=Secret("四个汉字"), repeated=Secret("四个汉字"))
    assert _codes(flow, "operator") == []


def test_the_vault_is_named_after_the_firm_and_never_put_over_another(flow: NewVaultFlow, tmp_path: Path) -> None:
    _at_place(flow)
    vault = tmp_path / "北京晨光教育咨询有限公司.qingdang"
    assert flow.state.vault == vault
    vault.mkdir()
    assert _codes(flow, "place") == ["target-exists"]


def test_letters_that_no_folder_takes_are_replaced(flow: NewVaultFlow, tmp_path: Path) -> None:
    flow.change(firm=" A/B: 公司. ")
    assert flow.state.vault == tmp_path / "A_B_ 公司.qingdang"


def test_leaving_the_place_makes_the_vault_and_there_is_no_way_back(flow: NewVaultFlow) -> None:
    _at_place(flow)
    assert flow.can_go_back
    work = flow.work("place")
    assert work is not None
    flow.complete(work(Progress()))
    assert flow.step == "code"
    assert (flow.can_go_back, flow.is_last) == (False, True)
    assert _codes(flow, "code") == ["code-not-kept"]
    vault = flow.state.vault
    assert vault is not None
    services = opened(vault)
    assert services.session.firm.profile.service_ended_on == TODAY
    services.close()


def test_what_is_printed_of_the_state_holds_no_passphrase(flow: NewVaultFlow) -> None:
    _fill_operator(flow)
    assert PASSPHRASE not in repr(flow.state)
