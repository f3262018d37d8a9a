"""The user's own settings on this computer: recent vaults, theme, language. No customer data, no secrets."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs

FOLDER_VARIABLE = "QINGDANG_SETTINGS"


def settings_folder() -> Path:
    """The folder for settings and the log; QINGDANG_SETTINGS names another one, for tests and trials."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_config_dir("qingdang", appauthor=False))


def own_font() -> Path:
    """Where the user may put a TrueType font for rare characters; documents embed it where their own fonts lack one."""
    return settings_folder() / "fallback.ttf"


class Settings:
    """Key and JSON value, written whole and atomically at each change.

    An unreadable or damaged file counts as empty: settings never keep the program from starting. A folder that can't be
    written is bearable too: the change then lasts until the program ends.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or settings_folder()) / "settings.json"
        self._values = self._read()

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        self._values = {**self._values, key: value}
        self._write(self._values)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self, values: Mapping[str, Any]) -> None:
        staging = self._path.with_suffix(".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            staging.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
            staging.replace(self._path)
        except OSError:
            return
