/// A problem to tell the user: what is wrong, and what to do about it.
public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, and where: the file, line, address or option.
  public let what: String
  /// What to do, one step a line; empty if nothing can be done.
  public let next: [String]

  /// A problem, and what to do about it.
  public init(_ what: String, next: String...) {
    self.what = what
    self.next = next
  }

  /// The problem and what to do, one a line.
  public var description: String { ([what] + next).joined(separator: "\n") }
}
