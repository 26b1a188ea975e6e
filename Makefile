# Quoth: from the texts in corpus/ to the tables and the report in outputs/.
#
# This file is the table of contents: each target is the file it makes, and each rule says from
# what. `make help` lists the targets a person asks for. GNU make 3.81 (macOS) suffices.

PYTHON  ?= python3
CORPUS  ?= corpus
OUTPUTS ?= outputs
VENV    ?= .venv
PY      ?= $(VENV)/bin/python
QUOTH    = $(PY) -m pipeline
PIP      = $(PY) -m pip --disable-pip-version-check --quiet
UV       = uv==0.13.9

# The environments are prerequisites by their stamps: packages for a run, for other formats, for the tests, for training.
READY          ?= $(VENV)/.installed
READY_EXPORT   ?= $(VENV)/.installed-export
READY_TESTS    ?= $(VENV)/.installed-dev
READY_TRAINING ?= $(VENV)/.installed-training

# One format or more of `quoth export --help`, for make export; where make browse answers, on this machine alone.
FORMAT  ?= all
PORT    ?= 8001

# How many files make fuzz tries.
INPUTS  ?= 100000

INTERIM = $(OUTPUTS)/interim
EXPORTS = $(OUTPUTS)/export
WHERE   = --corpus '$(CORPUS)' --outputs '$(OUTPUTS)'

