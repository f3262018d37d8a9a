"""Decisions changed by hand in a real vault: what can be, what comes of it, what is kept, what is refused."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.decision_changes import Wanted
from app.domain.firm import Profile
from app.domain.plan import PlanGroup
from app.domain.retention import Reason
from app.domain.words import Kind, Role
from app.errors import Cancelled, Refused, UserError
from app.jobs import Progress
from app.services import decision_changes
from app.services.record_proposals import Choice
from app.vault.secret import Secret
from tests.helpers.books import Cell, write_book
from tests.helpers.planted import planted
from tests.helpers.shops import approved, make_shop
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

BASIS = "股东会决议 2026-3 号"


def ids_of(services: Services) -> list[int]:
    with services.session.read() as uow:
        return [row[0] for row in uow.connection.rows("SELECT id FROM record ORDER BY id")]


def stored(services: Services, ids: Sequence[int]) -> list[tuple[object, ...]]:
    """Rule, day that starts the period and last day of keeping of these records."""
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT id, rule, trigger_date, retain_until FROM record ORDER BY id")
    return [row[1:] for row in rows if row[0] in ids]


def vouchers(folder: Path) -> Path:
    """Records of which one names no day, so that their period can't begin."""
    days: list[Cell] = [date(2019, 12, 20), date(2021, 3, 4), None]
    head: list[Cell] = ["凭证日期", "凭证字号", "摘要", "科目", "借方金额", "贷方金额"]
    rows: list[list[Cell]] = [
        [day, f"记-{at:03d}", "收学费", "预收账款", 1200.0, 1200.0] for at, day in enumerate(days)
    ]
    return write_book(folder / "凭证.xlsx", {"记账凭证": [head, *rows]})


@pytest.fixture
def books(services: Services, tmp_path: Path) -> Services:
    """Three accounting vouchers, classified; the last one is undecided."""
    services.imports.run(vouchers(tmp_path))
    services.classification.accept()
    return services


def undecided(services: Services) -> PlanGroup:
    """The plan's first group, which nobody could decide."""
    group = services.planning.plan().groups[0]
    assert not group.decision.decided
    return group


def test_day_that_the_plan_misses_is_entered(books: Services) -> None:
    ids = books.planning.records_of(undecided(books))
    assert stored(books, ids) == [("ACC-VOUCHER", None, None)]
    effect = books.decisions.apply(ids, Wanted(first_day=date(2020, 6, 30)), BASIS)
    assert (effect.records, effect.undecided, effect.left_out) == (1, 0, ())
    assert stored(books, ids) == [("ACC-VOUCHER", "2020-06-30", "2050-12-31")]
    assert books.planning.decide(ids[0]).decided
    assert all(group.decision.decided for group in books.planning.plan().groups)


def test_another_rule_reads_its_own_day_from_each_record(books: Services) -> None:
    """Ten years for bank papers instead of thirty; what names no day stays undecided, and is counted so."""
    ids = ids_of(books)
    effect = books.decisions.preview(ids, Wanted("ACC-BANK"), BASIS)
    before = stored(books, ids)
    assert effect == books.decisions.preview(ids[::-1], Wanted("ACC-BANK"), BASIS)
    assert stored(books, ids) == before
    assert (effect.records, effect.undecided, effect.sooner, effect.change) == (3, 1, 2, None)
    changed = books.decisions.apply(ids, Wanted("ACC-BANK"), BASIS)
    assert (changed.turns, changed.change) == (effect.turns, 1)
    assert stored(books, ids) == [
        ("ACC-BANK", "2019-12-20", "2029-12-31"),
        ("ACC-BANK", "2021-03-04", "2031-12-31"),
        ("ACC-BANK", None, None),
    ]


def test_turns_say_what_was_and_what_comes_with_their_days(books: Services) -> None:
    effect = books.decisions.preview(ids_of(books), Wanted("ACC-BANK"), BASIS)
    dated, open_ = effect.turns
    assert (dated.before.rule, dated.before.due_first, dated.before.due_last) == (
        "ACC-VOUCHER", date(2050, 1, 1), date(2052, 1, 1),
    )  # fmt: skip
    assert (dated.after.rule, dated.after.due_first, dated.after.due_last) == (
        "ACC-BANK", date(2030, 1, 1), date(2032, 1, 1),
    )  # fmt: skip
    assert (dated.records, dated.sooner, open_.records, open_.sooner) == (2, 2, 1, 0)
    assert (open_.after.decided, open_.after.due_first) == (False, None)
    assert sum(turn.records for turn in effect.turns) == effect.records


