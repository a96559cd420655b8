"""Signing in to Beeper, and verifying the device."""

import httpx
import pytest
from conftest import refusal


@pytest.fixture(scope="module")
def options():
    return ["--setup", "needs-login"]


@pytest.fixture
def setup(simulator, client):
    simulator.control.post("/setup", json={"state": "needs-login"})
    return client.app.setup


def enter_code(setup, email):
    started = setup.start()
    assert started.sign_in_methods == ["email"]
    setup.email(email=email, setup_request_id=started.setup_request_id)
    wrong = refusal(setup.response, response="000000", setup_request_id=started.setup_request_id)
    assert wrong.status_code == 403
    return setup.response(response="123456", setup_request_id=started.setup_request_id)


def sign_in(setup):
    answer = enter_code(setup, "alice@example.com")
    assert answer.session.state == "needs-verification"
    assert answer.matrix.access_token


def test_needs_no_token_until_somebody_is_signed_in(simulator, setup):
    address = simulator.address + "/v1/app/setup"
    assert httpx.get(address).json()["state"] == "needs-login"
    sign_in(setup)
    assert httpx.get(address).status_code == 401
    assert setup.retrieve().matrix.user_id == "@alice:beeper.example"


def test_registers_new_user(setup):
    answer = enter_code(setup, "new@example.com")
    assert answer.registration_required and answer.username_suggestions
    registered = setup.register(
        accept_terms=True, lead_token=answer.lead_token, setup_request_id=answer.setup_request_id, username="bob"
    )
    assert registered.matrix.user_id == "@bob:beeper.example"


def test_verifies_by_comparing_emoji(setup):
    sign_in(setup)
    made = setup.verifications.create(purpose="login").verification
    assert "sas.start" in made.available_actions and made.qr.data
    assert refusal(setup.verifications.sas.confirm, made.id).status_code == 409
    assert setup.verifications.sas.start(made.id).verification.sas.emojis
    assert setup.verifications.retrieve(made.id).session.verification.id == made.id
    assert setup.verifications.sas.confirm(made.id).verification.state == "done"
    assert setup.retrieve().state == "ready"
    assert [item.id for item in setup.verifications.list().items] == [made.id]


def test_verifies_by_qr_code(setup):
    sign_in(setup)
    assert refusal(setup.verifications.qr.scan, data="something else").status_code == 400
    scanned = setup.verifications.qr.scan(data="MATRIX...").verification
    assert scanned.state == "qr_scanned"
    assert setup.verifications.qr.confirm_scanned(scanned.id).session.state == "ready"


def test_accepts_and_cancels_what_another_device_asks(simulator, setup):
    sign_in(setup)
    asked = simulator.control.post("/verifications").json()["id"]
    assert setup.verifications.accept(asked).verification.state == "ready"
    cancelled = setup.verifications.cancel(asked, code="m.mismatched_sas", reason="Not the same.").verification
    assert cancelled.state == "cancelled" and cancelled.error.code == "m.mismatched_sas"


def test_recovery_key(setup):
    sign_in(setup)
    assert refusal(setup.recovery_key.verify, recovery_key="wrong").status_code == 403
    made = setup.recovery_key.reset.create()
    assert refusal(setup.recovery_key.reset.confirm, recovery_key="wrong").status_code == 403
    assert setup.recovery_key.reset.confirm(recovery_key=made.recovery_key).session.state == "ready"
    assert setup.recovery_key.verify(recovery_key=made.recovery_key).session.e2ee.verified
