"""/var/lib/cni, which the CNI library insists on: each node hides it below a file system of its own, so it only has to exist."""

from .layout import CNI_FOLDER

_MARKER = CNI_FOLDER / "made-by-fusebox"


def make() -> None:
    if not CNI_FOLDER.exists():
        CNI_FOLDER.mkdir(parents=True, exist_ok=True)
        _MARKER.touch()


def remove() -> None:
    """Only if `make` made it and nobody has used it since."""
    if _MARKER.exists() and [*CNI_FOLDER.iterdir()] == [_MARKER]:
        _MARKER.unlink()
        CNI_FOLDER.rmdir()
