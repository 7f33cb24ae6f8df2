# Every command of this project; `make help` lists them. A target that is a file is made once, and
# again when what it is made of changes. Nothing here touches the database but
# `make run` and `make develop`.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
export PORT ?= 8000
# Each process would compile the code of the site and of its tests again.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# pip would compile all modules, 15 seconds of a core; Python compiles those that it imports.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-compile
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'
TEMPLATES := git ls-files -z 'templates/*.html' | xargs -0
PRODUCTION := WEGWIJZER_ENVIRONMENT=production SECRET_KEY="$$(head -c 48 /dev/urandom | base64)" \
	ALLOWED_HOSTS=example.org SITE_URL=https://example.org SITE_OWNER=check DATABASE_URL=sqlite://:memory:
CATALOGS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
STATIC_SOURCES := $(shell find static -type f)
CONTENT_SOURCES := $(shell find wegwijzer rights directory editorial \
	-path '*/content/*' -type f -o -path '*/migrations/*.py')
AUDITED := tools/audit/node_modules/.package-lock.json
# The tests on PostgreSQL are a third of the work; each worker makes a database of its own first.
HALF_OF_CORES := $(shell expr \( $$(getconf _NPROCESSORS_ONLN) + 1 \) / 2)
SERVED := .venv/development.stamp build/static.stamp $(CATALOGS) chromium
# The style sheet keeps only the classes that a template, a script or a view names.
STYLE_SOURCES := $(STATIC_SOURCES) $(shell find styles templates wegwijzer rights directory \
	-name '*.css' -o -name '*.mjs' -o -name '*.html' -o -name '*.py')

## Use

.PHONY: run
run: export WEGWIJZER_ENVIRONMENT = local
run: .venv/runtime.stamp build/static.stamp $(CATALOGS) ## Serve the site on http://localhost:8000 (PORT, DATABASE_URL)
	@test -f var/wegwijzer.sqlite3 || rm -f var/content.stamp
	@$(MANAGE) migrate --verbosity 0
	@$(MAKE) --silent --no-print-directory $(if $(DATABASE_URL),content,var/content.stamp) var/static/staticfiles.json
	@$(MANAGE) editions build || test -f "$${EDITIONS_DIR:-var/editions}/current.json"
	@echo "Wegwijzer Mensenhandel: http://localhost:$(PORT)"
	@echo "The desk of the editors: http://localhost:$(PORT)/admin/ (the first time: make administrator)"
	@exec $(BIN)/gunicorn wegwijzer.wsgi --bind 127.0.0.1:$(PORT)

.PHONY: develop
develop: export WEGWIJZER_ENVIRONMENT = local
develop: export DEBUG = 1
develop: .venv/development.stamp build/static.stamp $(CATALOGS) ## The same for who changes the code: it reloads, and shows errors
	@test -f var/wegwijzer.sqlite3 || rm -f var/content.stamp
	@$(MANAGE) migrate --verbosity 0
	@$(MAKE) --silent --no-print-directory $(if $(DATABASE_URL),content,var/content.stamp)
	@exec $(MANAGE) runserver $(PORT)

.PHONY: styles
styles: build/static.stamp ## Build the style sheet

.PHONY: administrator
administrator: export WEGWIJZER_ENVIRONMENT = local
administrator: .venv/runtime.stamp ## Make the first account of the desk, and print a link to get in
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) create_first_administrator

## Check

.PHONY: test
test: ## Run every check and every test, on SQLite and on PostgreSQL
	@$(MAKE) --no-print-directory --jobs 2 .venv/development.stamp build/static.stamp
	@$(MAKE) --no-print-directory $(SERVED)
	@echo "Tests on SQLite run beside the checks, and then beside those on PostgreSQL, which read what"
	@echo "Python compiled meanwhile. What each found is printed when it is done."
	@$(MAKE) --no-print-directory --keep-going --jobs 2 \
		$(if $(filter output-sync,$(.FEATURES)),--output-sync=target) test-sqlite check test-postgresql

.PHONY: check
check: .venv/development.stamp ## Run the checks that need no database
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo
	$(TEMPLATES) $(BIN)/djade --check --target-version 5.2
	$(TEMPLATES) $(BIN)/djhtml --check --tabwidth 2
	! LC_ALL=C.UTF-8 git grep --line-number --extended-regexp '^.{121}' -- 'templates/*.html'
	$(BIN)/python -m tools.catalogs check
	WEGWIJZER_ENVIRONMENT=test $(MANAGE) makemigrations --check --dry-run
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

.PHONY: test-sqlite
test-sqlite: $(SERVED)
	env -u DATABASE_URL $(BIN)/pytest --numprocesses auto --dist worksteal --durations 12

.PHONY: test-postgresql
test-postgresql: .venv/development.stamp build/static.stamp $(CATALOGS)
	$(BIN)/python -m tools.with_postgresql $(BIN)/pytest --numprocesses $(HALF_OF_CORES) --dist worksteal --durations 12 -m 'not browser and not served and not once'

.PHONY: test-only
test-only: .venv/development.stamp build/static.stamp $(CATALOGS) ## Run some tests, on SQLite: make test-only ARGS=tests/directory/search
	env -u DATABASE_URL $(BIN)/pytest --quiet $(ARGS)

.PHONY: bench
bench: .venv/bench.stamp $(CATALOGS) ## Measure against Datasette, and write the picture of the README
	$(BIN)/python -m tests.bench

.PHONY: chaos
chaos: .venv/development.stamp $(SERVED) ## Break database, disk and workers under load, and count who noticed (10 minutes)
	$(BIN)/python -m tools.chaos

