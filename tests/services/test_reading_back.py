"""What the reading back looks for, what stops an order, and what an interruption leaves."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import OrderState
from app.errors import Cancelled, Damaged, EnvironmentProblem
from app.jobs import Progress
from app.storage import next_generation
from app.storage.residue import ResidueStore
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import VAULT, approved, destroyed, ids_of, make_shop, person, reopened, state_of
from tests.helpers.vaults import FixedClock


def test_shared_and_weak_values_are_counted_not_looked_for(tmp_path: Path, clock: FixedClock) -> None:
    """The title is the sheet's name, which other records' rows hold too."""
    notes = ["普通会员来店", "2020-05-01", "普通会员来店"]
    shop = make_shop(tmp_path, [(*person(at)[:3], note) for at, note in enumerate(notes)], clock=clock)
    residue = destroyed(shop, tmp_path / "out", [1, 2]).residue
    assert (residue.values, residue.shared_values, residue.weak_values) == (6, 2, 1)
    shop.close()


def test_what_the_index_folds_is_no_residue(tmp_path: Path, clock: FixedClock) -> None:
    """The index holds WXID88ABCDEF as wxid88abcdef, which another customer wrote so: nothing is wrong."""
    rows = [(*person(0)[:3], "wxid88abcdef"), (*person(1)[:3], "WXID88ABCDEF"), (*person(2)[:3], "139 2222 3333")]
    rows.append((person(3)[0], "13922223333", *person(3)[2:]))
    shop = make_shop(tmp_path, rows, clock=clock)
    done = destroyed(shop, tmp_path / "out", [1, 4])
    assert (done.result, done.residue.hits) == ("complete", 0)
    assert done.residue.shared_values >= 2
    shop.close()


def test_a_hit_stops_the_order_loudly(shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm: a mistake in the copying that leaves a record in must not end in a certificate."""
    order = approved(shop, ids_of(shop)[:5])
    careless = replace(next_generation.PLAN["record"], where="t.id <> 1")
    monkeypatch.setitem(next_generation.PLAN, "record", careless)
    monkeypatch.setitem(next_generation.PLAN, "customer", replace(next_generation.PLAN["customer"], where="1"))
    with pytest.raises(Damaged) as damaged:
        shop.destruction.execute(order, tmp_path / "out")
    assert damaged.value.code == "residue-found"
    assert damaged.value.params["values"] > 0  # type: ignore[operator]
    assert state_of(shop, order) is OrderState.APPROVED
    assert [event.action for event in shop.audit.newest(2).events] == ["order.stop", "order.start"]
    assert set(shop.session.folder.database_files().values()) == {1}
    assert len(ids_of(shop)) == 12
    assert shop.checkup.check().ok
    monkeypatch.undo()
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 5


