extension DecodingError {
  /// The error in a JSON document and its key path, without any of the document's values.
  public var summary: String {
    switch self {
    case .keyNotFound(let key, let context): "\(Self.path(context, key)) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(Self.path(context)) has the wrong type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty: "\(Self.path(context)) cannot be read"
    case .dataCorrupted: "it is not JSON"
    @unknown default: "it cannot be read"
    }
  }

  private static func path(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
    let keys = context.codingPath + (last.map { [$0] } ?? [])
    if keys.isEmpty { return "the document" }
    return "`" + keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".") + "`"
  }
}
