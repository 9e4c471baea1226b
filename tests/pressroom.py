"""Small ways to publish in a test: in this process, a few guides, and with what was laid out before at hand."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Executor, Future
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pages
from attrs import evolve

import cybermatrix as cm
from cybermatrix.publishing.records import OWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cybermatrix.publishing import Publication


class Here(Executor):
    """Does the work at once, in the thread that asks for it: what is tested is not the pool."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # it travels, as from any executor
            done.set_exception(error)
        return done


def these(matrix: cm.Matrix) -> tuple[str, ...]:
    """Two small guides: of the first partner and the first form."""
    return f"partij:{matrix.partners[0].id}", f"vorm:{matrix.crime_forms[0].id}"


def published(matrix: cm.Matrix, out: Path, executor: Executor | None = None, **choices: Any) -> Publication:
    """Publish two small guides, or what is asked for, in this process."""
    return cm.publish(matrix, out, executor=executor or Here(), **{"only": these(matrix), **choices})


def contents(out: Path) -> dict[str, bytes]:
    """Give every file of a publication that a reader may see."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and OWN not in path.relative_to(out).parts
    }


def is_half(path: str) -> bool:
    """Tell whether a path is of a file that has no name yet; beside a page in a folder, or at the top."""
    return PurePosixPath(path).name.startswith(".")


def times(out: Path) -> dict[str, int]:
    """Give when each of its files was written last."""
    return {path: (out / path).stat().st_mtime_ns for path in contents(out)}


def with_parts(out: Path, other: Path) -> Path:
    """Give a new folder the laid-out parts of another, so that a test need not wait for them."""
    shutil.copytree(other / OWN / "parts", out / OWN / "parts", dirs_exist_ok=True)
    return out


def copied(whole: Path, out: Path) -> Path:
    """Copy a publication, times and all, so that its record holds there too."""
    shutil.copytree(whole, out, copy_function=shutil.copy2)
    return out


def changed_name(matrix: cm.Matrix) -> cm.Matrix:
    """Give the matrix with another address for corrections, which every guide shows."""
    edition = evolve(matrix.data.edition, contact="Bel de ander.")
    return pages.of(evolve(matrix.data, edition=edition))  # it is no longer what was read


def damage(path: Path) -> None:
    """Turn over one byte of a file, and leave its size and its time as they were."""
    found, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
