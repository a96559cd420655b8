import Foundation
import Hummingbird
import NIOCore

/// What a request comes with: the connection, so that a fault can drop it.
struct SimulatorContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
  }

  /// A part of the path, percent-decoded.
  func id(_ name: String) throws -> String {
    let part = try parameters.require(name)
    guard let id = part.removingPercentEncoding else {
      throw APIError.badRequest("The path is not percent-encoded as UTF-8.")
    }
    return id
  }
}
