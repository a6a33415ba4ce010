"""Finds a Go that can build the cluster, and builds with it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .command import DIES_WITH_US, run
from .failure import Failure

# From 1.21 on, go fetches the version that a go.mod asks for through the module proxy.
OLDEST = (1, 21)
BUILD_SECONDS = 3600

# No C compiler and no paths of this machine, so that the result runs on any x86_64 Linux and is the same everywhere.
ENVIRONMENT = {"CGO_ENABLED": "0", "GOWORK": "off", "GOFLAGS": ""}
OPTIONS = ("-mod=readonly", "-trimpath")


def find() -> Path:
    """The newest usable go; raises when there is none."""
    candidates = [
        shutil.which("go"),
        *sorted(map(str, Path("/usr/lib").glob("go-1.*/bin/go")), reverse=True),
        "/usr/local/go/bin/go",
    ]
    found = []
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            match = re.search(r"go(\d+)\.(\d+)", run(candidate, "version"))
            if match:
                found.append(((int(match[1]), int(match[2])), Path(candidate)))
    usable = [path for version, path in found if version >= OLDEST]
    if usable:
        return usable[0]
    have = f"only Go {'.'.join(map(str, max(found)[0]))} is here" if found else "Go is missing"
    raise Failure(
        f"{have}: install Go 1.26 (or any >= {OLDEST[0]}.{OLDEST[1]}, which fetches 1.26 by itself) and put it on the PATH"
    )


def build(go: Path, module: Path, *arguments: object) -> None:
    """`go build` in the module's folder."""
    environment = {"GOTOOLCHAIN": "auto", **os.environ, **ENVIRONMENT}
    done = subprocess.run(
        [*DIES_WITH_US, str(go), "build", *OPTIONS, *map(str, arguments)],
        check=False,
        cwd=module,
        env=environment,
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
    )
    if done.returncode != 0:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Failure(f"go build in {module} failed: {' | '.join(said[-3:])}")
