"""Many texts as one: what is asked of all cells of a column is found by one scan, without a call for each."""

import re
from collections.abc import Collection

BREAK = "\0"


def joined(texts: Collection[str]) -> str | None:
    """The texts, a BREAK before each; None where one of them holds that sign itself."""
    whole = "".join((BREAK, BREAK.join(texts))) if texts else ""
    return whole if whole.count(BREAK) == len(texts) else None


def parted(whole: str) -> list[str]:
    """The texts of a joined one."""
    return whole.split(BREAK)[1:]


class Form:
    """What a whole text looks like: an expression without a group, which matches no BREAK; its digits are ASCII."""

    def __init__(self, expression: str) -> None:
        self._alone = re.compile(expression, re.ASCII)
        self._among = re.compile(f"{BREAK}({expression})(?![^{BREAK}])", re.ASCII)

    def of(self, texts: Collection[str]) -> list[str]:
        """Those of the texts that have the form, in their order."""
        whole = joined(texts)
        if whole is None:
            return [text for text in texts if self._alone.fullmatch(text)]
        return self._among.findall(whole)

    def missed(self, texts: Collection[str]) -> list[str]:
        """Those of the texts that do not have the form, in their order."""
        whole = joined(texts)
        if whole is None:
            return [text for text in texts if self._alone.fullmatch(text) is None]
        return parted(self._among.sub("", whole))
