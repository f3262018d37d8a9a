"""The statutory lock (封存, PIPL 47(2)): what has to be kept is stored and secured, and used for nothing else.

The lock holds from the act that puts a record under it (archiving what the rules restrict) to its destruction. One
record may still be looked up, and so may one person's: that is what access, correction and inspection need. Exports,
searches that bring up several people, and notices that no law demands are refused.
"""

from app.domain.retention import Facts
from app.domain.words import State


def is_locked(facts: Facts) -> bool:
    """Whether the record is under the lock; what tells of nobody has none."""
    return facts.personal and facts.state is State.RESTRICTED
