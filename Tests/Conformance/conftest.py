"""A simulator for each module, and the official SDK's client for it, which rejects answers that break its schema."""

import contextlib
import inspect
import os
import pathlib
import re
import subprocess
import sys
import time

import beeper_desktop_api
import httpx
import jsonschema
import pytest
from beeper_desktop_api import BeeperDesktop, DefaultHttpxClient
from beeper_desktop_api.resources import accounts, app, bridges, info

sys.dont_write_bytecode = True
BINARY = pathlib.Path(__file__).parents[2] / ".build" / "debug" / "drawbridge"


class Simulator:
    """A `drawbridge simulate` process on a free port."""

    def __init__(self, *options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("BEEPER_", "DRAWBRIDGE_"))}
        self.process = subprocess.Popen(
            [BINARY, "simulate", *options], stdout=subprocess.PIPE, text=True, env=environment
        )
        try:
            self.connect()
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise

    def connect(self):
        """Reads the address and the tokens from what the simulator prints."""
        text = ""
        while "Ctrl-C" not in text:
            line = self.process.stdout.readline()
            assert line, "the simulator did not start"
            text += line
        self.address = re.search(r"at (http://\S+)", text)[1]
        self.token, self.read_only = re.findall(r"[Tt]oken[^:]*: (\S+)", text)
        hook = {"response": [httpx.Response.raise_for_status]}
        self.control = httpx.Client(base_url=self.address + "/simulator", event_hooks=hook)
        self.spec = httpx.get(self.address + "/v1/spec").json()

    def close(self):
        self.control.close()
        self.process.terminate()
        try:
            status = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process.stdout.close()
        assert status in (0, -15, 143), "the simulator crashed"

    def client(self, token=None, **options):
        hook = {"response": [self.check_against_spec]}
        return BeeperDesktop(
            base_url=self.address, access_token=token or self.token, max_retries=0,
            _strict_response_validation=True, http_client=DefaultHttpxClient(event_hooks=hook), **options
        )

    @contextlib.contextmanager
    def settings(self, **values):
        """Changes settings for a block, and restores all of them after it."""
        before = self.control.get("/settings").json()
        self.control.post("/settings", json=values)
        try:
            yield
        finally:
            self.control.post("/settings", json=before)

    def trigger(self, session, event=None):
        """Triggers an event in a login, or by default the action of the simulated user."""
        path = "/act" if event is None else f"/events/{event}"
        self.control.post(f"/login-sessions/{session.login_session_id}{path}")

    def check_against_spec(self, response):
        """Checks an answer against the served specification."""
        response.read()
        check_answer(self.spec, response)


def check_answer(spec, response):
    method, path = response.request.method.lower(), response.request.url.raw_path.decode().split("?")[0]
    operation = next(
        item[method]
        for template, item in sorted(spec["paths"].items(), key=lambda pair: pair[0].count("{"))
        if method in item and re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template)), path)
    )
    answer = operation["responses"][str(response.status_code)]
    if "$ref" in answer:
        answer = spec["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    content = answer.get("content", {})
    assert not content or response.headers["content-type"].split(";")[0] in content
    schema = content.get("application/json", {}).get("schema")
    if schema:
        jsonschema.Draft202012Validator({**schema, "components": spec["components"]}).validate(response.json())


@pytest.fixture(scope="module")
def options():
    """The command-line options of the module's simulator."""
    return []


@pytest.fixture(scope="module")
def simulator(options):
    simulator = Simulator(*options)
    yield simulator
    simulator.close()


@pytest.fixture(scope="module")
def client(simulator):
    with simulator.client() as client:
        yield client


def until(condition, seconds=30):
    """Waits until a condition holds; fails after that many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def refusal(call, *arguments, **options):
    """Makes a call that must be refused, and returns the error."""
    with pytest.raises(beeper_desktop_api.APIStatusError) as error:
        call(*arguments, **options)
    return error.value


# Records which SDK methods were called, across all modules.

HELPERS = ("with_", "_")
CALLED = set()
KNOWN = set()


def watch(module):
    for _, class_ in inspect.getmembers(module, inspect.isclass):
        if not class_.__name__.endswith("Resource") or class_.__name__.startswith("Async"):
            continue
        for name, method in list(vars(class_).items()):
            if inspect.isfunction(method) and not name.startswith(HELPERS):
                watch_method(class_, name, method)


def watch_method(class_, name, method):
    key = f"{class_.__name__}.{name}"
    KNOWN.add(key)

    def watched(*arguments, **options):
        CALLED.add(key)
        return method(*arguments, **options)

    setattr(class_, name, watched)


def modules(package):
    prefix = package.__name__ + "."
    return [module for name, module in sys.modules.items() if name.startswith(prefix) or module is package]


for package in (accounts, app, bridges, info):
    for module in modules(package):
        watch(module)


def pytest_sessionfinish(session, exitstatus):
    """Fails a complete run that has not called every SDK method of these resources."""
    partial = session.config.args != [str(session.config.rootpath)] and session.config.args != ["."]
    if exitstatus == 0 and not partial and not session.config.option.keyword and KNOWN - CALLED:
        print("\nnever called:", *sorted(KNOWN - CALLED), file=sys.stderr)
        session.exitstatus = 1
