"""Every flow of every network, to each of its outcomes."""

import collections
import concurrent.futures

import pytest
from conftest import refusal, until

WAIT = "wait"
Refused = collections.namedtuple("Refused", "fields")
Event = collections.namedtuple("Event", "name")

PHONE = {"phone_number": "+1 415 555 0100"}
TG_PHONE, TG_CODE, TG_PASSWORD = (f"fi.mau.telegram.login.{name}" for name in ("phone_number", "code", "password"))
LINKEDIN = {
    "fi.mau.linkedin.login.cookie_header": 'li_at=x; JSESSIONID="ajax:1"',
    "fi.mau.linkedin.login.x_li_track": '{"clientVersion":"1.13"}',
    "fi.mau.linkedin.login.x_li_page_instance": "urn:li:page:messaging_index;x",
}
GOOGLE = dict.fromkeys(["SID", "HSID", "SSID", "APISID", "SAPISID", "OSID"], "x")
VOICE = {**GOOGLE, "COMPASS": "x", "__Secure-1PSIDTS": "x"}
CHAT = dict.fromkeys(["COMPASS", "SSID", "SID", "OSID", "HSID"], "x")
META = {"xs": "x", "c_user": "1", "datr": "x"}
INSTAGRAM = {"sessionid": "x", "csrftoken": "x", "ds_user_id": "1"}
CASTLE = dict.fromkeys(["castle_token", "user_agent", "sec_ch_ua", "sec_ch_ua_platform", "sec_ch_ua_mobile"], "x")
CODE, WRONG = {"code": "123456"}, {"code": "000000"}
MFA = {"verified": "I've verified the login"}


def facebook(name="alice"):
    return {"username": name, "password": "swordfish"}


def discord(*path):
    return [{"username_or_phone": "alice@example.com", "password": "swordfish"}, *path]


