import TestSupport
import Testing

@testable import Terminal

@Suite("The key decoder")
struct KeyDecoderTests {
  /// The keys of batches that come that many milliseconds after the one before, and of the silence after them.
  private func keys(
    _ batches: (pause: Int, bytes: [UInt8])..., sequences: [[UInt8]: Key] = [:], escapeDelay: Int = 25
  ) -> [Key] {
    var decoder = KeyDecoder(sequences: sequences, escapeDelay: .milliseconds(escapeDelay))
    var now = Duration.zero
    var keys: [Key] = []
    for (pause, bytes) in batches {
      now += .milliseconds(pause)
      keys += decoder.decode(bytes, at: now)
    }
    return keys + decoder.expire(at: now + .seconds(5))
  }

  private func keys(_ text: String) -> [Key] { keys((0, Array(text.utf8))) }

  private func typed(_ text: String) -> [Key] { text.map(Key.character) }

  @Test("characters, control keys, arrows in both cursor modes")
  func plain() {
    #expect(
      keys("aé日\t\r\n\u{7F}\u{8}\u{1}\u{1A}")
        == typed("aé日") + [.tab, .enter, .enter, .backspace, .backspace, .control("a"), .control("z")])
    #expect(keys("\u{1B}[A\u{1B}OB\u{1B}[C\u{1B}OD") == [.up, .down, .right, .left])
    #expect(keys("\u{0}\u{1C}\u{1F}") == [])
  }

  @Test("a character that two reads cut in two stays whole, and a bad byte costs one character")
  func splitCharacters() {
    #expect(keys((0, [0x78, 0xC3]), (100, [0xA9, 0x79])) == typed("xéy"))
    #expect(keys((0, [0xE6]), (10, [0x97]), (10, Array("\u{A5}abc".utf8.dropFirst(1)))) == typed("日abc"))
    #expect(keys((0, [0xF0, 0x9F]), (1, [0x94, 0x91])) == typed("🔑"))
    #expect(keys((0, [0x61, 0xE4] + Array("bcdefg".utf8))) == typed("a\u{FFFD}bcdefg"))
    #expect(keys((0, [0x80, 0x61, 0xFF])) == typed("\u{FFFD}a\u{FFFD}"))
    // Overlong, a surrogate, beyond Unicode, and one that never ends.
    #expect(keys((0, [0xC0, 0xAF])) == typed("\u{FFFD}\u{FFFD}"))
    #expect(keys((0, [0xED, 0xA0, 0x80])).allSatisfy { $0 == .character("\u{FFFD}") })
    #expect(keys((0, [0xF4, 0x90, 0x80, 0x80])).allSatisfy { $0 == .character("\u{FFFD}") })
    #expect(keys((0, [0x61, 0xE6, 0x97])) == typed("a\u{FFFD}"))
    let emoji: [UInt8] = Array("pw-🔑-end".utf8)
    #expect(
      keys((0, Array("\u{1B}[200~".utf8) + emoji[..<5]), (40, emoji[5...] + Array("\u{1B}[201~".utf8)))
        == [.paste("pw-🔑-end")])
  }

  @Test(
    "terminal responses, and sequences it does not know, are not keys",
    arguments: [
      "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}", "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
      "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}]lq title\u{1B}\\", "\u{1B}]52;c;Y29weQ==\u{7}",
      "\u{1B}P1+r544e=787465726d\u{1B}\\", "\u{1B}^private\u{1B}\\", "\u{1B}X start\u{1B}\\",
      "\u{1B}[?1;2c", "\u{1B}[24;80R", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?2026;2$y", "\u{1B}[97;5u",
      "\u{1B}[99~", "\u{1B}[1;2A", "\u{1B}[<35;3;4M",
    ])
  func answers(answer: String) {
    #expect(keys(answer + "q") == typed("q"))
    #expect(keys("a" + answer) == typed("a"))
  }

  @Test("a sequence that a slow line cuts after its Escape is none of the keys it would spell")
  func slowLine() {
    for pause in [30, 50, 100, 300] {
      for rest in ["OA", "OB", "OC", "OD", "OF", "OH", "OM", "OP", "OS", "[A", "[1;3D", "[5~", "[<0;5;6M"] {
        #expect(keys((0, [0x1B]), (pause, Array(rest.utf8))) == [.escape], "\(rest) after \(pause) ms")
      }
      #expect(
        keys((0, [0x1B]), (pause, Array("[200~q\u{1B}[201~x".utf8))) == [
          .escape, .paste("q"), .character("x"),
        ])
    }
    #expect(keys((0, [0x1B]), (100, Array("OA".utf8)), escapeDelay: 1_000) == [.up], "ESCDELAY is honoured")
    #expect(keys((0, Array("\u{1B}O".utf8)), (100, Array("A".utf8))) == [.up])
    #expect(keys((0, Array("\u{1B}[".utf8)), (100, Array("A".utf8))) == [.up])
  }

  @Test("what is typed after an Escape is typed")
  func afterEscape() {
    #expect(keys((0, [0x1B])) == [.escape])
    #expect(keys((0, [0x1B]), (100, Array("x".utf8))) == [.escape] + typed("x"))
    #expect(keys((0, [0x1B]), (2_000, Array("[".utf8)), (50, Array("p".utf8))) == [.escape] + typed("[p"))
    // A person types the next character later than a line delivers it.
    #expect(keys((0, [0x1B]), (100, Array("[".utf8)), (60, Array("1".utf8))) == [.escape] + typed("[1"))
    #expect(keys((0, [0x1B]), (100, Array("O".utf8)), (60, Array("A".utf8))) == [.escape] + typed("OA"))
    #expect(keys((0, [0x1B]), (100, Array("Ox".utf8))) == [.escape])
    #expect(keys((0, [0x1B]), (100, Array("OK".utf8))) == [.escape] + typed("OK"))
  }

  @Test("Alt with a key is Alt, not an Escape and a command")
  func alt() {
    #expect(keys("\u{1B}q") == [.alt(.character("q"))])
    #expect(keys("\u{1B}\u{7F}\u{1B}b") == [.alt(.backspace), .alt(.character("b"))])
    #expect(keys("\u{1B}\u{1B}[D") == [.alt(.left)])
    #expect(keys("\u{1B}[1;3C\u{1B}[1;5D") == [.alt(.right), .alt(.left)])
    #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
    #expect(keys("\u{1B}\u{3}") == [.escape, .control("c")])
    #expect(keys("\u{1B}é") == typed("é"))
    #expect(keys("\u{1B}[") == [.alt(.character("["))] && keys("\u{1B}O") == [.alt(.character("O"))])
  }

  @Test("the forms of PuTTY, rxvt, the Linux console and terminfo itself")
  func otherForms() {
    #expect(
      keys("\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~\u{1B}[H\u{1B}[F") == [.home, .end, .home, .end, .home, .end])
    #expect(
      keys("\u{1B}[11~\u{1B}[15~\u{1B}[17~\u{1B}[24~") == [
        .function(1), .function(5), .function(6), .function(12),
      ])
    #expect(keys("\u{1B}[[A\u{1B}[[E\u{1B}OP") == [.function(1), .function(5), .function(1)])
    #expect(keys("\u{1B}[3~\u{1B}[5~\u{1B}[6~\u{1B}[Z") == [.delete, .pageUp, .pageDown, .backTab])
    let own = Array("\u{1B}[224z".utf8)
    #expect(keys((0, own), sequences: [own: .function(1)]) == [.function(1)])
    #expect(keys((0, own)) == [])
  }

  @Test("a sequence that stops does not keep the keyboard, and Ctrl-C always gets through")
  func halfSequences() {
    #expect(keys((0, Array("\u{1B}[".utf8)), (50, [0x03])) == [.control("c")])
    #expect(keys((0, Array("\u{1B}[12".utf8)), (600, Array("q".utf8))) == typed("q"))
    #expect(keys((0, Array("\u{1B}]11;rgb".utf8)), (600, Array("q".utf8))) == typed("q"))
    #expect(keys("\u{1B}]11;\u{3}q") == [.control("c")] + typed("q"))
    #expect(keys("\u{1B}[\u{1B}[A\u{1B}]0;x\u{1B}[B") == [.up, .down])
    #expect(keys("\u{1B}[5\u{18}q\u{1B}[5éq") == typed("qéq"))
    #expect(keys("\u{1B}[" + String(repeating: "1", count: 10_000) + "Aq") == typed("q"))
  }

  @Test("Ctrl-C within a paste is text; alone after a pause it gives a lost end's keyboard back")
  func controlInPaste() {
    #expect(
      keys("\u{1B}[200~harmless\u{3}#rm\u{1B}[201~x") == [.paste("harmless\u{3}#rm"), .character("x")])
    #expect(
      keys((0, Array("\u{1B}[200~abc".utf8)), (100, [3]), (10, Array("d\u{1B}[201~".utf8))) == [
        .paste("abc\u{3}d")
      ])
    #expect(
      keys((0, Array("\u{1B}[200~abc".utf8)), (1_500, [3]), (10, Array("q".utf8)))
        == [.paste("abc"), .control("c"), .character("q")])
  }

  @Test("a paste is gathered over any number of batches, and is bounded")
  func longPaste() {
    var decoder = KeyDecoder(maxPasteBytes: 10_000)
    _ = decoder.decode(Array("\u{1B}[200~".utf8), at: .zero)
    for _ in 0..<11 {
      #expect(decoder.decode(Array(repeating: UInt8(ascii: "x"), count: 1_000), at: .zero).isEmpty)
    }
    let end = decoder.decode(Array("\u{1B}[201~q".utf8), at: .zero)
    #expect(end == [.paste(String(repeating: "x", count: 10_000)), .character("q")])
  }

  @Test("mouse reports of the old form are the mouse, or nothing; never keys")
  func oldMouse() {
    #expect(keys("\u{1B}[M qr") == [.mouse(.press, Point(column: 80, row: 81))])
    #expect(keys("\u{1B}[M#q!x") == typed("x"), "a release")
  }

  @Test("the numeric keypad in application mode gives its characters")
  func keypad() {
    #expect(keys("12\u{1B}Os\u{1B}Ot5") == typed("12345"))
    #expect(
      keys("\u{1B}Oj\u{1B}Ok\u{1B}Ol\u{1B}Om\u{1B}On\u{1B}Oo\u{1B}OX\u{1B}OM") == typed("*+,-./=") + [.enter])
  }

  @Test("the mouse in the SGR form: presses and the wheel, with their cells")
  func mouse() {
    #expect(keys("\u{1B}[<0;1;1M\u{1B}[<0;1;1m") == [.mouse(.press, Point(column: 0, row: 0))])
    #expect(
      keys("\u{1B}[<64;300;120M\u{1B}[<65;2;3M\u{1B}[<16;2;3M")
        == [
          .mouse(.wheelUp, Point(column: 299, row: 119)), .mouse(.wheelDown, Point(column: 1, row: 2)),
          .mouse(.press, Point(column: 1, row: 2)),
        ])
    for report in [
      "1;1;1M", "2;1;1M", "32;1;1M", "0;0;1M", "0;1M", ";;M", "66;1;1M", "99999999999999999999;1;1M",
    ] {
      #expect(keys("\u{1B}[<" + report) == [], "\(report)")
    }
  }

  @Test("the end of a paste that never began is nothing")
  func strayEnd() { #expect(keys("\u{1B}[201~a") == typed("a")) }

  @Test(
    "a paste keeps what looks like its end, and sequences in it",
    arguments: ["\u{1B}[201", "\u{1B}\u{1B}[20", "\u{1B}[A\r\n"])
  func pasteContent(text: String) {
    #expect(keys("\u{1B}[200~" + text + "\u{1B}[201~q") == [.paste(text), .character("q")])
  }

  @Test("the deadline is there exactly while something is pending")
  func deadline() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B], at: .seconds(1)).isEmpty)
    #expect(decoder.deadline == .seconds(1) + .milliseconds(25))
    #expect(decoder.expire(at: .seconds(1)).isEmpty)
    #expect(decoder.expire(at: .seconds(2)) == [.escape])
    #expect(decoder.deadline == nil)
  }
}

