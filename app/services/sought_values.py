"""What a destruction's reading back looks for, and the control: the same search must find it in the old generation.

It asks the old generation only, on a connection of its own, so it can run beside the writing of the next one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from zlib import crc32

from app.domain.customers import Identity
from app.domain.traces import is_strong
from app.errors import Damaged
from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.storage.connection import Connection
from app.storage.residue import Leavers, ResidueStore
from app.vault.pages import PAGE
from app.vault.reader import VALUES_AT_ONCE, ValueReader

_STEP = 1000
_FIRST = 3  # portions of rows


class TooManyValuesError(Exception):
    """There are more values than fit the memory at once; `part` of the rows had been seen."""

    def __init__(self, part: float) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Sought:
    """Values that only leaving rows hold, and keys, with a reader that was proved to find them.

    `shared` values are held by staying rows too, `weak` ones are too short or name nobody; both are only counted.
    """

    values: list[str]
    keys: int
    reader: ValueReader
    shared: int
    weak: int
    seconds: float


class Seeker:
    """Finds out what to look for once records have left."""

    def __init__(self, following: NextGeneration, leavers: Leavers, records: int, changed: dict[int, Identity]) -> None:
        """`records`: how many leave; `changed`: staying customers of whom less is known afterwards."""
        self._next = following
        self._leavers = leavers
        self._records = records
        self._changed = changed

    def seek(self, progress: Progress, number: int = 0, portions: int = 1) -> Sought:
        """One portion of the values; they are dealt out by their checksum.

        Raises TooManyValuesError, Damaged("control-incomplete") where the search does not find all of them in the old
        generation, since what can't find proves nothing, and Cancelled.
        """
        old = Connection(self._next.old_path, self._next.old_key.reveal(), mode="ro")
        try:
            old.begin(write=False)
            store = ResidueStore(old, self._leavers)
            strong, weak = self._gathered(store, number, portions, progress)
            values = self._without_shared(store, strong, progress)
            keys = store.leaving_keys() if number == 0 else []
        finally:
            old.close()
        reader = ValueReader(values, keys)
        progress.start("destroy.control", self._next.old_path.stat().st_size // PAGE)
        control = reader.read(self._next.old_path, self._next.old_key.reveal(), progress.advance, until_all=True)
        wanted = len(values) + len(keys)
        if len(control.found) < wanted:
            raise Damaged("control-incomplete", found=len(control.found), values=wanted)
        return Sought(values, len(keys), reader, len(strong) - len(values), weak, control.seconds)

    def _gathered(self, store: ResidueStore, number: int, portions: int, progress: Progress) -> tuple[list[str], int]:
        """The distinct values that are strong enough to be looked for, and how many are not."""
        progress.start("destroy.values", self._records)
        strong: set[str] = set()
        weak: set[str] = set()
        for seen, values in enumerate(chain(store.leaving_rows(), store.leaving_texts())):
            for value in values:
                if not value or value in strong or value in weak:
                    continue
                if portions == 1 or crc32(value.encode()) % portions == number:
                    (strong if is_strong(value) else weak).add(value)
            if len(strong) > VALUES_AT_ONCE:
                raise TooManyValuesError(min(1.0, seen / self._records))
            if seen % _STEP == 0 and seen < self._records:
                progress.advance(_STEP)
        return sorted(strong), len(weak)

    def _without_shared(self, store: ResidueStore, values: list[str], progress: Progress) -> list[str]:
        """The values that no row that stays holds too: others can't be looked for, and needn't."""
        progress.start("destroy.shared", store.staying())
        texts = self._staying(store, progress)
        # What very many rows hold is found in the first ones, and need not be found again in every other.
        common = ValueReader(values, foreign=False).search_all(islice(texts, _FIRST))
        rare = [value for index, value in enumerate(values) if index not in common]
        shared = ValueReader(rare, foreign=False).search_all(texts)
        return [value for index, value in enumerate(rare) if index not in shared]

    def _staying(self, store: ResidueStore, progress: Progress) -> Iterator[list[bytes]]:
        """The texts of all rows that stay; records come first."""
        for rows in store.staying_records():
            progress.advance(len(rows))
            yield [text.encode() for text in rows]
        for customers in store.staying_customers(self._changed):
            progress.advance(len(customers))
            yield customers
        yield from store.staying_others()
