public import BridgeModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that comes with a step, such as the picture of a captcha or its recording.
///
/// Bridges send them in the shape of Matrix messages (`m.image`, `m.audio`), with the content in base64.
public struct LoginAttachment: Equatable, Sendable {
  /// Its name, as the server gives it.
  public let name: String
  /// Its media type, such as `image/png`; empty where the server says none.
  public let mediaType: String
  /// What is in it.
  public let bytes: [UInt8]

  /// The largest file that is taken, in bytes.
  public static let largest = 8 << 20

  /// Reads an attachment; nil for a shape nobody here knows, or one that is too large.
  public init?(_ value: JSONValue) {
    guard let content = value["content"]?.string, content.utf8.count <= Self.largest / 3 * 4 + 4,
      let data = Data(base64Encoded: content, options: .ignoreUnknownCharacters), !data.isEmpty
    else { return nil }
    name = value["filename"]?.string ?? value["body"]?.string ?? "attachment"
    mediaType = value["info"]?["mimetype"]?.string ?? ""
    bytes = Array(data)
  }
}
