"""The browser for the tests is looked for in the right order, and its absence is told."""

import os
from pathlib import Path

import pytest

from tests.setup import chromium

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in shell scripts for browsers")


@pytest.fixture
def browser(tmp_path, monkeypatch):
    """Put stand-ins for browsers on an otherwise empty PATH; return the caller's variables."""
    monkeypatch.setattr(chromium, "usual_places", lambda _: [tmp_path / "elsewhere" / "chrome"])

    def put(*names, works=True, folder="bin"):
        (tmp_path / folder).mkdir(exist_ok=True)
        for name in names:
            path = tmp_path / folder / name
            path.write_text(f"#!/bin/sh\nexit {0 if works else 1}\n")
            path.chmod(0o755)
        return {"PATH": str(tmp_path / "bin")}

    return put


def name_of(path):
    return None if path is None else Path(path).name


def test_chromium_goes_before_chrome_and_chrome_before_edge(browser):
    assert name_of(chromium.installed(browser("msedge"))) == "msedge"
    assert name_of(chromium.installed(browser("google-chrome"))) == "google-chrome"
    assert name_of(chromium.installed(browser("chromium"))) == "chromium"


def test_a_stub_that_does_not_start_is_passed_over(browser):
    browser("chromium-browser", works=False)
    assert chromium.installed({"PATH": browser()["PATH"]}) is None
    assert name_of(chromium.installed(browser("google-chrome"))) == "google-chrome"


def test_the_usual_places_come_after_the_path(browser, tmp_path):
    caller = browser("chrome", folder="elsewhere")
    assert chromium.installed(caller) == str(tmp_path / "elsewhere" / "chrome")
    assert name_of(chromium.installed(browser("chromium"))) == "chromium"


def test_a_named_browser_goes_before_all_others(browser, tmp_path):
    caller = browser("chromium") | {"CHROME": str(tmp_path / "own" / "my chrome")}
    browser("my chrome", folder="own")
    assert chromium.chromium(caller) == caller["CHROME"]


def test_a_named_browser_that_does_not_start_is_an_error(browser):
    caller = browser("chromium") | {"CHROME": "/missing/chrome"}
    with pytest.raises(chromium.NoBrowserError, match="CHROME names no browser"):
        chromium.chromium(caller)


def test_root_asks_the_systems_package_manager_and_others_do_not(browser):
    caller = browser("apt-get")
    commands = chromium.install_commands(caller, is_root=True)
    assert commands[0] == "apt-get update"
    assert "chromium fonts-noto-cjk" in commands[1]
    assert chromium.install_commands(caller, is_root=False) == ()


def test_brew_needs_no_root(browser):
    assert chromium.install_commands(browser("brew"), is_root=False)


def test_the_sources_are_asked_in_order_until_one_gives(monkeypatch):
    asked = []

    def source(name, answer):
        return lambda _: asked.append(name) or answer

    sources = (source("one", None), source("two", "/found"), source("three", "/late"))
    monkeypatch.setattr(chromium, "SOURCES", sources)
    assert chromium.chromium({}) == "/found"
    assert asked == ["one", "two"]


def test_the_order_is_named_installed_fetched_system_playwright():
    assert [source.__name__ for source in chromium.SOURCES] == [
        "named",
        "installed",
        "fetched_by_playwright",
        "from_the_system",
        "from_playwright",
    ]


def test_no_browser_at_all_ends_with_one_sentence_and_status_one(monkeypatch, capsys):
    monkeypatch.setattr(chromium, "SOURCES", (lambda _: None,))
    assert chromium.main() == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "fonts-noto-cjk" in told.err


def test_macos_and_windows_places_are_known():
    places = [path.as_posix() for path in chromium.usual_places({"ProgramFiles": "C:/Programs"})]
    assert "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in places
    assert "C:/Programs/Microsoft/Edge/Application/msedge.exe" in places
