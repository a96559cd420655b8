import Testing

@testable import Terminal

@Suite("The table of keys")
struct KeyTableTests {
  private func control(_ text: String) -> Key? { KeyTable.csi(Array("\u{1B}[\(text)".utf8)) }

  private func single(_ letter: Unicode.Scalar) -> Key? { KeyTable.ss3(UInt8(ascii: letter)) }

  @Test("each control character is a key, or nothing")
  func controlCharacters() {
    let named: [UInt8: Key] = [
      0x08: .backspace, 0x09: .tab, 0x0A: .enter, 0x0D: .enter, 0x7F: .backspace,
    ]
    for byte in UInt8(0)...0x7F {
      switch byte {
      case 0x01...0x1A where named[byte] == nil:
        #expect(KeyTable.controlCharacter(byte) == .control(Character(Unicode.Scalar(byte + 0x60))))
      default: #expect(KeyTable.controlCharacter(byte) == named[byte], "\(byte)")
      }
    }
  }

  @Test(
    "the letter that ends a control sequence says which key it is",
    arguments: [
      ("A", Key.up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("Z", .backTab),
      ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)), ("1A", .up),
    ])
  func letters(text: String, key: Key) { #expect(control(text) == key) }

  @Test(
    "the number before a tilde says which key it is",
    arguments: [
      (1, Key.home), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
      (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)), (15, .function(5)),
      (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)), (21, .function(10)),
      (23, .function(11)), (24, .function(12)), (200, .paste("")),
    ])
  func numbers(number: Int, key: Key) { #expect(control("\(number)~") == key) }

  @Test("numbers that belong to no key are none", arguments: [0, 2, 9, 10, 16, 22, 25, 26, 99, 201, 202])
  func otherNumbers(number: Int) { #expect(control("\(number)~") == nil) }

  @Test(
    "with Alt or Ctrl it is the Alt key; with Shift or anything else, none",
    arguments: [
      (1, Key.up), (2, nil), (3, .alt(.up)), (4, nil), (5, .alt(.up)), (6, nil), (7, nil), (9, nil),
    ])
  func modifiers(number: Int, key: Key?) {
    #expect(control("1;\(number)A") == key)
    #expect(control("5;\(number)~") == key.map { $0 == .up ? .pageUp : .alt(.pageUp) })
  }

  @Test(
    "what no terminal sends for a key is none",
    arguments: [
      "", "~", "A;", "2A", "1;1;1A", "?25h", ">0c", "0n", "24;80R", "-1A", "1;A", "x", "200;2~", "1.5~",
      "1:3A", "18446744073709551616~", "1Z",
    ])
  func unknown(text: String) { #expect(control(text) == nil) }

  @Test("after ESC O: the cursor keys, the first functions, and the numeric keypad")
  func singles() {
    #expect("ABCDFH".unicodeScalars.map(single) == [.up, .down, .right, .left, .end, .home])
    #expect("PQRS".unicodeScalars.map(single) == (1...4).map(Key.function))
    #expect("MIX".unicodeScalars.map(single) == [.enter, .tab, .character("=")])
    #expect("jklmnopqrstuvwxy".unicodeScalars.map(single) == "*+,-./0123456789".map(Key.character))
    for letter in "EGJKLNOTUVWYZaiz".unicodeScalars { #expect(single(letter) == nil, "\(letter)") }
  }

  @Test("exactly four letters are arrows")
  func arrows() {
    let arrows = (UInt8.min...UInt8.max).filter(KeyTable.isArrow)
    #expect(arrows == Array("ABCD".utf8))
  }

  @Test("a mouse report holds a button and a cell; buttons other than the first and the wheel are none")
  func mouse() {
    let cell = Point(column: 4, row: 6)
    #expect(control("<0;5;7M") == .mouse(.press, cell))
    #expect(control("<64;5;7M") == .mouse(.wheelUp, cell) && control("<65;5;7M") == .mouse(.wheelDown, cell))
    for held in [4, 8, 16, 28] {
      #expect(control("<\(held);5;7M") == .mouse(.press, cell))
      #expect(control("<\(64 + held);5;7M") == .mouse(.wheelUp, cell))
    }
    for button in [1, 2, 3, 32, 35, 66, 67, 128] { #expect(control("<\(button);5;7M") == nil, "\(button)") }
    for report in ["<0;5;7m", "<0;0;7M", "<0;5;0M", "<0;5M", "<0;5;7;1M", "<M", "<;;M", "<0;-5;7M"] {
      #expect(control(report) == nil, "\(report)")
    }
  }

  @Test("a report of the old form has 32 added to each number")
  func oldMouse() {
    func old(_ bytes: [UInt8]) -> Key? { KeyTable.x10Mouse(bytes[...]) }
    #expect(old([32, 33, 33]) == .mouse(.press, Point(column: 0, row: 0)))
    #expect(old([96, 255, 40]) == .mouse(.wheelUp, Point(column: 222, row: 7)))
    #expect(old([35, 33, 33]) == nil, "a release")
    #expect(old([32, 32, 33]) == nil && old([32, 33, 32]) == nil, "no such cell")
    #expect(old([31, 33, 33]) == nil && old([32, 33, 3]) == nil, "a control character")
  }
}
