import Yams

/// An error in a YAML file, with its location.
public struct YAMLProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file's name, as given by the caller.
  public var file: String
  /// The line, starting at 1; nil for the file as a whole.
  public var line: Int?
  /// The key path, such as `scenes.qr.events`; empty for the file as a whole.
  public var key: String
  /// What is wrong, and what is expected.
  public var message: String

  /// A problem at that location.
  public init(file: String, line: Int?, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }

  /// A one-line error message with the location.
  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : key + ": ") + message
  }
}

extension YAMLProblem {
  /// Returns a `YAMLProblem` unchanged, and converts errors of the YAML parser.
  package init(_ error: any Error, file: String) {
    if let problem = error as? YAMLProblem {
      self = problem
      return
    }
    self.init(file: file, line: nil, key: "", message: "\(error)")
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _)?, .parser(_, let problem, let mark, _)?,
      .composer(_, let problem, let mark, _)?:
      (line, message) = (mark.line, "invalid YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context)?:
      (line, message) = (context.mark.line, "duplicate key \(duplicates.first ?? "")")
    default: break
    }
  }
}
