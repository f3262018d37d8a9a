"""What the program finds around it: what asks it to end, and whether there is a display. Quick to load."""

import os
import signal
import sys

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What asks the program to end: Ctrl+C, and a script or a system that shuts down."""
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def has_display() -> bool:
    """Linux needs a display server (or Qt's offscreen platform); Windows and macOS always have a desktop."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in DISPLAYS)
