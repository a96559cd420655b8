public import BridgeModel

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file attached to a step, such as the picture of a captcha or its recording.
///
/// Bridges send attachments in the form of Matrix messages (`m.image`, `m.audio`), with the content in base64.
public struct LoginAttachment: Equatable, Sendable {
  /// The name, as given by the server; untrusted.
  public let name: String
  /// The media type, such as `image/png`; empty if the server gives none.
  public let mediaType: String
  /// The content.
  public let bytes: [UInt8]

  /// The maximum file size, in bytes.
  public static let maxBytes = 8 << 20

  /// Reads an attachment; nil if its form is unknown, or if it is too large.
  public init?(_ value: JSONValue) {
    guard let content = value["content"]?.string, content.utf8.count <= Self.maxBytes / 3 * 4 + 4,
      let data = Data(base64Encoded: content, options: .ignoreUnknownCharacters), !data.isEmpty
    else { return nil }
    name = value["filename"]?.string ?? value["body"]?.string ?? "attachment"
    mediaType = value["info"]?["mimetype"]?.string ?? ""
    bytes = Array(data)
  }
}
