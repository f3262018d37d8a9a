"""Holds in a real vault: placed with a reason, several at once, lifted by a person only."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Role
from app.errors import EnvironmentProblem, Refused, UserError
from app.vault.secret import Secret
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, opened


@pytest.fixture
def numbers(services: Services) -> list[int]:
    planted(services.session, 5)
    with services.session.read() as uow:
        return [row[0] for row in uow.connection.rows("SELECT id FROM record ORDER BY id")]


def test_hold_freezes_and_release_frees(services: Services, numbers: list[int]) -> None:
    hold = services.holds.add("  劳动  争议 ", numbers[:2], until=date(2027, 6, 30))
    assert (hold.id, hold.reason, hold.records, hold.placed_by) == ("1", "劳动 争议", 2, "王建华")
    assert hold.is_standing
    assert [one.id for one in services.holds.of_record(numbers[0])] == ["1"]
    assert services.holds.of_record(numbers[4]) == ()
    lifted = services.holds.release("1")
    assert not lifted.is_standing
    assert (lifted.released_by, lifted.records) == ("王建华", 2)
    assert services.holds.of_record(numbers[0]) == ()
    assert services.holds.all() == (lifted,)


def test_several_holds_stand_until_each_is_lifted(services: Services, numbers: list[int]) -> None:
    first = services.holds.add("诉讼", numbers)
    services.holds.add("审计", numbers[:3])
    assert [one.reason for one in services.holds.all()] == ["审计", "诉讼"]
    services.holds.release(first.id)
    decisions = services.planning.decide_all(numbers)
    assert [decisions[number].reasons[0].code == "held" for number in numbers] == [True] * 3 + [False] * 2


def test_passing_of_the_expected_end_frees_nothing(services: Services, numbers: list[int], clock: FixedClock) -> None:
    services.holds.add("诉讼", numbers, until=clock.today())
    clock.advance(days=400)
    (hold,) = services.holds.all()
    assert hold.is_standing
    assert not services.planning.due()


@pytest.mark.parametrize(
    ("reason", "until", "code"),
    [
        ("", None, "hold-without-reason"),
        (" \n\t", None, "hold-without-reason"),
        ("长" * 501, None, "hold-reason-too-long"),
        ("诉讼", date(2026, 11, 20), "hold-until-past"),
    ],
)
def test_wrong_hold_freezes_nothing(
    services: Services, numbers: list[int], reason: str, until: date | None, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        services.holds.add(reason, numbers, until)
    assert services.holds.all() == ()


def test_hold_on_nothing_is_refused(services: Services, numbers: list[int]) -> None:
    for chosen in ([], [999, 1000]):
        with pytest.raises(UserError, match="nothing-to-hold"):
            services.holds.add("诉讼", chosen)
    assert services.holds.all() == ()
    assert services.holds.add("诉讼", [*numbers, numbers[0], 999]).records == len(numbers)


def test_release_of_an_unknown_or_lifted_hold(services: Services, numbers: list[int]) -> None:
    with pytest.raises(UserError, match="unknown-hold"):
        services.holds.release("7")
    with pytest.raises(UserError, match="unknown-hold"):
        services.holds.release("一")
    hold = services.holds.add("诉讼", numbers)
    services.holds.release(hold.id)
    with pytest.raises(Refused, match="hold-lifted-already"):
        services.holds.release(hold.id)


def test_log_has_numbers_and_no_reason(services: Services, numbers: list[int]) -> None:
    services.holds.add("王芳诉讼", numbers)
    services.holds.release("1")
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT action, subject, detail FROM audit WHERE action LIKE 'hold.%' ORDER BY seq")
    assert rows == [("hold.add", "1", '{"records":5}'), ("hold.release", "1", '{"records":5}')]


def test_who_may_hold(services: Services, numbers: list[int], vault: Path, clock: FixedClock) -> None:
    services.operators.add("李清算", Role.APPROVER, Secret("an approver's passphrase"))
    services.operators.add("孙查阅", Role.VIEWER, Secret("a viewer's passphrase"))
    services.close()
    for name, secret, allowed in (
        ("李清算", "an approver's passphrase", True),
        ("孙查阅", "a viewer's passphrase", False),
    ):
        found = opened(vault, operator=name, passphrase=secret, clock=clock)
        try:
            if allowed:
                assert found.holds.add("审计", numbers).placed_by == name
            else:
                assert len(found.holds.all()) == 1
                with pytest.raises(Refused, match="role-forbids"):
                    found.holds.add("审计", numbers)
                with pytest.raises(Refused, match="role-forbids"):
                    found.holds.release("1")
        finally:
            found.close()


def test_read_only_vault_takes_no_hold(services: Services, numbers: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.session, "read_only", True)
    with pytest.raises(EnvironmentProblem, match="read-only-vault"):
        services.holds.add("诉讼", numbers)
