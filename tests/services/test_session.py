"""Units of work on an open vault, and the change to a next generation."""

import threading
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.audit import merkle_root
from app.domain.permissions import Action
from app.domain.words import Role
from app.errors import Cancelled, Damaged, EnvironmentProblem, NotUnlocked, Refused
from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.storage.bulk import Utf8
from app.storage.connection import Conflict, Connection
from app.storage.records import NewRecords
from app.vault import disk
from app.vault.secret import Secret
from tests.helpers.generations import copy_everything, rotate
from tests.helpers.vaults import OPERATOR, PASSPHRASE, opened, sample_firm


def _put(services: Services, value: str) -> None:
    session = services.session
    with session.write() as uow:
        uow.settings.put("test", value)
        uow.audit.append("test.put", "", {}, session.operator.name, session.clock.now())
        uow.commit()


def _get(services: Services) -> str | None:
    with services.session.read() as uow:
        return uow.settings.get("test")


def test_what_is_committed_is_there_and_what_is_not_is_not(services: Services) -> None:
    _put(services, "1")
    with services.session.write() as uow:
        uow.settings.put("test", "2")
    with pytest.raises(ZeroDivisionError), services.session.write() as uow:  # noqa: PT012 - the unit is what fails
        uow.settings.put("test", "3")
        raise ZeroDivisionError
    assert _get(services) == "1"


def test_a_unit_is_committed_once(services: Services) -> None:
    with services.session.write() as uow:
        uow.commit()
        with pytest.raises(RuntimeError):
            uow.commit()


def test_references_go_unchecked_only_where_that_is_asked_for(services: Services) -> None:
    session = services.session
    entry = "INSERT INTO hold_record (hold_id, record_id) VALUES (7, 7)"
    with session.write(large=True) as uow:
        uow.connection.execute(entry)
        assert len(uow.connection.rows("PRAGMA foreign_key_check")) == 2
    with session.write() as uow, pytest.raises(Conflict):
        uow.connection.execute(entry)


def test_a_record_of_nobody_that_is_there_is_refused_even_unchecked(services: Services) -> None:
    records = NewRecords([1], [b"u" * 16], [b"s" * 16], [b"d" * 16], [5], [2], [""], Utf8([b"[]"]), [None], [0])
    with services.session.write(large=True) as uow, pytest.raises(ValueError, match="refers"):
        uow.records.add(records, 1, "2026-11-22T00:00:00Z")


def test_units_that_write_do_not_nest(services: Services) -> None:
    with services.session.write(), pytest.raises(RuntimeError), services.session.write():
        pass
    _put(services, "1")


def test_a_unit_that_writes_does_not_begin_inside_one_that_reads(services: Services) -> None:
    with services.session.read(), pytest.raises(RuntimeError), services.session.write():
        pass
    with services.session.write() as uow, services.session.read():
        uow.commit()


def test_a_second_writer_waits_for_the_first(services: Services) -> None:
    order: list[str] = []

    def second() -> None:
        _put(services, "2")
        order.append("second")

    thread = threading.Thread(target=second)
    with services.session.write() as uow:
        thread.start()
        thread.join(0.1)
        uow.settings.put("test", "1")
        order.append("first")
        uow.commit()
    thread.join()
    assert (order, _get(services)) == (["first", "second"], "2")


def test_readers_see_the_last_commit_while_somebody_writes(services: Services) -> None:
    _put(services, "1")
    with services.session.write() as uow:
        uow.settings.put("test", "2")
        assert _get(services) == "1"


def test_the_header_follows_the_log(services: Services, vault: Path) -> None:
    for value in "123":
        _put(services, value)
    with services.session.read() as uow:
        hashes = uow.audit.hashes()
    header = services.session.folder.read_header()
    assert (header.size, header.root) == (4, merkle_root(hashes).hex())


