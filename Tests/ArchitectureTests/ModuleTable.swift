import Foundation
import RegexBuilder

/// The table of modules in docs/architecture.md: what each module may import, in an order in which no module imports
/// a later one.
struct ModuleTable {
  struct Row {
    var module: String
    var imports: Set<String>
    var libraries: Set<String>
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  let rows: [Row]

  /// Reads the rows of the form `| name | imports | libraries | purpose |`.
  init(markdown: String) {
    rows = markdown.split(separator: "\n").compactMap { line in
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.names(in:))
      guard columns.count == 6, columns[1].count == 1, let module = columns[1].first else { return nil }
      return Row(module: module, imports: Set(columns[2]), libraries: Set(columns[3]))
    }
  }

  private static func names(in column: Substring) -> [String] {
    column.matches(of: #/`(\w+)`/#).map { String($0.output.1) }
  }
}

/// What the sources of a module import.
struct ModuleImports {
  /// Modules of the toolchain, which every module may use.
  private static let toolchain: Set = [
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Musl", "Synchronization", "System",
  ]

  /// Each imported module, with the files that import it, relative to the project's folder.
  let files: [String: [String]]

  init(of module: String, in root: URL) throws {
    var files: [String: [String]] = [:]
    let folder = root.appending(path: "Sources/\(module)")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for name in Self.imports(in: text) { files[name, default: []].append("Sources/\(module)/\(path)") }
    }
    self.files = files
  }

  /// The modules that a source file imports, without those of the toolchain. `import struct Module.Name` counts as
  /// an import of the module.
  static func imports(in text: String) -> Set<String> {
    let kind = #/(?:struct|class|enum|protocol|func|var|let|typealias)\s+/#
    let attribute = #/@\w+(?:\(\w+\))?\s+/#
    let pattern = Regex {
      Anchor.startOfLine
      ZeroOrMore(.whitespace)
      ZeroOrMore(attribute)
      Optionally(#/\w+\s+/#)
      #/import\s+/#
      Optionally(kind)
      Capture(OneOrMore(.word))
    }
    return Set(text.matches(of: pattern).map { String($0.output.1) }).subtracting(toolchain)
  }
}
