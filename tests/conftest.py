"""What every test may ask for: the tiny matrix of the worked example, and a copy of its folder to break."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pages
import pytest
from hypothesis import settings

import cybermatrix as cm
from cybermatrix.publishing.records import FolderShelf

HERE = Path(__file__).parent

# The same examples in every run: a red test is red for everyone, and a green one does not depend on luck.
settings.register_profile("steady", derandomize=True, deadline=None, database=None, max_examples=60)
# For the installed package, of which is asked whether it forgot something: --hypothesis-profile=brief.
settings.register_profile("brief", settings.get_profile("steady"), max_examples=6)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Count no lines in what takes long: that tries the whole work, and whether each line is tried is known from the others.

    Counting makes such a test take two to three times as long.
    """
    for item in items:
        if item.get_closest_marker("slow") is not None:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def pieces(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the parts of papers be laid out once for the tests of all workers."""
    own = tmp_path_factory.getbasetemp()
    pages.PIECES = FolderShelf((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "pieces")


@pytest.fixture(scope="session")
def tiny() -> cm.Matrix:
    """The made-up matrix of the worked example in 'What the matrix means'."""
    return cm.load(HERE / "tiny")


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """A copy of its files, to break."""
    return Path(shutil.copytree(HERE / "tiny", tmp_path / "tiny"))


@pytest.fixture(scope="session")
def whole(tiny: cm.Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole publication of it; to be copied, not changed."""
    from pressroom import Here  # for who asks

    out = tmp_path_factory.mktemp("heel")
    cm.publish(tiny, out, executor=Here())
    return out


@pytest.fixture(scope="session")
def shipped() -> cm.Matrix:
    """The edition that comes with the package."""
    return cm.load()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the approved pages be made anew, to be read before they are kept."""
    parser.addoption("--renew", action="store_true", help="make the approved pages in tests/golden/ anew")