# Bridge, flow, moves and outcome: complete, or the code of a failure. `login` reconnects the existing login.
CASES = [
    ("local-whatsapp", "qr", [WAIT], "complete"),
    ("local-whatsapp", "qr", [Event("scanned-by-another")], "complete"),
    ("local-whatsapp", "qr", [Event("passkey")], "COM.BEEPER.WEBAUTHN_UNSUPPORTED"),
    ("local-whatsapp", "qr", [Event("outdated")], "FI.MAU.WHATSAPP.CLIENT_OUTDATED"),
    ("local-whatsapp", "qr", [Event("not-multidevice")], "FI.MAU.WHATSAPP.MULTIDEVICE_NOT_ENABLED"),
    ("local-whatsapp", "qr", [Event("pair-error")], "FI.MAU.WHATSAPP.PAIR_ERROR"),
    ("local-whatsapp", "qr", [Event("unexpected")], "FI.MAU.WHATSAPP.LOGIN_UNEXPECTED_EVENT"),
    ("local-whatsapp", "qr", [Event("timeout")], "FI.MAU.WHATSAPP.LOGIN_TIMEOUT"),
    ("local-whatsapp", "phone", [PHONE, WAIT], "complete"),
    ("local-whatsapp", "phone", [PHONE, Event("passkey")], "COM.BEEPER.WEBAUTHN_UNSUPPORTED"),
    ("local-whatsapp", "phone", [PHONE, Event("timeout")], "FI.MAU.WHATSAPP.LOGIN_TIMEOUT"),
    ("local-whatsapp", "phone", [{"phone_number": "0415"}], "FI.MAU.WHATSAPP.PHONE_NUMBER_NOT_INTERNATIONAL"),
    ("local-whatsapp", "phone", [{"phone_number": "+1 415"}], "FI.MAU.WHATSAPP.PHONE_NUMBER_TOO_SHORT"),
    ("local-whatsapp", "phone", [{"phone_number": "+1 555 000 1234"}], "FI.MAU.WHATSAPP.RATE_LIMITED"),
    ("local-whatsapp", "phone", ["login", WAIT], "complete"),
    ("local-signal", "qr", [WAIT], "complete"),
    ("local-signal", "qr", [Event("scanned-by-another")], "complete"),
    ("local-signal", "qr", [Event("outdated")], "FI.MAU.SIGNAL.DEVICE_LINK_MISSING_CAPABILITY"),
    ("local-signal", "qr", [Event("too-many-devices")], "FI.MAU.SIGNAL.DEVICE_LIMIT_REACHED"),
    ("local-signal", "qr", [Event("invalid")], "FI.MAU.SIGNAL.DEVICE_LINK_CODE_INVALID"),
    ("local-signal", "qr", [Event("rate-limited")], "FI.MAU.SIGNAL.DEVICE_LINK_RATE_LIMITED"),
    ("local-signal", "qr", [Event("rejected")], "FI.MAU.SIGNAL.DEVICE_LINK_REJECTED"),
    ("local-signal", "qr", [Event("timeout")], "FI.MAU.BRIDGE.LOGIN_TIMED_OUT"),
    ("local-telegram", "phone",
     [{TG_PHONE: "+1 415 555 0101"}, Refused({TG_CODE: "1"}), {TG_CODE: "12345"}, Refused({TG_PASSWORD: "carp"}),
      {TG_PASSWORD: "swordfish"}], "complete"),
    ("local-telegram", "phone", [{TG_PHONE: "+1 555 000 0001"}], "FI.MAU.TELEGRAM.SIGN_UP_NOT_SUPPORTED"),
    ("local-telegram", "phone", [{TG_PHONE: "12"}], "M_UNKNOWN"),
    ("local-telegram", "phone", [{TG_PHONE: "+1 415 555 0102"}, {TG_CODE: "54321"}], "complete"),
    ("local-telegram", "phone", [Event("too-late")], "M_UNKNOWN"),
    ("local-telegram", "phone", [{TG_PHONE: "+1 415 555 0101"}, Event("too-late")], "M_UNKNOWN"),
    ("local-telegram", "phone",
     [{TG_PHONE: "+1 415 555 0101"}, {TG_CODE: "12345"}, Event("too-late")], "M_UNKNOWN"),
    ("local-telegram", "phone", ["login", {TG_CODE: "54321"}], "complete"),
    ("local-telegram", "bot", ["login", {"bot_token": "123456:" + "a" * 35}], "M_UNKNOWN"),
    ("local-telegram", "qr", [WAIT, {TG_PASSWORD: "swordfish"}], "complete"),
    ("local-telegram", "qr", [Event("scanned-without-password")], "complete"),
    ("local-telegram", "qr", [Event("too-late")], "M_UNKNOWN"),
    ("local-telegram", "bot", [{"bot_token": "123456:" + "a" * 35}], "complete"),
    ("local-telegram", "bot", [{"bot_token": "123456"}], "M_UNKNOWN"),
    ("local-telegram", "manual", [{"user_id": "7", "auth_key": "a" * 32, "dc_id": "2"}], "complete"),
    ("local-telegram", "manual", [{"user_id": "x", "auth_key": "", "dc_id": "2"}], "M_UNKNOWN"),
    ("discordgo", "token", [{"token": "simulated-token"}], "complete"),
    ("discordgo", "token", [{"token": "another-token"}], "complete"),
    ("discordgo", "token", [{"token": "short"}], "FI.MAU.DISCORD.INVALID_TOKEN"),
    ("discordgo", "token", [{"token": "forbidden-token"}], "FI.MAU.DISCORD.FORBIDDEN"),
    ("discordgo", "token", [{"token": "too-often-token"}], "FI.MAU.DISCORD.RATE_LIMITED"),
    ("discordgo", "token", [{"token": "compromised-token"}], "FI.MAU.DISCORD.ACCOUNT_COMPROMISED"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "simulated-token"}], "complete"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "another-token"}], "complete"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "short"}], "FI.MAU.DISCORD.INVALID_TOKEN"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "forbidden-token"}], "FI.MAU.DISCORD.FORBIDDEN"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "too-often-token"}], "FI.MAU.DISCORD.RATE_LIMITED"),
    ("discordgo", "DEBUG_USERINPUT_token", [{"token": "compromised-token"}], "FI.MAU.DISCORD.ACCOUNT_COMPROMISED"),
    ("discordgo", "qr", [WAIT], "complete"),
    ("discordgo", "qr", [Event("captcha")], "FI.MAU.DISCORD.API_400"),
    ("discordgo", "qr", [Event("timeout")], "M_UNKNOWN"),
    ("discordgo", "machine", discord({"captcha_token": "plain"}), "complete"),
    ("discordgo", "machine", [{"username_or_phone": "", "password": "x"}], "FI.MAU.DISCORD.MISSING_LOGIN_INPUT"),
    ("discordgo", "machine", [{"username_or_phone": "alice", "password": "x"}], "FI.MAU.DISCORD.API_50035"),
    ("discordgo", "machine", discord({"captcha_token": "email"}, Refused({"verified": "?"}), MFA), "complete"),
    ("discordgo", "machine", discord({"captcha_token": "sms"}, Refused({"sms_code": "1"}), {"sms_code": "123456"}), "complete"),
    ("discordgo", "machine",
     discord({"captcha_token": "mfa"}, Refused({"mfa_method": "Fax"}), {"mfa_method": "Text me a code"}, Refused(WRONG), CODE),
     "complete"),
    ("discordgo", "machine",
     discord({"captcha_token": "mfa"}, {"mfa_method": "Use my authenticator app"}, Refused(WRONG), CODE), "complete"),
    ("discordgo", "machine",
     discord({"captcha_token": "mfa"}, {"mfa_method": "Enter a backup code"}, Refused(WRONG), {"code": "abcd-1234"}),
     "complete"),
    ("slackgo", "email",
     [Refused({"email": "nobody"}), {"email": "a@b.example"}, Refused({"code": "XXX-999"}), {"code": "abc123"},
      Refused({"workspace": "Cats (cats.slack.com)"}), {"workspace": "Bees (bees.slack.com)"}], "complete"),
    ("slackgo", "email", [{"email": "captcha@b.example"}, {"captcha_token": "x"}, {"code": "ONE-123"}], "complete"),
    ("slackgo", "email",
     [{"email": "a@b.example"}, {"code": "2FA-123"}, {"workspace": "Acme (acme.slack.com)"},
      Refused({"two_factor_code": "1"}), {"two_factor_code": "123456"}], "complete"),
    ("slackgo", "token",
     [Refused({"auth_token": "xoxc-1", "cookie_token": "xoxd-a%2Fb"}), {"auth_token": "xoxc-1", "cookie_token": "xoxd-a/b"}],
     "complete"),
    ("slackgo", "app",
     [Refused({"bot_token": "xoxb-1", "app_token": "1"}), {"bot_token": "xoxb-1", "app_token": "xapp-1"}], "complete"),
    *[("facebookgo", flow, path, end) for flow in ("facebook", "messenger") for path, end in [
        ([META], "complete"),
        ([{**META, "c_user": "another"}], "complete"),
        ([{**META, "xs": ""}], "FI.MAU.META_MISSING_COOKIES"),
        ([{**META, "c_user": "checkpoint"}], "FI.MAU.META_CHECKPOINT_ERROR"),
        ([{**META, "c_user": "consent"}], "FI.MAU.META_CONSENT_ERROR"),
        ([{**META, "c_user": "challenge"}], "FI.MAU.META_CHALLENGE_ERROR"),
        ([{**META, "xs": "logged-out"}], "FI.MAU.META_TOKEN_ERROR"),
    ]],
    *[("facebookgo", "messenger-lite", [facebook(name)], end) for name, end in [
        ("plain", "complete"),
        ("oauth", "FI.MAU.META_OAUTH_MANDATORY"),
        ("passkey", "FI.MAU.META_PASSKEY_MANDATORY"),
        ("no-mfa", "FI.MAU.META_NO_SUPPORTED_MFA"),
        ("no-sms", "FI.MAU.META_NO_SMS_AVAILABLE"),
        ("stopped", "FI.MAU.META_AFAD_STOPPED"),
        ("unclear", "FI.MAU.META_UNINFORMATIVE_ERROR"),
        ("blocked", "FI.MAU.META_GOOGLE_RECAPTCHA"),
        ("broken", "M_UNKNOWN"),
    ]],
    ("facebookgo", "messenger-lite",
     [Refused(facebook("+1 415 555 0100")), Refused({"username": "alice", "password": "carp"}), facebook(),
      Refused({"mfatype": "Pigeon"}), {"mfatype": "Authentication app"}, Refused(WRONG), CODE], "complete"),
    ("facebookgo", "messenger-lite", [facebook("recaptcha"), {"recaptcha_token": "x"}, {"mfatype": "Text message"}, Refused(WRONG), CODE], "complete"),
    ("facebookgo", "messenger-lite-android", [facebook("captcha"), Refused({"captcha_code": "?"}), "captcha", {"mfatype": "WhatsApp"}, Refused(WRONG), CODE], "complete"),
    ("facebookgo", "messenger-lite", [facebook(), {"mfatype": "Backup code"}, Refused(WRONG), {"code": "1234 5678"}], "complete"),
    ("facebookgo", "messenger-lite", [facebook(), {"mfatype": "Email"}, Refused({"contact_point": "x"}), {"contact_point": "a•••e@example.com"}, Refused(WRONG), {"code": "12345678"}], "complete"),
    ("facebookgo", "messenger-lite", [facebook(), {"mfatype": "Notification on another device"}, WAIT], "complete"),
    ("facebookgo", "messenger-lite", [facebook("friend"), Event("stopped")], "FI.MAU.META_AFAD_STOPPED"),
    ("instagramgo", "instagram", [INSTAGRAM], "complete"),
    ("instagramgo", "instagram", [{**INSTAGRAM, "ds_user_id": "another"}], "complete"),
    ("instagramgo", "instagram", [{**INSTAGRAM, "csrftoken": ""}], "FI.MAU.META_MISSING_COOKIES"),
    ("instagramgo", "instagram", [{**INSTAGRAM, "sessionid": "checkpoint"}], "FI.MAU.META_CHECKPOINT_ERROR"),
    ("instagramgo", "password", [Refused({"username": "a", "password": "b"}), facebook(), Refused(WRONG), CODE], "complete"),
    ("twitter", "cookies", [{"ct0": "x", "auth_token": "x"}, Refused({"pin": "9999"}), {"pin": "1234"}], "complete"),
    ("twitter", "cookies", ["login", {"pin": "1234"}], "complete"),
    ("twitter", "cookies", [{"ct0": "x", "auth_token": "another"}, {"pin": "1234"}], "complete"),
    ("twitter", "cookies", [{"ct0": "x", "auth_token": "no-pin"}, Refused({"pin": "12"}), {"pin": "9876"}], "complete"),
    ("twitter", "cookies", [{"ct0": "x", "auth_token": "x"}, {"pin": "0000"}], "FI.MAU.TWITTER.JUICEBOX_RATE_LIMITED"),
    ("twitter", "cookies", [{"ct0": "x", "auth_token": "x"}, *[Refused({"pin": "9999"})] * 4, {"pin": "9999"}],
     "FI.MAU.TWITTER.JUICEBOX_LOCKED"),
    *[("twitter", "cookies", [{"ct0": "x", "auth_token": token}], "FI.MAU.TWITTER." + end) for token, end in [
        ("bad", "BAD_COOKIES"), ("locked", "ACCOUNT_LOCKED"), ("suspended", "ACCOUNT_SUSPENDED"),
        ("too-often", "RATE_LIMITED"), ("failed", "LOGIN_FAILED"), ("upgrade", "JUICEBOX_UPGRADE_REQUIRED"),
        ("transient", "JUICEBOX_TRANSIENT"),
    ]],
    ("twitter", "password",
     [Refused({"identifier": "bob", "password": "x"}), {"identifier": "bob", "password": "swordfish"}, CASTLE,
      Refused({"method": "Fax"}), {"method": "Backup code"}, Refused({"verification_code": "1"}), {"verification_code": "123456"}, {"pin": "1234"}],
     "complete"),
    ("twitter", "password",
     [{"identifier": "bob", "password": "swordfish"}, {**CASTLE, "castle_token": "trusted"}, {"pin": "1234"}], "complete"),
    ("local-gmessages", "google", [GOOGLE, WAIT], "complete"),
    ("local-gmessages", "google", ["login", GOOGLE], "complete"),
    ("local-gmessages", "google", ["login", {**GOOGLE, "SID": "another"}, WAIT], "complete"),
    ("local-gmessages", "google", [{**GOOGLE, "SID": "no-phone"}], "FI.MAU.GMESSAGES.PAIR_NO_DEVICES"),
    ("local-gmessages", "google", [{**GOOGLE, "SID": "asleep"}], "FI.MAU.GMESSAGES.PAIR_INIT_TIMEOUT"),
    ("local-gmessages", "google", [{**GOOGLE, "SID": "cannot"}], "FI.MAU.GMESSAGES.ACCOUNT_CANT_PAIR"),
    ("local-gmessages", "google", [GOOGLE, Event("wrong-emoji")], "FI.MAU.GMESSAGES.PAIR_INCORRECT_EMOJI"),
    ("local-gmessages", "google", [GOOGLE, Event("cancelled")], "FI.MAU.GMESSAGES.PAIR_CANCELLED"),
    ("local-gmessages", "google", [GOOGLE, Event("timeout")], "FI.MAU.GMESSAGES.PAIR_TIMEOUT"),
    ("local-gmessages", "qr", [WAIT], "complete"),
    ("local-gmessages", "qr", [Event("timeout")], "FI.MAU.GMESSAGES.PAIR_QR_TIMEOUT"),
    ("googlechat", "cookies", ["login", CHAT], "complete"),
    ("googlechat", "cookies", ["login", {**CHAT, "COMPASS": "refused"}], "M_UNKNOWN"),
    ("gvoice", "cookies", ["login", VOICE], "complete"),
    ("gvoice", "cookies", ["login", {**VOICE, "SID": "refused"}], "M_UNKNOWN"),
    ("linkedin", "cookies", [LINKEDIN], "complete"),
    ("linkedin", "cookies", [{**LINKEDIN, "fi.mau.linkedin.login.cookie_header": "li_at=x"}], "M_UNKNOWN"),
    ("bluesky", "password", ["login", facebook()], "complete"),
    ("bluesky", "password", ["login", {"domain": "bsky.social", "username": "a", "password": "x"}], "M_UNKNOWN"),
    ("line", "dev.highest.matrix.line.email_login",
     [Refused({"email": "a@b.example", "password": "carp"}), {"email": "a@b.example", "password": "swordfish"}, WAIT],
     "complete"),
    ("line", "dev.highest.matrix.line.email_login", [{"email": "verify@b.example", "password": "swordfish"}, WAIT], "complete"),
    ("line", "dev.highest.matrix.line.email_login",
     [{"email": "a@b.example", "password": "swordfish"}, Event("timeout")], "M_UNKNOWN"),
    ("line", "dev.highest.matrix.line.email_login",
     [{"email": "verify@b.example", "password": "swordfish"}, Event("timeout")], "M_UNKNOWN"),
    ("sh-irc", "nick", [{"network": "OFTC", "nick": "alice", "credentials": ":"}], "complete"),
    ("sh-irc", "nick", [{"network": "OFTC", "nick": "taken", "credentials": ":"}], "M_UNKNOWN"),
    ("sh-irc", "nick", [{"network": "MyNet", "nick": "alice", "credentials": ":"}], "M_UNKNOWN"),
    ("sh-irc", "nick", [{"network": "OFTC", "nick": "alice", "credentials": "x"}], "M_UNKNOWN"),
    ("sh-zulip", "apitoken", ["login", {"url": "https://z.example", "email": "alice@example.com", "token": "a" * 32}], "complete"),
    ("sh-zulip", "apitoken", ["login", {"url": "z.example", "email": "alice@example.com", "token": "a"}], "M_UNKNOWN"),
    *[("sh-dummybridge", flow, [{"username": flow, "password": word}], end)
      for flow in ("password", "cookies", "localstorage")
      for word, end in [("fine", "complete"), ("incorrectpassword", "M_UNKNOWN")]],
    ("sh-dummybridge", "displayandwait", [WAIT], "complete"),
    ("sh-dummybridge", "displayandwait", [Event("error-at-the-end")], "M_UNKNOWN"),
    ("sh-dummybridge", "confirm", [{}], "complete"),
    ("sh-dummybridge", "slow", [{}], "complete"),
    ("sh-dummybridge", "endless", [Event("ended")], "complete"),
]