def test_what_a_record_was_found_to_be_stays(books: Services) -> None:
    """Kind, grade and open matters were decided too, perhaps by a person: only rule and day are another's matter."""
    ids = ids_of(books)
    found = "SELECT kind, sensitivity, pi_sensitive, open_debt, classified_at, classified_by, state FROM record"
    with books.session.write() as uow:
        uow.connection.execute("UPDATE record SET sensitivity = 'core', open_debt = 1")
        before = uow.connection.rows(found)
        uow.commit()
    books.decisions.apply(ids, Wanted("ACC-BANK"), BASIS)
    with books.session.read() as uow:
        assert uow.connection.rows(found) == before


def test_change_is_kept_with_who_when_and_why(books: Services) -> None:
    ids = ids_of(books)
    books.decisions.apply(ids[:2], Wanted("ACC-BANK"), f"  {BASIS}\n第二条 ")
    books.decisions.apply(ids, Wanted("TAX-10Y", date(2020, 1, 1)), BASIS)
    first, second = books.decisions.all()
    assert (first.id, first.changed_by, first.changed_at) == (1, "王建华", books.session.clock.now())
    assert (first.records, first.rules_before, first.basis) == (2, (("ACC-VOUCHER", 2),), f"{BASIS} 第二条")
    assert (second.wanted, second.rules_before) == (
        Wanted("TAX-10Y", date(2020, 1, 1)),
        (("ACC-BANK", 2), ("ACC-VOUCHER", 1)),
    )
    with books.session.read() as uow:
        lines = uow.connection.rows("SELECT * FROM decision_change_record ORDER BY change_id, record_id")
    assert lines[:2] == [(1, ids[0], "ACC-VOUCHER", "2019-12-20"), (1, ids[1], "ACC-VOUCHER", "2021-03-04")]
    assert lines[4] == (2, ids[2], "ACC-VOUCHER", None)


def test_log_has_counts_and_rules_only(books: Services) -> None:
    books.decisions.apply(ids_of(books), Wanted("ACC-BANK", date(2020, 1, 1)), BASIS)
    (event,) = books.audit.newest(1).events
    assert (event.action, event.subject) == ("decision.change", "1")
    assert dict(event.detail) == {
        "records": 3, "rule": "ACC-BANK", "before": ["ACC-VOUCHER 3"], "unsure": 0, "blocked": 0,
    }  # fmt: skip


def test_history_tells_what_a_record_was_classified_as_and_how_it_was_decided_then(books: Services) -> None:
    ids = ids_of(books)
    books.decisions.apply(ids, Wanted("ACC-BANK"), BASIS)
    books.decisions.apply(ids, Wanted(first_day=date(2020, 1, 1)), BASIS)
    with books.session.read() as uow:
        uid = uow.records.lines(ids[:1])[0].uid
    told = {(one.event, one.by, one.detail) for one in books.records.peek(uid).history if one.event != "imported"}
    assert told == {
        ("classified", "王建华", "ACC-VOUCHER"),
        ("decided", "王建华", f"ACC-VOUCHER → ACC-BANK · {BASIS}"),
        ("decided", "王建华", f"ACC-BANK · 2020-01-01 · {BASIS}"),
    }


def test_same_rule_again_takes_the_day_back_to_what_the_record_says(books: Services) -> None:
    ids = ids_of(books)
    before = stored(books, ids)
    books.decisions.apply(ids, Wanted("ACC-BANK", date(2001, 1, 1)), BASIS)
    books.decisions.apply(ids, Wanted("ACC-VOUCHER"), BASIS)
    assert stored(books, ids) == before


def test_earlier_destruction_is_counted_and_a_later_one_is_not(books: Services) -> None:
    ids = ids_of(books)
    assert books.decisions.preview(ids, Wanted("ACC-REP-A"), BASIS).sooner == 0
    books.decisions.apply(ids, Wanted("ACC-REP-A"), BASIS)
    assert all(books.planning.decide(number).permanent for number in ids)
    back = books.decisions.preview(ids, Wanted("ACC-BANK", date(2010, 1, 1)), BASIS)
    assert (back.sooner, [turn.after.destroyable for turn in back.turns]) == (3, [True])


