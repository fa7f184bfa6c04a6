"""Files people bring and take away: outside the web root, under names of our own, one folder per tenant."""

import os
import re
import shutil
import uuid
from pathlib import Path
from typing import BinaryIO

from saas.kit.context import tenant
from saas.kit.errors import DomainError, NotFound
from saas.kit.i18n import _l

_root: Path | None = None
_KEY = re.compile(r"^t_[0-9]{1,9}/[0-9a-f]{2}/[0-9a-f]{32}$")
_SCHEMA_NAME = re.compile(r"^t_[0-9]{1,9}$")
CHUNK = 1 << 20


class FileTooLarge(DomainError):
    status, code, sentence = 413, "file_too_large", _l("The file is larger than %(megabytes)s MB. Split it and send the parts.")


def init_files(root: Path) -> None:
    """Where files live; made if missing."""
    global _root
    root.mkdir(parents=True, exist_ok=True)
    _root = root


def store(stream: BinaryIO, limit: int) -> tuple[str, int]:
    """Keep a stream of at most `limit` bytes for the tenant we are in; returns (key, size). Durable once it returns."""
    name = uuid.uuid4().hex
    key = f"{tenant().schema}/{name[:2]}/{name}"
    path = _folder() / key
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        size = _copy(stream, part, limit)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return key, size


def _copy(stream: BinaryIO, path: Path, limit: int) -> int:
    size = 0
    with path.open("xb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(megabytes=limit >> 20)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size


def path_of(key: str) -> Path:
    """Where a file of this tenant stands; NotFound for another's, a forged, or a missing key."""
    if not _KEY.match(key) or not key.startswith(f"{tenant().schema}/"):
        raise NotFound()
    path = _folder() / key
    if not path.is_file():
        raise NotFound()
    return path


def forget_all(schema: str) -> None:
    """Erase every file of a tenant; for erasure only."""
    if _SCHEMA_NAME.match(schema):
        shutil.rmtree(_folder() / schema, ignore_errors=True)


def _folder() -> Path:
    if _root is None:
        raise RuntimeError("init_files() has not been called.")
    return _root
