import Yams

/// What keeps a YAML file from being used: where, and what is wrong there.
public struct YAMLProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1; nil if the file as a whole is meant.
  public var line: Int?
  /// The key, with those around it, such as `scenes.qr.events`; empty for the file as a whole.
  public var key: String
  /// What is wrong, and what would be right.
  public var message: String

  /// A problem at that place.
  public init(file: String, line: Int?, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }

  /// One line for people.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : key + ": ") + message
  }
}

extension YAMLProblem {
  /// A problem as it is, or what the YAML parser says of a file.
  package init(_ error: any Error, file: String) {
    if let problem = error as? YAMLProblem {
      self = problem
      return
    }
    self.init(file: file, line: nil, key: "", message: "\(error)")
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      (line, message) = (mark.line, "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      (line, message) = (context.mark.line, "the key \(duplicates.first ?? "") stands twice in this mapping")
    default: break
    }
  }
}
