# Two commands are enough for a newcomer: `make demo` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help install packages demo test pytest lint run bench chaos lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEBIAN := dovecot-imapd dovecot-lmtpd postfix openssl chromium chromium-driver
# Tests mostly wait for servers, so one more runs at once than there are cores; with two more, some wait too long.
WORKERS ?= 3
# Thousands of small databases: in memory where there is plenty, so that a disk that is busy for seconds fails no test.
TESTS_IN := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "PYTEST_DEBUG_TEMPROOT=/dev/shm" }')
PROGRAMS := dovecot /usr/sbin/postfix openssl chromium chromedriver

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/installed ## make the virtual environment and install what is locked

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked packages into $(VENV) (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

packages: ## install the Debian packages that tests need (as root), or say which
	@missing=""; for p in $(PROGRAMS); do command -v $$p >/dev/null || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(DEBIAN) ..."; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN) >/dev/null; \
	else echo "The tests need$$missing; on Debian: sudo apt-get install $(DEBIAN)"; exit 1; fi

demo: install ## see the whole thing at work, with nothing to sign up for
	@$(BIN)/referral-desk demo

test: install packages ## everything CI checks: style, types, layers, tests
	@$(MAKE) --no-print-directory -j2 lint pytest

pytest:
	@$(TESTS_IN) $(BIN)/python -m pytest -q -n $(WORKERS) --cov --cov-report=term:skip-covered

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

run: install ## run the bot for real (see README: "Connect a real Slack and mailbox")
	@$(BIN)/referral-desk run

bench: install packages ## measure speed, as ratios in one run; kept in tests/bench/RESULTS.md
	@$(BIN)/python -m tests.bench --keep

chaos: install packages ## long proofs: a storm of kills and outages, hostile mail, two years of partners, a year of money
	@$(BIN)/python -m tests.chaos
	@$(BIN)/python -m tests.keep_partners
	@$(BIN)/python -m tests.simulated_year

COMPILE = $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-strip-extras \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: install ## make both lock files anew from pyproject.toml
	@$(COMPILE) --extra demo --extra dev -o requirements.lock pyproject.toml
	@$(COMPILE) -c requirements.lock -o deploy/requirements.lock pyproject.toml

clean: ## remove what can be made again
	@rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
