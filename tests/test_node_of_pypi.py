"""`tools/ensure-node.sh`: the machine's Node when it is recent, else that of PyPI."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPT = ROOT / "tools/ensure-node.sh"
PYTHON = """#!/bin/sh
case "$*" in
  *pip*) exit {code} ;;
  *) echo "{package}" ;;
esac
"""


def program(file: Path, script: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script, "utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("machine", "code", "installs"),
    [
        # what the machine's Node says of its age, None without one; what pip says
        ("exit 0", 1, False),
        ("exit 1", 0, True),
        (None, 0, True),
        (None, 1, None),
    ],
)
def test_the_node_of_pypi_is_for_a_machine_without_a_recent_one(
    tmp_path: Path, machine: str | None, code: int, installs: bool | None
) -> None:
    package, folder, programs = (tmp_path / name for name in ("package", "a folder", "bin"))
    program(package / "bin/node", '#!/bin/sh\necho "of PyPI: $*"\n')
    program(tmp_path / "python", PYTHON.format(code=code, package=package))
    program(folder / "node", "#!/bin/sh\n")  # of another time
    programs.mkdir()
    for name in ("sh", "mkdir", "rm", "ln", "chmod"):
        (programs / name).symlink_to(shutil.which(name) or name)
    if machine is not None:
        for name in ("node", "npm"):
            program(programs / name, f"#!/bin/sh\n{machine}\n")
    path = f"{folder}{os.pathsep}{programs}"  # as the Makefile has it
    done = subprocess.run(
        ["/bin/sh", str(SCRIPT), str(tmp_path / "python"), "lock", str(folder)],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if installs is None:
        assert done.returncode == 1
        assert "Node 20 or later is needed" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in folder.iterdir()) == (["node", "npm"] if installs else [])
    if installs:
        npm = subprocess.run(
            [folder / "npm", "ci", "-x"], capture_output=True, text=True, check=True
        )
        assert npm.stdout == f"of PyPI: {package}/lib/node_modules/npm/bin/npm-cli.js ci -x\n"
