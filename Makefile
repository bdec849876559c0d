# The front door: `make help` lists what it opens.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
# More for pytest: make test ARGS="-k search"
ARGS ?=
# The first of these that is new enough.
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; \
	done)

VENV := .venv
# Programs run as modules: the scripts in a virtual environment break when its folder is moved.
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py
INSTALL := $(RUN) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --no-deps
LOCK := $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.PHONY: help run test setup lint format messages bench lock

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' Makefile | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

run: $(VENV)/.main ## The archive on http://127.0.0.1:8000 (another port: PORT=8001)
	@$(RUN) -m archive.port '$(PORT)'
	@$(MANAGE) prepare --address http://127.0.0.1:$(PORT)
	@PORT=$(PORT) exec $(RUN) -m gunicorn --config archive/serving.py archive.wsgi

test: $(VENV)/.dev ## The whole test suite (ARGS="-k search" for a part)
	@$(RUN) -m pytest -n 2 $(ARGS)

setup: $(VENV)/.dev ## The environment in .venv, with the tools for development

lint: $(VENV)/.dev ## All static checks
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' 'templates/*.txt' \
		| xargs -0 -r $(VENV)/bin/djade --target-version 5.2 --check
	@$(RUN) -m mypy
	@$(RUN) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	@$(MANAGE) makemigrations --check --dry-run
	@DATABASE_URL= DEBUG=false ALLOWED_HOSTS=archive.example.org \
		SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		$(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/.dev ## Mend what the linters can mend
	@$(RUN) -m ruff check --fix-only .
	@$(RUN) -m ruff format .
	@git ls-files -z -- 'templates/*.html' 'templates/*.txt' \
		| xargs -0 -r $(VENV)/bin/djade --target-version 5.2

messages: $(VENV)/.dev ## The texts to translate anew into locale/, and what was translated compiled (needs gettext)
	@$(MANAGE) makemessages --locale fr --locale ar --no-location --no-obsolete \
		--ignore '$(VENV)' --ignore var --ignore tests --ignore bench
	@$(MANAGE) compilemessages --locale fr --locale ar --ignore '$(VENV)'

bench: $(VENV)/.bench ## The benchmarks (CORPUS, METADATA and DATABASE_URL say of what)
	@set -e; for script in bench/bench_*.py; do \
		[ -e "$$script" ] || { echo "There are no benchmarks yet."; break; }; \
		$(RUN) -m bench.$$(basename "$$script" .py); \
	done

lock: $(VENV)/.dev ## requirements/*.txt anew from pyproject.toml (UPGRADE=--upgrade for newer ones)
	@$(LOCK) $(UPGRADE) pyproject.toml --output-file requirements/main.txt
	@$(LOCK) $(UPGRADE) pyproject.toml --group dev --output-file requirements/dev.txt
	@$(LOCK) --constraint requirements/dev.txt pyproject.toml --group dev --group bench --output-file requirements/bench.txt

# The stamps are made last, so that what was interrupted is done again.
$(VENV)/.main: requirements/main.txt
	@$(call make-venv)
	@echo "Installing what the archive needs …"
	@$(INSTALL) -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt
	@$(call make-venv)
	@echo "Installing what development needs …"
	@$(INSTALL) -r $<
	@touch $@

$(VENV)/.bench: requirements/bench.txt
	@$(call make-venv)
	@echo "Installing what the benchmarks need …"
	@$(INSTALL) -r $<
	@touch $@

# A virtual environment that works is kept.
define make-venv
$(RUN) -m pip --version >/dev/null 2>&1 || { \
	[ -n "$(PYTHON)" ] || { \
		echo "Python 3.11 or newer is needed: apt install python3 python3-venv" >&2; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python can make no virtual environment here: apt install python3-venv" >&2; exit 1; }; \
	echo "Making $(VENV) …"; \
	$(PYTHON) -m venv --clear $(VENV); \
}
endef
