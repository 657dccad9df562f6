import fcntl
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onboarding.cli.children import Child, answers
from onboarding.cli.supervisor import Supervisor

WAITS = "import signal; print('up'); signal.pause()"
SAYS_GOODBYE = "import signal, sys; signal.signal(15, lambda *_: sys.exit(print('bye'))); print('up'); signal.pause()"
IGNORES_TERM = "import signal; signal.signal(15, signal.SIG_IGN); print('up')\nwhile True: signal.pause()"


class Screen(io.StringIO):
    """What the person at the terminal sees; presses keys when certain words appear."""

    def __init__(self, *, terminal: bool = False) -> None:
        super().__init__()
        self._terminal = terminal
        self._presses: dict[str, Callable[[], None]] = {}

    def isatty(self) -> bool:
        return self._terminal

    def when(self, words: str, press: Callable[[], None]) -> None:
        self._presses[words] = press

    def write(self, text: str) -> int:
        for words in [words for words in self._presses if words in text]:
            self._presses.pop(words)()
        return super().write(text)

    def shows(self, words: str) -> Callable[[], bool]:
        return lambda: words in self.getvalue()

    @property
    def text(self) -> str:
        return self.getvalue()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def hang_up() -> Iterator[None]:
    """Puts the handling of SIGHUP as it is for a command at a terminal, and puts it back."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def child(name: str, script: str, *, ready: Callable[[], bool] | None = None, restart: bool = True) -> Child:
    return Child(name, [sys.executable, "-c", script], ready=ready, restart=restart)


def press_ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def is_free(lock: Path) -> bool:
    """Whether nobody holds the lock, alive with the file open: the kernel lets go of it when the last holder dies."""
    with lock.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_it_starts_children_in_order_and_prints_their_lines_behind_their_names(screen: Screen) -> None:
    web = child("web", WAITS, ready=screen.shows("web  | up"))
    jobs = child("jobs", WAITS, ready=screen.shows("jobs | up"))
    assert Supervisor([web, jobs], output=screen, on_ready=press_ctrl_c).run() == 0
    assert screen.text.splitlines() == [
        "starting web",
        "web  | up",
        "starting jobs",
        "jobs | up",
        "stopping jobs, web",
    ]


def test_the_next_child_waits_until_the_one_before_is_ready(screen: Screen) -> None:
    looks = iter([False, False, False, True])
    seen_early = []

    def ready() -> bool:
        seen_early.append("starting second" in screen.text)
        return next(looks)

    children = [child("first", WAITS, ready=ready), child("second", WAITS)]
    assert Supervisor(children, output=screen, on_ready=press_ctrl_c).run() == 0
    assert seen_early == [False] * 4
    assert "starting second" in screen.text


def test_it_restarts_a_child_that_dies(screen: Screen, tmp_path: Path) -> None:
    script = f"""
import pathlib, signal, sys
marker = pathlib.Path({str(tmp_path / "marker")!r})
if marker.exists():
    print("second life")
    signal.pause()
