"""Tests of optional extras; `python3 dev.py extras` installs the extras and runs them."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("rapidocr") else ["test_ocr.py"]
