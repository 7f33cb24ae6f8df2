"""What holds for every test: no network, no warning let pass, no silently empty template.

The database is SQLite in memory, or what DATABASE_URL names (`make test` runs both). The rest is
set in pyproject.toml under `[tool.pytest]`.
"""

from tests import strict_templates

strict_templates.install()