@pytest.fixture(scope="module")
def options():
    return ["--speed", "100"]


class Login:
    """A login in progress, driven as by a client."""

    def __init__(self, simulator, client, bridge, flow, path):
        self.simulator, self.bridge, self.sessions = simulator, bridge, client.bridges.login_sessions
        login = {}
        if path[0] == "login":
            login = {"login_id": client.bridges.logins.list(bridge).items[0].login_id}
        self.session = self.sessions.create(bridge, flow_id=flow, **login)

    def move(self, move):
        step = self.session.current_step
        if move == WAIT:
            self.wait(step)
        elif move == "captcha":
            view = self.simulator.control.get(f"/login-sessions/{self.session.login_session_id}").json()
            self.submit(step, {"captcha_code": view["values"]["captcha"].lower()})
        elif isinstance(move, Event):
            self.simulator.trigger(self.session, move.name)
            self.session = self.sessions.retrieve(self.session.login_session_id, bridge_id=self.bridge)
        elif isinstance(move, Refused):
            self.submit(step, move.fields)
            assert self.session.current_step.instructions.startswith("**")
            assert [field.id for field in self.session.current_step.fields] == [field.id for field in step.fields]
        elif move != "login":
            self.submit(step, move)

    def wait(self, step):
        while self.session.current_step and self.session.current_step.step_id == step.step_id:
            self.session = self.sessions.steps.submit(
                step.step_id, bridge_id=self.bridge, login_session_id=self.session.login_session_id,
                type="display_and_wait"
            )

    def submit(self, step, fields):
        expected = {field.id for field in step.fields}
        assert fields.keys() <= expected, f"{fields.keys()} for {expected}"
        self.session = self.sessions.steps.submit(
            step.step_id, bridge_id=self.bridge, login_session_id=self.session.login_session_id, type=step.type,
            fields=fields, **({"source": "api", "last_url": step.url} if step.type == "cookies" else {})
        )


