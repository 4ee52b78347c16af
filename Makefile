# Tocsin: what a newcomer runs. `make` alone lists it; the first target that needs it makes .venv, without root.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/installed.stamp
SYSTEM := $(VENV)/system.stamp
FRONTEND := $(VENV)/frontend.stamp
LOG := $(VENV)/setup.log
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input
ARGS ?=

# The first interpreter that is new enough and can make a virtual environment; PYTHON=... puts another in front.
FIND_PYTHON := for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done

.PHONY: help setup demo test endure fuzz check docs assets lock wheel clean python

help: ## this list
	@echo "Tocsin, the AI security sharing desk. Targets:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'
	@echo "ARGS=\"...\" is handed on: make test ARGS=\"tests/rules -x\"."

setup: $(STAMP) ## make .venv with the locked packages (once)

demo: $(STAMP) $(FRONTEND) ## the demonstration: from raw evidence to a marked, provable case
	@$(VENV)/bin/tocsin demo $(ARGS)

test: $(STAMP) $(SYSTEM) $(FRONTEND) ## every test; says aloud which optional parts are absent
	@$(PY) -m pytest $(ARGS)

endure: $(STAMP) ## the record survives: 200 kills for each database, and every kind of tampering (about an hour)
	@TOCSIN_ENDURE=1 $(PY) -m pytest tests/endure tests/stages/test_packaging_non_interference.py \
		tests/worker/test_run_non_interference.py -s $(ARGS)

fuzz: $(STAMP) ## a million mutated documents through the scan, on one core (some hours; TOCSIN_FUZZ=N for fewer)
	@TOCSIN_FUZZ=$${TOCSIN_FUZZ:-1000000} $(PY) -m pytest -q tests/fuzz $(ARGS)

check: $(STAMP) ## style, types, floors, house tests, docs
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m pytest tests/house $(ARGS) # builds the docs too, strictly, and compares the reference pages with the code

docs: $(STAMP) ## write the reference pages from the code and build the docs into site/
	$(PY) docs/generate.py
	$(PY) docs/texts.py
	$(PY) -m mkdocs build --strict --site-dir site
	@echo "read site/index.html"

assets: ## htmx for the pages of the desk, from npm; they work without it
	@rm -f $(FRONTEND)
	@$(MAKE) --no-print-directory $(FRONTEND)

wheel: $(STAMP) $(FRONTEND) ## build the wheel into dist/
	@$(PY) -m hatchling build -t wheel

lock: ## pin every package again, with hashes and without addresses (needs uv)
	@command -v uv >/dev/null || { echo "error: uv was not found"; echo "hint: pipx install uv"; exit 2; }
	uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 pyproject.toml --extra postgresql --extra names --group pyproject.toml:test \
		--group pyproject.toml:check --group pyproject.toml:build -o requirements.lock

clean: ## remove what was built; .venv too
	rm -rf $(VENV) frontend/node_modules src/tocsin/web/assets/htmx.js build dist site .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python: # which interpreter would be used
	@found=$$($(FIND_PYTHON)); test -n "$$found" && echo "$$found"

# The one package that is given out as source alone; the judge of STIX in the tests needs it.
AS_SOURCE := cpe

$(SYSTEM): .ci/packages | $(STAMP) # the system's programs that tests can use: as root installed, else named, once
	@.ci/packages
	@touch $(SYSTEM)

# What the pages load from npm: pinned by digest, nothing of it is run, none of it is needed.
$(FRONTEND): frontend/package-lock.json | $(STAMP)
	@if ! command -v npm >/dev/null; then \
		echo "npm was not found: the pages of the desk work without htmx, each click loads a whole page"; \
	elif (cd frontend && npm ci --ignore-scripts --no-audit --no-fund) >$(LOG) 2>&1; then \
		cp frontend/node_modules/htmx.org/dist/htmx.min.js src/tocsin/web/assets/htmx.js; \
	else echo "htmx could not be fetched from npm (see $(LOG)): the pages of the desk work without it"; fi
	@touch $(FRONTEND)

$(STAMP): requirements.lock pyproject.toml
	@found=$$($(FIND_PYTHON)); if test -z "$$found"; then \
		echo "error: no Python 3.11 or newer with venv was found"; \
		echo "hint: on Debian or Ubuntu, apt-get install python3 python3-venv; elsewhere, make setup PYTHON=/path/to/python3"; \
		exit 2; fi; \
	if ! $(PY) -c '' >/dev/null 2>&1; then \
		echo "making $(VENV) with $$($$found --version)"; rm -rf $(VENV); $$found -m venv $(VENV) || exit 2; fi
	@echo "installing $$(grep -c '==' requirements.lock) locked packages (about 330 MB to fetch, once)"
	@$(PIP) --require-hashes --only-binary :all: --no-binary $(AS_SOURCE) -r requirements.lock >$(LOG) 2>&1 || { cat $(LOG); \
		echo "error: the locked packages could not be installed"; echo "hint: the whole answer is above and in $(LOG)"; exit 3; }
	@$(PIP) --no-deps --no-build-isolation --editable . >$(LOG) 2>&1 || { cat $(LOG); exit 3; }
	@touch $(STAMP)
	@echo "ready: $(VENV)"
