"""The memory of mappings: what a person said of a sheet is proposed for the next one with the same header words."""

from app.domain.mappings import ColumnChoice, SheetChoice, in_order, signature
from app.domain.permissions import Action
from app.services.imports import SheetPreview, digest_key
from app.services.session import Session
from app.storage.mappings import KeptMapping


class MappingService:
    """Keeps for each header signature what was chosen last. It holds words of the program only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def proposal(self, sheet: SheetPreview) -> SheetChoice | None:
        """What was chosen for a sheet like this one, None where none was or it would change nothing."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            known = signature(sheet.columns, digest_key(uow))
            kept = uow.mappings.find(known) if known else None
        if kept is None:
            return None
        chosen = dict(zip(in_order(sheet.columns), kept.columns, strict=True))
        found = {column.index: ColumnChoice(column.field, column.type) for column in sheet.columns}
        if kept.kind is sheet.kind and all(found[index] == choice for index, choice in chosen.items()):
            return None
        return SheetChoice(kept.kind, None, chosen)

    def remember(self, sheet: SheetPreview) -> bool:
        """Keep how this sheet is read, as it was shown last; whether it can be known again by its headers.

        Raises Refused("role-forbids").
        """
        session = self._session
        session.require(Action.IMPORT)
        choices = {column.index: ColumnChoice(column.field, column.type) for column in sheet.columns}
        columns = tuple(choices[index] for index in in_order(sheet.columns))
        with session.write() as uow:
            known = signature(sheet.columns, digest_key(uow))
            if known is None:
                return False
            uow.mappings.keep(known, KeptMapping(sheet.kind, columns), session.clock.now())
            uow.commit()
        return True