@pytest.mark.parametrize("bridge, flow, path, end", CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_flow(simulator, client, bridge, flow, path, end):
    login = Login(simulator, client, bridge, flow, path)
    for move in path:
        assert login.session.current_step, f"over before {move}"
        login.move(move)
    session = login.session
    assert session.current_step is None
    if end == "complete":
        assert session.status == "complete"
        assert client.accounts.retrieve(session.account.account_id).status == "connected"
        assert client.bridges.logins.retrieve(session.login.login_id, bridge_id=bridge).status == "connected"
    else:
        assert (session.status, session.error.code) == ("failed", end)
        assert session.error.message


def test_cases_cover_every_flow(client):
    for bridge in client.bridges.list().items:
        flows = {flow.id for flow in client.bridges.login_flows.list(bridge.id).items} - {"broken"}
        assert flows == {flow for there, flow, _, _ in CASES if there == bridge.id}


def test_every_outcome_was_reached(simulator, request):
    ran = {item.callspec.id for item in request.session.items if item.originalname == "test_flow"}
    if len(ran) < len(CASES):
        pytest.skip("needs every case of test_flow")
    outcomes = simulator.control.get("/outcomes").json()["items"]
    assert len(outcomes) > 150
    assert [outcome for outcome in outcomes if not outcome["taken"]] == []


def test_failures_as_http_errors(simulator, client):
    with simulator.settings(failures="http"):
        for path, status in [("bad", 401), ("locked", 403), ("too-often", 429), ("upgrade", 426), ("transient", 503)]:
            login = Login(simulator, client, "twitter", "cookies", [None])
            error = refusal(login.submit, login.session.current_step, {"ct0": "x", "auth_token": path})
            assert error.status_code == status
            after = client.bridges.login_sessions.retrieve(login.session.login_session_id, bridge_id="twitter")
            assert (after.status, after.error.code) == ("failed", error.body["code"])


def test_a_reconnect_as_another_replaces_the_login(simulator, client):
    simulator.control.post("/reset")
    [old] = client.bridges.logins.list("local-whatsapp").items
    login = Login(simulator, client, "local-whatsapp", "qr", ["login"])
    assert login.session.login_id == old.login_id
    login.move(Event("scanned-by-another"))
    [new] = client.bridges.logins.list("local-whatsapp").items
    assert new.login_id == login.session.login_id != old.login_id
    assert [account.account_id for account in client.bridges.retrieve("local-whatsapp").accounts] == new.account_ids


def test_a_reconnect_as_the_same_renews_the_login(simulator, client):
    simulator.control.post("/reset")
    [account] = [account for account in client.accounts.list() if account.bridge.id == "discordgo"]
    assert account.status == "reconnect_required"
    session = client.bridges.login_sessions.create("discordgo", account_id=account.account_id)
    client.bridges.login_sessions.steps.submit(
        session.current_step.step_id, bridge_id="discordgo", login_session_id=session.login_session_id,
        type="cookies", fields={"token": "simulated-token"}
    )
    assert client.accounts.retrieve(account.account_id).status == "connected"
    assert len(client.bridges.logins.list("discordgo").items) == 1


def test_values_of_other_fields_are_ignored(simulator, client):
    login = Login(simulator, client, "facebookgo", "messenger-lite", [None])
    login.move(facebook("captcha"))
    step = login.session.current_step
    login.session = login.sessions.steps.submit(
        step.step_id, bridge_id="facebookgo", login_session_id=login.session.login_session_id, type=step.type,
        fields={"captcha_code": "zz", "captcha": "zz", "left": "9"}
    )
    assert login.session.current_step.step_id == step.step_id


def test_a_workspace_is_a_login_of_its_own(simulator, client):
    simulator.control.post("/reset")
    for path in ([{"code": "ONE-123"}], [{"code": "ABC-123"}, {"workspace": "Bees (bees.slack.com)"}]):
        login = Login(simulator, client, "slackgo", "email", [None])
        for move in [{"email": "bob@b.example"}, *path]:
            login.move(move)
        assert login.session.status == "complete"
    assert len(client.bridges.logins.list("slackgo").items) == 3
    assert len({account.account_id for account in client.bridges.retrieve("slackgo").accounts}) == 4


def test_last_slot_is_given_once(simulator, client):
    simulator.control.post("/reset")
    login = client.bridges.logins.list("gvoice").items[0].login_id
    client.bridges.logins.remove(login, bridge_id="gvoice", scope="all-devices")
    both = [Login(simulator, client, "gvoice", "cookies", [None]) for _ in range(2)]
    for login in both:
        login.move(VOICE)
    assert [login.session.status for login in both] == ["complete", "failed"]
    assert both[1].session.error.code == "FI.MAU.BRIDGE.TOO_MANY_LOGINS"
    assert client.bridges.retrieve("gvoice").status == "limit_reached"


def test_repeated_submission_joins_the_pending_one(simulator, client):
    login = Login(simulator, client, "local-gmessages", "google", [None])
    step, there = login.session.current_step, {"bridge_id": "local-gmessages"}
    there["login_session_id"] = login.session.login_session_id

    def submit(sid):
        return login.sessions.steps.submit(step.step_id, type="cookies", fields={**GOOGLE, "SID": sid}, **there)

    with simulator.settings(speed=1), concurrent.futures.ThreadPoolExecutor() as pool:
        first = pool.submit(submit, "asleep")
        view = f"/login-sessions/{there['login_session_id']}"
        until(lambda: simulator.control.get(view).json()["waiting"] >= 1)
        second = pool.submit(submit, "fine")
        until(lambda: simulator.control.get(view).json()["waiting"] >= 2)
        simulator.control.post("/settings", json={"speed": 1000})
        codes = {future.result().error.code for future in (first, second)}
    assert codes == {"FI.MAU.GMESSAGES.PAIR_INIT_TIMEOUT"}


def test_a_restart_loses_a_login_that_is_still_beginning(simulator, client):
    with simulator.settings(speed=1), concurrent.futures.ThreadPoolExecutor() as pool:
        start = pool.submit(refusal, client.bridges.login_sessions.create, "sh-dummybridge", flow_id="slow")
        until(lambda: any(
            session["flowID"] == "slow" and session["waiting"]
            for session in simulator.control.get("/login-sessions").json()["items"]
        ))
        simulator.control.post("/restart")
        assert start.result().status_code == 500
    assert simulator.control.get("/login-sessions").json()["items"] == []
