"""`python -m ui`: the window alone; the command line starts it through this module."""

import sys

from ui.start import main

sys.exit(main())
