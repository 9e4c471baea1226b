"""The workers of a Dask cluster as an executor: the only door to distributed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cybermatrix.errors import ClusterAway, ExtraMissing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from typing import Any


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """
    Hold the workers of a cluster that is there already; a worker that is lost has its guides made by another.

    Args:
        address: of its scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        ExtraMissing: when distributed is not installed.
        ClusterAway: when nobody answers there.
    """
    try:
        import distributed  # noqa: PLC0415  # half a second, and only for who has a cluster
    except ImportError as error:
        raise ExtraMissing("dask") from error
    try:
        client: Any = distributed.Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterAway(address) from error
    with client, client.get_executor() as executor:
        yield executor
