import BridgeModel
import BridgeStore
import DesktopAPI

/// A target and the client that speaks to it.
struct Connection: Sendable {
  let target: Target
  let address: ServerAddress
  let client: DesktopClient

  /// The server that the environment names.
  static func fromEnvironment(_ environment: [String: String]) throws -> Connection {
    let name = environment["BEEPER_DESKTOP_BASE_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? ServerAddress.usual
    let address = try parse(name)
    guard let string = environment["BEEPER_ACCESS_TOKEN"], !string.isEmpty else { throw Problem.noToken }
    guard let token = AccessToken(string) else { throw Problem.malformedToken }
    return Connection(address: address, token: token, isDemo: false)
  }

  /// The server at that address.
  static func parse(_ address: String) throws(Problem) -> ServerAddress {
    do throws(ServerAddress.Problem) {
      return try ServerAddress(address)
    } catch {
      throw Problem(error, address: address)
    }
  }

  init(address: ServerAddress, token: AccessToken, isDemo: Bool) {
    target = Target(id: TargetID(address.description), address: address.authority, isDemo: isDemo)
    self.address = address
    client = DesktopClient(address: address, token: token)
  }
}
