import Authorization
import BridgeModel
import BridgeStore
import DesktopAPI
import ServerTransport
import Settings

/// A target that is meant, whether it was added or not.
struct TargetChoice: Sendable {
  var entry: TargetEntry
  /// Whether it was added.
  let isKnown: Bool
  /// Whether the user means just this one, and not whatever is found.
  let isNamed: Bool
  /// The seconds that its server has for an answer.
  var timeout = UserSettings().timeout

  /// Which target it is in this run.
  var id: TargetID { TargetID(entry.name) }

  /// The target as the dashboard shows it.
  ///
  /// - Parameters:
  ///   - isDemo: whether it is the simulator.
  ///   - isPrepared: whether there is a client of it already.
  ///   - allowsWriting: whether its token allows changes, where that is known.
  /// - Returns: the target, of which nothing else is known yet.
  func shown(isDemo: Bool, isPrepared: Bool = false, allowsWriting: Bool? = nil) -> Target {
    let address = try? address()
    return Target(
      id: id, address: address?.authority ?? entry.address, isDemo: isDemo,
      isReadOnly: entry.readOnly == true, isInsecure: address?.isInsecure ?? false,
      allowsWriting: allowsWriting, isPrepared: isPrepared)
  }

  /// Takes the first server that answers on this machine, where none is meant in particular.
  mutating func findServer() async {
    if isNamed { return }
    if let first = await LocalServers.find().first { entry.address = first.address.description }
  }

  /// How its server is reached, with the proxies of an environment.
  func access(_ environment: [String: String]) -> ServerAccess {
    var access = ServerAccess(
      certificates: entry.ca, isReadOnly: entry.readOnly == true, proxies: ProxyTable(environment))
    access.timeout = timeout
    return access
  }

  /// A client of its server's authorization; to be shut down.
  func authorizationClient(_ environment: [String: String]) throws -> AuthorizationClient {
    let address = try address()
    do throws(ServerAccess.Problem) {
      return try AuthorizationClient(address: address, access: access(environment))
    } catch {
      throw Problem(error)
    }
  }

  /// Its address, read.
  func address() throws(SettingsProblem) -> ServerAddress {
    do throws(ServerAddress.Problem) {
      return try entry.serverAddress()
    } catch {
      throw SettingsProblem(error, address: entry.address, ofTarget: isKnown ? entry.name : nil)
    }
  }
}