@Suite("The key decoder, however its input is cut")
struct KeyDecoderCutTests {
  /// Pieces that streams are made of: keys, sequences whole and cut off, pastes, answers, and noise.
  private static let pieces: [[UInt8]] =
    [
      "a", "é", "日本", "🔑", "\u{1B}", "\u{1B}[A", "\u{1B}OP", "\u{1B}[1;5D", "\u{1B}[200~", "\u{1B}[201~",
      "\u{1B}[200~paste é\r\n\u{1B}[201~", "\u{1B}]11;rgb:0/0/0\u{7}", "\u{1B}P$q\u{1B}\\", "\u{1B}[<0;12;7M",
      "\u{1B}[M !!", "\u{1B}[[B", "\u{3}", "\r", "[", "O", "q", "\u{1B}[12", "\u{1B}]0;", "\u{1B}\u{1B}[D",
      "\u{18}",
    ].map { Array($0.utf8) } + [[0xE6], [0x97, 0xA5], [0xFF], [0xC3], [0x80]]

  @Test("gives the same keys for every way to cut a stream", arguments: 0..<100)
  func cuts(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let stream = (0..<40).flatMap { _ in Self.pieces.randomElement(using: &random) ?? [] }
    var whole = KeyDecoder()
    let expected = whole.decode(stream, at: .zero) + whole.expire(at: .seconds(9))
    for _ in 0..<100 {
      var decoder = KeyDecoder()
      var found: [Key] = []
      for piece in random.cut(stream, longest: 12) { found += decoder.decode(piece, at: .zero) }
      found += decoder.expire(at: .seconds(9))
      #expect(found == expected)
    }
  }
}
