"""What a wheel carries beside the code: the templates as they are, the data as one compiled file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShipDataAndTemplates(BuildHookInterface[Any]):
    """
    Fill standard wheels; leave editable installs reading the checkout.

    The data is compiled here and not kept in the repository: a compiled copy beside the text would one day disagree
    with it.
    """

    _made: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile matrix_data/ and point the wheel at the result and at templates/."""
        if version != "standard":
            return
        self._made = Path(tempfile.mkdtemp(prefix="cybermatrix-build-"))
        compiled = self._made / "matrix.json"
        compiled.write_bytes(_compile(Path(self.root)))
        build_data["force_include"][str(compiled)] = "cybermatrix/_matrix_data/matrix.json"
        if (Path(self.root) / "matrix_data" / "edities").is_dir():
            build_data["force_include"]["matrix_data/edities"] = "cybermatrix/_matrix_data/edities"
        build_data["force_include"]["templates"] = "cybermatrix/_templates"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  # hatchling's signature
        """Remove the compiled copy once it is inside the wheel."""
        if self._made is not None:
            shutil.rmtree(self._made)


def _compile(root: Path) -> bytes:
    # In front, so that the code beside this data compiles it, also where another cybermatrix is installed.
    sys.path.insert(0, str(root))
    try:
        from cybermatrix.loading import compile_folder  # noqa: PLC0415  # findable only from here on
    finally:
        sys.path.remove(str(root))
    return compile_folder(root / "matrix_data")
