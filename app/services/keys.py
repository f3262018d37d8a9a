"""A change of the vault's keys: everything is written again under a new one, and the old one opens nothing."""

from app.domain.permissions import Action
from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.services.session import Session
from app.storage.next_generation import NextGenerationStore


class KeyService:
    """For when a passphrase, or an old copy of the header, may be in wrong hands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def change(self, progress: Progress | None = None) -> int:
        """Write the next generation with all that the vault holds; returns its number.

        No other operator's passphrase is needed. Raises Refused("role-forbids"), Cancelled, EnvironmentProblem.
        """
        session = self._session
        session.require(Action.KEYS)
        progress = progress or Progress()

        def fill(following: NextGeneration) -> None:
            with following.connection.stoppable(lambda: progress.cancel.is_cancelled):
                _copy(NextGenerationStore(following.connection), progress)

        def log(following: NextGeneration) -> None:
            detail = {"generation": following.number}
            with following.unit() as uow:
                uow.audit.append("keys.change", session.vault_id, detail, session.operator.name, session.clock.now())
                uow.commit()

        session.replace_generation(fill, progress, log)
        return session.generation


def _copy(store: NextGenerationStore, progress: Progress) -> None:
    try:
        progress.start("rotate.copy", store.rows())
        store.copy(progress.advance)
        progress.start("rotate.index")
        store.index(progress.advance)
    finally:
        store.close()
