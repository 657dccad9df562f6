"""The house keeps its shape: imports point one way, files stay small, packages import nothing by themselves.

Each check is a function of a folder, so that every one is also seen to fail on a planted violation.
"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES = 300
ROOMS = ("onboarding", "forms", "jobs")
# Vendored files and frozen history are exempt; data has its own shape.
EXEMPT = ("static/", "migrations/versions/", "data/", "translations/")


def python_and_templates(root: Path) -> Iterator[Path]:
    """Every file that people write and read."""
    for room, pattern in (*((room, "*.py") for room in (*ROOMS, "tests")), ("templates", "*.*")):
        yield from (root / room).rglob(pattern)
    yield root / "dev"


def too_long(root: Path) -> list[str]:
    """The files over the wall."""
    files = (path for path in python_and_templates(root) if not any(part in path.as_posix() for part in EXEMPT))
    return [
        f"{path.relative_to(root)}: {count} lines"
        for path in files
        if path.is_file() and (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    ]


def talkative_packages(root: Path) -> list[str]:
    """Packages whose ``__init__`` holds more than a docstring: import-linter does not see imports in there."""
    found = []
    for room in ROOMS:
        for path in (root / room).rglob("__init__.py"):
            body = ast.parse(path.read_text(encoding="utf-8")).body
            only_docstring = (
                len(body) == 1 and isinstance(body[0], ast.Expr) and ast.get_docstring(ast.Module(body, []))
            )
            if not only_docstring:
                found.append(str(path.relative_to(root)))
    return found


def broken_contracts(root: Path) -> str:
    """What import-linter says of a tree; empty when every contract is kept."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(root), "PATH": ""}
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


DATA_PACKAGES = {"phonenumbers", "stdnum", "email_validator", "publicsuffixlist", "tinyhtml5"}


def strange_imports(root: Path) -> list[str]:
    """What the domain imports besides itself, Python and packages that are data."""
    found = []
    for path in (root / "onboarding/domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                known = name.split(".")[0] in sys.stdlib_module_names | DATA_PACKAGES
                if not known and not name.startswith("onboarding.domain"):
                    found.append(f"{path.relative_to(root)}: {name}")
    return found


def test_the_domain_needs_nothing_but_python_and_data() -> None:
    assert strange_imports(ROOT) == []


def test_a_framework_in_the_domain_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "onboarding/domain").mkdir(parents=True)
    (tmp_path / "onboarding/domain/x.py").write_text("import json\nimport attrs\nfrom markupsafe import Markup\n")
    assert strange_imports(tmp_path) == ["onboarding/domain/x.py: attrs", "onboarding/domain/x.py: markupsafe"]


def test_no_file_is_longer_than_the_wall() -> None:
    assert too_long(ROOT) == []


def test_packages_import_nothing_by_themselves() -> None:
    assert talkative_packages(ROOT) == []


def test_imports_point_one_way() -> None:
    assert broken_contracts(ROOT) == ""


def test_a_file_over_the_wall_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/long.py").write_text("x = 1\n" * (LINES + 1))
    assert too_long(tmp_path) == ["forms/long.py: 301 lines"]


@pytest.mark.parametrize("text", ["import onboarding.app\n", '"""Words."""\nx = 1\n', ""])
def test_a_package_that_does_something_is_noticed(tmp_path: Path, text: str) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/__init__.py").write_text(text)
    assert talkative_packages(tmp_path) == ["jobs/__init__.py"]


# file, line to add, the contract that must say no
PLANTED = [
    ("onboarding/store/brands.py", "import onboarding.services.work", "Rooms import downwards only"),
    ("onboarding/domain/chain.py", "import onboarding.store.base", "Rooms import downwards only"),
    ("onboarding/registry/client.py", "import onboarding.web.desk", "Rooms import downwards only"),
    ("onboarding/services/filing.py", "import jobs.tasks", "Only the command line starts jobs"),
    ("jobs/tasks.py", "import onboarding.store.outbox", "Jobs reach bootstrap, services and settings"),
    ("forms/brands.py", "import flask", "Forms know the domain only"),
    ("forms/review.py", "import onboarding.services.review", "Forms know the domain only"),
    ("onboarding/domain/fees.py", "import requests", "The domain needs nothing but Python and data packages"),
    ("onboarding/services/review.py", "import flask", "Services and store know no framework"),
    ("onboarding/store/fees.py", "import rq", "Services and store know no framework"),
    ("onboarding/web/desk.py", "import onboarding.store.outbox", "Pages and API reach tables through use cases"),
    ("onboarding/api/v1.py", "import onboarding.adapters.mail", "Pages and API reach tables through use cases"),
    ("onboarding/simulator/clock.py", "import onboarding.domain.words", "The simulator is an outsider"),
    ("onboarding/services/work.py", "import onboarding.simulator.app", "Only the command line starts the simulator"),
    ("onboarding/migrations/versions/0001_first_tables.py", "import onboarding.store.base", "Migrations are frozen"),
    ("onboarding/domain/words.py", "import onboarding.domain.states", "No circles between siblings"),
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which violations can be planted."""
    copy = tmp_path_factory.mktemp("house")
    skip = shutil.ignore_patterns("__pycache__", "static", "data")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_each_contract_notices_a_planted_violation(house: Path) -> None:
    """All at once, since one look at the tree takes a second; then each is looked up in what was said."""
    circle = ("onboarding/domain/states.py", "import onboarding.domain.words", "")  # a circle needs two ends
    for path, line, _ in (*PLANTED, circle):
        text = (house / path).read_text(encoding="utf-8")
        (house / path).write_text(f"{text}\n{line}\n", encoding="utf-8")
    said = broken_contracts(house)
    kept = [contract for _, _, contract in PLANTED if f"{contract} BROKEN" not in said]
    assert kept == [], said
    missed = [
        f"{path}: {line}"
        for path, line, contract in PLANTED
        if contract != "No circles between siblings"
        and path.removesuffix(".py").replace("/", ".") + " -> " + line.removeprefix("import ") not in said
    ]
    assert missed == [], said
