"""`python -m ui`: the window alone; the command line starts it through this module."""

import gc
import sys
from importlib import import_module

# What loading makes stays: passes over it took 6 ms before the window was seen, which ends this (ui/start.py).
gc.disable()
sys.exit(import_module("ui.start").main())
