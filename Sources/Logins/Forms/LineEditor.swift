/// A line of text being typed, and the cursor in it.
public struct LineEditor: Equatable, Sendable {
  /// The characters typed.
  public private(set) var characters: [Character]
  /// The cursor position: the index of the character after it.
  public private(set) var cursor: Int

  /// Maximum length, in characters.
  static let maxCharacters = 16_384

  /// A line with this text, and the cursor at its end.
  public init(_ text: String = "") {
    characters = Array(text.prefix(Self.maxCharacters))
    cursor = characters.count
  }

  /// The text typed.
  public var text: String { String(characters) }

  /// An edit or a cursor movement.
  public enum Edit: Equatable, Sendable {
    /// Typed or pasted text. Line breaks at its ends are dropped, others become spaces; control characters are removed,
    /// and text beyond 16,384 characters in the line is cut.
    case insert(String)
    /// Deletes the character before or after the cursor.
    case deleteBackward, deleteForward
    /// Deletes the word before the cursor, everything before it, or everything after it.
    case deleteWord, deleteToStart, deleteToEnd
    /// Moves the cursor.
    case left, right, wordLeft, wordRight, start, end
  }

  /// Applies an edit. Deleting or moving past an end does nothing.
  public mutating func apply(_ edit: Edit) {
    switch edit {
    case .insert(let text): insert(text)
    case .deleteBackward: delete(from: cursor - 1, to: cursor)
    case .deleteForward: delete(from: cursor, to: cursor + 1)
    case .deleteWord:
      delete(from: wordStart, to: cursor)
    case .deleteToStart: delete(from: 0, to: cursor)
    case .deleteToEnd: delete(from: cursor, to: characters.count)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .start: cursor = 0
    case .end: cursor = characters.count
    }
  }

  private var wordStart: Int {
    var start = cursor
    while start > 0, characters[start - 1].isWhitespace { start -= 1 }
    while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
    return start
  }

  private var wordEnd: Int {
    var end = cursor
    while end < characters.count, characters[end].isWhitespace { end += 1 }
    while end < characters.count, !characters[end].isWhitespace { end += 1 }
    return end
  }

  private mutating func insert(_ text: String) {
    let isControl: (Character) -> Bool = {
      $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    while lines.count > 1, lines.first?.isEmpty == true { lines.removeFirst() }
    let new = lines.joined(separator: " ").filter { !isControl($0) }.prefix(
      max(0, Self.maxCharacters - characters.count))
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
    // A combining mark joins the character before it, so count again.
    let joined = Array(String(characters))
    if joined.count != characters.count {
      cursor = String(characters[..<cursor]).count
      characters = joined
    }
  }

  private mutating func delete(from start: Int, to end: Int) {
    guard start >= 0, end <= characters.count, start < end else { return }
    characters.removeSubrange(start..<end)
    cursor = start
  }
}
