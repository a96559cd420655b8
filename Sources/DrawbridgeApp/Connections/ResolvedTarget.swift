import Authorization
import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// A selected target, stored or not.
struct ResolvedTarget: Sendable {
  var entry: TargetEntry
  /// Whether it is in the user's list of targets.
  let isStored: Bool
  /// Whether the user chose this server, so that no other is searched for.
  let isExplicit: Bool
  /// The timeout for the server's answers, in seconds.
  var timeout = UserSettings().timeout

  /// The target's id in this run.
  var id: TargetID { TargetID(entry.name) }

  /// The target as the dashboard shows it.
  ///
  /// - Parameters:
  ///   - isDemo: whether the server is the built-in simulator.
  ///   - hasConnection: whether the target has a client already.
  ///   - allowsWriting: whether its token allows changes; nil if unknown.
  /// - Returns: the target, without any data from its server.
  func shown(isDemo: Bool, hasConnection: Bool = false, allowsWriting: Bool? = nil) -> Target {
    let address = try? address()
    return Target(
      id: id, address: address?.authority ?? entry.address, isDemo: isDemo,
      isReadOnly: entry.readOnly == true, isInsecure: address?.isInsecure ?? false,
      allowsWriting: allowsWriting, hasConnection: hasConnection)
  }

  /// Switches to the first server found on this machine, unless the user chose one.
  ///
  /// - Parameter search: finds the servers on this machine.
  mutating func findServer(
    _ search: () async -> [ServerAddress] = { await LocalServers.find().map(\.address) }
  ) async {
    if isExplicit { return }
    if let first = await search().first { entry.address = first.description }
  }

  /// How to reach the server, with the environment's proxies.
  func access(_ environment: [String: String]) -> ServerAccess {
    var access = ServerAccess(
      certificates: entry.ca, isReadOnly: entry.readOnly == true, proxies: ProxyTable(environment))
    access.timeout = timeout
    return access
  }

  /// An authorization client for the server. The caller has to shut it down.
  func authorizationClient(_ environment: [String: String]) throws -> AuthorizationClient {
    let address = try address()
    do throws(ServerAccess.Problem) {
      return try AuthorizationClient(address: address, access: access(environment))
    } catch {
      throw Problem(error)
    }
  }

  /// The parsed address.
  func address() throws(Problem) -> ServerAddress {
    do throws(ServerAddress.Problem) {
      return try entry.serverAddress()
    } catch {
      throw Problem(error, address: entry.address, ofTarget: isStored ? entry.name : nil)
    }
  }
}
