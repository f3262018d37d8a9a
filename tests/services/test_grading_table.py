"""The firm's own grading: tried, taken, logged, applied to what is in the vault and what comes in later."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import PiType, Role, Sensitivity
from app.errors import Refused, UserError
from app.services.grading_table import GRADING, OwnGrading
from app.vault.secret import Secret
from tests.helpers.books import write_book
from tests.helpers.vaults import opened

ROWS = [
    ["姓名", "手机号码", "邮箱"],
    *([name, f"1391623845{at}", f"a{at}@qq.com"] for at, name in enumerate(("王芳", "李强"))),
]
STRICT = OwnGrading({PiType.MOBILE_PHONE: Sensitivity.SENSITIVE})


def imported(services: Services, folder: Path, name: str = "客户") -> None:
    services.imports.run(write_book(folder / f"{name}.xlsx", {"客户名单": ROWS}))


def grades(services: Services) -> list[Sensitivity]:
    with services.session.read() as uow:
        return [column.sensitivity for column in uow.batches.sheets()[-1].plan.columns]


def test_the_effect_is_told_and_nothing_is_changed_yet(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    (effect,) = services.grading.effect(STRICT)
    assert (effect.header, effect.was, effect.becomes) == ("手机号码", "general", "sensitive")
    assert (effect.records, effect.waiting) == (2, 2)
    assert grades(services) == [Sensitivity.GENERAL] * 3
    assert not services.grading.table().is_own


def test_a_table_that_is_taken_grades_what_waits_and_what_comes(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    assert services.classification.propose().groups[0].sensitivity is Sensitivity.GENERAL
    assert len(services.grading.change(STRICT)) == 1
    assert grades(services) == ["general", "sensitive", "general"]
    assert {group.sensitivity for group in services.classification.propose().groups} == {Sensitivity.SENSITIVE}
    (tmp_path / "新").mkdir()
    services.imports.run(
        write_book(tmp_path / "新" / "会员.xlsx", {"会员": [ROWS[0], ["周杰", "15921880365", "b@qq.com"]]})
    )
    assert grades(services) == ["general", "sensitive", "general"]
    row = next(one for one in services.grading.table().rows if one.type is PiType.MOBILE_PHONE)
    assert (row.shipped, row.own, row.in_law) == ("general", "sensitive", False)
    assert GRADING not in services.settings.all()


def test_back_to_the_shipped_table(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    services.grading.change(STRICT)
    assert [one.becomes for one in services.grading.change(OwnGrading())] == [Sensitivity.GENERAL]
    assert grades(services) == [Sensitivity.GENERAL] * 3
    assert not services.grading.table().is_own


def test_words_make_a_column_core(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    core, amounts = services.grading.shipped_words()
    services.grading.change(OwnGrading(core_headers=(*core, "邮箱"), contract_amounts=amounts))
    assert grades(services) == ["general", "general", "core"]


def test_what_is_classified_keeps_its_grade(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    assert services.classification.accept().by_sensitivity == {"general": 2}
    (effect,) = services.grading.change(STRICT)
    assert effect.waiting == 0
    assert services.planning.plan().groups[0].sensitivity is Sensitivity.GENERAL


def test_the_law_is_the_floor(services: Services) -> None:
    with pytest.raises(UserError, match="grade-below-law") as raised:
        services.grading.change(OwnGrading({PiType.HEALTH: Sensitivity.GENERAL}))
    assert raised.value.params == {"types": "health"}
    with pytest.raises(UserError, match="bad-words"):
        services.grading.change(OwnGrading(core_headers=("",)))
    assert not services.grading.table().is_own


def test_a_change_is_in_the_audit_log_without_the_words(services: Services) -> None:
    services.grading.change(OwnGrading({PiType.EMAIL: Sensitivity.CORE}, core_headers=("祖传秘方",)))
    event = services.audit.newest(1).events[0]
    assert event.action == "grading.change"
    assert event.detail["types"] == ["email=core"]
    assert "祖传" not in str(event.detail)


def test_only_who_may_change_settings_changes_the_table(services: Services) -> None:
    services.operators.add("查阅人", Role.VIEWER, Secret("another passphrase"))
    path = services.session.folder.path
    services.close()
    viewer = opened(path, operator="查阅人", passphrase="another passphrase")
    assert viewer.grading.effect(STRICT) == ()
    with pytest.raises(Refused, match="role-forbids"):
        viewer.grading.change(STRICT)
    viewer.close()


def test_every_type_of_article_28_is_shipped_as_sensitive(services: Services) -> None:
    named = [row for row in services.grading.table().rows if row.in_law]
    assert {row.type for row in named} >= {PiType.HEALTH, PiType.RELIGION, PiType.BIOMETRIC, PiType.MINOR}
    assert {row.shipped for row in named} == {Sensitivity.SENSITIVE}


def test_what_the_standard_lists_and_no_type_tells_is_sensitive_by_its_header(
    services: Services, tmp_path: Path
) -> None:
    """GB/T 45574-2025, Annex A: credit information, criminal records."""
    rows = [["姓名", "征信情况", "犯罪记录"], ["王芳", "良好", "无"], ["李强", "有逾期", "无"]]
    services.imports.run(write_book(tmp_path / "客户.xlsx", {"客户名单": rows}))
    assert grades(services) == ["general", "sensitive", "sensitive"]
    (group,) = services.classification.propose().groups
    assert (group.sensitivity, group.pi_sensitive) == ("sensitive", True)


NAME_AND_MAIL = frozenset({PiType.PERSON_NAME, PiType.EMAIL})


def test_combinations_are_the_firms_own_too(services: Services, tmp_path: Path) -> None:
    imported(services, tmp_path)
    changed = services.grading.change(OwnGrading(together=(NAME_AND_MAIL,)))
    assert [one.header for one in changed] == ["姓名", "邮箱"]
    assert grades(services) == ["sensitive", "general", "sensitive"]
    assert services.grading.table().together == (NAME_AND_MAIL,)
    assert services.audit.newest(1).events[0].detail["together"] == ["person_name+email"]
    assert [one.becomes for one in services.grading.change(OwnGrading())] == [Sensitivity.GENERAL] * 2
    assert services.grading.table().together == services.grading.shipped_combinations()


def test_no_combination_is_a_choice(services: Services) -> None:
    services.grading.change(OwnGrading(together=()))
    assert services.grading.table().together == ()
    assert services.grading.table().is_own


@pytest.mark.parametrize("kinds", [{PiType.EMAIL}, {PiType.EMAIL, PiType.ORDER_NUMBER}, set()])
def test_a_combination_needs_two_kinds_of_personal_information(services: Services, kinds: set[PiType]) -> None:
    with pytest.raises(UserError) as raised:
        services.grading.change(OwnGrading(together=(frozenset(kinds),)))
    assert raised.value.code == "bad-combination"
    assert not services.grading.table().is_own
