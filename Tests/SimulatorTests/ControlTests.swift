import BridgeModel
import DesktopAPI
import TestSupport
import Testing

@testable import Simulator

@Suite("Controls", .timeLimit(.minutes(1)))
struct ControlTests {
  @Test("an account and its login change their status, even to one unknown to the API")
  func account() async throws {
    try await withSimulator { client, _, control in
      try await control.post(
        "accounts/bluesky.did:plc:4dd66aed8b51bd4753d43c44",
        #"{"status": "on-the-moon", "statusText": "Gone up.", "loginStatus": "needs_login"}"#)
      let account = try #require(try await client.bridge("bluesky").accounts.first)
      #expect(account.status.rawValue == "on-the-moon")
      #expect(account.statusText == "Gone up.")
      let login = try await client.logins(of: "bluesky").first { $0.loginID == account.loginID }
      #expect(login?.status == .needsLogin)
    }
  }

  @Test("the controls make a phone act, a code rotate, and a login expire")
  func sessions() async throws {
    try await withSimulator(.handsOff) { client, clock, control in
      let first = try await client.startLogin(LoginStart(flowID: "qr"), of: "local-signal")
      clock.advance(by: .seconds(30))
      try await control.post("login-sessions/latest/rotate")
      let rotated = try await client.loginSession(first.loginSessionID, of: "local-signal")
      #expect(rotated.currentStep != first.currentStep)
      let view = try await control.call("GET", "simulator/login-sessions/latest").body
      #expect(view.contains(#""scene":"qr""#))
      try await control.post("login-sessions/\(first.loginSessionID)/act")
      let done = try await client.loginSession(first.loginSessionID, of: "local-signal")
      #expect(done.status == .complete)
      let refused = try await control.call("POST", "simulator/login-sessions/latest/act")
      #expect(refused.status == 409)
      let second = try await client.startLogin(LoginStart(), of: "line")
      try await control.post("login-sessions/latest/expire")
      let gone = try await refusal { _ = try await client.loginSession(second.loginSessionID, of: "line") }
      #expect(gone.kind == .notFound)
    }
  }

  @Test("an expiry ends the open wait")
  func expiry() async throws {
    try await withSimulator(.handsOff) { client, _, control in
      let session = try await client.startLogin(LoginStart(flowID: "qr"), of: "local-signal")
      async let wait = client.wait(
        step: "fi.mau.signal.login.qr", session: session.loginSessionID, of: "local-signal")
      try await control.until(waiting: 1)
      try await control.post("login-sessions/latest/expire")
      #expect(try await wait.status == .failed)
    }
  }

  @Test("a restart drops the logins in progress but keeps the accounts; a reset restores the initial state")
  func restart() async throws {
    try await withSimulator { client, _, control in
      let accounts = try await client.bridges().flatMap(\.accounts)
      _ = try await client.removeLogin("14155550171", of: "local-whatsapp", scope: .allDevices)
      let session = try await client.startLogin(LoginStart(), of: "line")
      try await control.post("restart")
      let gone = try await refusal { _ = try await client.loginSession(session.loginSessionID, of: "line") }
      #expect(gone.kind == .notFound)
      #expect(try await client.bridges().flatMap(\.accounts).count == accounts.count - 1)
      try await control.post("settings", #"{"longestWait": 5, "failures": "http"}"#)
      try await control.post("settings", #"{"longestWait": null}"#)
      try await control.post("reset")
      #expect(try await client.bridges().flatMap(\.accounts) == accounts)
      let settings = try await control.call("GET", "simulator/settings").body
      #expect(
        settings == #"{"failures":"session","handsOff":false,"latency":0,"longestWait":null,"speed":1}"#)
    }
  }

  @Test("the controls report invalid requests")
  func mistakes() async throws {
    try await withSimulator { _, _, control in
      for (path, body, status) in [
        ("settings", #"{"speed": 0}"#, 422), ("settings", #"{"failures": "never"}"#, 422),
        ("settings", "{", 400), ("faults", #"{"kind": "flood"}"#, 422), ("setup", #"{"state": "moon"}"#, 422),
        ("accounts/no", #"{"status": "connected"}"#, 404), ("login-sessions/latest/act", "{}", 404),
      ] {
        let answer = try await control.call("POST", "simulator/" + path, body: body)
        #expect(answer.status == status, "\(path)")
        #expect(answer.body.contains("message"))
      }
    }
  }

  @Test("the requested number of accounts exists, and their ids are unique")
  func size() async throws {
    var options = SimulatorOptions()
    options.extraAccounts = 2_000
    try await withSimulator(options) { client, _, _ in
      let accounts = try await client.bridges().flatMap(\.accounts)
      #expect(accounts.count == 2_014)
      #expect(Set(accounts.map(\.accountID)).count == accounts.count)
      #expect(Set(accounts.compactMap(\.loginID)).count == accounts.count - 2)
    }
  }

  @Test("invented accounts are unique")
  func distinct() {
    let people = Population(networks: SimulatedWorld.builtIn.networks, extraAccounts: 50_000)
    let accounts = people.accounts.values.joined().map(\.accountID)
    #expect(Set(accounts).count == accounts.count)
    #expect(accounts.count == 50_014)
  }

  @Test("the client finds logins under their early name")
  func legacy() async throws {
    var options = SimulatorOptions()
    options.isLegacy = true
    try await withSimulator(options) { client, _, control in
      let old = try #require(try await client.logins(of: "discordgo").first)
      let session = try await client.startLogin(LoginStart(loginID: old.loginID), of: "discordgo")
      #expect(session.loginID == old.loginID)
      let done = try await client.submit(
        StepSubmission(type: "cookies", fields: ["token": "simulated-token"]),
        step: "fi.mau.discord.cookies", session: session.loginSessionID, of: "discordgo")
      #expect(done.login?.loginID == old.loginID)
      let gone = try await control.call(
        "GET", "v1/bridges/discordgo/logins", headers: [("Authorization", "Bearer no")])
      #expect(gone.status == 404)
    }
  }
}
