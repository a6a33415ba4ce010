"""The one exception that ends a command: its text is the line the user reads."""


class Failure(Exception):
    """Something the user can act on; printed without a traceback, as one line, below which the end of a log may stand."""
