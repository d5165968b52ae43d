# A short front to Meson. `make run` and `make test` each work alone on a fresh Debian 12.
BUILD ?= build
.PHONY: all
all: $(BUILD)/mimamori
.PHONY: FORCE
FORCE:
$(BUILD)/sources.now: FORCE
	@mkdir -p $(BUILD); find src data web tools tests fuzz -type f 2>/dev/null | LC_ALL=C sort > $@.new; cmp -s $@.new $@ || mv $@.new $@; rm -f $@.new
$(BUILD)/build.ninja: $(BUILD)/sources.now
	@if [ -f $@ ]; then meson setup --reconfigure $(BUILD) >/dev/null; else meson setup $(BUILD) >/dev/null; fi; touch $@
$(BUILD)/mimamori: $(BUILD)/build.ninja FORCE
	@ninja -C $(BUILD) --quiet
