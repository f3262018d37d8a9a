"""The user's own settings on this computer: recent vaults, theme, language. No customer data, no secrets."""

import json
import os
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


def keep_whole(path: Path, text: str) -> None:
    """Put a text in place of a file, at once and for the user alone: it tells which vaults there are.

    What can't be written is left as it was.
    """
    staging = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        staging.replace(path)
    except OSError:
        return


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
        keep_whole(self._path, json.dumps(self._values, ensure_ascii=False, indent=1))

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
