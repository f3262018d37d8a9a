"""Generations of the database file: at every instant exactly one is the truth, and the header says which.

A next generation is written beside the present one; the atomic replacement of the header is the switch. What a
crash left is undone (a next one that was never switched to) or finished (an old one not yet removed).
"""

from pathlib import Path

from app.errors import Damaged
from app.vault.disk import reached, shred, sync_file, sync_folder
from app.vault.folder import VaultFolder
from app.vault.header import Header

SUFFIXES = ("", "-wal", "-shm", "-journal")


def require_database(folder: VaultFolder, header: Header) -> Path:
    """The present generation's file; Damaged("database-missing") where it is not there."""
    path = folder.database(header.generation)
    if not path.is_file():
        raise Damaged("database-missing", file=path.name)
    return path


def settle(folder: VaultFolder, header: Header) -> None:
    """Remove every database file that is not of the header's generation.

    Only after the header's MAC was checked and its database was opened: a forged header must not make anything go.
    """
    for path, generation in folder.database_files().items():
        if generation != header.generation:
            reached("settle.remove")
            shred(path)


def switch(folder: VaultFolder, header: Header) -> None:
    """Make the header's generation the truth: its file is on the disk before the header names it."""
    sync_file(folder.database(header.generation))
    sync_folder(folder.path)
    reached("rotate.switching")
    folder.write_header(header)
    reached("rotate.switched")


def remove(folder: VaultFolder, generation: int) -> None:
    """Overwrite and remove a generation's files."""
    base = folder.database(generation)
    for suffix in SUFFIXES:
        shred(base.with_name(base.name + suffix))
        reached(f"rotate.removed{suffix}")
