import Foundation
import Hummingbird
import NIOCore

/// A request's context. It holds the connection, so that a fault can drop it.
struct SimulatorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  /// A path parameter, percent-decoded.
  func id(_ name: String) throws -> String {
    let part = try parameters.require(name)
    guard let id = part.removingPercentEncoding else {
      throw APIError.badRequest("The path is not percent-encoded UTF-8.")
    }
    return id
  }
}
