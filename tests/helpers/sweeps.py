"""How far a long sweep goes: some steps in every run, all of them where QINGDANG_SLOW=1 asks for it."""

import os


def is_full_size() -> bool:
    """Whether the long sweeps run whole."""
    return os.environ.get("QINGDANG_SLOW") == "1"


def sweep_size(few: int, many: int) -> int:
    """How many steps a test marked `slow` takes: `few` in every run, `many` at full size."""
    return many if is_full_size() else few
