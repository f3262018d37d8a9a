"""The people of a vault: adding them, and asking a passphrase again before a signature."""

from app.domain.operators import Operator, operator_name
from app.domain.permissions import Action
from app.domain.words import Role
from app.errors import NotUnlocked, UserError
from app.services.creation import check_passphrase
from app.services.session import Session
from app.storage.operators import KnownOperator
from app.vault.keys import STRONG, Kdf
from app.vault.recovery import new_code, read_code
from app.vault.secret import Secret
from app.vault.signing import Signer
from app.vault.slots import RECOVERY, Slot, SlotKeys, open_slot


class OperatorService:
    """Operators, their passphrases and the recovery code."""

    def __init__(self, session: Session, kdf: Kdf = STRONG) -> None:
        self._session = session
        self._kdf = kdf

    def all(self) -> tuple[Operator, ...]:
        """All operators, the first one first."""
        with self._session.read() as uow:
            return uow.operators.all()

    def add(self, name: str, role: Role, passphrase: Secret) -> Operator:
        """Add an operator with keys of its own.

        Raises UserError ("bad-operator-name", "operator-exists", "weak-passphrase"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.OPERATORS)
        operator = Operator(operator_name(name), role)
        check_passphrase(passphrase)
        if operator.name in (one.name for one in self.all()):
            raise UserError("operator-exists", operator=operator.name)
        slot = self._slot(operator.name, role, passphrase)
        with session.write() as uow:
            now = session.clock.now()
            uow.operators.add(KnownOperator(operator, slot.sign_public, slot.box_public), now)
            uow.audit.append("operator.add", operator.name, {"role": role}, session.operator.name, now)
            session.commit_with_slot(uow, slot)
        return operator

    def signer(self, name: str, passphrase: Secret) -> Signer:
        """Sign in this operator's name: the passphrase is asked again, also of who is working now.

        Raises NotUnlocked ("unknown-operator", "wrong-passphrase").
        """
        return self._keys(self._session.header.slot(operator_name(name)), passphrase).signer(operator_name(name))

    def change_passphrase(self, old: Secret, new: Secret) -> None:
        """Give the working operator another passphrase; it keeps its signing key, so its signatures stay its own.

        An older copy of the header still opens this generation with the old passphrase: changing the vault's keys
        mends that, because the next key is sealed to a new pair that no older copy holds.
        """
        session, who = self._session, self._session.operator
        check_passphrase(new)
        keys = self._keys(session.header.slot(who.name), old)
        slot = session.slot_for(who.name, who.role, new, self._kdf, keys.sign_private)
        with session.write() as uow:
            uow.operators.replace_keys(KnownOperator(who, slot.sign_public, slot.box_public))
            uow.audit.append("operator.passphrase", who.name, {}, who.name, session.clock.now())
            session.commit_with_slot(uow, slot)

    def renew_recovery_code(self, passphrase: Secret) -> str:
        """A new recovery code in place of the old one, shown once; the operator's passphrase is asked again."""
        session = self._session
        session.require(Action.OPERATORS)
        self.signer(session.operator.name, passphrase)
        code = new_code(session.vault_id)
        slot = self._slot("", RECOVERY, read_code(code, session.vault_id))
        with session.write() as uow:
            uow.audit.append("operator.recovery-code", "", {}, session.operator.name, session.clock.now())
            session.commit_with_slot(uow, slot)
        return code

    def _slot(self, name: str, role: str, passphrase: Secret) -> Slot:
        return self._session.slot_for(name, role, passphrase, self._kdf)

    def _keys(self, slot: Slot, passphrase: Secret) -> SlotKeys:
        keys = open_slot(slot, passphrase, vault_id=self._session.vault_id)
        if keys is None:
            raise NotUnlocked("wrong-passphrase", operator=slot.name)
        return keys
