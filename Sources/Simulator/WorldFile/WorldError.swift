/// What keeps a world file from being used: where, and what is wrong there.
public struct WorldError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1; nil if the file as a whole is meant.
  public var line: Int?
  /// The key, with those around it, such as `scenes.qr.events`; empty for the file as a whole.
  public var key: String
  /// What is wrong, and what would be right.
  public var message: String

  /// One line for people.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : key + ": ") + message
  }
}
