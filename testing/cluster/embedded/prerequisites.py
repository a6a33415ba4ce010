"""What the host must have: checked, and on Debian-like hosts installed."""

import os
import shutil
from pathlib import Path

from . import progress
from .command import run
from .failure import Failure

CNI_PLUGINS = Path("/usr/lib/cni")

# program or file -> Debian package
_NEEDED = {
    "runc": "runc",
    str(CNI_PLUGINS / "bridge"): "containernetworking-plugins",
    "nft": "nftables",
    "iptables": "iptables",
    "conntrack": "conntrack",
    "openssl": "openssl",
    "ip": "iproute2",
    "sysctl": "procps",
    "nsenter": "util-linux",
    "setpriv": "util-linux",
    "mount": "mount",
}
_APT_SECONDS = 600


def check() -> None:
    """Raises with one line when something is missing that cannot be installed."""
    if os.geteuid() != 0:
        raise Failure("the embedded cluster needs root: it makes network namespaces, mounts and cgroups")
    _install([package for program, package in _NEEDED.items() if not _present(program)])


def npm() -> str:
    if not _present("npm"):
        _install(["npm"])
    return "npm"


def _present(program: str) -> bool:
    return Path(program).exists() if program.startswith("/") else shutil.which(program) is not None


def _install(packages: list[str]) -> None:
    if not packages:
        return
    names = " ".join(packages)
    if not _present("apt-get"):
        raise Failure(f"missing on this machine: {names} (Debian's package names); install them and try again")
    progress.step(f"installing {names}", always=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run(*environment, "apt-get", "update", "-q", deadline=_APT_SECONDS)
    run(*environment, "apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, deadline=_APT_SECONDS)
