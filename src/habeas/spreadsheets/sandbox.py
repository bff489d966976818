"""Reads a file in a child process with limits."""

from __future__ import annotations

import msgspec

from habeas.sandbox import Child, Confinement, EndedError
from habeas.spreadsheets.grid import DEFAULT, Grid, Limits


class Job(msgspec.Struct, frozen=True, array_like=True):
    """One file for the child."""

    data: bytes
    limits: Limits


def read_grid(data: bytes, limits: Limits = DEFAULT) -> Grid:
    """The cells of a CSV, XLSX or JSON file; never an error for bad bytes: a grid without sheets says why."""
    if not data.strip():
        return Grid(kind="", notes=("the file is empty",))
    if len(data) > limits.file_bytes:
        size, most = len(data) / 1e6, limits.file_bytes / 1e6
        return Grid(kind="", notes=(f"the file has {size:.1f} MB, over the limit of {most:.0f} MB",))
    confinement = Confinement(
        seconds=limits.seconds, memory_bytes=limits.memory_bytes, job_bytes=limits.file_bytes + 1_000_000
    )
    child = Child("habeas.spreadsheets.child", confinement)
    try:
        (reply,) = child.ask(msgspec.msgpack.encode(Job(data, limits)))
    except EndedError as error:
        return Grid(kind="", notes=(f"unreadable: {error}",))
    finally:
        child.close()
    return msgspec.msgpack.decode(reply, type=Grid)