def test_a_header_that_can_not_be_written_now_is_written_later(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit stands; only the header is behind, which is allowed."""

    def full(point: str) -> None:
        raise OSError(28, point)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "fault", full)
        _put(services, "1")
    assert _get(services) == "1"
    assert services.session.folder.read_header().size == 1
    _put(services, "2")
    assert services.session.folder.read_header().size == 3


def test_a_closed_session_does_nothing(services: Services) -> None:
    services.close()
    services.close()
    with pytest.raises(NotUnlocked, match="vault-closed"):
        _put(services, "1")
    with pytest.raises(NotUnlocked, match="vault-closed"):
        _get(services)


def test_closing_leaves_one_file_and_no_lock(services: Services, vault: Path) -> None:
    _put(services, "1")
    services.close()
    assert sorted(path.name for path in vault.iterdir()) == ["blobs", "lock", "vault-1.db", "vault.json"]


class TestRoles:
    """What a role may do, with others there and alone."""

    def test_alone_everything(self, services: Services) -> None:
        for action in Action:
            services.session.require(action)
        assert services.session.is_one_person()

    def test_with_others_its_own_role(self, services: Services) -> None:
        services.operators.add("李审批", Role.APPROVER, Secret("another one"))
        assert not services.session.is_one_person()
        services.session.require(Action.IMPORT)
        with pytest.raises(Refused) as caught:
            services.session.require(Action.APPROVE)
        assert (caught.value.code, caught.value.exit_code) == ("role-forbids", 3)
        assert caught.value.params == {"role": "handler", "action": "approve", "roles": "approver"}

    def test_the_firm_may_forbid_one_person_roles(self, services: Services) -> None:
        services.settings.set("one-person-roles", "no")
        with pytest.raises(Refused, match="role-forbids"):
            services.session.require(Action.APPROVE)


class TestRotation:
    """The next generation."""

    def test_everything_is_there_under_another_key(self, services: Services, vault: Path) -> None:
        _put(services, "1")
        old_key = services.session._key.reveal()
        old_file = (vault / "vault-1.db").read_bytes()
        rotate(services.session)
        assert services.session.generation == 2
        assert _get(services) == "1"
        assert services.session.firm.name == sample_firm().name
        assert services.checkup.check().ok
        assert not (vault / "vault-1.db").exists()
        with pytest.raises(Damaged):
            Connection(vault / "vault-2.db", old_key)
        assert services.session._key.reveal() != old_key
        assert old_file[:16] not in (vault / "vault-2.db").read_bytes()
        _put(services, "2")
        services.close()
        services = opened(vault)
        assert _get(services) == "2"
        services.close()

    def test_only_what_is_filled_in_is_there(self, services: Services) -> None:
        _put(services, "secret")

        def fill(following: NextGeneration) -> None:
            copy_everything(following)
            following.connection.execute("DELETE FROM next.setting")

        services.session.replace_generation(fill, Progress())
        assert _get(services) is None

    def test_verifying_may_write_into_the_new_one(self, services: Services) -> None:
        def verify(following: NextGeneration) -> None:
            with following.unit() as uow:
                uow.settings.put("test", "measured")
                uow.audit.append("test.verify", "", {}, OPERATOR, services.session.clock.now())
                uow.commit()

        services.session.replace_generation(copy_everything, Progress(), verify)
        assert _get(services) == "measured"
        assert services.session.folder.read_header().size == 2
        assert services.checkup.check().ok

    @pytest.mark.parametrize("stage", ["fill", "verify", "cancel"])
    def test_an_error_or_a_cancel_leaves_everything_as_it_was(
        self, services: Services, vault: Path, stage: str
    ) -> None:
        _put(services, "1")
        progress = Progress()

        def fill(following: NextGeneration) -> None:
            copy_everything(following)
            if stage == "fill":
                raise ZeroDivisionError

        def verify(_following: NextGeneration) -> None:
            if stage == "cancel":
                progress.cancel.cancel()
            else:
                raise ZeroDivisionError

        with pytest.raises((ZeroDivisionError, Cancelled)):
            services.session.replace_generation(fill, progress, verify)
        assert services.session.generation == 1
        assert [path.name for path in vault.glob("vault-*.db")] == ["vault-1.db"]
        _put(services, "2")
        assert services.checkup.check().ok

    def test_a_log_that_does_not_go_on_is_refused(self, services: Services) -> None:
        def forget(following: NextGeneration) -> None:
            copy_everything(following)
            following.connection.execute("DELETE FROM next.audit")

        with pytest.raises(Damaged) as caught:
            services.session.replace_generation(forget, Progress())
        assert caught.value.params == {"part": "audit"}
        assert services.session.generation == 1

    def test_broken_references_are_refused(self, services: Services) -> None:
        def dangle(following: NextGeneration) -> None:
            copy_everything(following)
            following.connection.execute(
                "INSERT INTO next.sheet (batch_id, kind, columns, rows_read, records_added, duplicates, rejected_rows)"
                " VALUES (99, 'basic', '[]', 0, 0, 0, 0)"
            )

        with pytest.raises(Damaged) as caught:
            services.session.replace_generation(dangle, Progress())
        assert caught.value.params == {"part": "references"}
        assert services.session.generation == 1
        with services.session.write() as uow:
            assert uow.connection.value("PRAGMA foreign_keys") == 1
        assert services.checkup.check().ok

    def test_a_switch_that_fails_is_taken_back(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(point: str) -> None:
            if point == "write.staged":
                raise OSError(28, point)

        with monkeypatch.context() as patch:
            patch.setattr(disk, "fault", full)
            with pytest.raises(EnvironmentProblem, match="disk-full"):
                rotate(services.session)
        assert services.session.generation == 1
        _put(services, "1")
        assert services.checkup.check().ok

    def test_an_error_after_the_rename_does_not_take_it_back(
        self, services: Services, vault: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The header on the disk names the new generation: that is the truth now."""

        def broken(point: str) -> None:
            if point == "write.renamed":
                raise OSError(5, point)

        with monkeypatch.context() as patch:
            patch.setattr(disk, "fault", broken)
            rotate(services.session)
        assert services.session.generation == 2
        _put(services, "1")
        assert services.checkup.check().ok
        assert not (vault / "vault-1.db").exists()

    def test_readers_of_the_old_one_are_stopped_and_new_ones_see_the_new(self, services: Services) -> None:
        began, outcome = threading.Event(), list[object]()
        endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

        def read() -> None:
            try:
                with services.session.read() as uow:
                    began.set()
                    uow.connection.value(endless)
            except Cancelled as error:
                outcome.append(error)
            outcome.append(_get(services))

        _put(services, "1")
        thread = threading.Thread(target=read)
        thread.start()
        began.wait(10)
        rotate(services.session)
        thread.join()
        assert (len(outcome), outcome[-1]) == (2, "1")

    def test_who_reads_can_not_rotate_and_nothing_is_begun(self, services: Services, vault: Path) -> None:
        with services.session.read(), pytest.raises(RuntimeError):
            rotate(services.session)
        assert [path.name for path in vault.glob("vault-*.db")] == ["vault-1.db"]

    def test_every_slot_opens_the_new_one(self, services: Services, vault: Path) -> None:
        services.operators.add("李审批", Role.APPROVER, Secret("another one"))
        rotate(services.session)
        services.close()
        for name, passphrase in ((OPERATOR, PASSPHRASE), ("李审批", "another one")):
            opened(vault, operator=name, passphrase=passphrase).close()

    def test_an_error_right_after_the_switch_closes_the_session_and_the_next_opening_finishes(
        self, services: Services, vault: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def vanish(point: str) -> None:
            if point == "rotate.switched":
                (vault / "vault-2.db").rename(vault / "away")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "fault", vanish)
            with pytest.raises(Damaged, match="database-missing"):
                rotate(services.session)
        with pytest.raises(NotUnlocked, match="vault-closed"):
            _put(services, "1")
        services.close()
        (vault / "away").rename(vault / "vault-2.db")
        services = opened(vault)
        assert services.session.generation == 2
        assert services.checkup.check().ok
        assert not (vault / "vault-1.db").exists()
        services.close()
