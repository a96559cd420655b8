"""Thousands of requests generated from the served specification cause no server error and no answer off schema."""

import pathlib
import re
import subprocess
import sys

import pytest

CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
]


def fuzz(simulator, folder, *options):
    """Runs schemathesis in its own folder, and returns the number of requests."""
    run = subprocess.run(
        [
            pathlib.Path(sys.executable).parent / "schemathesis", "run", simulator.address + "/v1/spec",
            "--url", simulator.address, "--header", f"Authorization: Bearer {simulator.token}",
            "--checks", ",".join(CHECKS), "--suppress-health-check", "all", "--generation-deterministic",
            "--request-timeout", "10", *options,
        ],
        capture_output=True, text=True, cwd=folder, timeout=600,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
    return int(re.search(r"(\d+) generated, \1 passed", run.stdout)[1])


@pytest.fixture(scope="module")
def options():
    return ["--wait", "0", "--speed", "100"]


def test_everything(simulator, tmp_path):
    assert fuzz(simulator, tmp_path, "--max-examples", "60") >= 2_000


def test_signing_in(simulator, tmp_path):
    simulator.control.post("/setup", json={"state": "needs-login"})
    assert fuzz(simulator, tmp_path, "--max-examples", "40", "--include-path-regex", "^/v1/app/setup") >= 200
