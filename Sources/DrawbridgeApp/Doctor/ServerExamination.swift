import Authorization
import BridgeModel
import Dashboard
import DesktopAPI
import ServerTransport

/// Checks a server, the token, the bridges and the accounts.
struct ServerExamination {
  let address: ServerAddress
  let access: ServerAccess
  let token: AccessToken?
  /// The command that gets another token.
  let signIn: String
  let keymap: Keymap

  func findings() async -> [Finding] {
    let client: DesktopClient
    let authorization: AuthorizationClient
    do throws(ServerAccess.Problem) {
      client = try DesktopClient(address: address, token: token, access: access)
      authorization = try AuthorizationClient(address: address, access: access)
    } catch {
      return [Finding("server", Problem(error))] + Finding.skipped(["token", "setup", "bridges", "accounts"])
    }
    var findings = [await server(client)]
    if findings[0].verdict == .failed {
      findings += Finding.skipped(["token", "setup", "bridges", "accounts"])
    } else {
      findings.append(await self.token(authorization))
      findings +=
        findings[1].verdict == .failed
        ? Finding.skipped(["setup", "bridges", "accounts"]) : await rest(client)
    }
    await client.shutdown()
    await authorization.shutdown()
    return findings
  }

  private func server(_ client: DesktopClient) async -> Finding {
    switch await Result.catching({ try await client.info() }) {
    case .success(let info): return Finding("server", .ok, "\(info.app.name) \(info.app.version)")
    case .failure(let error): return Finding("server", Problem(error, address: address))
    }
  }

  private func token(_ client: AuthorizationClient) async -> Finding {
    guard let token else {
      return Finding("token", .failed, "no token for this server", advice: signIn)
    }
    switch await Result.catching({ try await client.introspect(token) }) {
    case .success(let known) where !known.active:
      return Finding("token", .failed, "not valid on this server", advice: signIn)
    case .success(let known):
      let scope = known.scope.map { "valid, scopes: \($0)" } ?? "valid"
      return Finding(
        "token", known.allowsWriting ? .ok : .note, known.allowsWriting ? scope : scope + " (read-only)")
    case .failure(let error):
      return Finding("token", .note, "unknown whether it is valid: \(error.message)")
    }
  }

  private func rest(_ client: DesktopClient) async -> [Finding] {
    var findings = [await setup(client)]
    let bridges: [Bridge]
    switch await Result.catching({ try await client.bridges() }) {
    case .success(let found): bridges = found
    case .failure(let error):
      return findings + [failed("bridges", error)] + Finding.skipped(["accounts"])
    }
    findings += await self.bridges(bridges, client)
    findings += accounts(bridges)
    return findings
  }

  private func setup(_ client: DesktopClient) async -> Finding {
    switch await Result.catching({ try await client.setup() }) {
    case .success(let setup) where setup.state == .ready: return Finding("setup", .ok, "ready")
    case .success(let setup):
      return Finding("setup", .failed, setup.state.rawValue, advice: "Finish the setup in Beeper.")
    // Early servers have no such route.
    case .failure(let error) where error.kind == .notFound:
      return Finding("setup", .note, "not reported by this server")
    case .failure(let error): return failed("setup", error)
    }
  }

  /// Calls each bridge's own routes: a bridge that is down answers them with an error, but is listed all the same.
  private func bridges(_ bridges: [Bridge], _ client: DesktopClient) async -> [Finding] {
    let troubles = await withTaskGroup(of: (Int, ServiceError?).self) { group in
      for (index, bridge) in bridges.enumerated() where bridge.type != "matrix" && bridge.status != .disabled
      {
        group.addTask {
          let flows = await Result.catching { try await client.loginFlows(of: bridge.id) }
          if case .failure(let error) = flows { return (index, error) }
          let logins = await Result.catching { try await client.logins(of: bridge.id) }
          if case .failure(let error) = logins { return (index, error) }
          return (index, nil)
        }
      }
      return await group.reduce(into: [(Int, ServiceError)]()) { troubles, one in
        if let error = one.1 { troubles.append((one.0, error)) }
      }.sorted { $0.0 < $1.0 }
    }
    if troubles.isEmpty { return [Finding("bridges", .ok, "all \(bridges.count) answer")] }
    return troubles.map { index, error in failed("bridge \(bridges[index].id)", error) }
  }

  /// Reports accounts by network and position, since names do not belong in a report.
  private func accounts(_ bridges: [Bridge]) -> [Finding] {
    var findings: [Finding] = []
    for bridge in bridges {
      for (index, account) in bridge.accounts.enumerated() where !account.status.isWell {
        let number = bridge.accounts.count == 1 ? "" : " \(index + 1)"
        findings.append(
          Finding(
            "account \(bridge.id)\(number)", account.status.needsAttention ? .failed : .note,
            account.status.rawValue,
            advice: account.status.needsAttention
              ? "Open the dashboard and press \(keymap.key(.reconnect)) on it." : nil))
      }
    }
    let count = bridges.reduce(0) { $0 + $1.accounts.count }
    return findings.isEmpty
      ? [Finding("accounts", .ok, count == 0 ? "none" : "all \(count) connected or connecting")] : findings
  }

  private func failed(_ check: String, _ error: ServiceError) -> Finding {
    let code = [error.status.map { "status \($0)" }, error.code].compactMap(\.self).joined(separator: ", ")
    return Finding(
      check, .failed, "\(error.route): \(words(error.kind))\(code.isEmpty ? "" : " (\(code))")",
      advice: error.isTransient ? "Try again in a minute. If that does not help, restart Beeper." : nil)
  }

  /// The kind in words: `timedOut` is "timed out".
  private func words(_ kind: ServiceError.Kind) -> String {
    "\(kind)".replacing(/[A-Z]/) { " " + $0.output.lowercased() }
  }
}

extension Account.Status {
  /// Whether the status is not worth a finding.
  fileprivate var isWell: Bool { self == .connected || self == .backfilling || self == .connecting }
}
