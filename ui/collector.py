"""Keeps the garbage collector's passes over everything out of background work: each holds up the window, too."""

import gc

_USUAL = gc.get_threshold()[2]
_HARDLY_EVER = 1_000_000


def hold_back() -> None:
    """While work runs, only young objects are gone through.

    Planning makes millions of small objects that die by themselves; a pass over all of them took 0.3 s, in which no
    thread moves.
    """
    gc.set_threshold(*gc.get_threshold()[:2], _HARDLY_EVER)


def go_on() -> None:
    """Once nothing runs, as usual."""
    gc.set_threshold(*gc.get_threshold()[:2], _USUAL)


def spare_the_loaded() -> None:
    """Modules, services and screens stay as long as the program runs: no pass need go through them again."""
    gc.freeze()
