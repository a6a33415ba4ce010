"""The record of a fault that is in effect, one small file each: what `heal` and a restarted command go by."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from ..layout import FAULTS

KINDS = ("cut", "deaf", "freeze", "kill")


@dataclass(frozen=True)
class Fault:
    """`at_nanos`: CLOCK_MONOTONIC just before the effect began; None while it is being made.
    `tcp_port`: of either end of the connections whose frames are dropped; None: all frames."""

    id: str
    kind: str
    target: str
    node: str
    cgroup: str
    bridge: str | None
    port: str
    at_nanos: int | None = None
    tcp_port: int | None = None

    @property
    def path(self) -> Path:
        return FAULTS / f"{self.id}.json"

    def write(self) -> None:
        FAULTS.mkdir(exist_ok=True)
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self)))
        draft.rename(self.path)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)


def new_id() -> str:
    return os.urandom(4).hex()


def all_faults() -> list[Fault]:
    """Faults in effect, oldest first. An unreadable record is passed over."""
    found = []
    for path in FAULTS.glob("*.json"):
        try:
            found.append(Fault(**json.loads(path.read_text())))
        except (OSError, ValueError, TypeError):
            continue
    return sorted(found, key=lambda fault: fault.at_nanos or 0)
