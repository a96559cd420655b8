"""Invalid requests get the same errors as from the real server."""

import socket

import httpx
import pytest
from conftest import check_answer, refusal


@pytest.fixture(autouse=True)
def initial_state(simulator):
    simulator.control.post("/reset")


@pytest.fixture
def session(client):
    return client.bridges.login_sessions.create("line")


def post(simulator, path, token=None, **body):
    response = httpx.post(
        simulator.address + "/v1/bridges/line/login-sessions" + path,
        headers={"Authorization": f"Bearer {token or simulator.token}"}, **body
    )
    check_answer(simulator.spec, response)
    return response


def test_without_a_token(simulator):
    for token in ("", "wrong"):
        assert httpx.get(simulator.address + "/v1/accounts", headers={"Authorization": token}).status_code == 401
    error = post(simulator, "", token="wrong").json()
    assert error["code"] == "unauthorized"


def test_a_token_that_may_only_read(simulator, session):
    with simulator.client(simulator.read_only) as client:
        sessions = client.bridges.login_sessions
        there = {"bridge_id": "line"}
        assert client.accounts.list()
        assert sessions.retrieve(session.login_session_id, **there).status == "waiting_for_input"
        [login] = client.bridges.logins.list("slackgo").items
        for error in (
            refusal(sessions.create, **there),
            refusal(sessions.cancel, session.login_session_id, **there),
            refusal(
                sessions.steps.submit, session.current_step.step_id, type="user_input",
                login_session_id=session.login_session_id, **there
            ),
            refusal(client.bridges.logins.remove, login.login_id, bridge_id="slackgo", scope="all-devices"),
        ):
            assert error.status_code == 403
        assert client.bridges.logins.list("slackgo").items


def test_what_breaks_the_schema_is_named(simulator, session):
    path = f"/{session.login_session_id}/steps/{session.current_step.step_id}"
    for body, paths in [
        ({}, [["type"]]),
        ({"type": "dance"}, [["type"]]),
        ({"type": None}, [["type"]]),
        ({"type": "user_input", "fields": []}, [["fields"]]),
        ({"type": "user_input", "fields": {"email": 1, "password": None}}, [["fields", "email"], ["fields", "password"]]),
        ({"type": "user_input", "fields": {"email": "a@b"}}, [["fields", "password"]]),
        ({"type": "user_input"}, [["fields", "email"], ["fields", "password"]]),
        ({"type": 7, "source": "air", "lastURL": True}, [["type"], ["lastURL"], ["source"]]),
        ([], [[]]),
    ]:
        answer = post(simulator, path, json=body)
        assert answer.status_code == 422
        issues = answer.json()["details"]["issues"]
        assert [issue["path"] for issue in issues] == paths
        assert all(issue["code"] and issue["message"] for issue in issues)
    assert post(simulator, path, content=b"{").status_code == 400
    assert post(simulator, "", json={"flowID": 1}).status_code == 422


def test_bodies_over_a_mebibyte(simulator, session):
    path = f"/{session.login_session_id}/steps/{session.current_step.step_id}"
    body = {"type": "user_input", "fields": {"email": "x" * (1 << 20), "password": ""}}
    assert post(simulator, path, json=body).status_code == 413


def test_outdated_unknown_and_wrong_steps(client, session):
    steps, there = client.bridges.login_sessions.steps, {"bridge_id": "line", "login_session_id": session.login_session_id}
    step = session.current_step.step_id
    fields = {"email": "a@example.com", "password": "swordfish"}
    assert refusal(steps.submit, "unknown", type="user_input", fields=fields, **there).status_code == 409
    assert refusal(steps.submit, step, type="cookies", fields=fields, **there).status_code == 409
    assert refusal(steps.submit, step, type="display_and_wait", **there).status_code == 409
    after = steps.submit(step, type="user_input", fields=fields, **there)
    assert after.status == "waiting_for_display"
    # No client is waiting yet, so the previous step does not count as one whose answer was lost.
    assert refusal(steps.submit, step, type="user_input", fields=fields, **there).status_code == 409
    other = {**there, "bridge_id": "discordgo"}
    assert refusal(steps.submit, after.current_step.step_id, type="display_and_wait", **other).status_code == 404