def test_what_is_part_of_a_paper_already_keeps_its_decision(services: Services, tmp_path: Path) -> None:
    for state in ("archived", "restricted", "transferred"):
        planted(services.session, 2, state=state)
    planted(services.session, 3, state="imported", rule=None, trigger_date=None)
    planted(services.session, 4, kind="accounting", rule="ACC-BANK")
    changeable = planted(services.session, 5)
    effect = services.decisions.apply([*ids_of(services), 999], Wanted("PI-TRUSTEE", date(2026, 1, 1)), BASIS)
    assert effect.records == 5
    assert dict(effect.left_out) == {
        "decision-packed": 4, "decision-handed-over": 2, "decision-waiting": 3, "decision-other-kind": 4,
        "decision-gone": 1,
    }  # fmt: skip
    changed = services.records.resolve(uids=changeable.records)
    assert stored(services, changed) == [("PI-TRUSTEE", "2026-01-01", None)] * 5
    with pytest.raises(Refused, match="decision-unchanged") as caught:
        services.decisions.apply(ids_of(services), Wanted("PI-TRUSTEE", date(2026, 1, 1)), BASIS)
    assert caught.value.reasons[0] == Reason("decision-same", (("records", "5"),))
    assert [one.records for one in services.decisions.all()] == [5]


def test_records_of_an_order_are_left_until_it_is_withdrawn(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, count=3, clock=FixedClock())
    ids = ids_of(shop)
    order = approved(shop, ids[:2])
    wanted = Wanted("PI-TRUSTEE", date(2027, 1, 1))
    assert dict(shop.decisions.preview(ids, wanted, BASIS).left_out) == {"decision-listed": 2}
    shop.destruction.withdraw(order)
    assert shop.decisions.apply(ids, wanted, BASIS).records == 3
    shop.close()


def test_order_tells_its_approver_how_many_were_decided_by_hand(tmp_path: Path) -> None:
    """Twice changed is one record; what is destroyed is not counted any more."""
    shop = make_shop(tmp_path, count=4, clock=FixedClock())
    ids = ids_of(shop)
    for day in (date(2025, 1, 1), date(2026, 1, 1)):
        shop.decisions.apply(ids[:2], Wanted("PI-TRUSTEE", day), BASIS)
    order = shop.destruction.prepare(ids[1:]).order
    assert (shop.destruction.status(order).records, shop.destruction.status(order).decided_by_hand) == (3, 1)
    assert shop.destruction.status(order).result()["decided_by_hand"] == 1
    shop.destruction.approve(order, shop.session.signer)
    shop.destruction.execute(order, tmp_path / "out")
    assert shop.destruction.status(order).decided_by_hand == 0
    shop.close()


def test_frozen_records_are_decided_and_stay_frozen(services: Services) -> None:
    planted(services.session, 3, kind="accounting", rule="ACC-VOUCHER")
    ids = ids_of(services)
    services.holds.add("诉讼", ids[:1])
    effect = services.decisions.apply(ids, Wanted("ACC-BANK", date(2001, 1, 1)), BASIS)
    assert (effect.records, effect.held, effect.sooner) == (3, 1, 3)
    assert not services.planning.decide(ids[0]).destroyable
    assert services.planning.decide(ids[1]).destroyable


def test_changed_classification_is_used(books: Services) -> None:
    """Taking it back would lose the change and its basis, so it is refused; nothing is half done."""
    ids = ids_of(books)
    books.decisions.apply(ids[:1], Wanted("ACC-BANK"), BASIS)
    with pytest.raises(Refused, match="classify-used") as caught:
        books.classification.undo()
    assert (caught.value.params["records"], caught.value.params["used"]) == (3, 1)
    assert len(books.decisions.all()) == 1


def test_classification_by_hand_still_gives_the_new_rule_its_own_day(services: Services, tmp_path: Path) -> None:
    """The wizard and the change by hand read days with the same eyes."""
    services.imports.run(vouchers(tmp_path))
    (group,) = services.classification.propose().groups
    services.classification.accept(changes={group.key: Choice(rule="ACC-BANK")})
    by_hand = stored(services, ids_of(services))
    services.decisions.apply(ids_of(services), Wanted("ACC-VOUCHER"), BASIS)
    services.decisions.apply(ids_of(services), Wanted("ACC-BANK"), BASIS)
    assert stored(services, ids_of(services)) == by_hand


