import Subprocess
import Testing

@testable import DrawbridgeApp

// Subprocess takes the FilePath of the system where there is one.
#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@Suite("Running another program", .timeLimit(.minutes(1)))
struct HelperProcessTests {
  private func run(_ script: String, input: String = "") async -> (isSuccess: Bool, output: String?)? {
    await HelperProcess.run(
      .path("/bin/sh"), ["-c", script], input: input, output: .string(limit: 1 << 20)
    ).map { ($0.terminationStatus.isSuccess, $0.standardOutput) }
  }

  @Test("it reads its input to the end, and its output and exit status are returned")
  func input() async {
    let echoed = await run("cat; exit 3", input: "one\ntwo")
    #expect(echoed?.isSuccess == false && echoed?.output == "one\ntwo")
    let silent = await run("cat")
    #expect(silent?.isSuccess == true && silent?.output == "")
  }

  @Test("a program that exits without reading its input, however long, does no harm")
  func unread() async {
    let long = String(repeating: "x", count: 1 << 20)
    for script in ["exit 0", "exec <&-; exit 0", "head -c 10 > /dev/null"] {
      #expect(await run(script, input: long)?.isSuccess == true, "\(script)")
    }
  }

  @Test("a program that does not exist gives no result")
  func missing() async {
    #expect(await HelperProcess.run(.path("/nowhere/x"), [], input: "a", output: .discarded) == nil)
  }
}
