public import BridgeModel

/// Finds the servers on this machine.
public enum LocalServers {
  /// A server that answered.
  public struct Found: Equatable, Sendable {
    /// The server's address.
    public let address: ServerAddress
    /// The server's answer to `GET /v1/info`.
    public let info: ServerInfo
  }

  /// The ports that Beeper Desktop tries, starting at its default.
  public static let ports = 23373...23392

  /// Probes all ports at once (`GET /v1/info`).
  ///
  /// - Parameters:
  ///   - ports: the ports on 127.0.0.1 to probe.
  ///   - seconds: the timeout. It only delays the result if something listens but does not answer.
  /// - Returns: the servers that answered, ordered by port.
  public static func find(on ports: ClosedRange<Int> = ports, within seconds: Double = 2) async -> [Found] {
    await withTaskGroup(of: Found?.self) { group in
      for port in ports {
        group.addTask {
          // Neither can fail: the address is well-formed, and the default access has no files to read.
          guard let address = try? ServerAddress("http://127.0.0.1:\(port)"),
            let client = try? DesktopClient(address: address, token: nil)
          else { return nil }
          let info = try? await client.info(within: seconds)
          await client.shutdown()
          return info.map { Found(address: address, info: $0) }
        }
      }
      var found: [Found] = []
      for await one in group { if let one { found.append(one) } }
      return found.sorted { $0.address.port < $1.address.port }
    }
  }
}
