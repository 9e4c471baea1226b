# Two commands to begin with: `make guide` and `make test`. Each sets up what it needs, once.
# What the gate runs (.ci/run) is here step by step, so that every step can also be run alone.

SHELL := bash
.DEFAULT_GOAL := help
# The locked tools come first; pyright, too, finds the right interpreter by this.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# The rules of the matrix are tested to the last branch; the rest nearly so.
CORE := cybermatrix/model.py,cybermatrix/matrix.py,cybermatrix/checks/*.py,cybermatrix/queries.py
# Pages that cog prints from the code.
PRINTED := $(wildcard docs/reference/*.md)

.PHONY: help guide test setup setup-test cover lint format types layers docs docs-check data-check wheel lock audit bench bench-quick clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /  make \1\t/p' Makefile | expand -t 20

guide: setup  ## the guide of Deventer, as a page and as PDF
	@mkdir -p build
	@cybermatrix guide deventer -o build/deventer.html
	@cybermatrix guide deventer -o build/deventer.pdf
	@echo "De gids van Deventer staat klaar: build/deventer.html voor het scherm, build/deventer.pdf voor op papier."

test: setup-test  ## all tests, with the branches they miss
	pytest -n auto --dist loadfile --cov --cov-report=term

setup:  ## what a guide needs (Pango, libraries)
	@tools/setup run

setup-test:  ## what the checks need too (a browser, PDF tools)
	@tools/setup test

cover:  ## were the tests complete? (after make test)
	coverage report --include=$(CORE) --fail-under=100
	coverage report --omit=$(CORE) --fail-under=95

lint: setup-test  ## style and layout of the code
	ruff check .
	ruff format --check .

format: setup-test  ## put the code in the agreed layout
	ruff check --fix-only .
	ruff format .

types: setup-test  ## types, inside and on the public surface
	mypy
	pyright --verifytypes cybermatrix --ignoreexternal

layers: setup-test  ## the direction of dependencies
	lint-imports --no-logo

# COLUMNS, and the locked versions, because help texts wrap and change. Not -P: it swallows what cog.outl prints.
docs: setup-test  ## print the reference pages from the code
	$(if $(PRINTED),COLUMNS=80 NO_COLOR=1 cog -r $(PRINTED),@echo "docs/reference/ is still empty")

docs-check: setup-test  ## are the reference pages what the code says?
	$(if $(PRINTED),COLUMNS=80 NO_COLOR=1 cog --check --diff $(PRINTED),@echo "docs/reference/ is still empty")

data-check: setup  ## the shipped data, by its own rules
	cybermatrix check

wheel: setup-test  ## what people install, built and tried elsewhere
	.ci/wheel

lock:  ## lock the versions anew (tools/lock --upgrade takes newer ones)
	tools/lock

audit: setup-test  ## known holes in what we lock
	python tools/audit.py

# What is compared with comes into a place of its own: no test and no guide needs it.
build/bench/peers/.ready: requirements/bench.txt
	rm -rf build/bench/peers && python3 -m venv build/bench/peers
	build/bench/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

bench bench-quick: setup-test build/bench/peers/.ready
	tools/wheel-venv build/bench/wheel
	python3 benchmarks/bench.py $(if $(filter bench-quick,$@),--quick) $(BENCH)

bench:  ## how fast, against others; benchmarks/README.md explains (BENCH=--keep keeps the figures)
bench-quick:  ## the same with small samples

clean:  ## all that was made here, .venv too
	rm -rf .venv build dist out .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
