# Every target sets itself up: it needs git, make and Python 3.11 or newer (`make PYTHON=python3.12 demo` picks one).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test coverage lint types check docs screenshots clean
.NOTPARALLEL: # two installs into one environment at a time would trip over each other

help:
	@echo 'make demo    export the graph, draw the network, rank the actors'
	@echo 'make test    run the tests'
	@echo 'make coverage   run them and say which lines no test reaches'
	@echo 'make lint    check style, format and the direction of imports'
	@echo 'make types   check the types'
	@echo 'make check   lint, types and test'
	@echo 'make docs    write the generated pages anew'
	@echo 'make screenshots   take the pictures of the documentation anew'
	@echo 'make clean   remove what these targets made'

demo: $(VENV)/.demo
	@$(BIN)/accord export -o accord.ttl
	@$(BIN)/accord view -o accord.html
	@$(BIN)/accord centrality --measure betweenness --top 10
	@echo
	@echo 'Made accord.ttl (the graph) and accord.html (the network); above, the ten actors most often in between.'
	@echo 'Open accord.html in a browser and click a tie to see its evidence.'
	@echo 'Then try: $(BIN)/accord tie Japan France; $(BIN)/accord questions'

test: $(VENV)/.dev
	@PYTHON=$(BIN)/python tests/install-browser.sh
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_OPTIONS)

# Watching every line makes the tests slower by a good part, so that it is asked for by name.
coverage: PYTEST_OPTIONS := --cov --cov-report=term-missing:skip-covered
coverage: test

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.dev
	$(BIN)/basedpyright --pythonpath $(BIN)/python

check: lint types test

docs: $(VENV)/.dev
	$(BIN)/python docs/generate.py

screenshots: $(VENV)/.dev
	@PYTHON=$(BIN)/python tests/install-browser.sh
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build dist accord_graph.egg-info accord.ttl accord.html

# A stamp is made anew when pyproject.toml changes, for then the dependencies may have changed.
$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.demo

$(BIN)/python:
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo 'Accord needs Python 3.11 or newer, and "$(PYTHON)" is not there. Try: make PYTHON=python3.12' >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Accord needs Python 3.11 or newer; $(PYTHON) is $$('$(PYTHON)' -V 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) comes without venv. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	'$(PYTHON)' -m venv $(VENV)
