import BridgeModel
import BridgeStore
import DesktopAPI

/// A target and the client that speaks to it.
struct Connection: Sendable {
  let target: Target
  let address: ServerAddress
  let client: DesktopClient

  init(
    name: String, address: ServerAddress, token: AccessToken, access: ServerAccess, isDemo: Bool = false
  ) throws(Problem) {
    target = Target(
      id: TargetID(name), address: address.authority, isDemo: isDemo, isReadOnly: access.isReadOnly,
      isInsecure: address.isInsecure)
    self.address = address
    do throws(ServerAccess.Problem) {
      client = try DesktopClient(address: address, token: token, access: access)
    } catch {
      throw Problem(error)
    }
  }
}