# What each stage is made of. The command line is left out: how a stage is called changes no result.
FRAME      := $(filter-out pipeline/cli.py pipeline/__main__.py,$(wildcard pipeline/*.py)) \
              $(wildcard pipeline/records/*.py pipeline/schema/*.py) \
              pipeline/stages/base.py pipeline/stages/interim.py pipeline.toml requirements.lock
INGEST     := pipeline/stages/ingest.py $(wildcard pipeline/readers/*.py pipeline/quotes/*.py)
EXTRACT    := pipeline/stages/extract.py $(wildcard pipeline/nlp/*.py pipeline/nlp/lexicon/* pipeline/quotes/*.py) \
              $(shell find pipeline/model -type f 2>/dev/null)
ATTRIBUTE  := $(addprefix pipeline/stages/,attribute.py casts.py deciding.py) \
              pipeline/readers/corrections.py pipeline/readers/people.py pipeline/readers/sheet.py \
              $(wildcard pipeline/attribution/*.py pipeline/attribution/*.json pipeline/attribution/lexicon/*)
# The tables are assembled by modules of the report's folder; its templates and charts concern the report alone.
TABULATE   := $(addprefix pipeline/stages/,tables.py tabulating.py tablefiles.py) $(wildcard pipeline/reporting/*.py)
REPORTING  := pipeline/stages/report.py $(wildcard pipeline/reporting/templates/* pipeline/reporting/charts/*.py)
EXPORTING  := pipeline/stages/export.py $(wildcard pipeline/exporters/*.py)

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all test review roster export excel browse evaluate bench fuzz model lint style types layers format lock clean distclean help FORCE

all: $(OUTPUTS)/report.html ## read corpus/, write the tables and the report to outputs/
	@echo "$(OUTPUTS)/ is up to date: open $(OUTPUTS)/report.html"

test: $(READY_TESTS) ## run the tests
	$(PY) -m pytest

review: $(OUTPUTS)/report.html ## write outputs/review.csv: who says what, to put right in a spreadsheet
	$(QUOTH) review $(WHERE)

roster: $(OUTPUTS)/report.html ## write outputs/roster.csv: a draft of corpus/people.csv
	$(QUOTH) roster $(WHERE)

export: $(OUTPUTS)/datapackage.json $(READY_EXPORT) ## write the formats of other programs: make export, or make export FORMAT=excel
	$(QUOTH) export --outputs '$(OUTPUTS)' $(FORMAT)

excel: $(EXPORTS)/excel/quoth.xlsx ## write the tables as a workbook for Excel and LibreOffice
	@echo "Open $(EXPORTS)/excel/quoth.xlsx"

browse: $(EXPORTS)/sqlite/quoth.sqlite ## search and filter the tables in a browser: make browse, or make browse PORT=8002
	@echo "Open http://127.0.0.1:$(PORT)/ in a browser; Ctrl-C ends it"
	$(PY) -m datasette serve --immutable '$(EXPORTS)/sqlite/quoth.sqlite' --metadata '$(EXPORTS)/sqlite/metadata.yaml' \
	  --host 127.0.0.1 --port $(PORT)

evaluate: $(READY) ## measure on the shipped essays, and on the corpora in the folder QUOTH_DATA
	$(PY) -m benchmarks.evaluate_all $(if $(CORPORA),--corpora '$(CORPORA)') $(if $(README),--readme)

bench: $(READY) ## measure the speed of runs beside the bare parser, and that it is linear
	$(PY) -m benchmarks.pipeline_speed $(BENCH)
	$(PY) -m benchmarks.attribution_speed

fuzz: $(READY) ## try 100,000 spoilt files: no crash, no hang, no lost row; make fuzz INPUTS=2000
	$(PY) -m benchmarks.fuzz --inputs $(INPUTS)

model: $(READY_TRAINING) ## train the language model again, from the corpora in the folder QUOTH_DATA
	$(PY) -m training all

lint: style types layers ## check style, types and layers

style: $(READY_TESTS)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(READY_TESTS)
	$(PY) -m mypy

layers: $(READY_TESTS)
	$(dir $(PY))lint-imports

format: $(READY_TESTS) ## lay the code out as `make lint` wants it
	$(PY) -m ruff format .

lock: $(VENV)/bin/python ## pin the packages anew: make lock, or make lock UPGRADE=--upgrade
	$(PIP) install $(UV)
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --extra export --extra browse --constraints requirements.lock --output-file requirements-export.lock
	$(LOCK) --all-extras --group dev --constraints requirements.lock --constraints requirements-export.lock --output-file requirements-dev.lock
	$(LOCK) --group build --group training --constraints requirements.lock --output-file requirements-training.lock

clean: ## remove what can be made again and is not committed
	rm -rf '$(INTERIM)' '$(EXPORTS)' '$(OUTPUTS)/cache' '$(OUTPUTS)/run.json' build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

distclean: clean ## as clean, and the environment
	rm -rf '$(VENV)' quoth.egg-info

help: ## list the targets
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile
	@echo "or a file of $(OUTPUTS)/. Your own folders: make all CORPUS=my-texts OUTPUTS=my-results"

# --- the stages -----------------------------------------------------------------------------

# Every file of the corpus with its checksum. Rewritten only when that changes, so that a file added,
# edited or deleted is seen, names with spaces are none of make's business, and a touch does nothing.
# Corrections and people have a manifest of their own, since no text need be read again for their sake.
$(INTERIM)/corpus.manifest: FORCE
	@test -d '$(CORPUS)' || { echo "There is no folder $(CORPUS): make it and put your texts into it" >&2; exit 1; }
	@mkdir -p '$(INTERIM)'
	@(cd '$(CORPUS)' && find -L . -type f ! -name '.*' ! -path ./corrections.csv ! -path ./people.csv -print -exec cksum {} + 2>/dev/null) | LC_ALL=C sort > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(INTERIM)/corrections.manifest: FORCE
	@mkdir -p '$(INTERIM)'
	@(cd '$(CORPUS)' 2>/dev/null && cksum corrections.csv people.csv 2>/dev/null) > $@.new || :
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(INTERIM)/documents.csv: $(INTERIM)/corpus.manifest $(FRAME) $(INGEST) | $(READY)
	$(QUOTH) ingest $(WHERE)

$(INTERIM)/problems-extract.csv: $(INTERIM)/documents.csv $(EXTRACT) | $(READY)
	$(QUOTH) extract $(WHERE)

$(INTERIM)/entities.csv: $(INTERIM)/problems-extract.csv $(INTERIM)/corrections.manifest $(ATTRIBUTE) | $(READY)
	$(QUOTH) attribute $(WHERE)

# A table or a page that somebody removed is made again with the others of its stage.
TABLES := $(addprefix $(OUTPUTS)/,quotations.csv speakers.csv entities.csv mentions.csv cooccurrences.csv timeline.csv keyterms.csv documents.csv \
          candidates.csv problems.csv)
PAGES  := $(OUTPUTS)/report.md

$(OUTPUTS)/datapackage.json: $(INTERIM)/entities.csv $(TABULATE) $(if $(filter-out $(wildcard $(TABLES)),$(TABLES)),FORCE) | $(READY)
	$(QUOTH) tables $(WHERE)

$(OUTPUTS)/report.html: $(OUTPUTS)/datapackage.json $(REPORTING) $(if $(filter-out $(wildcard $(PAGES)),$(PAGES)),FORCE) | $(READY)
	$(QUOTH) report $(WHERE)

$(EXPORTS)/excel/quoth.xlsx: $(OUTPUTS)/datapackage.json $(EXPORTING) requirements-export.lock | $(READY_EXPORT)
	$(QUOTH) export --outputs '$(OUTPUTS)' excel

$(EXPORTS)/sqlite/quoth.sqlite: $(OUTPUTS)/datapackage.json $(EXPORTING) requirements-export.lock | $(READY_EXPORT)
	$(QUOTH) export --outputs '$(OUTPUTS)' sqlite

$(TABLES): $(OUTPUTS)/datapackage.json ;
$(PAGES): $(OUTPUTS)/report.html ;

# --- the environments -----------------------------------------------------------------------

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Quoth needs Python 3.11 or newer, and $(PYTHON) is older. Name another: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv '$(VENV)'

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned packages into $(VENV): a minute or so, this once"
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-export: requirements-export.lock $(VENV)/.installed
	$(PIP) install --requirement requirements-export.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --requirement requirements-dev.lock
	@touch $@

$(VENV)/.installed-training: requirements-training.lock training/requirements-teacher.txt $(VENV)/.installed
	$(PIP) install --requirement requirements-training.lock
	$(PIP) install --requirement training/requirements-teacher.txt
	@touch $@

# One file for every system and Python: versions and checksums, and nothing about where they came from.
LOCK = '$(VENV)/bin/uv' pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' \
       --no-config $(UPGRADE) pyproject.toml
