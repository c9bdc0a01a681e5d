# Everything runs in .venv, made from the locks; only Python 3.11+ and make are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PACKAGES := bot briefings storage config

.PHONY: run test check bench eval themes stories soak lock clean help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: $(VENV)/.run ## set up, store the sample documents, print a briefing per theme, then chat
	@$(BIN)/trendbrief demo

test: $(VENV)/.dev ## set up and run the tests, four at a time: most of them wait for clocks and sockets
	$(BIN)/python -m pytest -n 4 --dist loadfile

check: $(VENV)/.dev ## format, lint, types, import layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## print the speed and memory ratios
	$(BIN)/python -m tests.benchmarks

eval: $(VENV)/.dev ## print how well texts are understood, on development sets and trap by trap
	$(BIN)/python -m tests.eval

themes: $(VENV)/.dev ## train the theme model anew, after a theme or an example was added
	$(BIN)/python -m tests.eval.train_themes

stories: $(VENV)/.dev ## weigh anew what makes two texts one story, after pairs were added
	$(BIN)/python -m tests.eval.train_stories

soak: $(VENV)/.dev ## long fault and calendar runs (a quarter of an hour)
	$(BIN)/python -m pytest -m soak

lock: ## pin every dependency anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade --extra build --extra dev --extra bench -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the environment, caches and the sample database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage data build dist *.egg-info
	find $(PACKAGES) tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Trendbrief needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) with the test tools ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run
