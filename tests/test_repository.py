"""What the repository promises about itself: documents, lock files, licences and versions agree."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.with_postgresql import MAJOR_VERSION

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("runtime", "dev", "bench", "audit")
MAX_LINES_OF_A_PYTHON_FILE = 400

OUR_PACKAGES = {"wegwijzer", "rights", "directory", "editorial", "tests", "tools"}
PRODUCTION_CODE = ("wegwijzer", "rights", "directory", "editorial", "manage.py", "gunicorn.conf.py")

# What is used without an import: the file that uses it, and what stands there.
USED_BY_NAME = {
    "psycopg": ("compose.yaml", "postgresql://"),
    "tzdata": ("wegwijzer/settings.py", "TIME_ZONE = "),
    "whitenoise": ("wegwijzer/settings.py", "whitenoise.middleware."),
    "pytest-xdist": ("Makefile", "--numprocesses"),
    "pytest-socket": ("pyproject.toml", "--allow-hosts="),
    "mypy": ("Makefile", "-m mypy"),
    "django-stubs": ("pyproject.toml", "mypy_django_plugin.main"),
    "ruff": ("Makefile", "$(BIN)/ruff"),
    "import-linter": ("Makefile", "$(BIN)/lint-imports"),
    "djade": ("Makefile", "$(BIN)/djade"),
    "djhtml": ("Makefile", "$(BIN)/djhtml"),
    "uv": ("Makefile", "$(BIN)/uv"),
    "reuse": ("Makefile", "$(BIN)/reuse"),
    "check-jsonschema": ("tests/wegwijzer/open_data/test_tools.py", '"check-jsonschema"'),
    "frictionless": ("tests/wegwijzer/open_data/test_tools.py", '"frictionless"'),
    "schemathesis": ("tools/open_data.py", '"schemathesis"'),
    "pyshacl": ("tools/open_data.py", '"pyshacl"'),
    "sectxt": ("tools/open_data.py", '"sectxt"'),
}

# What may be copied into a page or run at build time beside EUPL-1.2 code.
LICENSES_OF_NPM_PACKAGES = {
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-3-Clause",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MPL-2.0",
}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


def pins(lock: str) -> dict[str, str]:
    return dict(
        re.findall(r"^([a-z0-9.-]+)==(\S+)", read(f"requirements/{lock}.txt"), re.MULTILINE)
    )


def requirements() -> list[tuple[str, Requirement]]:
    project = tomllib.loads(read("pyproject.toml"))
    groups = {"runtime": project["project"]["dependencies"], **project["dependency-groups"]}
    return [(group, Requirement(line)) for group, lines in groups.items() for line in lines]


def declared(*groups: str) -> set[str]:
    """Return the names of the packages that these groups ask for; without a group, of all."""
    return {
        canonicalize_name(requirement.name)
        for group, requirement in requirements()
        if not groups or group in groups
    }


@cache
def imported_modules(path: Path) -> frozenset[str]:
    """Return the modules that a Python file names in its imports."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return frozenset(modules)


def imported_packages(*patterns: str) -> set[str]:
    """Return the names of the packages of others that the Python files of these patterns import.

    A group that is not installed has no metadata: its modules must be called like their package.
    """
    modules = {module for path in tracked(*patterns) for module in imported_modules(path)}
    top_level = {module.split(".")[0] for module in modules}
    of_others = top_level - sys.stdlib_module_names - OUR_PACKAGES
    packages = packages_distributions()
    return {
        canonicalize_name(package)
        for module in of_others
        for package in packages.get(module, [module])
    }


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / ".ci" / "run"]:
        text = document.read_text(encoding="utf-8")
        named = re.findall(r"(?:^|`|\$ |exec )make ([a-z-]+)", text, re.MULTILINE)
        assert set(named) <= targets, f"{document.relative_to(ROOT)} names an unknown command"


def test_every_dependency_says_why_it_is_there() -> None:
    lines = [line.strip() for line in read("pyproject.toml").splitlines()]
    for _, requirement in requirements():
        [line] = [
            line for line in lines if re.match(rf'"{re.escape(requirement.name)}[\[~<>=]', line)
        ]
        assert re.search(r'",\s+# \S', line), line


def test_every_dependency_is_used() -> None:
    used = imported_packages("*.py") | USED_BY_NAME.keys()
    types = {name for name in declared() if name.startswith("types-")}
    assert declared() - types - used == set()
    assert {name.removeprefix("types-") for name in types} <= used


@pytest.mark.parametrize(("package", "use"), USED_BY_NAME.items())
def test_what_is_used_by_name_is_named_there(package: str, use: tuple[str, str]) -> None:
    file, text = use
    assert package in declared()
    assert text in read(file)


def test_every_package_that_is_imported_is_declared() -> None:
    production = [f"{path}/*.py" if "." not in path else path for path in PRODUCTION_CODE]
    assert imported_packages(*production) - declared("runtime") == set()
    assert imported_packages("*.py") - declared() == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_index(lock: str) -> None:
    text = read(f"requirements/{lock}.txt")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--find-links" not in text


def test_the_locks_hold_what_the_project_asks_for() -> None:
    for group, requirement in requirements():
        lock = "runtime" if group == "runtime" else group
        pinned = pins(lock)[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pinned), f"{requirement} is pinned to {pinned}"


def test_tests_and_benchmarks_run_on_the_releases_of_production() -> None:
    assert pins("runtime").items() <= pins("dev").items()
    assert pins("dev").items() <= pins("bench").items()
    assert pins("dev").items() <= pins("audit").items()


@pytest.mark.parametrize("folder", ["", "tools/audit/"])
def test_npm_packages_are_pinned_exactly_and_come_from_no_named_registry(folder: str) -> None:
    asked = json.loads(read(f"{folder}package.json"))["devDependencies"]
    lock = read(f"{folder}package-lock.json")
    packages = json.loads(lock)["packages"]
    assert '"resolved"' not in lock
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_npm_packages_have_a_licence_that_goes_with_ours() -> None:
    packages = json.loads(read("package-lock.json"))["packages"]
    licenses = {name: package.get("license") for name, package in packages.items() if name}
    others = {
        name: license_name
        for name, license_name in licenses.items()
        if license_name not in LICENSES_OF_NPM_PACKAGES
    }
    assert others == {}


def test_the_deployed_postgresql_is_the_one_that_is_tested() -> None:
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert services["database"]["image"] == f"postgres:{MAJOR_VERSION}"


def test_no_python_file_is_too_long_to_read_at_once() -> None:
    too_long = [
        path.relative_to(ROOT).as_posix()
        for path in tracked("*.py")
        if "migrations" not in path.parts
        and len(path.read_text(encoding="utf-8").splitlines()) > MAX_LINES_OF_A_PYTHON_FILE
    ]
    assert too_long == []


def test_nothing_that_can_be_made_again_is_committed() -> None:
    made = ("*.mo", "node_modules/*", "build/*", "var/*", "*.min.js", "*.min.css")
    assert [path for pattern in made for path in tracked(pattern)] == []
