import Authorization
import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// A selected target, stored or not.
struct ResolvedTarget: Sendable {
  /// The target with the options of this run.
  var entry: TargetEntry
  /// The target as it is in the user's list; nil if it is not.
  let stored: TargetEntry?
  /// Whether the user chose this server, so that no other is searched for.
  let isExplicit: Bool
  /// Whether the user named the target for this run.
  var isNamed = false
  /// Whether it is the server selected for this run, and not another one shown with it.
  var isSelected = true
  /// The timeout for the server's answers, in seconds.
  var timeout = UserSettings().timeout

  /// Whether it is in the user's list of targets.
  var isStored: Bool { stored != nil }

  /// A target without options of this run.
  init(entry: TargetEntry, isStored: Bool, isExplicit: Bool, timeout: Double = UserSettings().timeout) {
    self.entry = entry
    stored = isStored ? entry : nil
    self.isExplicit = isExplicit
    self.timeout = timeout
  }

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

  /// The entry that a sign-in during a run stores: without the options of the run, which hold for that run only.
  ///
  /// - Parameter list: the stored targets, for a free name.
  /// - Returns: the stored entry, if it is for the same server; else a new one with the server's address.
  /// - Throws: a problem with an address.
  func entryToKeep(in list: TargetList) throws(Problem) -> TargetEntry {
    if let stored, try stored.origin() == entry.origin() { return stored }
    return TargetEntry(name: try RunConfiguration.name(for: self, in: list), address: entry.address)
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
