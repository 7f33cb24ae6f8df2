"""What compose.yaml promises of every service: it writes nowhere else, and has an end."""

import yaml

from tests.test_repository import read

COMPOSE = yaml.safe_load(read("compose.yaml"))
SERVICES = COMPOSE["services"]


def test_every_service_is_hardened_and_has_an_end() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["ulimits"]["core"] == 0, name
        assert service["mem_limit"], name
        assert service["pids_limit"], name
        assert service["logging"]["options"].keys() >= {"max-size", "max-file"}, name
        assert all("size=" in folder for folder in service["tmpfs"]), name


def test_only_one_service_owns_the_tables_and_only_its_neighbours_reach_the_database() -> None:
    site = SERVICES["site"]["environment"]["DATABASE_URL"]
    owner = SERVICES["prepare"]["environment"]["DATABASE_URL"]
    assert SERVICES["prepare"]["environment"]["SITE_DATABASE_URL"] == site
    assert SERVICES["editions"]["environment"]["DATABASE_URL"] == site
    assert site.startswith("postgresql://site:")
    assert owner.startswith(f"postgresql://{SERVICES['database']['environment']['POSTGRES_USER']}:")
    assert "ports" not in SERVICES["database"]
    assert [port.split(":")[0] for port in SERVICES["site"]["ports"]] == ["127.0.0.1"]


def test_the_database_keeps_words_out_of_its_own_log() -> None:
    said = SERVICES["database"]["command"]
    for setting in ("log_min_error_statement=panic", "log_error_verbosity=terse"):
        assert setting in said
        assert setting.replace("=", " = ") in read("docs/no-trace.md")
