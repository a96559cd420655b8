import CNcurses

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Screen {
  /// Rings the terminal's bell, which many terminals show as a mark on their window.
  public func ring() { cn_send("\u{07}") }

  /// Asks the terminal to put a text on its own clipboard, which over ssh is that of the person in front of it
  /// (xterm's control sequences: OSC 52). It does not say whether it did; many have to be allowed to first.
  public func copy(_ text: String) {
    let encoded = Data(text.utf8).base64EncodedString()
    // The characters of base64 are all that goes between the sequence's ends.
    cn_send("\u{1B}]52;c;\(encoded)\u{07}")
  }
}
