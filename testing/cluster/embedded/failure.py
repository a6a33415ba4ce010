"""The one exception that ends a command: its text is the line the user reads."""


class Failure(Exception):
    """Something the user can act on; printed as one line, without a traceback."""
