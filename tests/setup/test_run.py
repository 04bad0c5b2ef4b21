"""run.py decides rightly what to make, install and start, and says in a sentence what is wrong."""

import errno
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A copy of what run.py needs, in a folder with a space and Chinese characters."""
    root = tmp_path / "巡防 规划"
    (root / "tests").mkdir(parents=True)
    (root / run.APP).write_text("a==1\n")
    (root / run.TESTS).write_text("-r ../requirements.txt\nb==1\n")
    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "VENV", root / ".venv")
    monkeypatch.delenv("WHEELS", raising=False)
    return root


@pytest.fixture
def asked(place, monkeypatch):
    """Stand in for venv and pip: they work, and what was asked for is written down."""
    commands = []

    def watched(*command):
        commands.append(command)
        if "venv" in command:
            inside = run.inside_python(place / ".venv")
            inside.parent.mkdir(parents=True)
            inside.touch()
        return 0, ""

    monkeypatch.setattr(run, "watched", watched)
    monkeypatch.setattr(run.shutil, "which", lambda *_, **__: None)
    return commands


def installs(commands):
    return [Path(command[command.index("-r") + 1]).name for command in commands if "-r" in command]


def test_the_first_start_makes_and_installs_and_the_second_starts_nothing(asked):
    run.prepare([run.APP])
    assert installs(asked) == ["requirements.txt"]
    asked.clear()
    run.prepare([run.APP])
    assert asked == []


def test_tests_are_installed_on_top_and_the_app_needs_nothing_more(asked):
    run.prepare([run.APP])
    asked.clear()
    run.prepare([run.APP, run.TESTS])
    assert len(asked) == 1
    assert str(Path("tests") / "requirements.txt") in asked[0][-1]
    asked.clear()
    run.prepare([run.APP])
    run.prepare([run.APP, run.TESTS])
    assert asked == []


def test_a_changed_requirement_installs_again_and_forgets_the_tests(asked, place):
    run.prepare([run.APP, run.TESTS])
    asked.clear()
    (place / run.APP).write_text("a==2\n")
    run.prepare([run.APP])
    assert len(asked) == 1
    assert not run.is_ready(place, place / ".venv", [run.TESTS])


def test_line_ends_do_not_count_as_a_change(place):
    before = run.digest(place, run.APP)
    (place / run.APP).write_bytes(b"a==1\r\n")
    assert run.digest(place, run.APP) == before


def test_an_install_that_was_killed_is_made_again_from_nothing(asked, place, monkeypatch):
    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "install", killed)
        assert run.main(["demo"]) == 130
    left = place / ".venv" / "half"
    left.touch()
    asked.clear()
    run.prepare([run.APP])
    assert not left.exists()
    assert installs(asked) == ["requirements.txt"]


def test_a_killed_update_of_a_good_environment_counts_as_half_made(asked, place, monkeypatch):
    run.prepare([run.APP])
    (place / run.APP).write_text("a==2\n")
    with monkeypatch.context() as patch:
        patch.setattr(run, "install", lambda _: sys.exit(9))
        with pytest.raises(SystemExit):
            run.prepare([run.APP])
    (place / run.APP).write_text("a==1\n")
    assert not run.is_ready(place, place / ".venv", [run.APP])


@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "[]",
        "{}",
        '{"machine": 1, "installed": {}}',
        '{"machine": {"python": "3.10", "platform": "linux-x86_64"}, "installed": {}}',
    ],
)
def test_a_damaged_stamp_or_one_of_another_python_counts_as_nothing(asked, place, stamp):
    run.prepare([run.APP])
    (place / ".venv" / run.STAMP).write_text(stamp)
    assert run.read_stamp(place / ".venv") == {}


def test_an_environment_whose_python_is_gone_counts_as_nothing(asked, place):
    run.prepare([run.APP])
    run.inside_python(place / ".venv").unlink()
    assert not run.is_ready(place, place / ".venv", [run.APP])


def test_the_stamp_holds_sums_and_the_python_but_no_path(asked, place):
    run.prepare([run.APP])
    text = (place / ".venv" / run.STAMP).read_text()
    assert json.loads(text)["installed"] == {run.APP: run.digest(place, run.APP)}
    assert json.loads(text)["machine"]["python"] == "{}.{}".format(*sys.version_info[:2])
    assert str(place) not in text


def test_the_environments_own_python_is_never_pulled_from_under_itself(place, monkeypatch):
    (place / ".venv").mkdir()
    monkeypatch.setattr(run.sys, "prefix", str(place / ".venv"))
    with pytest.raises(run.SetupError, match="does not live in it"):
        run.build([run.APP])
    assert (place / ".venv").is_dir()


def test_windows_keeps_its_python_in_scripts(monkeypatch):
    path = Path("x")
    monkeypatch.setattr(run.os, "name", "nt")
    assert run.inside_python(path).parts == ("x", "Scripts", "python.exe")


def test_the_callers_shell_does_not_leak_in():
    caller = {"PYTHONPATH": "/else", "VIRTUAL_ENV": "/else", "PIP_USER": "1", "HOME": "/home/x"}
    made = run.child_environment(caller)
    assert made == {
        "HOME": "/home/x",
        "PYTHONPATH": str(run.ROOT),
        "PYTHONUTF8": "1",
        "PYTHONNOUSERSITE": "1",
    }


@pytest.fixture
def started(monkeypatch):
    """Stand in for the environment and whatever would be started in it."""
    calls = []
    monkeypatch.setattr(run, "prepare", lambda wanted: calls.append(wanted) or Path("inside"))

    def hand_over(command, **options):
        calls.append((list(command), options))
        return 7

    monkeypatch.setattr(run, "hand_over", hand_over)
    return calls


@pytest.mark.parametrize("words", [["check", "a b.geojson"], ["demo", "--area", "luoyan"], ["x"]])
def test_any_other_word_goes_to_the_command_line_with_its_exit_status(started, words):
    assert run.main(words) == 7
    assert started == [[run.APP], (["inside", "-P", "-m", "planner", *words], {})]


def test_no_word_starts_the_app_on_this_machine_only(started):
    assert run.main([]) == 7
    command, options = started[1]
    assert command[:4] == ["inside", "-m", "streamlit", "run"]
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert options["cwd"] == run.ROOT


def test_help_needs_no_environment(started, capsys):
    with pytest.raises(SystemExit) as ended:
        run.main(["--help"])
    assert ended.value.code == 0
    assert started == []
    assert "python run.py test" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--prot", "1"], ["--port"], ["--port", "x"]])
def test_an_unknown_option_is_refused_before_anything_is_made(started, capsys, words):
    with pytest.raises(SystemExit) as ended:
        run.main(words)
    assert ended.value.code == 2
    assert started == []
    assert words[0] in capsys.readouterr().err


def test_a_port_that_cannot_be_had_falls_back_to_one_that_can():
    assert 0 < run.free_port(70_000) < 65_536


def test_test_hands_the_found_browser_to_pytest(started, monkeypatch):
    def found(command, **_):
        return subprocess.CompletedProcess(command, 0, stdout="/usr/bin/some browser\n")

    monkeypatch.setattr(run.subprocess, "run", found)
    assert run.main(["test", "-k", "word"]) == 7
    assert started[0] == [run.APP, run.TESTS]
    command, options = started[1]
    assert command == ["inside", "-m", "pytest", "-k", "word"]
    assert options == {"cwd": run.ROOT, "CHROMIUM": "/usr/bin/some browser"}


def test_test_without_a_browser_fails_and_starts_no_test(started, monkeypatch):
    def none(command, **_):
        return subprocess.CompletedProcess(command, 1, stdout="")

    monkeypatch.setattr(run.subprocess, "run", none)
    assert run.main(["test"]) == 1
    assert started == [[run.APP, run.TESTS]]


def test_a_taken_port_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        assert run.free_port(first) != first


@pytest.mark.parametrize(
    ("caller", "seen"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, False),
        ({"DISPLAY": ":0", "CI": "true"}, False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, False),
    ],
)
def test_a_browser_is_opened_only_where_it_can_be_seen(monkeypatch, caller, seen):
    monkeypatch.setattr(run.sys, "platform", "linux")
    assert run.has_screen(caller) is seen


def test_a_folder_of_wheels_is_used_instead_of_the_network(place):
    (place / "wheels").mkdir()
    (command,) = run.install_commands(run.APP)
    assert command[-3:] == ["--no-index", "--find-links", str(place / "wheels")]


def test_the_variable_wheels_goes_before_the_folder(place, monkeypatch, tmp_path):
    (place / "wheels").mkdir()
    monkeypatch.setenv("WHEELS", str(tmp_path))
    assert run.install_commands(run.APP)[0][-1] == str(tmp_path)


def test_a_variable_that_names_no_folder_is_refused(place, monkeypatch):
    monkeypatch.setenv("WHEELS", str(place / "missing"))
    with pytest.raises(run.SetupError, match="WHEELS names no folder"):
        run.install_commands(run.APP)


def test_uv_is_tried_first_and_pip_stands_behind_it(place, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda *_, **__: "/bin/uv")
    monkeypatch.setattr(run, "watched", lambda *_: (0, ""))
    programs = [command[0] for command in run.install_commands(run.APP)]
    assert programs == ["/bin/uv", str(run.inside_python(place / ".venv"))]


def test_uv_is_left_alone_where_pip_was_told_of_a_mirror(place, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda *_, **__: "/bin/uv")
    monkeypatch.setattr(run, "watched", lambda *_: (0, "global.index='x'\n"))
    programs = [command[0] for command in run.install_commands(run.APP)]
    assert programs == [str(run.inside_python(place / ".venv"))]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Failed to establish a new connection: [Errno -3] name resolution", "from the network"),
        ("ERROR: No matching distribution found for a==1", "use Python 3.11 to 3.14"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something else", "could not be installed"),
    ],
)
def test_a_failed_install_says_what_to_do(place, words, sentence):
    told = run.install_failure(run.APP, words)
    assert sentence in told
    assert "disk" in told or "pip download" in told
    assert "\n" not in told


def test_a_python_without_venv_is_told_the_package(place, monkeypatch, capsys):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _: None)
    assert run.main(["demo"]) == 1
    assert "-venv`" in capsys.readouterr().err


def test_a_full_disk_is_told_before_anything_is_made(place, monkeypatch, capsys):
    usage = shutil.disk_usage(place)._replace(free=5_000_000)
    monkeypatch.setattr(run.shutil, "disk_usage", lambda _: usage)
    assert run.main(["demo"]) == 1
    assert "5 MB are free" in capsys.readouterr().err
    assert not (place / ".venv").exists()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "The disk is full"), (errno.EACCES, "put the program in a folder")],
)
def test_what_the_system_refuses_is_told_in_a_sentence(
    place, monkeypatch, capsys, number, sentence
):
    def refuse(_):
        raise OSError(number, os.strerror(number), str(place))

    monkeypatch.setattr(run, "prepare", refuse)
    assert run.main(["demo"]) == 1
    assert sentence in capsys.readouterr().err


def test_an_older_python_is_told_so_in_one_sentence(tmp_path):
    text = (ROOT / "run.py").read_text(encoding="utf-8").replace("(3, 11)", "(9, 0)", 1)
    (tmp_path / "run.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed")
    assert len(done.stderr.splitlines()) == 1


def test_every_pin_is_exact_and_no_solver_that_breaks_ortools_is_among_them():
    for name in (run.APP, run.TESTS):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith(("#", "-r "))]
        assert [pin for pin in pins if "==" not in pin] == []
        assert [pin for pin in pins if pin.lower().startswith("highspy")] == []
        assert "://" not in "".join(lines)


@pytest.mark.skipif(os.name == "nt", reason="the exit status of a signal is a Unix matter")
def test_a_program_that_is_killed_gives_the_shells_status():
    assert run.hand_over([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 137


def test_the_lock_lets_the_next_one_in(tmp_path):
    for _ in range(2):
        with run.alone(tmp_path / "lock"):
            assert stat.S_ISREG((tmp_path / "lock").stat().st_mode)