def test_a_forgotten_word_in_the_index_stops_the_order(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = approved(shop, ids_of(shop)[:5])
    phone = person(0)[1]

    original = next_generation.NextGenerationStore.index

    def with_a_stranger(store: next_generation.NextGenerationStore, advance: next_generation.Advance) -> int:
        store._connection.execute("INSERT INTO next.search (rowid, text) VALUES (999, ?)", (phone,))
        return original(store, advance)

    monkeypatch.setattr(next_generation.NextGenerationStore, "index", with_a_stranger)
    with pytest.raises(Damaged, match="residue-found"):
        shop.destruction.execute(order, tmp_path / "out")
    assert state_of(shop, order) is OrderState.APPROVED


def test_a_reader_that_finds_nothing_proves_nothing(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that the control does not find in the old generation stops the order."""
    order = approved(shop, ids_of(shop)[:5])
    monkeypatch.setattr(ResidueStore, "leaving_texts", lambda _store: iter([["并不在库里的值"]]))
    with pytest.raises(Damaged) as damaged:
        shop.destruction.execute(order, tmp_path / "out")
    assert damaged.value.code == "control-incomplete"
    assert state_of(shop, order) is OrderState.APPROVED


def test_many_values_are_read_in_portions(shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than fit the memory cost more passes, and give the same figures."""
    ids = ids_of(shop)
    whole = destroyed(shop, tmp_path / "out", ids[:3]).residue
    monkeypatch.setattr("app.services.sought_values.VALUES_AT_ONCE", 5)
    parts = destroyed(shop, tmp_path / "out", ids[3:6]).residue
    assert parts.values == parts.control_hits == whole.values
    assert (parts.hits, parts.terms) == (0, whole.terms)


STEPS = (
    "destroy.decide",
    "destroy.copy",
    "destroy.index",
    "rotate.check",
    "destroy.control",
    "destroy.read",
    "destroy.words",
)


class CancelledAt(Progress):
    """A progress on which somebody presses Cancel as soon as a step begins."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self._step = step

    def start(self, step: str, total: int = 0) -> None:
        if step == self._step:
            self.cancel.cancel()
        super().start(step, total)


@pytest.mark.parametrize("step", STEPS)
def test_a_cancel_leaves_everything_as_it_was(shop: Services, tmp_path: Path, step: str) -> None:
    order = approved(shop, None)
    with pytest.raises(Cancelled):
        shop.destruction.execute(order, tmp_path / "out", progress=CancelledAt(step))
    assert state_of(shop, order) is OrderState.APPROVED
    assert set(shop.session.folder.database_files().values()) == {1}
    assert len(ids_of(shop)) == 12
    assert not list((tmp_path / "out").iterdir())
    assert shop.checkup.check().ok
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 12


def test_the_steps_are_told_in_their_order(shop: Services, tmp_path: Path) -> None:
    told: list[str] = []

    class Told(Progress):
        def start(self, step: str, total: int = 0) -> None:
            told.append(step)
            super().start(step, total)

    shop.destruction.execute(approved(shop, None), tmp_path / "out", progress=Told())
    assert [step for step in told if step in STEPS] == list(STEPS)


def test_an_error_after_the_switch_is_made_good_by_the_same_command(shop: Services, tmp_path: Path) -> None:
    """The records are gone, and the certificate can be issued as often as it takes: once."""
    order = approved(shop, None)
    shop.close()
    broken = reopened(tmp_path / VAULT, renderer=_Broken())
    with pytest.raises(EnvironmentProblem):
        broken.destruction.execute(order, tmp_path / "out")
    assert state_of(broken, order) is OrderState.VERIFIED
    assert broken.session.generation == 2
    broken.close()
    again = reopened(tmp_path / VAULT)
    done = again.destruction.execute(order, tmp_path / "out")
    assert done.certificate is not None
    assert (done.destroyed, done.certificate.number) == (12, "XHZ-2026-001")
    with again.session.read() as uow:
        assert len(uow.documents.all()) == 1
    assert again.checkup.check().ok
    again.close()


class _Broken(PaperRenderer):
    def destruction_certificate(self, *_parts: object) -> bytes:
        raise EnvironmentProblem("disk-full", file="certificate")


def test_an_order_interrupted_by_a_crash_is_approved_again_at_opening(shop: Services, tmp_path: Path) -> None:
    order = approved(shop, None)
    with shop.session.write() as uow:
        found = uow.orders.find(order)
        assert found is not None
        uow.orders.save(replace(found, state=OrderState.EXECUTING))
        uow.commit()
    shop.close()
    again = reopened(tmp_path / VAULT)
    assert state_of(again, order) is OrderState.APPROVED
    assert again.audit.newest(1).events[0].action == "order.stop"
    again.close()


def test_a_file_in_the_way_is_not_overwritten(shop: Services, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    taken = out / "北京晨光教育咨询有限公司-XHZ-2026-001.pdf"
    taken.write_text("别的文件")
    done = destroyed(shop, out)
    assert taken.read_text() == "别的文件"
    assert done.certificate is not None
    assert Path(done.certificate.file).name == "北京晨光教育咨询有限公司-XHZ-2026-001-2.pdf"
