"""What every test may ask for: the tiny matrix of the worked example, and a copy of its folder to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import cybermatrix as cm

HERE = Path(__file__).parent

# The same examples in every run: a red test is red for everyone, and a green one does not depend on luck.
settings.register_profile("steady", derandomize=True, deadline=None, database=None, max_examples=60)
settings.load_profile("steady")


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