@pytest.mark.parametrize(
    ("wanted", "basis", "code"),
    [
        (Wanted(), BASIS, "decision-nothing-wanted"),
        (Wanted("ACC-BANK"), " \n", "decision-basis-missing"),
        (Wanted("ACC-BANK"), "据" * 201, "decision-basis-too-long"),
        (Wanted("ACC-BANK"), "应 13916238457 来电要求", "decision-basis-names-somebody"),
        (Wanted("ACC-BANK"), "依 wangfang@example.com 的申请", "decision-basis-names-somebody"),
        (Wanted("NO-SUCH"), BASIS, "unknown-rule"),
        (Wanted("PI-LOCK"), BASIS, "unknown-rule"),
        (Wanted("AML-TX"), BASIS, "unknown-rule"),  # binds banks and the like, by the firm's profile
    ],
)
def test_what_may_not_stand_is_refused_before_anything_is_read(
    books: Services, wanted: Wanted, basis: str, code: str
) -> None:
    before = stored(books, ids_of(books))
    for act in (books.decisions.preview, books.decisions.apply):
        with pytest.raises(UserError, match=code):
            act(ids_of(books), wanted, basis)
    assert (stored(books, ids_of(books)), books.decisions.all()) == (before, ())


def test_firms_own_longer_period_is_no_rule_of_a_record(books: Services) -> None:
    books.rules.keep_longer("ACC-BANK", 20, "制度第八条")
    assert not [rule.id for rule in books.decisions.rules() if rule.id.startswith("OWN-")]
    with pytest.raises(UserError, match="unknown-rule"):
        books.decisions.preview(ids_of(books), Wanted("OWN-ACC-BANK"), BASIS)
    books.decisions.apply(ids_of(books), Wanted("ACC-BANK", date(2020, 1, 1)), BASIS)
    assert [row[2] for row in stored(books, ids_of(books))] == ["2040-12-31"] * 3


def test_rules_offered_are_those_that_fit_kind_and_firm(books: Services, tmp_path: Path) -> None:
    offered = {rule.id for rule in books.decisions.rules([Kind.ACCOUNTING])}
    assert {"ACC-VOUCHER", "ACC-BANK", "TAX-10Y"} <= offered
    assert not offered & {"PI-MIN", "PI-LOCK", "AUCTION", "ACC-OPEN"}
    folder = tmp_path / "auction"
    folder.mkdir()
    auction = opened(make_vault(folder, firm=sample_firm(profile=Profile(is_auction_house=True))))
    assert "AUCTION" in {rule.id for rule in auction.decisions.rules([Kind.ACCOUNTING])}
    auction.close()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.APPROVER, Role.WITNESS])
def test_only_who_classifies_decides(vault: Path, role: Role) -> None:
    clock, secret = FixedClock(), Secret("correct horse battery")
    owner = opened(vault, clock=clock)
    planted(owner.session, 1)
    owner.operators.add("李清算", role, secret)
    owner.close()
    other = opened(vault, operator="李清算", clock=clock)
    with pytest.raises(Refused, match="role-forbids"):
        other.decisions.apply([1], Wanted("PI-TRUSTEE"), BASIS)
    other.close()


class StopAfter(Progress):
    """Somebody presses Cancel once a part is done."""

    def advance(self, units: int = 1) -> None:
        super().advance(units)
        self.cancel.cancel()


@pytest.mark.parametrize("what", ["preview", "apply"])
def test_cancelled_change_leaves_everything_as_it_was(
    services: Services, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(decision_changes, "_AT_ONCE", 4)
    planted(services.session, 10)
    before = stored(services, ids_of(services))
    with pytest.raises(Cancelled):
        getattr(services.decisions, what)(ids_of(services), Wanted("PI-TRUSTEE"), BASIS, StopAfter())
    assert (stored(services, ids_of(services)), services.decisions.all()) == (before, ())


def test_many_records_of_several_sheets_go_part_by_part(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sheet's own column gives the day, wherever one part of the work ends."""
    monkeypatch.setattr(decision_changes, "_AT_ONCE", 7)
    planted(services.session, 10, kind="other", rule="PI-SHARE")
    planted(services.session, 9, kind="other", rule="PI-SHARE")
    progress = Progress()
    effect = services.decisions.apply(ids_of(services), Wanted("NET-LOG"), BASIS, progress)
    assert (effect.records, progress.snapshot().done) == (19, 19)
    assert {row[0] for row in stored(services, ids_of(services))} == {"NET-LOG"}
    with services.session.read() as uow:
        assert uow.connection.value("SELECT count(*) FROM decision_change_record") == 19
