"""What the host looks like: compared before `up` and after `down`, to show that nothing stays."""

import os
import subprocess
from dataclasses import dataclass, fields
from pathlib import Path

from embedded.layout import STATE


@dataclass(frozen=True)
class Snapshot:
    links: frozenset[str]
    routes: frozenset[str]
    namespaces: frozenset[str]
    firewall: str
    mounts: frozenset[str]
    cgroups: frozenset[str]
    processes: frozenset[str]
    folders: frozenset[str]

    @staticmethod
    def take() -> "Snapshot":
        return Snapshot(
            links=frozenset(path.name for path in Path("/sys/class/net").iterdir()),
            routes=frozenset(_lines("ip", "route", "show", "table", "all")),
            namespaces=frozenset(_lines("ip", "netns", "list")),
            firewall=_text("nft", "list", "tables"),
            mounts=frozenset(line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()),
            cgroups=frozenset(
                path for path, _, _ in os.walk("/sys/fs/cgroup") if "fusebox" in path or "kubepods" in path
            ),
            processes=frozenset(_ours()),
            folders=frozenset(
                path
                for path in (str(STATE), "/var/lib/cni", "/run/containerd", "/var/log/pods", "/var/log/containers")
                if Path(path).exists()
            ),
        )

    def added_since(self, before: "Snapshot") -> dict[str, object]:
        """What is here now and was not before, by kind; empty when nothing is."""
        added: dict[str, object] = {}
        for field in fields(self):
            now, then = getattr(self, field.name), getattr(before, field.name)
            difference = now - then if isinstance(now, frozenset) else (now if now != then else None)
            # `ip netns` itself keeps its folder mounted once it was used.
            difference = difference - {"/run/netns"} if field.name == "mounts" else difference
            if difference:
                added[field.name] = difference
        return added


def _ours() -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if f"{STATE}/" in words or "fusebox-fault-timer" in words:
            found.append(f"{entry.parent.name}: {words}")
    return found


def _lines(*words: str) -> list[str]:
    return [line.strip() for line in _text(*words).splitlines()]


def _text(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout
