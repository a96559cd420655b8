package import Foundation
import Synchronization
import Testing

/// The tokens of the test run. They may be in credential files and nowhere else.
package enum Tokens {
  private static let known = Mutex<Set<String>>([])

  /// Adds a token that a server of the run accepts.
  package static func watch(_ token: String) { known.withLock { _ = $0.insert(token) } }

  /// The tokens in a credential file.
  package static func stored(in file: URL) -> [String] {
    struct Entry: Decodable { let token: String? }
    guard let data = try? Data(contentsOf: file) else { return [] }
    let entries = try? JSONDecoder().decode([String: Entry].self, from: data)
    return entries?.values.compactMap(\.token) ?? []
  }

  /// Records an issue for each token found in the arguments of a process, or in a file below the folders other than
  /// credential files.
  package static func expectNone(in folders: [URL]) {
    let files = folders.flatMap(files)
    let keepers = files.filter { $0.lastPathComponent.hasPrefix("credentials") }
    keepers.flatMap(stored).forEach(watch)
    // Tests put tokens for the program into files of this name.
    for file in files where !keepers.contains(file) && file.lastPathComponent != "token" {
      if let data = try? Data(contentsOf: file) { expectNone(in: data, file.path) }
    }
    let processes = (try? run(["ps", "-e", "-ww", "-o", "args"])) ?? Data()
    for line in processes.split(separator: UInt8(ascii: "\n")) {
      let program = line.split(separator: UInt8(ascii: " ")).first ?? []
      expectNone(in: line, "an argument of \(String(decoding: program, as: UTF8.self))")
    }
  }

  /// Records an issue for each token found in the data.
  package static func expectNone(in data: Data, _ place: String) {
    for token in known.withLock({ $0 }) where data.range(of: Data(token.utf8)) != nil {
      Issue.record("a token is in \(place)")
    }
  }

  private static func files(under folder: URL) -> [URL] {
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    return (all?.allObjects as? [URL] ?? []).filter {
      (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
    }
  }
}
