import CNcurses
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Signals, and what the terminal answers")
struct SignalTests {
  @Test("six signals matter, and only they")
  func known() {
    let known: [Int32: Signal] = [
      SIGWINCH: .resized, SIGTSTP: .stopped, SIGCONT: .continued, SIGINT: .terminate(SIGINT),
      SIGTERM: .terminate(SIGTERM), SIGHUP: .hungUp(SIGHUP),
    ]
    for number in Int32(-1)...64 { #expect(Signal(number: number) == known[number], "\(number)") }
  }

  @Test("each refusal of the terminal is an error of its own")
  func errors() {
    #expect(TerminalError(answer: CN_OPENED) == nil)
    #expect(TerminalError(answer: CN_NOT_A_TERMINAL) == .notATerminal)
    #expect(TerminalError(answer: CN_UNKNOWN_TERMINAL) == .unknownTerminal)
    #expect(TerminalError(answer: CN_UNFIT_TERMINAL) == .unfitTerminal)
    #expect(TerminalError(answer: 99) == .unfitTerminal)
  }
}
