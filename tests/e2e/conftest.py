"""Whole-path tests: the command line and a small office's files."""

from tests.helpers.command_line import cli
from tests.helpers.office import office

__all__ = ["cli", "office"]
