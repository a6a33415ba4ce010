"""Runs short commands to their end, with a deadline, and turns a failure into one line."""

import subprocess
from pathlib import Path

from .failure import Failure

DEADLINE_SECONDS = 60

# Words before a command that must not go on writing when this process is killed.
DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")


def run(*argv: object, stdin: str | None = None, deadline: float = DEADLINE_SECONDS, cwd: Path | None = None) -> str:
    """The command's stdout. Raises Failure with the last line of its stderr."""
    words = [str(word) for word in argv]
    try:
        done = subprocess.run(
            words, check=False, input=stdin or "", capture_output=True, text=True, timeout=deadline, cwd=cwd
        )
    except FileNotFoundError:
        raise Failure(f"{words[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise Failure(f"no answer within {deadline:.0f} s: {' '.join(words)}") from None
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()[-1]
        raise Failure(f"{' '.join(words)[:200]}: {said}")
    return done.stdout


def succeeds(*argv: object) -> bool:
    """Whether the command ends with 0; for questions, not for work."""
    try:
        run(*argv)
    except Failure:
        return False
    return True
