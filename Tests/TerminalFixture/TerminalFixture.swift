import Terminal

/// A program for tests that runs one part of `Terminal`, named by its argument.
@main
struct TerminalFixture {
  @MainActor
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch arguments.first {
    case nil: try await KeyFixture().run()
    case "frames": try await FrameFixture(seed: UInt64(arguments.last ?? "") ?? 0).run()
    case "byte-prompt": PromptFixture.bytes()
    case "line-prompt": await PromptFixture.lines()
    case "survey":
      do throws(TerminalError) { print("surveyed", try Screen.capabilities()) } catch {
        print("refused", error)
      }
    default: print("no such part")
    }
  }
}
