# Remit from a fresh clone. `make` alone says what there is; every target can be run again in seconds.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
UV := .venv/bin/uv
LOCK := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
NPM := cd frontend && npm
NPM_CI := $(NPM) ci --no-audit --no-fund --loglevel=error
WEB := backend/remit/web/index.html
WEB_SOURCES := $(shell find frontend/src frontend/public frontend/index.html frontend/vite.config.ts -type f -not -name '*.test.ts*' 2>/dev/null)

# Asked for, a machine that tells Python to write no bytecode would compile the libraries anew at every start.
export PYTHONDONTWRITEBYTECODE :=
export UV_COMPILE_BYTECODE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: rivals mutants faults soak help demo setup setup-dev test check lint lint-python lint-web guards test-python test-web test-browser \
        format openapi pictures bench lock build clean

help: ## say what there is
	@echo 'Remit: authority limits for customer service, and one click for what is over them.'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  Start with `make demo` and open http://127.0.0.1:$(PORT). Needs Python 3.11+, Node 20.19+; no database, no root.'

demo: setup ## install what is missing, build the app and serve the demo (PORT=8000)
	@.venv/bin/remit demo --port $(PORT) --data var/demo

setup: ## install what running needs: the command .venv/bin/remit and the built app
	@$(MAKE) -j2 .stamps/python $(WEB)

setup-dev:
	@$(MAKE) -j2 .stamps/python-dev web-dev

.PHONY: web-dev
web-dev: .stamps/node-dev
	@$(MAKE) $(WEB)

build: $(WEB) ## build the single-page app into the package

test: test-python test-web test-browser ## every test: Python on SQLite and PostgreSQL, components, browser

check: lint test ## everything that CI runs: lint, types, layers, guards and every test

lint: setup-dev ## formatting, lint, types and layers of both halves, without tests
	@$(MAKE) -j2 lint-python lint-web

lint-python:
	@echo '· ruff, mypy --strict, import-linter'
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

lint-web:
	@echo '· biome, tsc'
	@$(NPM) run -s lint
	@$(NPM) run -s typecheck

guards: setup-dev ## only the guards of the house rules (tests/guards)
	@$(PY) -m pytest tests/guards

test-python: setup-dev
	@echo '· pytest, on SQLite and on a real PostgreSQL'
	@$(PY) -m pytest

test-web: setup-dev
	@echo '· vitest'
	@$(NPM) test --silent

test-browser: setup-dev
	@echo '· playwright, in a real headless Chromium'
	@$(NPM) run -s e2e

format: setup-dev ## let the tools put the form right
	@$(PY) -m ruff format --quiet . && $(PY) -m ruff check --fix --quiet .
	@$(NPM) run -s format

openapi: setup-dev ## regenerate docs/openapi.json and the web client's types from the code
	@mkdir -p docs && .venv/bin/remit openapi >.stamps/openapi.json && mv .stamps/openapi.json docs/openapi.json
	@$(NPM) run -s gen:api

pictures: setup-dev ## take the README's pictures from a demo of their own
	@cd frontend && env $$(node e2e/chromium.mjs) node_modules/.bin/playwright test --config pictures.config.ts

bench: .stamps/python-dev ## measure decisions a second beside a bare echo (PART=… for one part)
	@$(PY) -m bench $(PART)

rivals: .stamps/rivals ## install whom `make bench` measures beside, apart from everything else

faults: .stamps/python-dev ## break things 600 times each way, as CI does; docs/promises.md tells
	@mkdir -p docs/faults && rm -f docs/faults/checked.jsonl
	@REMIT_FAULT_RESULTS=docs/faults/checked.jsonl REMIT_FAULT_CYCLES=$(or $(CYCLES),600) $(PY) -m pytest -q tests/faults; \
	status=$$?; $(PY) -m tests.faults.table; exit $$status