def test_sessions_that_are_over(simulator, client, session):
    sessions, there = client.bridges.login_sessions, {"bridge_id": "line"}
    assert sessions.cancel(session.login_session_id, **there).status == "cancelled"
    assert refusal(sessions.cancel, session.login_session_id, **there).status_code == 404
    assert sessions.retrieve(session.login_session_id, **there).current_step is None
    expired = sessions.create("line")
    simulator.control.post(f"/login-sessions/{expired.login_session_id}/expire")
    assert refusal(sessions.retrieve, expired.login_session_id, **there).status_code == 404
    lost = sessions.create("line")
    simulator.control.post("/restart")
    assert refusal(sessions.retrieve, lost.login_session_id, **there).status_code == 404


def test_bridges_that_take_no_new_account(client):
    create = client.bridges.login_sessions.create
    for bridge, status, code in [
        ("gvoice", 403, "FI.MAU.BRIDGE.TOO_MANY_LOGINS"), ("bluesky", 409, "conflict"),
        ("googlechat", 409, "conflict"), ("sh-zulip", 409, "conflict"), ("matrix", 409, "conflict"),
    ]:
        error = refusal(create, bridge)
        assert (error.status_code, error.body["code"]) == (status, code)
    # Reconnects do not count towards the limit.
    login = client.bridges.logins.list("gvoice").items[0].login_id
    assert create("gvoice", login_id=login).login_id == login
    assert refusal(create, "sh-dummybridge", flow_id="broken").status_code == 500


def test_removal(client):
    remove = client.bridges.logins.remove
    login = client.bridges.logins.list("slackgo").items[0]
    wrong = refusal(remove, login.login_id, bridge_id="slackgo", scope="current-device")
    assert wrong.status_code == 422
    removed = remove(login.login_id, bridge_id="slackgo", scope="all-devices")
    assert removed.affected_account_ids == login.account_ids
    assert client.bridges.retrieve("slackgo").status == "available"
    assert not {account.account_id for account in client.accounts.list()} & set(login.account_ids)
    local = client.bridges.logins.list("local-whatsapp").items[0]
    assert remove(local.login_id, bridge_id="local-whatsapp", scope="current-device").status == "removed"


def test_reset_restores_the_initial_state(simulator, client):
    simulator.control.post("/reset")
    beginning = client.accounts.list()
    [login] = client.bridges.logins.list("slackgo").items
    client.bridges.logins.remove(login.login_id, bridge_id="slackgo", scope="all-devices")
    httpx.post(simulator.address + "/oauth/revoke", data={"token": simulator.read_only})
    simulator.control.post("/setup", json={"state": "needs-secrets"})
    simulator.control.post("/reset")
    assert client.app.setup.retrieve().state == "ready"
    assert httpx.get(
        simulator.address + "/v1/accounts", headers={"Authorization": f"Bearer {simulator.read_only}"}
    ).status_code == 200
    assert client.accounts.list() == beginning


def test_controls_take_no_unknown_keys(simulator):
    for path, body in [
        ("/settings", {"sped": 3}), ("/faults", {"pathh": "/v1"}), ("/faults", {"times": 1.5}), ("/setup", {}),
    ]:
        assert httpx.post(f"{simulator.address}/simulator{path}", json=body).status_code == 422


def test_an_answer_that_is_cut_short_ends_in_its_middle(simulator):
    whole = httpx.get(simulator.address + "/v1/info").content
    simulator.control.post("/faults", json={"kind": "truncate", "method": "get", "path": "/v1%2Finfo"})
    assert httpx.get(simulator.address + "/v1/info").content == whole
    simulator.control.delete("/faults")
    simulator.control.post("/faults", json={"kind": "truncate", "method": "get", "path": "/v1/inf%6f"})
    with socket.create_connection(("127.0.0.1", int(simulator.address.rsplit(":", 1)[1])), 5) as connection:
        connection.sendall(b"GET /v1/info HTTP/1.1\r\nHost: x\r\n\r\n")
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    assert f"content-length: {len(whole)}" in head.decode().lower()
    assert body == whole[: len(whole) // 2]
