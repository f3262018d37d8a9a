"""`python -m tests.helpers.destroying FOLDER ORDER`: carries out an order in a process of its own, to be traced."""

import sys
from pathlib import Path

from app.errors import AppError
from tests.helpers.shops import VAULT, reopened

REFUSED = 6


def main(folder: Path, order: str) -> int:
    """0 where it is done, 6 where the environment failed; anything else is a fault of the program."""
    try:
        services = reopened(folder / VAULT)
    except AppError as error:
        print(error.code, flush=True)  # noqa: T201 - for whoever reads why a sweep stopped
        return REFUSED
    try:
        services.destruction.execute(order, folder / "out")
    except AppError as error:
        print(error.code, flush=True)  # noqa: T201
        return REFUSED
    finally:
        services.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
