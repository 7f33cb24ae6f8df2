from tests.starter_edition import read_from_an_edition, within_an_edition  # noqa: F401 - fixtures
