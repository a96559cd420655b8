import BridgeModel
import HTTPTypes
import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A JSON response.
struct JSONResponse: ResponseGenerator {
  let status: HTTPResponse.Status
  let body: Data

  init(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    body = try encoder.encode(value)
    self.status = status
  }

  var response: Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  func response(from request: Request, context: some RequestContext) -> Response { response }
}

/// `{items: [...]}`, the shape of most lists.
struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
  var items: [Item]
}

extension JSONValue {
  /// The JSON that a value encodes to.
  init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }
}
