"""How large a number on the command line may be: what a database's column and a calendar can hold."""

import datetime as dt

MAXYEAR = dt.MAXYEAR
MOST = 2**31 - 1
