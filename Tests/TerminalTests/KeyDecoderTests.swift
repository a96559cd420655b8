import Testing

@testable import Terminal

@Suite("The key decoder")
struct KeyDecoderTests {
  private func raw(_ text: String) -> [RawKey] { text.unicodeScalars.map(RawKey.scalar) }

  private func keys(_ batches: [RawKey]...) -> [Key] {
    var decoder = KeyDecoder()
    return batches.flatMap { decoder.keys(of: $0) }
  }

  @Test("gives characters, control keys and named keys")
  func plain() {
    #expect(
      keys(raw("aé\t\r\n\u{7F}\u{8}\u{1}\u{1A}"))
        == [
          .character("a"), .character("é"), .tab, .enter, .enter, .backspace, .backspace, .control("a"),
          .control("z"),
        ])
    #expect(keys([.key(.up), .key(.function(5))]) == [.up, .function(5)])
  }

  @Test("gives presses and the wheel of the mouse with their cells, and nothing of what else it reports")
  func mouse() {
    #expect(
      keys([.mouseStart] + raw("0;1;1M") + [.mouseStart] + raw("0;1;1m"))
        == [.mouse(.press, Point(column: 0, row: 0))])
    #expect(
      keys([.mouseStart] + raw("64;300;120M") + [.mouseStart] + raw("65;2;3Mq"))
        == [
          .mouse(.wheelUp, Point(column: 299, row: 119)), .mouse(.wheelDown, Point(column: 1, row: 2)),
          .character("q"),
        ])
    #expect(
      keys([.mouseStart] + raw("16;2;3M")) == [.mouse(.press, Point(column: 1, row: 2))], "with Ctrl held")
    #expect(
      keys(raw("\u{1B}"), raw("[<0;5;"), raw("6M")) == [.escape, .mouse(.press, Point(column: 4, row: 5))])
    for report in [
      "1;1;1M", "2;1;1M", "32;1;1M", "35;1;1M", "0;0;1M", "0;1M", ";;M", "66;1;1M",
      "99999999999999999999;1;1M",
    ] {
      #expect(keys([.mouseStart] + raw(report)) == [], "\(report)")
    }
    #expect(keys([.pasteStart] + raw("a") + [.mouseStart, .pasteEnd]) == [.paste("a")])
  }

  @Test("takes an Escape at the end of a batch for the key")
  func escape() {
    #expect(keys(raw("\u{1B}")) == [.escape])
    #expect(keys(raw("\u{1B}\u{1B}")) == [.escape, .escape])
    #expect(keys(raw("\u{1B}x")) == [.escape, .character("x")])
    #expect(keys(raw("\u{1B}") + [.key(.up)]) == [.escape, .up])
  }

  @Test(
    "swallows sequences nobody knows, whose letters would be commands",
    arguments: ["[I", "[1;5C", "[99~", "OX", "[<35;3;4M"])
  func unknownSequences(sequence: String) {
    #expect(keys(raw("\u{1B}" + sequence + "q")) == [.character("q")])
  }

  @Test("gathers a paste into one key, over batches, line breaks and all")
  func paste() {
    #expect(
      keys(
        [.pasteStart] + raw("q\nx"), raw("\u{1B}[A") + [.key(.enter), .key(.up)],
        raw("!") + [.pasteEnd] + raw("k"))
        == [.paste("q\nx\u{1B}[A\n!"), .character("k")])
  }

  @Test("finds the end of a paste that arrives in pieces, and its start too")
  func splitMarks() {
    #expect(
      keys([.pasteStart] + raw("abc\u{1B}"), raw("[20"), raw("1~q")) == [.paste("abc"), .character("q")])
    #expect(
      keys(raw("\u{1B}"), raw("[200~"), raw("q\u{1B}[201~x")) == [.escape, .paste("q"), .character("x")])
    #expect(keys(raw("\u{1B}"), raw("[<35;1;1Mq")) == [.escape, .character("q")])
    #expect(keys(raw("\u{1B}"), raw("Oq")) == [.escape, .character("O"), .character("q")])
  }

  @Test("gives the keyboard back at Ctrl-C if the end of a paste was lost")
  func lostEnd() {
    #expect(
      keys([.pasteStart] + raw("abc"), raw("\u{3}q")) == [.paste("abc"), .control("c"), .character("q")])
  }

  @Test("ignores the end of a paste that never began")
  func strayEnd() { #expect(keys([.pasteEnd] + raw("a")) == [.character("a")]) }

  @Test("keeps no more of a paste than is sane")
  func longPaste() throws {
    let flood = Array(repeating: RawKey.scalar("x"), count: KeyDecoder.longestPaste + 10)
    let keys = keys([.pasteStart] + flood + [.pasteEnd])
    guard case .paste(let text)? = keys.first else {
      Issue.record("no paste: \(keys.count) keys")
      return
    }
    #expect(text.count == KeyDecoder.longestPaste)
  }
}
