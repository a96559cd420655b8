import Testing

@testable import Terminal

@Suite("The key decoder's deadlines")
struct KeyDecoderTimeTests {
  /// A decoder that got these bytes at one second.
  private func decoder(_ text: String) -> (KeyDecoder, [Key]) {
    var decoder = KeyDecoder(escapeDelay: .milliseconds(25))
    let keys = decoder.decode(Array(text.utf8), at: .seconds(1))
    return (decoder, keys)
  }

  @Test(
    "a lone Escape waits for the escape delay, every other beginning for half a second",
    arguments: [
      ("\u{1B}", 25), ("\u{1B}\u{1B}", 25), ("\u{1B}[", 500), ("\u{1B}O", 500), ("\u{1B}[1;", 500),
      ("\u{1B}]0;title", 500), ("\u{1B}]0;title\u{1B}", 500), ("\u{1B}[M ", 500), ("\u{1B}[[", 500),
    ])
  func pending(text: String, milliseconds: Int) {
    var (decoder, keys) = decoder(text)
    #expect(keys.isEmpty)
    let deadline = Duration.seconds(1) + .milliseconds(milliseconds)
    #expect(decoder.deadline == deadline)
    #expect(decoder.expire(at: deadline - .nanoseconds(1)).isEmpty && decoder.deadline == deadline)
    _ = decoder.expire(at: deadline)
    #expect(decoder.deadline == nil)
    #expect(decoder.decode(Array("q".utf8), at: .seconds(9)) == [.character("q")])
  }

  @Test("nothing is pending after whole keys, within a paste, and after a delivered Escape")
  func nothingPending() {
    for text in ["", "a", "é", "\u{1B}[A", "\u{1B}OP", "\u{1B}[200~text", "\u{1B}]0;t\u{7}"] {
      #expect(decoder(text).0.deadline == nil, "\(text)")
    }
    var (decoder, _) = decoder("\u{1B}")
    #expect(decoder.expire(at: .seconds(2)) == [.escape])
    #expect(decoder.deadline == nil && decoder.expire(at: .seconds(3)).isEmpty)
  }

  @Test("each byte moves the deadline")
  func moved() {
    var (decoder, _) = decoder("\u{1B}[")
    #expect(decoder.decode(Array("1".utf8), at: .milliseconds(1_400)).isEmpty)
    #expect(decoder.deadline == .milliseconds(1_900))
    #expect(decoder.expire(at: .milliseconds(1_600)).isEmpty)
    #expect(decoder.decode(Array(";5A".utf8), at: .milliseconds(1_800)) == [.alt(.up)])
  }

  @Test("a deadline that passed before the next bytes counts, even if nobody called in between")
  func missed() {
    var (decoder, _) = decoder("\u{1B}")
    #expect(decoder.decode(Array("q".utf8), at: .milliseconds(1_100)) == [.escape, .character("q")])
    (decoder, _) = self.decoder("\u{1B}[12")
    #expect(decoder.decode(Array("q".utf8), at: .seconds(2)) == [.character("q")])
  }
}
