"""Two hundred concurrent logins do not affect each other."""

import asyncio
import re

import httpx
import pytest
from beeper_desktop_api import AsyncBeeperDesktop, DefaultAsyncHttpxClient

LOGINS = 200


@pytest.fixture(scope="module")
def options():
    return ["--hands-off"]


async def login(client, control, number):
    """Logs in to LINE, and checks that every answer belongs to this login."""
    sessions, email = client.bridges.login_sessions, f"alice{number}@crowd.example"
    session = await sessions.create("line")
    there = {"bridge_id": "line", "login_session_id": session.login_session_id}
    refused = await sessions.steps.submit(
        session.current_step.step_id, type="user_input", fields={"email": email, "password": "carp"}, **there
    )
    assert refused.current_step.fields[0].initial_value == email
    shown = await sessions.steps.submit(
        session.current_step.step_id, type="user_input", fields={"email": email, "password": "swordfish"}, **there
    )
    pin = re.search(r"\d{6}", shown.current_step.instructions)[0]
    waits = [
        asyncio.create_task(sessions.steps.submit(shown.current_step.step_id, type="display_and_wait", **there))
        for _ in range(2)
    ]
    read = await sessions.retrieve(session.login_session_id, bridge_id="line")
    assert pin in read.current_step.instructions
    view = f"/login-sessions/{session.login_session_id}"
    while (await control.get(view)).json()["waiting"] < len(waits):
        await asyncio.sleep(0)
    (await control.post(view + "/act")).raise_for_status()
    for answer in (refused, shown, read, *await asyncio.gather(*waits)):
        assert answer.login_session_id == session.login_session_id
    assert (await waits[0]).status == "complete"
    assert (await waits[0]).account.user.email == (await waits[1]).account.user.email == email
    return session.login_session_id, pin, (await waits[0]).login.login_id


async def client_and_login(simulator, number):
    """A login through connections of its own: what httpx does for a request grows with the connections it shares."""
    async with AsyncBeeperDesktop(
        base_url=simulator.address, access_token=simulator.token, max_retries=0,
        _strict_response_validation=True, http_client=DefaultAsyncHttpxClient(verify=False),
    ) as client, httpx.AsyncClient(base_url=simulator.address + "/simulator", timeout=60, verify=False) as control:
        return await login(client, control, number)


def test_concurrent_logins_stay_separate(simulator):
    async def crowd():
        return await asyncio.gather(*(client_and_login(simulator, number) for number in range(LOGINS)))

    sessions, _, logins = zip(*asyncio.run(asyncio.wait_for(crowd(), timeout=120)))
    assert len(set(sessions)) == len(set(logins)) == LOGINS
