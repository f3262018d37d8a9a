"""How much work something is, counted in calls: no other work of the machine changes that."""

import sys
from collections.abc import Callable


def calls(act: Callable[[], object]) -> int:
    """The calls of Python functions in `act`, done once before so that what is read only once does not count."""
    count = 0

    def see(_frame: object, event: str, _given: object) -> None:
        nonlocal count
        count += event == "call"

    act()
    before = sys.getprofile()
    sys.setprofile(see)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count
