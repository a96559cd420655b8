"""The initial state: every read call, and every status at least once."""

import httpx
import openapi_spec_validator
from conftest import refusal


def test_specification_is_valid(simulator):
    openapi_spec_validator.validate(simulator.spec)


def test_info_points_to_the_specification(simulator, client):
    info = client.info.retrieve()
    assert info.endpoints.spec == simulator.address + "/v1/spec"
    assert info.server.port == int(simulator.address.rsplit(":", 1)[1])


def test_accounts_and_bridges_agree(client):
    accounts = client.accounts.list()
    assert accounts == [account for bridge in client.bridges.list().items for account in bridge.accounts]
    for account in accounts:
        assert client.accounts.retrieve(account.account_id).to_dict() == account.to_dict()
        assert account in client.bridges.retrieve(account.bridge.id).accounts
        if account.login_id:
            login = client.bridges.logins.retrieve(account.login_id, bridge_id=account.bridge.id)
            assert account.account_id in login.account_ids


def test_every_status_is_somewhere(simulator, client):
    schemas = simulator.spec["components"]["schemas"]
    bridges = client.bridges.list().items
    logins = [login for bridge in bridges for login in client.bridges.logins.list(bridge.id).items]
    accounts = client.accounts.list()
    for things, schema in ((bridges, "Bridge"), (logins, "BridgeLogin"), (accounts, "Account")):
        assert {thing.status for thing in things} == set(schemas[schema]["properties"]["status"]["enum"])
    assert {bridge.provider for bridge in bridges} == set(schemas["Provider"]["enum"])


def test_capabilities_and_flows(client):
    flows = {}
    for bridge in client.bridges.list().items:
        client.bridges.retrieve_capabilities(bridge.id)
        flows[bridge.id] = [flow.id for flow in client.bridges.login_flows.list(bridge.id).items]
    assert flows["local-whatsapp"] == ["qr", "phone"]
    assert flows["discordgo"] == ["token", "qr", "DEBUG_USERINPUT_token", "machine"]
    assert flows["matrix"] == flows["imessage"] == []


def test_one_login_holds_several_accounts(client):
    [login] = client.bridges.logins.list("slackgo").items
    assert len(login.account_ids) == 2


def test_contacts_come_in_pages(client):
    account = client.accounts.list()[0].account_id
    everybody = list(client.accounts.contacts.list(account, limit=7))
    assert len(everybody) == 50 and len({person.id for person in everybody}) == 50
    found = client.accounts.contacts.search(account, query="@bob.").items
    assert found and all(person.username.startswith("bob.") for person in found)
    assert [person.username for person in client.accounts.contacts.search(account, query="bob a").items] == ["bob.ashby"]
    page = client.accounts.contacts.list(account, limit=10, cursor="20", direction="after")
    assert page.items == everybody[10:20] and page.has_more


def test_missing_objects(client):
    for call, arguments in [
        (client.accounts.retrieve, {"account_id": "no"}),
        (client.bridges.retrieve, {"bridge_id": "no"}),
        (client.bridges.retrieve_capabilities, {"bridge_id": "no"}),
        (client.bridges.logins.retrieve, {"bridge_id": "line", "login_id": "a/b@c:d!e"}),
        (client.bridges.login_sessions.retrieve, {"bridge_id": "line", "login_session_id": "no"}),
        (client.bridges.login_sessions.cancel, {"bridge_id": "line", "login_session_id": "no"}),
        (client.bridges.login_sessions.create, {"bridge_id": "line", "flow_id": "no"}),
    ]:
        assert refusal(call, **arguments).status_code == 404


def test_head_has_no_body(simulator):
    with httpx.Client(base_url=simulator.address, headers={"Authorization": f"Bearer {simulator.token}"}) as client:
        for path, status in (("/v1/accounts", 200), ("/v1/accounts/no", 404), ("/no", 404)):
            assert client.head(path).status_code == status
            # Leftover bytes of a body would be mistaken for the next answer.
            assert client.get("/v1/info").status_code == 200


def test_the_version_comes_with_every_authorized_answer(simulator):
    for path in ("/v1/accounts", "/v1/accounts/no", "/v1/app/setup"):
        answer = httpx.get(simulator.address + path, headers={"Authorization": f"Bearer {simulator.token}"})
        assert answer.headers["x-beeper-desktop-version"]
