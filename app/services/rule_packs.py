"""Newer rule packs: read, checked against the publisher's key, compared, taken over; the pack in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.audit import Detail
from app.domain.decisions import retain_until
from app.domain.own_periods import PREFIX, OwnPeriod, checked, own_period, with_own_periods
from app.domain.pack_changes import RecordChange, RuleChange, is_newer, record_changes, rule_changes
from app.domain.permissions import Action
from app.domain.retention import Reason, RulePack
from app.domain.rule_packs import parse_pack
from app.errors import Damaged, Refused
from app.formats.pack_files import PackFile, read_pack_file
from app.services.session import Session
from app.storage.rule_packs import StoredPack
from app.storage.unit_of_work import UnitOfWork
from app.vault.jws import open_jws

_SETTING = "own-period-"
UNREADABLE = "rule-pack-unreadable"


@dataclass(frozen=True, slots=True)
class PackPreview:
    """What taking a pack would change; nothing has been. `titles` are the rules' names by their ids."""

    version: str
    before: str
    rules: tuple[RuleChange, ...]
    records: tuple[RecordChange, ...]
    titles: Mapping[str, str]


def use_rules(session: Session, own: RulePack, publisher: bytes) -> None:
    """Decide by the pack that was taken into the vault, or by the program's own where that is newer or the only one.

    A pack that this program can't read or whose signature does not hold is left aside, with a warning.
    """
    with session.read() as uow:
        stored, periods = uow.rule_packs.latest(), _own_periods(uow)
    pack = own
    if stored is not None:
        try:
            taken = _opened(PackFile(stored.payload, stored.jws), publisher)
        except Damaged:
            session.warnings += (Reason(UNREADABLE, (("version", stored.version),)),)
        else:
            pack = taken if is_newer(taken, own) else own
    session.use(with_own_periods(pack, periods))


