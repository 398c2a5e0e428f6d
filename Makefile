# The film and everything around it. `make help` lists what there is.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))) python3)
VENV ?= .venv
QUALITY ?= h
OUT ?= media/film

IN := $(VENV)/bin
INSTALLED := $(VENV)/installed-$(firstword $(shell cksum < pyproject.toml))
KEPT := media/snapshots media/stills

# Only what is set becomes an option. Of these variables, VOICE, SCRIPT and PALETTE also reach `make chapter`.
export VOICE SCRIPT PALETTE
option = $(if $($(1)),--$(2) "$($(1))")
FILM_OPTIONS = --quality $(QUALITY) --out "$(OUT)" $(call option,SEED,seed) $(call option,DATA,data) \
	$(call option,JOBS,jobs) $(call option,DASK,dask) $(if $(CHAPTERS),--chapters $(CHAPTERS))
TRAIN_OPTIONS = $(call option,SEED,seed) $(call option,DATA,data) $(call option,HIDDEN,hidden) \
	$(call option,EPOCHS,epochs) $(call option,RATE,rate)

.PHONY: film chapter contact check train predict test bench doctor install reinstall clean help
.DEFAULT_GOAL := film

film: $(INSTALLED)  ## the film: QUALITY=l|m|h|k SEED=7 DATA=folder VOICE=none CHAPTERS="a b" OUT=folder JOBS=2
	@$(IN)/python -m scenes.film $(FILM_OPTIONS)

chapter: $(INSTALLED)  ## one chapter, with sound: C=backprop QUALITY=l|m|h|k
	@$(IN)/manim -q$(QUALITY) scenes/$(or $(C),$(error which chapter? make chapter C=backprop)).py

contact: $(INSTALLED)  ## one picture of a chapter's beats, in seconds: C=backprop
	@$(IN)/python -m scenes.film --contact $(or $(C),$(error which chapter? make contact C=backprop))

check: $(INSTALLED)  ## check the picture, the numbers and the film by machine: C=backprop for one chapter
	@$(IN)/python -m scenes.film --out "$(OUT)" $(call option,JOBS,jobs) --check $(C)

train: $(INSTALLED)  ## train both networks anew: SEED=7 DATA=folder HIDDEN=20 EPOCHS=3 RATE=0.01
	@$(IN)/python -m network.train $(TRAIN_OPTIONS)

predict: $(INSTALLED)  ## ask the trained network: I=7
	@$(IN)/python -m network.predict $(or $(I),7)

test: $(INSTALLED)  ## all tests
	@$(IN)/python -m pytest

bench: $(INSTALLED)  ## measure how long the film takes, against Manim alone; hours
	@$(IN)/python tests/bench/bench_film.py $(if $(CHAPTERS),--chapters $(CHAPTERS))

doctor: $(INSTALLED)  ## check what the film needs on this machine
	@$(IN)/python -m scenes.film --doctor

install: $(INSTALLED)  ## the virtual environment and nothing else

$(INSTALLED): pyproject.toml
	@tools/system.sh $(PYTHON)
	@echo "installing into $(VENV), once; this takes some minutes"
	@test -x $(IN)/python || $(PYTHON) -m venv $(VENV)
	@$(IN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@rm -f $(VENV)/installed-*
	@touch $@

reinstall:  ## the virtual environment from nothing
	@rm -rf $(VENV)
	@$(MAKE) --no-print-directory install

clean:  ## remove all that was made, except the snapshots
	@rm -rf $(filter-out $(KEPT),$(wildcard media/*))

help:  ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-12s%s\n", $$1, $$2 }' Makefile
