"""The import contracts hold, and each of them is caught when it is broken on purpose."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("geo", "planner", "pages")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
NAMES = {one["id"]: one["name"] for one in SETTINGS["importlinter"]["contracts"]}
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

# contract, module that breaks it (made when it is not there), forbidden import
BREAKS = [
    ("house", "geo/measure.py", "import planner.outcome"),
    ("house", "planner/demand/ground.py", "import pages.ui"),
    ("rooms", "planner/demand/ground.py", "import planner.engine"),
    ("rooms", "planner/problem/tours.py", "import planner.words"),
    ("rooms", "planner/never_seen_before.py", "import planner.outcome"),
    ("cycles", "geo/coverage/edges.py", "import geo.partition"),
    ("screen", "geo/crs.py", "import streamlit"),
    ("screen", "planner/words/frame.py", "import streamlit"),
    ("ground", "geo/travel.py", "import ortools.graph"),
    ("ground", "geo/export.py", "import folium"),
    ("questions", "planner/problem/tours.py", "import numpy"),
    ("questions", "planner/outcome.py", "import ortools"),
    ("questions", "planner/judge/camera.py", "import geo.sight"),
    ("questions", "planner/judge/responder.py", "import planner.engine.responder"),
    ("solvers", "planner/demand/tours.py", "from ortools.sat.python import cp_model"),
    ("solvers", "planner/never_seen_before.py", "import pyvrp"),
    ("solvers", "pages/ui/never_seen_before.py", "import pyvrp"),
    ("doors", "pages/ui/jobs.py", "import planner.engine"),
    ("doors", "pages/township/never_seen_before.py", "from planner.engine import camera"),
    ("maps", "pages/ui/never_seen_before.py", "import folium"),
    ("maps", "planner/report/workbook.py", "import folium"),
    ("audiences", "pages/township/never_seen_before.py", "import pages.police"),
    ("audiences", "pages/ui/never_seen_before.py", "import pages.township"),
]


def copy_to(folder):
    """Copy the modules and the settings; make the audiences that are not built yet."""
    for package in PACKAGES:
        only_python = shutil.ignore_patterns("__pycache__", "*.json", "*.csv", "*.html")
        shutil.copytree(ROOT / package, folder / package, ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for room in ("township", "police", "officials", "desk", "ui"):
        (folder / "pages" / room).mkdir(exist_ok=True)
        (folder / "pages" / room / "__init__.py").touch()


def lint(folder):
    """Return the exit status and which contracts are broken."""
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    verdicts = {
        id_: re.search(rf"^{re.escape(name)} (KEPT|BROKEN)", done.stdout, re.MULTILINE)
        for id_, name in NAMES.items()
    }
    assert all(verdicts.values()), done.stdout + done.stderr
    return done.returncode, {id_ for id_, found in verdicts.items() if found[1] == "BROKEN"}


def test_the_contracts_hold_on_the_house_as_it_is():
    assert lint(ROOT) == (0, set())


def test_each_contract_is_broken_on_purpose_below():
    assert {contract for contract, _, _ in BREAKS} == set(NAMES)


@pytest.mark.parametrize(("contract", "module", "line"), BREAKS)
def test_a_broken_contract_is_caught(tmp_path, contract, module, line):
    copy_to(tmp_path)
    path = tmp_path / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")
    status, broken = lint(tmp_path)
    assert status != 0
    assert contract in broken
