"""The long forms are not collected where they do not run: they take an hour and need strace."""

from tests.helpers.sweeps import is_full_size

collect_ignore = [] if is_full_size() else ["test_destroy_calls.py"]
