"""The firm's settings: their keys, what they may hold, and what they are when nobody set them."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.domain.firm import Entity, Profile
from app.domain.permissions import Action
from app.domain.words import Role
from app.errors import Refused, UserError
from app.services.session import ONE_PERSON, Session
from app.storage.unit_of_work import UnitOfWork

COOLING_OFF = "cooling-off-days"
NOTICE_FIRST = "notice-before-destruction"
WITNESS = "witness-required"
APPRAISAL = "appraisal-required"
AUTO_LOCK = "auto-lock-minutes"
SERVICE_ENDED = "service-ended-on"
DECIDED = "closing-decided-on"
ENTITY = "entity"

_DAYS = re.compile(r"\d{1,4}")
_NUMBERS = {COOLING_OFF: (0, 3650), AUTO_LOCK: (1, 240)}
_SWITCHES = (NOTICE_FIRST, ONE_PERSON, WITNESS, APPRAISAL)
_DEFAULTS = {COOLING_OFF: "0", NOTICE_FIRST: "no", APPRAISAL: "no", AUTO_LOCK: "5"}
_YES = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "是": "yes", "否": "no"}
_PROFILE_DAYS = {SERVICE_ENDED: "service_ended_on", DECIDED: "decided_on"}
# The profile's switches are settings too: "is_platform" is the key "platform", "has_cctv" is "cctv".
_PROFILE = {
    re.sub(r"^(is|has)_", "", one.name).replace("_", "-"): one.name for one in fields(Profile) if one.type is bool
}


class SettingService:
    """What the firm decides for itself; every change is logged with its key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[str, str]:
        """Every setting with its value or default, as text; "" for a day that is not set."""
        with self._session.read() as uow:
            return _effective(uow)

    def get(self, key: str) -> str:
        """One setting; UserError("unknown-setting")."""
        found = self.all().get(key)
        if found is None:
            raise UserError("unknown-setting", key=key)
        return found

    def is_on(self, key: str) -> bool:
        """A yes/no setting."""
        return self.get(key) == "yes"

    def number(self, key: str) -> int:
        """A setting that counts days or minutes."""
        return int(self.get(key))

    def set(self, key: str, value: str) -> None:
        """Change one setting; see `change`."""
        self.change({key: value})

    def change(self, values: Mapping[str, str]) -> None:
        """Change several settings at once, or none.

        Raises UserError ("unknown-setting", "bad-setting"), Refused ("role-forbids", "several-operators").
        """
        session = self._session
        session.require(Action.SETTINGS)
        checked = {key: _checked(key, value) for key, value in values.items()}
        with session.write() as uow:
            if checked.get(ONE_PERSON) == "yes" and len(uow.operators.all()) > 1:
                raise Refused("several-operators", key=ONE_PERSON)
            for key, value in checked.items():
                _put(uow, key, value)
            detail = dict(checked)
            uow.audit.append("settings.change", "", detail, session.operator.name, session.clock.now())
            uow.commit()


def _effective(uow: UnitOfWork) -> dict[str, str]:
    stored = uow.settings.all()
    operators = uow.operators.all()
    profile = uow.firm.get().profile
    alone = len(operators) == 1 and stored.get(ONE_PERSON) != "no"
    has_witness = any(operator.role is Role.WITNESS for operator in operators)
    days = {SERVICE_ENDED: profile.service_ended_on, DECIDED: profile.decided_on}
    return {
        **_DEFAULTS,
        WITNESS: "yes" if has_witness else "no",
        **{key: value for key, value in stored.items() if key in _NUMBERS or key in _SWITCHES},
        ONE_PERSON: "yes" if alone else "no",
        **{key: day.isoformat() if day else "" for key, day in days.items()},
        ENTITY: profile.entity,
        **{key: "yes" if getattr(profile, name) else "no" for key, name in _PROFILE.items()},
    }


def _checked(key: str, value: str) -> str:
    value = value.strip()
    if key in _NUMBERS:
        least, most = _NUMBERS[key]
        if not _DAYS.fullmatch(value) or not least <= int(value) <= most:
            raise UserError("bad-setting", key=key, value=value, expected=f"{least}-{most}")
        return str(int(value))
    if key in _SWITCHES or key in _PROFILE:
        if value.lower() not in _YES:
            raise UserError("bad-setting", key=key, value=value, expected="yes, no")
        return _YES[value.lower()]
    if key in _PROFILE_DAYS:
        return _day(key, value)
    if key == ENTITY:
        if value not in set(Entity):
            raise UserError("bad-setting", key=key, value=value, expected=", ".join(Entity))
        return value
    raise UserError("unknown-setting", key=key)


def _day(key: str, value: str) -> str:
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UserError("bad-setting", key=key, value=value, expected="YYYY-MM-DD") from error


def _put(uow: UnitOfWork, key: str, value: str) -> None:
    profile = uow.firm.get().profile
    if key in _PROFILE_DAYS:
        day: dict[str, Any] = {_PROFILE_DAYS[key]: date.fromisoformat(value) if value else None}
        uow.firm.set_profile(replace(profile, **day))
    elif key == ENTITY:
        uow.firm.set_profile(replace(profile, entity=Entity(value)))
    elif key in _PROFILE:
        switch: dict[str, Any] = {_PROFILE[key]: value == "yes"}
        uow.firm.set_profile(replace(profile, **switch))
    else:
        uow.settings.put(key, value)
