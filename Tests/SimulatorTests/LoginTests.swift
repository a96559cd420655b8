import BridgeModel
import DesktopAPI
import Simulator
import TestSupport
import Testing

/// A login in progress, driven over HTTP.
private struct Driver {
  let client: DesktopClient
  let bridge: String
  var session: LoginSession

  init(_ client: DesktopClient, _ bridge: String, _ start: LoginStart = LoginStart()) async throws {
    self.client = client
    self.bridge = bridge
    session = try await client.startLogin(start, of: bridge)
  }

  var stepID: String { session.currentStep?.id ?? "" }

  mutating func submit(_ fields: [String: String]) async throws {
    session = try await client.submit(
      StepSubmission(type: session.currentStep?.type ?? "", fields: fields), step: stepID,
      session: session.loginSessionID, of: bridge)
  }

  /// Waits in the background.
  func wait() -> Task<LoginSession, any Error> {
    let (client, step, session, bridge) = (client, stepID, session.loginSessionID, bridge)
    return Task { try await client.wait(step: step, session: session, of: bridge) }
  }

  func read() async throws -> LoginSession {
    try await client.loginSession(session.loginSessionID, of: bridge)
  }
}

private func qrData(_ session: LoginSession) -> String? {
  guard case .displayAndWait(let step)? = session.currentStep, case .qr(let data) = step.display else {
    return nil
  }
  return data
}

@Suite("Simulated logins", .timeLimit(.minutes(1)))
struct LoginTests {
  @Test("WhatsApp's QR code has the length of a real one, rotates under the same step id, and completes")
  func whatsAppQR() async throws {
    try await withSimulator(.handsOff) { client, clock, control in
      var login = try await Driver(client, "local-whatsapp", LoginStart(flowID: "qr"))
      #expect(login.stepID == "fi.mau.whatsapp.login.qr")
      let first = try #require(qrData(login.session))
      #expect((255...271).contains(first.utf8.count))
      clock.advance(by: .seconds(60))
      while qrData(login.session) == first { login.session = try await login.read() }
      #expect(qrData(login.session) != nil)
      #expect(login.stepID == "fi.mau.whatsapp.login.qr")
      try await control.post("login-sessions/latest/act")
      let session = try await untilOver(login)
      #expect(session.status == .complete)
      #expect(session.currentStep == nil)
      let accounts = try await client.bridge("local-whatsapp").accounts
      #expect(accounts.count == 2)
      #expect(accounts.contains { $0.accountID == session.account?.accountID && $0.status == .connected })
      let after = try await login.read()
      #expect(after.status == .complete)
      let gone = try await refusal { _ = try await login.wait().value }
      #expect(gone.kind == .notFound)
    }
  }

  @Test("a reconnect by QR code renews the same login")
  func reconnect() async throws {
    try await withSimulator { client, clock, _ in
      let login = try await Driver(client, "local-whatsapp", LoginStart(flowID: "qr", loginID: "14155550171"))
      #expect(login.session.loginID == "14155550171")
      clock.advance(by: .seconds(14))
      let session = try await untilOver(login)
      #expect(session.login?.loginID == "14155550171")
      let accounts = try await client.bridge("local-whatsapp").accounts
      #expect(accounts.map(\.status) == [.connected])
    }
  }

  @Test("a reconnect as another user replaces the old login")
  func replaced() async throws {
    try await withSimulator(.handsOff) { client, _, control in
      let old = try #require(try await client.logins(of: "local-whatsapp").first)
      let login = try await Driver(client, "local-whatsapp", LoginStart(loginID: old.loginID))
      try await control.post("login-sessions/latest/events/scanned-by-another")
      let session = try await login.read()
      #expect(session.status == .complete)
      let logins = try await client.logins(of: "local-whatsapp")
      #expect(logins.map(\.loginID) == [session.login?.loginID])
      #expect(logins.first?.loginID != old.loginID)
      #expect(try await client.bridge("local-whatsapp").accounts.count == 1)
    }
  }

  @Test("a reconnect by phone number starts with the code, because the number is known")
  func shortcut() async throws {
    try await withSimulator { client, _, _ in
      for (bridge, step) in [
        ("local-whatsapp", "fi.mau.whatsapp.login.code"), ("local-telegram", "fi.mau.telegram.login.code"),
      ] {
        let old = try #require(try await client.logins(of: bridge).first)
        let login = try await Driver(client, bridge, LoginStart(flowID: "phone", loginID: old.loginID))
        #expect(login.stepID == step)
      }
    }
  }

  @Test("WhatsApp's pairing code uses its alphabet; a bad number ends the login with its error code")
  func whatsAppPhone() async throws {
    try await withSimulator { client, clock, _ in
      var login = try await Driver(client, "local-whatsapp", LoginStart(flowID: "phone"))
      #expect(login.stepID == "fi.mau.whatsapp.login.phone")
      try await login.submit(["phone_number": "+1 415 555 0100"])
      guard case .displayAndWait(let step)? = login.session.currentStep, case .code(let code) = step.display
      else {
        throw Unexpected(value: "\(login.session)")
      }
      #expect(code.wholeMatch(of: /[1-9A-HJ-NP-TV-Z]{4}-[1-9A-HJ-NP-TV-Z]{4}/) != nil)
      clock.advance(by: .seconds(6))
      let session = try await untilOver(login)
      #expect(session.login?.loginID == "14155550100")
      var bad = try await Driver(client, "local-whatsapp", LoginStart(flowID: "phone"))
      try await bad.submit(["phone_number": "4155550100"])
      #expect(bad.session.status == .failed)
      #expect(bad.session.error?.code == "FI.MAU.WHATSAPP.PHONE_NUMBER_NOT_INTERNATIONAL")
    }
  }

