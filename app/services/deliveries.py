"""Files that leave the vault: whole, in place and known to it, or not there at all.

A file is noted, written beside its target and synced; the unit of work that tells of it owes it; after the commit it is
put in place and forgotten. Whatever a crash interrupts, the next opening finishes or undoes.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import EnvironmentProblem, UserError
from app.services.session import Session
from app.storage.deliveries import Delivery
from app.vault.disk import disk_errors, is_staged_beside, reached, replace, staging_beside, sync_folder


def require_free(target: Path) -> None:
    """Raise UserError where something is there already ("target-exists") or its folder is not ("folder-not-found")."""
    with disk_errors(target):
        if not target.parent.is_dir():
            raise UserError("folder-not-found", folder=target.parent.name)
        if target.exists():
            raise UserError("target-exists", file=target.name)


@contextmanager
def delivered(session: Session, *targets: Path) -> Iterator[tuple[Delivery, ...]]:
    """Files to write at their `staging` paths; within, `uow.deliveries.owe` each in the unit of work that tells of it.

    Leaving normally puts in place what is owed; what can't be now (EnvironmentProblem "delivery-waits") is at the next
    opening. Leaving by an error removes what is not owed.
    """
    with session.write() as uow:
        begun = tuple(uow.deliveries.begin(staging_beside(one), one) for one in map(Path.absolute, targets))
        uow.commit()
    reached("delivery.noted")
    try:
        yield begun
    except BaseException:
        # What a committed unit of work tells of stays owed: the next opening puts it in place.
        with suppress(EnvironmentProblem):
            _settle(session, {one.id for one in begun}, owed=False)
        raise
    _settle(session, {one.id for one in begun}, owed=None)


def settle_deliveries(session: Session) -> None:
    """At opening: put in place or remove what a crash left; what lies on a medium that is away waits for it."""
    with suppress(EnvironmentProblem):
        _settle(session, None, owed=None)


def _settle(session: Session, ids: set[int] | None, *, owed: bool | None) -> None:
    """Finish or undo each, whatever happens to the others; raises EnvironmentProblem for the first that is owed."""
    with session.read() as uow:
        left = [
            one for one in uow.deliveries.all() if (ids is None or one.id in ids) and (owed is None or one.owed == owed)
        ]
    waiting: list[EnvironmentProblem] = []
    for one in left:
        try:
            _settle_one(one)
        except EnvironmentProblem as problem:
            if one.owed:
                waiting.append(problem)
            continue
        with session.write() as uow:
            uow.deliveries.forget(one)
            uow.commit()
    if waiting:
        raise EnvironmentProblem("delivery-waits", file=waiting[0].params["file"]) from waiting[0]


def _settle_one(delivery: Delivery) -> None:
    if not is_staged_beside(delivery.staging, delivery.target):
        return  # no path of ours: anybody can hand over a vault that names others' files
    with disk_errors(delivery.target):
        if not delivery.staging.parent.is_dir():
            raise EnvironmentProblem("disk-error", file=delivery.target.name)
        if not delivery.owed:
            _remove(delivery.staging)
            return
        if delivery.staging.exists():
            reached("delivery.placing")
            replace(delivery.staging, delivery.target)
            sync_folder(delivery.target.parent)
    reached("delivery.placed")


def _remove(staging: Path) -> None:
    """What was written in vain: a file, or a folder of them."""
    if staging.is_dir():
        shutil.rmtree(staging)
    else:
        staging.unlink(missing_ok=True)
