import Terminal

/// What reads at the shell's prompt.
enum PromptFixture {
  /// Prints each byte that is read in raw mode, and how the reading ended.
  static func bytes() {
    print("reading")
    let count = RawTerminal.run { next in
      var count = 0
      while let byte = next() {
        count += 1
        print("byte-\(byte)")
      }
      return count
    }
    print(count.map { "ended after \($0)" } ?? "not a terminal")
  }

  /// Prints each line, and stops at one that says so.
  static func lines() async {
    let input = PromptLines()
    print("reading")
    for await line in input.lines {
      print("line <\(line)>")
      if line == "stop" { break }
    }
    input.stop()
    print("stopped")
  }
}
