"""Who may do what, as the contract says under --operator."""

import pytest

from app.domain.permissions import Action, is_one_person, may, may_sign, roles_for
from app.domain.words import Role

ALLOWED = {
    Role.VIEWER: {"read", "report", "backup"},
    Role.HANDLER: {str(action) for action in Action} - {"approve", "witness"},
    Role.APPROVER: {"read", "report", "backup", "look-up", "approve", "hold", "settings"},
    Role.WITNESS: {"read", "report", "backup", "look-up", "witness"},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_the_contract_gives_it(role: Role) -> None:
    assert {str(action) for action in Action if may(role, action, one_person=False)} == ALLOWED[role]


@pytest.mark.parametrize("role", Role)
def test_one_person_alone_stands_in_every_role(role: Role) -> None:
    assert all(may(role, action, one_person=True) for action in Action)


def test_alone_means_one_operator_and_no_setting_against_it() -> None:
    assert is_one_person(["a"], allowed=True)
    assert not is_one_person(["a"], allowed=False)
    assert not is_one_person(["a", "b"], allowed=True)


def test_who_prepared_signs_only_while_alone() -> None:
    assert not may_sign("a", preparer="a", one_person=False)
    assert may_sign("b", preparer="a", one_person=False)
    assert may_sign("a", preparer="a", one_person=True)


def test_refusals_can_name_the_roles() -> None:
    assert roles_for(Action.APPROVE) == (Role.APPROVER,)
    assert roles_for(Action.HOLD) == (Role.HANDLER, Role.APPROVER)
