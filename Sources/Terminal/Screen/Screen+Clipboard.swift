import CNcurses

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Screen {
  /// Rings the terminal bell, which many terminals show as a mark on their window.
  public func ring() { cn_send("\u{07}") }

  /// Asks the terminal to copy a text to its own clipboard, which over ssh is the clipboard at the user's end (xterm
  /// control sequences, OSC 52). The terminal does not confirm; many ask for permission first.
  public func copy(_ text: String) {
    let encoded = Data(text.utf8).base64EncodedString()
    // Base64 contains no character that could end the sequence.
    cn_send("\u{1B}]52;c;\(encoded)\u{07}")
  }
}
