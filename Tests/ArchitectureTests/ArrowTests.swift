import Foundation
import Testing

@Suite("Modules import only along the arrows of docs/architecture.md")
struct ArrowTests {
  private let table: ModuleTable

  init() throws {
    let file = ModuleTable.root.appending(path: "docs/architecture.md")
    table = ModuleTable(markdown: try String(contentsOf: file, encoding: .utf8))
  }

  @Test("each folder of Sources has its row, and each row its folder")
  func complete() throws {
    let sources = ModuleTable.root.appending(path: "Sources").path
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources).filter { !$0.hasPrefix(".") }
    #expect(table.rows.map(\.module).sorted() == folders.sorted())
  }

  @Test("a row imports only modules of the rows above it")
  func order() {
    var above: Set<String> = []
    for row in table.rows {
      #expect(row.imports.subtracting(above) == [], "\(row.module) imports what is not above it")
      above.insert(row.module)
    }
  }

  @Test("the sources import exactly what their row says")
  func sources() throws {
    let modules = Set(table.rows.map(\.module))
    for row in table.rows {
      let imports = try ModuleImports(of: row.module, in: ModuleTable.root).files
      for (name, files) in imports where !(row.imports.union(row.libraries)).contains(name) {
        Issue.record("\(row.module) may not import \(name): \(files.sorted().joined(separator: ", "))")
      }
      #expect(row.imports.union(row.libraries).subtracting(imports.keys) == [], "\(row.module) imports less")
      #expect(row.libraries.isDisjoint(with: modules), "\(row.module): a module among the libraries")
    }
  }

  @Test("every form of import is found, and nothing else")
  func forms() {
    let text = """
      import Alpha
      public import Beta
      @preconcurrency package import Gamma
      import struct Delta.Thing
      @testable import Epsilon
      #if canImport(Zeta)
        import Zeta
      #endif
      // import Commented
      let important = "reimport Eta"
      import Foundation
      """
    #expect(ModuleImports.imports(in: text) == ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"])
  }
}
