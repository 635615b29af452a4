# make serve: the graph at http://127.0.0.1:7878/      make test: every gate and every test
# Needs Python 3.11 or later and a package registry; everything else comes from the locks.
PYTHON ?= python3
BIN := .venv/bin
TEST_PROCESSES ?= 2
SOURCES := sitrep ontology graph queries server tests bench

.DEFAULT_GOAL := help
.PHONY: help serve assets browser engines wheel test lint types imports tests conformance bench bench-scale soak scores build check expected release dumps lock format clean

help: ## what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1	/'

serve: .venv/run ## serve the graph at http://127.0.0.1:7878/
	@$(MAKE) -s --no-print-directory assets || echo "The scripts of the pages could not be built: pages are plain."
	@$(BIN)/sitrep serve

assets: server/static/built/manifest.json ## the scripts and sheets of the pages, with esbuild

wheel: .venv/run assets ## the package, with what its pages load, in dist/
	@PATH="$(CURDIR)/$(BIN):$$PATH" python -c 'import os, uv_build; os.makedirs("dist", exist_ok=True); print("dist/" + uv_build.build_wheel("dist"))'

test: lint types imports tests ## every gate and every test

lint: .venv/dev ## style: ruff with every rule, and its formatter
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: .venv/dev node_modules/made ## types: mypy and pyright, both strict; the scripts by tsc
	$(BIN)/mypy
	$(BIN)/pyright --warnings
	$(WITH_NODE) node_modules/.bin/tsc --project server/assets

imports: .venv/dev ## who may import whom
	$(BIN)/lint-imports

# By files, so that what a module keeps for its tests is made once. What needs quiet comes after it;
# a test that fails in the first run keeps nobody from the second.
tests: .venv/dev assets browser engines .bench/made ## pytest alone, in two processes
	@failed=0; set -x; \
	  $(BIN)/pytest -q -n $(TEST_PROCESSES) --dist loadfile -m "not alone" || failed=1; \
	  $(BIN)/pytest -q -m alone || failed=1; exit $$failed

browser: ## the browser of tests/browser: Debian's Chromium, by apt where that can be
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; } || \
	  { echo "The tests need Chromium, and only root can install it: sudo apt install chromium"; exit 1; }

engines: ## the other engine and the balancer of tests/http/engines, by apt where that can be; else their tests are skipped
	@missed=; command -v virtuoso-t >/dev/null || missed="virtuoso-opensource-7-bin"; \
	  PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missed="$$missed nginx-light"; [ -z "$$missed" ] || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -qq -y --no-install-recommends $$missed >/dev/null; } || \
	  echo "Not installed, so that the tests that need it are skipped: $$missed (as root: apt install $$missed)"

conformance: .venv/dev ## the W3C's suites over HTTP: the scores, also into docs/endpoint.md
	$(BIN)/pytest -q tests/http/w3c --write-scores

bench: .venv/dev .bench/made ## the server beside its peers, into docs/endpoint.md, 25 minutes; QUICK=1 takes two and is printed alone
	$(BIN)/python -m bench $(if $(QUICK),--quick)

bench-scale: .venv/dev .bench/made ## a store on disk at 50k, 500k, 5M triples, into docs/scaling.md, 25 minutes and 6 GB; QUICK=1 small and printed alone
	$(BIN)/python -m bench.scale $(if $(QUICK),--quick)

soak: .venv/dev assets browser ## a store killed a hundred times, a browser six times slower, the server under attack
	SITREP_CRASHES=100 $(BIN)/pytest -q tests/http/writing/test_crash.py
	SITREP_SLOW_BROWSER=6 $(BIN)/pytest -q tests/browser --ignore tests/browser/test_every_page.py
	$(BIN)/python -m bench.hostile

scores: .venv/dev ## how good drafts are, into docs/drafting.md and for the dataset's page
	$(BIN)/python -m bench.scores

.bench/made: bench/requirements.lock
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .bench
	@$(BIN)/uv pip install --quiet --python .bench/bin/python --require-hashes -r bench/requirements.lock
	@touch $@

build: .venv/run ## article + facts -> graph/data/bhamo.nq
	$(BIN)/sitrep build

check: .venv/run ## every gate of the graph, with what each looked at
	$(BIN)/sitrep check

expected: .venv/run ## what the saved queries answer now, to be reviewed as a diff
	$(BIN)/python -m queries.expect

format: .venv/dev ## let ruff mend what it can
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix-only $(SOURCES)

release: ## keep a copy of the ontology under its version, never to be edited again
	@folder=ontology/released/$$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml); \
	  if [ -e "$$folder" ]; then echo "$$folder is there already and stays as it is; a changed ontology needs a new version:" \
	    "in pyproject.toml, ontology/sitrep.ttl, CITATION.cff and CHANGELOG.md" >&2; exit 1; fi; \
	  mkdir -p "$$folder" && cp ontology/*.ttl "$$folder"/ && echo "$$folder"

dumps: .venv/run ## the whole graph as Turtle, N-Quads, TriG and JSON-LD in dist/
	$(BIN)/sitrep dump

lock: .venv/dev ## both locks anew, from pyproject.toml
	$(BIN)/uv pip compile $(LOCK_FLAGS) --group build -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile $(LOCK_FLAGS) --group dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile $(LOCK_FLAGS) -o server/assets/requirements.lock server/assets/requirements.in

clean: ## remove the environment and all that was made in it
	rm -rf .venv .node .bench node_modules dist server/static/built

# Exact versions and hashes for every platform; no registry's address. A day's dependency set is thus a file.
LOCK_FLAGS := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-annotate --custom-compile-command "make lock" --upgrade

# The two environments are one folder: running needs the first lock, developing adds the second.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sitrep needs Python 3.11 or later; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "This Python has no venv module; on Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/run: .venv/made requirements.lock pyproject.toml
	@echo "Installing what Sitrep needs (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@PATH="$(CURDIR)/$(BIN):$$PATH" pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	@echo "Installing what the tests need (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Node makes the scripts of the pages: the machine's own, or the one that PyPI has where there is none.
WITH_NODE = PATH="$$(cat .venv/node)$$PATH"
NODE_WILL_DO = node -e 'process.exit(+(process.versions.node.split(".")[0] < 18))' 2>/dev/null && npm --version >/dev/null 2>&1

.venv/node: .venv/made server/assets/requirements.lock
	@if $(NODE_WILL_DO); then : > $@; else \
	  echo "Installing Node, of which this machine has none from 18 on (once) …"; \
	  $(BIN)/python -m venv --clear .node && \
	  .node/bin/pip install --quiet --disable-pip-version-check --require-hashes -r server/assets/requirements.lock && \
	  printf '%s:' "$(CURDIR)/.node/bin" > $@; fi

node_modules/made: package.json package-lock.json .venv/node
	@echo "Installing what the scripts are made of (once) …"
	@$(WITH_NODE) npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

server/static/built/manifest.json: node_modules/made $(wildcard server/assets/*) requirements.lock | .venv/run
	@$(WITH_NODE) node server/assets/build.js
