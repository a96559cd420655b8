public import BridgeModel

/// The servers that answer on this machine.
public enum LocalServers {
  /// A server, and what it says of itself.
  public struct Found: Equatable, Sendable {
    /// Where it answers.
    public let address: ServerAddress
    /// What it says of itself.
    public let info: ServerInfo
  }

  /// The ports that the vendor's own program looks at.
  public static let ports = 23373...23392

  /// Asks all ports at once who answers there (`GET /v1/info`), in the order of the ports.
  ///
  /// - Parameters:
  ///   - ports: the ports on 127.0.0.1 to look at.
  ///   - seconds: how long they have to answer.
  /// - Returns: the servers that did.
  public static func find(on ports: ClosedRange<Int> = ports, within seconds: Double = 0.5) async -> [Found] {
    await withTaskGroup(of: Found?.self) { group in
      for port in ports {
        group.addTask {
          // Both are sure to be well-formed.
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