marker.touch()
sys.exit(3)
"""
    supervisor = Supervisor([child("jobs", script)], output=screen, first_delay=0.01)
    screen.when("second life", supervisor.stop)
    assert supervisor.run() == 0
    assert "jobs ended with exit code 3; starting it again in 0.01 s" in screen.text


def test_a_child_that_keeps_dying_ends_everything_with_its_last_lines(screen: Screen) -> None:
    children = [child("web", WAITS, ready=screen.shows("| up")), child("jobs", "import sys; sys.exit('no queue')")]
    assert Supervisor(children, output=screen, restarts_a_minute=2, first_delay=0.01).run() == 1
    assert screen.text.count("starting it again") == 2
    assert screen.text.endswith(
        "stopping web\n"
        "jobs ended with exit code 1 and has died 3 times within a minute. Its last lines:\n"
        "    no queue\n    no queue\n    no queue\n"
    )


def test_each_restart_waits_longer_than_the_one_before(screen: Screen) -> None:
    Supervisor([child("jobs", "")], output=screen, restarts_a_minute=3, first_delay=0.01).run()
    assert [line.split()[-2] for line in screen.text.splitlines() if "again" in line] == ["0.01", "0.02", "0.04"]


def test_a_child_that_dies_before_it_is_ready_is_not_tried_again(screen: Screen) -> None:
    broken = child("web", "import sys; sys.exit('bad setting')", ready=lambda: False)
    assert Supervisor([broken], output=screen).run() == 1
    assert screen.text.endswith("web ended with exit code 1. Its last lines:\n    bad setting\n")
    assert "again" not in screen.text


def test_a_child_that_is_not_ready_in_time_ends_everything(screen: Screen) -> None:
    slow = Child("web", [sys.executable, "-c", WAITS], ready=lambda: False, ready_within=0)
    assert Supervisor([slow], output=screen).run() == 1
    assert "web was not ready within 0 seconds" in screen.text


def test_the_end_of_a_child_that_must_not_be_restarted_ends_everything(screen: Screen) -> None:
    assert Supervisor([child("once", "print('done')", restart=False)], output=screen).run() == 1
    assert "once ended with exit code 0. Its last lines:\n    done" in screen.text


def test_a_command_that_does_not_exist_is_said_plainly(screen: Screen) -> None:
    assert Supervisor([Child("web", ["/nowhere/gunicorn"])], output=screen).run() == 1
    assert screen.text.endswith("web cannot be started: No such file or directory: /nowhere/gunicorn\n")


def test_a_child_gets_its_own_environment_besides_ours(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OURS", "ours")
    script = "import os; print(os.environ['OURS'], os.environ['ITS'])"
    told = Child("web", [sys.executable, "-c", script], env={"ITS": "its"}, restart=False)
    Supervisor([told], output=screen).run()
    assert "web | ours its" in screen.text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.usefixtures("hang_up")
def test_it_stops_the_children_in_reverse_order(screen: Screen, number: signal.Signals) -> None:
    children = [child(name, SAYS_GOODBYE, ready=screen.shows(f"{name} | up")) for name in ("a", "b", "c")]
    supervisor = Supervisor(children, output=screen, on_ready=lambda: os.kill(os.getpid(), number))
    assert supervisor.run() == 0
    assert screen.text.endswith("stopping c, b, a\nc | bye\nb | bye\na | bye\n")


@pytest.mark.usefixtures("hang_up")
def test_under_nohup_it_outlives_the_terminal(screen: Screen) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    handlers = []
    supervisor = Supervisor([], output=screen, on_ready=lambda: handlers.append(signal.getsignal(signal.SIGHUP)))
    supervisor.stop()
    supervisor.run()
    assert handlers == [signal.SIG_IGN]


def test_it_can_be_stopped_while_it_is_still_starting(screen: Screen) -> None:
    supervisor = Supervisor([child("web", WAITS, ready=lambda: False), child("jobs", WAITS)], output=screen)
    screen.when("web  | up", supervisor.stop)
    assert supervisor.run() == 0
    assert "starting jobs" not in screen.text


def test_a_child_that_does_not_stop_in_time_is_killed(screen: Screen) -> None:
    stubborn = child("web", IGNORES_TERM, ready=screen.shows("| up"))
    assert Supervisor([stubborn], output=screen, on_ready=press_ctrl_c, grace=0.01).run() == 0
    assert screen.text.endswith("web did not stop within 0.01 s and is killed\n")


def test_a_second_ctrl_c_kills_at_once(screen: Screen) -> None:
    stubborn = child("web", IGNORES_TERM, ready=screen.shows("| up"))
    screen.when("stopping", press_ctrl_c)
    assert Supervisor([stubborn], output=screen, on_ready=press_ctrl_c, grace=1000).run() == 0
    assert "did not stop" not in screen.text


def test_what_a_child_started_ends_with_it(screen: Screen, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    script = f"""
import fcntl, os, signal
lock = open({str(lock)!r}, "ab")
fcntl.flock(lock, fcntl.LOCK_EX)
if os.fork() == 0:
    signal.signal(15, signal.SIG_IGN)
    print("grandchild up")
while True:
    signal.pause()
"""
    parent = child("web", script, ready=screen.shows("grandchild up"))
    assert Supervisor([parent], output=screen, on_ready=press_ctrl_c).run() == 0
    assert eventually(lambda: is_free(lock))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holds = f"import fcntl, signal; f = open({str(lock)!r}, 'ab'); fcntl.flock(f, 2); print('held'); signal.pause()"
    script = f"""
import sys
from onboarding.cli.children import Child
from onboarding.cli.supervisor import Supervisor
Supervisor([Child("web", [sys.executable, "-c", {holds!r}])]).run()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=Path.cwd()) as supervisor:
        assert supervisor.stdout
        assert any(b"held" in line for line in supervisor.stdout)
        assert not is_free(lock)
        supervisor.kill()
    assert eventually(lambda: is_free(lock))


def test_names_are_coloured_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, file = Screen(terminal=True), Screen()
    for screen in (terminal, file):
        Supervisor([child("web", "print('up')", restart=False)], output=screen).run()
    assert "\x1b[36mweb |\x1b[0m up" in terminal.text
    assert "\x1b" not in file.text


def test_the_handlers_of_signals_are_put_back(screen: Screen) -> None:
    before = signal.getsignal(signal.SIGINT)
    Supervisor([], output=screen, on_ready=press_ctrl_c).run()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_web_server_that_is_not_there_or_not_well_is_not_ready() -> None:
    script = """
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path[1:]))
        self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.serve_forever()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        assert answers(f"{address}/200")()
        assert not answers(f"{address}/503")()
        server.kill()
    assert not answers(f"{address}/200")()