  @Test("Telegram asks again after a wrong code or password, with the step ids of the real bridge")
  func telegram() async throws {
    try await withSimulator { client, _, _ in
      var login = try await Driver(client, "local-telegram")
      #expect(login.stepID == "fi.mau.telegram.login.phone_number")
      try await login.submit(["fi.mau.telegram.login.phone_number": "+14155550100"])
      #expect(login.stepID == "fi.mau.telegram.login.code")
      try await login.submit(["fi.mau.telegram.login.code": "99999"])
      #expect(login.stepID == "fi.mau.telegram.login.code.incorrect")
      #expect(login.session.currentStep?.instructions?.contains("wrong") == true)
      try await login.submit(["fi.mau.telegram.login.code": "12345"])
      #expect(login.stepID == "fi.mau.telegram.login.password")
      try await login.submit(["fi.mau.telegram.login.password": "carp"])
      #expect(login.stepID == "fi.mau.telegram.login.password.incorrect")
      try await login.submit(["fi.mau.telegram.login.password": "swordfish"])
      #expect(login.session.status == .complete)
    }
  }

  @Test("Telegram's QR code is followed by the password")
  func telegramQR() async throws {
    try await withSimulator { client, clock, _ in
      var login = try await Driver(client, "local-telegram", LoginStart(flowID: "qr"))
      #expect(login.stepID == "fi.mau.telegram.login.show_qr")
      #expect((60...75).contains(qrData(login.session)?.utf8.count ?? 0))
      clock.advance(by: .seconds(8))
      while qrData(login.session) != nil { login.session = try await login.read() }
      #expect(login.stepID == "fi.mau.telegram.login.password")
    }
  }

  @Test("Discord checks the token")
  func discord() async throws {
    try await withSimulator { client, _, _ in
      var login = try await Driver(client, "discordgo")
      #expect(login.session.status == .waitingForCookies)
      try await login.submit(["token": "short"])
      #expect(login.session.error?.code == "FI.MAU.DISCORD.INVALID_TOKEN")
      let account = try #require(try await client.bridge("discordgo").accounts.first)
      login = try await Driver(client, "discordgo", LoginStart(accountID: account.accountID))
      try await login.submit(["token": "long-enough-token"])
      #expect(login.session.account?.accountID == account.accountID)
      let after = try await client.bridge("discordgo").accounts
      #expect(after.first { $0.accountID == account.accountID }?.status == .connected)
    }
  }

  @Test("Google Messages accepts its cookies in any order, then shows an emoji")
  func googleMessages() async throws {
    try await withSimulator { client, clock, _ in
      var login = try await Driver(client, "local-gmessages")
      guard case .cookies(let step)? = login.session.currentStep else {
        throw Unexpected(value: "\(login.session)")
      }
      #expect(
        step.fields.map(\.id).sorted() == [
          "APISID", "HSID", "OSID", "SAPISID", "SID", "SSID", "__Secure-1PSIDTS",
        ])
      #expect(step.fields.first { $0.id == "__Secure-1PSIDTS" }?.required == false)
      var fields = Dictionary(uniqueKeysWithValues: step.fields.map { ($0.id, "x") })
      fields["__Secure-1PSIDTS"] = nil
      try await login.submit(fields)
      guard case .displayAndWait(let step)? = login.session.currentStep, case .emoji(let url) = step.display
      else {
        throw Unexpected(value: "\(login.session)")
      }
      #expect(url.contains("/notoemoji/latest/"))
      clock.advance(by: .seconds(6))
      let session = try await untilOver(login)
      #expect(session.status == .complete)
    }
  }

  @Test("LINE keeps the address after a wrong password, and shows its PIN in the instructions")
  func line() async throws {
    try await withSimulator { client, clock, _ in
      var login = try await Driver(client, "line")
      try await login.submit(["email": "a@b.example", "password": "carp"])
      #expect(login.stepID == "dev.highest.matrix.line.enter_creds")
      #expect(login.session.currentStep?.instructions?.contains("rejected") == true)
      try await login.submit(["email": "a@b.example", "password": "swordfish"])
      guard case .displayAndWait(let step)? = login.session.currentStep else {
        throw Unexpected(value: "\(login.session)")
      }
      #expect(step.display == .nothing)
      #expect(step.instructions?.contains(/\*\*\d{6}\*\*/) == true)
      clock.advance(by: .seconds(6))
      let session = try await untilOver(login)
      #expect(session.account?.user.email == "a@b.example")
    }
  }

  @Test("a cancel ends the open wait, and a second cancel fails with 404")
  func cancel() async throws {
    try await withSimulator { client, _, control in
      let login = try await Driver(client, "local-whatsapp", LoginStart(flowID: "qr"))
      let wait = login.wait()
      try await control.until(waiting: 1)
      try await client.cancelLogin(login.session.loginSessionID, of: "local-whatsapp")
      #expect(try await wait.value.status == .cancelled)
      let again = try await refusal {
        try await client.cancelLogin(login.session.loginSessionID, of: "local-whatsapp")
      }
      #expect(again.kind == .notFound)
      let accounts = try await client.bridge("local-whatsapp").accounts
      #expect(accounts.map(\.status) == [.reconnectRequired])
    }
  }

  @Test("a session expires after half an hour")
  func expiry() async throws {
    try await withSimulator { client, clock, _ in
      let login = try await Driver(client, "line")
      clock.advance(by: .seconds(30 * 60))
      while true {
        do { _ = try await login.read() } catch let error as ServiceError {
          #expect(error.kind == .notFound)
          return
        }
      }
    }
  }

  /// Polls the session until it has ended.
  private func untilOver(_ login: Driver) async throws -> LoginSession {
    while true {
      let session = try await login.read()
      if session.currentStep == nil { return session }
    }
  }
}
