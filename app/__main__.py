"""`python -m app`: the same program as `qingdang`."""

from app.cli import main

main()
