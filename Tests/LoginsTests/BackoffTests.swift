import Testing

@testable import Logins

@Suite("The pause before the next try")
struct BackoffTests {
  @Test("doubles with each failure, and has a limit")
  func doubles() {
    #expect((0...6).map { Backoff.seconds(after: $0, from: 1, to: 15) } == [1, 1, 2, 4, 8, 15, 15])
    #expect(Backoff.seconds(after: 3, from: 1.5, to: 100) == 6)
  }

  @Test("ends, however many failures there were")
  func many() {
    #expect(Backoff.seconds(after: Int.max, from: 1, to: 15) == 15)
    #expect(Backoff.seconds(after: Int.min + 1, from: 1, to: 15) == 1)
    #expect(Backoff.seconds(after: 1, from: 20, to: 15) == 15)
  }
}