SOAKED := $(addprefix tests/faults/test_,kill.py lies.py races.py postgres_killed.py channel.py restarts.py restores.py) tests/desk/test_budget_races.py tests/faults/test_model.py::test_any_story_ends_as_the_model_says
soak: .stamps/python-dev ## the same at length: GOES=10 times 500 kills, 500 wrong answers, 1,000 live events; docs/promises.md tells
	@mkdir -p docs/faults && rm -f docs/faults/soaked.jsonl
	@status=0; for go in $$(seq $(or $(GOES),10)); do \
	  REMIT_FAULT_RESULTS=docs/faults/soaked.jsonl REMIT_FAULT_SEED=soak-$$go REMIT_FAULT_CYCLES=500 \
	  REMIT_FAULT_ANSWERS=500 REMIT_FAULT_RACES=100 REMIT_BUDGET_TRIALS=100 REMIT_FAULT_STORIES=50 \
	  REMIT_FAULT_EVENTS=1000 REMIT_FAULT_RESTARTS=10 REMIT_FAULT_RESTORES=10 $(PY) -m pytest -q $(SOAKED) || status=$$?; \
	  $(PY) -m tests.faults.table; \
	done; exit $$status

mutants: .stamps/mutants ## plant bugs in the authority layer (SAMPLE=300) and see which of them no test notices
	@PYTHONPATH=.stamps/coverage $(PY) tools/mutants.py --sample $(or $(SAMPLE),300)

lock: .stamps/python ## choose the newest versions that pyproject.toml and package.json allow
	@echo '· locks'
	@$(LOCK) --upgrade pyproject.toml --group build -o requirements/run.txt
	@$(LOCK) --upgrade pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	@$(LOCK) --upgrade --group mutants -o requirements/mutants.txt
	@$(LOCK) --upgrade --group rivals -c requirements/run.txt -o requirements/rivals.txt
	@$(NPM) install --package-lock-only
	@cd bench/rivals/sockets && npm install --package-lock-only

clean: ## remove everything that was installed, built or generated
	@rm -rf .venv .venv-rivals .stamps frontend/node_modules bench/rivals/sockets/node_modules backend/remit/web .mypy_cache .ruff_cache .pytest_cache

.stamps/machine: tools/machine.sh
	@mkdir -p .stamps && sh tools/machine.sh $(PYTHON) && touch $@

.stamps/venv: requirements/uv.txt | .stamps/machine
	@echo '· virtual environment in .venv'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@$(PY) -m pip install -q --require-hashes -r requirements/uv.txt && touch $@

.stamps/python: requirements/run.txt pyproject.toml | .stamps/venv
	@echo '· Python packages, hash-locked'
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/run.txt
	@$(UV) pip install -q --python $(PY) --no-deps --no-build-isolation -e . && touch $@

.stamps/python-dev: requirements/dev.txt .stamps/python
	@echo '· Python packages for tests'
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/dev.txt && touch $@

.stamps/mutants: requirements/mutants.txt | .stamps/python-dev
	@echo '· what make mutants needs, in .stamps/coverage'
	@$(UV) pip install -q --target .stamps/coverage --require-hashes -r requirements/mutants.txt && touch $@

.stamps/rivals: requirements/rivals.txt bench/rivals/sockets/package-lock.json | .stamps/python
	@echo '· rivals, in .venv-rivals and bench/rivals/sockets'
	@$(UV) venv -q --allow-existing --python $(PY) .venv-rivals
	@$(UV) pip install -q --python .venv-rivals/bin/python --require-hashes -r requirements/rivals.txt
	@cd bench/rivals/sockets && npm ci --no-audit --no-fund --loglevel=error && touch ../../../$@

.stamps/node: frontend/package-lock.json | .stamps/machine
	@echo '· Node packages for the build'
	@$(NPM_CI) --omit=dev
	@rm -f .stamps/node-dev && touch $@

.stamps/node-dev: frontend/package-lock.json | .stamps/machine
	@echo '· Node packages for build and tests'
	@$(NPM_CI)
	@touch .stamps/node $@

$(WEB): $(WEB_SOURCES) frontend/package-lock.json | .stamps/node
	@echo '· web app'
	@$(NPM) run -s build -- --logLevel warn && touch ../$@