class RulePackService:
    """The pack in force, and how a newer one comes into the vault."""

    def __init__(self, session: Session, own: RulePack, publisher: bytes) -> None:
        """`own` is the program's pack, `publisher` the public key (SPKI DER) that newer ones are signed with."""
        self._session = session
        self._own = own
        self._publisher = publisher

    @property
    def pack(self) -> RulePack:
        """The pack that decides."""
        return self._session.pack

    def changes(self) -> tuple[RuleChange, ...]:
        """What the pack in force changed against the one that came with the program."""
        return rule_changes(self._own, self._session.pack)

    def records(self) -> dict[str | None, int]:
        """How many records each rule covers as their own; None for those without one."""
        found: dict[str | None, int] = {}
        with self._session.read() as uow:
            for facts, count in uow.facts.counted().items():
                found[facts.rule] = found.get(facts.rule, 0) + count
        return found

    def preview(self, file: Path) -> PackPreview:
        """What taking this file would change.

        Raises Damaged ("rule-pack-file", "rule-pack-signature", "rule-pack-publisher", other "rule-pack-…"),
        Refused("rule-pack-not-newer"), UserError("file-not-found").
        """
        self._session.require(Action.READ)
        pack = self._read(read_pack_file(file))
        with self._session.read() as uow:
            return self._compared(uow, with_own_periods(pack, _own_periods(uow)))

    def take(self, file: Path) -> PackPreview:
        """Decide by this pack from now on; what it changed. Raises what `preview` raises, Refused("role-forbids").

        Orders and documents keep the version they were made under.
        """
        session = self._session
        session.require(Action.SETTINGS)
        signed = read_pack_file(file)
        pack = self._read(signed)
        with session.write() as uow:
            pack = with_own_periods(pack, _own_periods(uow))
            found = self._compared(uow, pack)
            now, operator = session.clock.now(), session.operator.name
            uow.rule_packs.add(StoredPack(pack.version, signed.payload, signed.jws), now, operator)
            self._set_last_days(uow, pack)
            moved = sum(one.records for one in found.records)
            detail: Detail = {"version": pack.version, "before": found.before, "records": moved}
            uow.audit.append("rules.take", pack.version, detail, operator, now)
            uow.commit()
        session.use(pack)
        return found

    def own_periods(self) -> tuple[OwnPeriod, ...]:
        """The firm's own longer periods, by rule."""
        with self._session.read() as uow:
            return _own_periods(uow)

    def preview_longer(self, rule_id: str, years: int, basis: str) -> PackPreview:
        """What `keep_longer` would change; nothing has been. Raises what it raises."""
        self._session.require(Action.SETTINGS)
        period = self._checked(rule_id, years, basis)
        with self._session.read() as uow:
            others = [one for one in _own_periods(uow) if one.rule_id != rule_id]
            return self._compared(uow, with_own_periods(self._bare(), [*others, *([period] if period else [])]))

    def keep_longer(self, rule_id: str, years: int, basis: str) -> PackPreview:
        """Keep a rule's records so many years on the firm's own written basis; 0 years takes that back.

        Raises what app.domain.own_periods.checked raises, Refused("role-forbids"); tells what changed.
        """
        session = self._session
        session.require(Action.SETTINGS)
        period = self._checked(rule_id, years, basis)
        with session.write() as uow:
            if period is None:
                uow.settings.remove(_SETTING + rule_id)
            else:
                uow.settings.put(_SETTING + rule_id, period.stored())
            pack = with_own_periods(self._bare(), _own_periods(uow))
            found = self._compared(uow, pack)
            self._set_last_days(uow, pack)
            detail: Detail = {"rule": rule_id, "years": years}
            uow.audit.append("rules.own-period", rule_id, detail, session.operator.name, session.clock.now())
            uow.commit()
        session.use(pack)
        return found

    def _bare(self) -> RulePack:
        """The pack without the firm's own periods."""
        pack = self._session.pack
        return replace(pack, rules=tuple(rule for rule in pack.rules if not rule.id.startswith(PREFIX)))

    def _checked(self, rule_id: str, years: int, basis: str) -> OwnPeriod | None:
        return checked(OwnPeriod(rule_id, years, basis), self._bare()) if years else None

    def _read(self, signed: PackFile) -> RulePack:
        pack = _opened(signed, self._publisher)
        if not is_newer(pack, self._session.pack):
            raise Refused("rule-pack-not-newer", version=pack.version, present=self._session.pack.version)
        return pack

    def _compared(self, uow: UnitOfWork, pack: RulePack) -> PackPreview:
        old, today = self._session.pack, self._session.clock.today()
        records = record_changes(uow.facts.counted(), uow.firm.get(), today, old, pack)
        titles = {rule.id: rule.title for rule in (*old.rules, *pack.rules)}
        return PackPreview(pack.version, old.version, rule_changes(old, pack), records, titles)

    def _set_last_days(self, uow: UnitOfWork, pack: RulePack) -> None:
        """Lists sort by the stored last day, so it follows the rules."""
        known = {(facts.rule, facts.trigger_date) for facts in uow.facts.counted()}
        for rule, trigger in known:
            before, after = (retain_until(rule, trigger, one) for one in (self._session.pack, pack))
            if before != after:
                uow.facts.set_last_day(rule, trigger, after)


def _own_periods(uow: UnitOfWork) -> tuple[OwnPeriod, ...]:
    stored = {key.removeprefix(_SETTING): text for key, text in uow.settings.all().items() if key.startswith(_SETTING)}
    return tuple(filter(None, (own_period(rule, text) for rule, text in sorted(stored.items()))))


def _opened(signed: PackFile, publisher: bytes) -> RulePack:
    """The pack once its signature holds under the publisher's key."""
    opened = open_jws(signed.token())
    if not opened.ok:
        raise Damaged("rule-pack-signature")
    if opened.public_der != publisher:
        raise Damaged("rule-pack-publisher", key=opened.kid)
    return parse_pack(signed.texts())
