"""Servers of early 2026 use another name for logins."""

import httpx
import openapi_spec_validator
import pytest
from conftest import check_answer


@pytest.fixture(scope="module")
def options():
    return ["--legacy"]


def test_logins_are_connections(simulator):
    openapi_spec_validator.validate(simulator.spec)
    assert not any("/logins" in path for path in simulator.spec["paths"])
    with httpx.Client(
        base_url=simulator.address + "/v1/bridges/", headers={"Authorization": f"Bearer {simulator.token}"},
        event_hooks={"response": [lambda response: (response.read(), check_answer(simulator.spec, response))]},
    ) as client:
        [login] = client.get("discordgo/connections").json()["items"]
        session = client.post("discordgo/login-sessions", json={"loginID": login["loginID"]}).json()
        assert session["connectionID"] == login["loginID"] and "loginID" not in session
        path = f"discordgo/login-sessions/{session['loginSessionID']}/steps/{session['currentStep']['stepID']}"
        done = client.post(path, json={"type": "cookies", "fields": {"token": "simulated-token"}}).json()
        assert done["connection"]["status"] == "connected" and "login" not in done
        removed = client.post(
            f"discordgo/connections/{login['loginID']}/remove", json={"scope": "all-devices"}
        )
        assert removed.json()["status"] == "removed"
    gone = httpx.get(
        simulator.address + "/v1/bridges/discordgo/logins", headers={"Authorization": f"Bearer {simulator.token}"}
    )
    assert gone.status_code == 404
