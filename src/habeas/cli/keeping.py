"""`backup`, `restore`, `lock`, `unlock`: copies of a workspace, and a workspace that tells nothing when it is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from habeas.cli.console import number, say, tell
from habeas.cli.options import author, by_option, the_workspace, verbose_option, workspace_option
from habeas.workspace import WorkspaceError

PASSPHRASE = "HABEAS_PASSPHRASE"
_sealed_file = click.Path(exists=True, dir_okay=False, path_type=Path)
passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Where the passphrase stands, on one line; else ${PASSPHRASE}, else it is asked for.",
)


def _passphrase(file: Path | None, *, new: bool) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    given = os.environ.get(PASSPHRASE)
    if given is not None:
        return given
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    return asked


@click.command()
@click.argument("place", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--seal", is_flag=True, help="Seal it with a passphrase.")
@passphrase_option
@click.option(
    "--keep-days",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    help="Delete older backups in DIR; what was erased is gone from backups after so many days.",
)
@by_option
@workspace_option
@verbose_option
def backup(place: Path, seal: bool, passphrase_file: Path | None, keep_days: int, by: str | None) -> None:
    """Write all of the workspace to a new file in the folder DIR, while others may go on working.

    The file is read back before older ones are deleted. A sealed one tells nothing without its passphrase.

    \b
    Examples:
      habeas backup /media/stick/backups --seal
      habeas backup ../backups --keep-days 14
    """
    from habeas import keeping

    with the_workspace() as workspace:
        passphrase = _passphrase(passphrase_file, new=True) if seal or passphrase_file else None
        with _said():
            path = keeping.backup(workspace, place, author(by), passphrase)
        old = [one for one in keeping.expired(place, keep_days, workspace.clock()) if one != path]
    for one in old:
        one.unlink()
    tell(str(path))
    say(f"backed up {path.stat().st_size:,} bytes; deleted {number(len(old), 'older backup')}")


@click.command()
@click.argument("file", type=_sealed_file, metavar="FILE")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@passphrase_option
@by_option
@verbose_option
def restore(file: Path, folder: Path, passphrase_file: Path | None, by: str | None) -> None:
    """Make a workspace again from a backup, in a new folder DIR; only one that verifies is made.

    Its records go into that folder, or into PostgreSQL where $HABEAS_POSTGRESQL says in which. What was erased after
    the backup was made is in it again: erase it again.

    \b
    Example:
      habeas restore backups/habeas-20240502T100000Z.tar custody-cases
    """
    from habeas import keeping
    from habeas.archive.sealing import is_sealed

    passphrase = _passphrase(passphrase_file, new=False) if is_sealed(file) else None
    with _said():
        about = keeping.restore(file, folder, author(by), passphrase)
    tell(str(folder))
    say(f"restored {about.entries:,} entries of {about.time}, head {about.hash}")


@click.command()
@passphrase_option
@workspace_option
@verbose_option
def lock(passphrase_file: Path | None) -> None:
    """Seal the workspace with a passphrase into one file beside its folder, and destroy the folder.

    To somebody without the passphrase the file tells its size, its time, and that it is a workspace of Habeas; with
    the passphrase lost, all is lost. What the disk still holds of deleted files is out of reach: see
    docs/threat-model.md. The file is whole, and was read back, before anything is destroyed: if this is stopped
    half-way, remove what is left of the folder and unlock.

    \b
    Example:
      habeas lock --workspace custody-cases
    """
    from habeas import keeping

    with the_workspace() as workspace:
        passphrase = _passphrase(passphrase_file, new=True)
        with _said():
            path = keeping.lock(workspace, passphrase)
    tell(str(path))
    say(f"locked; habeas unlock {path} opens it")


@click.command()
@click.argument("file", type=_sealed_file, metavar="FILE")
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@passphrase_option
@by_option
@verbose_option
def unlock(file: Path, folder: Path | None, passphrase_file: Path | None, by: str | None) -> None:
    """Make the workspace of a locked file again, in the folder that it was in or in DIR, and remove the file.

    \b
    Examples:
      habeas unlock custody-cases.locked
      habeas unlock custody-cases.locked /dev/shm/custody-cases
    """
    from habeas import keeping

    if folder is None and file.suffix != ".locked":
        raise click.UsageError(f"{file} does not end in .locked; give the folder that it shall become")
    chosen = folder or file.with_suffix("")
    with _said():
        about = keeping.unlock(file, chosen, author(by), _passphrase(passphrase_file, new=False))
    tell(str(chosen))
    say(f"unlocked {about.entries:,} entries")


@contextmanager
def _said() -> Iterator[None]:
    """Turns what cannot be done into a line for the person.

    Raises:
        WorkspaceError: it cannot be done.
    """
    from habeas.archive.database import DatabaseError
    from habeas.archive.sealing import SealError
    from habeas.archive.snapshots import SnapshotError

    try:
        yield
    except (DatabaseError, SealError, SnapshotError) as error:
        raise WorkspaceError(str(error)) from error