.PHONY: audit
audit: $(SERVED) $(AUDITED) licences readability open-data ## Judge every page in every variant (an hour; EVERY=20 takes one of twenty)
	@command -v java >/dev/null || { echo "Java is missing: install it (apt install default-jre-headless)."; exit 1; }
	$(BIN)/python -m tools.whole_site $(EVERY)

.PHONY: journeys
journeys: $(SERVED) ## Report how soon the signpost helps: screens, first button, words, headings, taps
	$(BIN)/python -m tools.journeys

.PHONY: licences
licences: .venv/audit.stamp ## Check that every file says under which licence it is (REUSE)
	$(BIN)/reuse lint

.PHONY: open-data
open-data: .venv/audit.stamp $(SERVED) $(AUDITED) ## Judge the open data by programs of others (HSDS_SCHEMAS, DCAT_AP_NL_SHAPES)
	$(BIN)/python -m tools.open_data --hsds "$(HSDS_SCHEMAS)" --dcat "$(DCAT_AP_NL_SHAPES)"

.PHONY: readability
readability: $(SERVED) ## Report how easily the pages read (Flesch, and Douma for Dutch)
	$(BIN)/python -m tools.readability

.PHONY: lighthouse
lighthouse: $(SERVED) $(AUDITED) ## Report what Lighthouse gives each kind of page
	$(BIN)/python -m tools.lighthouse

.PHONY: observatory
observatory: $(SERVED) $(AUDITED) ## Grade the production settings with the HTTP Observatory
	$(BIN)/python -m tools.observatory

.PHONY: screenshots
screenshots: $(SERVED) ## Take a picture of every page, and those of the README and the handbook
	$(BIN)/python -m tools.screenshots
	$(BIN)/python -m tools.handbook_pictures

.PHONY: chromium
chromium: | .venv/bin/python
	@$(BIN)/python -m tools.chromium

## Change

.PHONY: format
format: .venv/development.stamp ## Format the code and the templates
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(TEMPLATES) $(BIN)/djade --target-version 5.2
	$(TEMPLATES) $(BIN)/djhtml --tabwidth 2

.PHONY: messages
messages: .venv/development.stamp ## Bring the message catalogs up to date with the code
	$(BIN)/python -m tools.catalogs update

.PHONY: snapshots
snapshots: .venv/development.stamp build/static.stamp $(CATALOGS) ## Accept how the components of the style guide look now
	$(BIN)/pytest --quiet --accept-snapshots tests/site/test_style_guide.py

.PHONY: lock
lock: .venv/development.stamp ## Pin the newest releases that pyproject.toml and package.json allow
	$(LOCK) --upgrade --output-file requirements/runtime.txt
	$(LOCK) --upgrade --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	$(LOCK) --upgrade --group dev --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(LOCK) --upgrade --group dev --group audit --constraint requirements/dev.txt --output-file requirements/audit.txt
	npm install --package-lock-only
	npm install --package-lock-only --prefix tools/audit

.PHONY: clean
clean: ## Remove everything that can be made again; the database in var/ stays
	rm -rf .venv node_modules tools/audit/node_modules build var/static .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name '*.mo' -not -path './.git/*' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## Show this list
	@awk -F ':.* ## ' '/^[a-z-]+:.* ## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What the commands above stand on.

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: install Python 3.11 or newer, or name it: make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing: install it (apt install python3-venv)."; exit 1; }
	@echo "Making the virtual environment"
	@$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements/runtime.txt | .venv/bin/python
	@echo "Installing the packages of requirements/runtime.txt"
	@$(INSTALL) --requirement $<
	@touch $@

.venv/development.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing the packages of requirements/dev.txt"
	@$(INSTALL) --requirement $<
	@touch $@ .venv/runtime.stamp

.venv/audit.stamp: requirements/audit.txt | .venv/bin/python
	@echo "Installing the packages of requirements/audit.txt"
	@$(INSTALL) --requirement $<
	@touch $@ .venv/development.stamp .venv/runtime.stamp

.venv/bench.stamp: requirements/bench.txt | .venv/bin/python
	@echo "Installing the packages of requirements/bench.txt"
	@$(INSTALL) --requirement $<
	@touch $@ .venv/development.stamp .venv/runtime.stamp

node_modules/.package-lock.json: package-lock.json package.json
	@command -v node >/dev/null || { echo "Node is missing: install Node.js 20 or newer (https://nodejs.org)."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { echo "Node is too old: install Node.js 20 or newer (https://nodejs.org)."; exit 1; }
	@command -v npm >/dev/null || { echo "npm is missing: install it with Node.js (apt install npm)."; exit 1; }
	@echo "Installing the packages of package-lock.json"
	@npm ci --loglevel=error
	@touch $@

# Apart from the rest, and without the scripts of its packages: they would ask the network.
$(AUDITED): tools/audit/package-lock.json tools/audit/package.json
	@command -v npm >/dev/null || { echo "npm is missing: install it with Node.js 20 or newer (https://nodejs.org)."; exit 1; }
	@echo "Installing the packages of tools/audit"
	@npm ci --prefix tools/audit --ignore-scripts --loglevel=error
	@touch $@

build/static.stamp: node_modules/.package-lock.json $(STYLE_SOURCES)
	@npm run --silent build
	@touch $@

%.mo: %.po tools/catalogs.py | .venv/runtime.stamp
	@$(BIN)/python -m tools.catalogs compile

# Loading adds what is new and leaves alone what a person changed, so it may always be repeated.
.PHONY: content
content:
	@$(MANAGE) load_content

var/content.stamp: $(CONTENT_SOURCES)
	@$(MANAGE) load_content
	@touch $@

var/static/staticfiles.json: build/static.stamp .venv/runtime.stamp $(STATIC_SOURCES)
	@$(MANAGE) collectstatic --no-input --clear --verbosity 0
	@touch $@
