# What both need, what a learner runs, what a developer runs. Everything real is in scripts/.

PYTHON ?= python3
ARGS ?=

.PHONY: setup lab test lint bench clean

setup:
	@$(PYTHON) scripts/setup.py

lab: setup
	@.venv/bin/jupyter homl homl-workspace $(ARGS)

test:
	@$(PYTHON) scripts/setup.py --tests
	@.venv/bin/python scripts/test.py $(ARGS)

lint:
	@$(PYTHON) scripts/setup.py
	@.venv/bin/python scripts/test.py lint format imports types javascript

bench:
	@$(PYTHON) scripts/setup.py
	@env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -m benchmarks $(ARGS)

clean:
	rm -rf .cache .venv node_modules lib build jupyterlab_homl/labextension ui-tests/node_modules
