# make site 构建网站；make test 运行全部检查。两个命令都自己准备所需的一切。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site test serve pdf words lock browser printer clean

site: $(VENV)/.site
	$(BIN)/mingxiao build

# 每份报告一个 PDF，写到 pdf/。
pdf: site $(VENV)/.pdf printer
	$(BIN)/mingxiao pdf

# 界面的字改了以后更新译文目录。
words: $(VENV)/.site
	$(BIN)/python -m generator.extraction

serve: $(VENV)/.site
	$(BIN)/mkdocs serve

test: $(VENV)/.test $(VENV)/.pdf $(VENV)/.node browser printer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }

# 依赖按哈希锁定；本项目自身以可编辑方式装入，不再解析依赖。
$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP_INSTALL) --require-hashes --requirement requirements.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(PIP_INSTALL) --require-hashes --requirement requirements-test.txt
	touch $@

$(VENV)/.pdf: requirements-pdf.txt $(VENV)/.site
	$(PIP_INSTALL) --require-hashes --requirement requirements-pdf.txt
	touch $@

# 测试用的 npm 工具；Node 本身随 Python 的测试依赖装入。
$(VENV)/.node: tests/node/package-lock.json $(VENV)/.test
	cd tests/node && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --loglevel=error
	touch $@

# 打印 PDF 要 Pango 和中文字体；没有就装。
printer:
	@{ ldconfig -p | grep -q libpangoft2 && ldconfig -p | grep -q libharfbuzz-subset && fc-list :lang=zh | grep -q . ; } || { \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends \
	  libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk; }

# 浏览器测试用系统的 Chromium；没有就装。
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; }

# 改了 pyproject.toml 的依赖以后重新锁定。
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group build pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --constraints requirements.txt --group build --group test pyproject.toml \
	  --output-file requirements-test.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --constraints requirements-test.txt --group pdf --output-file requirements-pdf.txt

clean:
	rm -rf $(VENV) site .mypy_cache .pytest_cache .ruff_cache
