/// The letters A to Z of a text in Morse code (ITU-R M.1677-1), as a sound file: 8-bit mono at 8 kHz.
struct MorseRecording {
  private static let rate = 8_000
  /// The length of a dot, in samples: 80 ms.
  private static let dot = 640

  /// The WAV file.
  let file: [UInt8]

  init(_ text: String) {
    var samples: [UInt8] = []
    for letter in text.uppercased() {
      for sign in Self.code[letter] ?? "" {
        samples += Self.tone(sign == "." ? 1 : 3) + Self.silence(1)
      }
      samples += Self.silence(2)
    }
    file = Self.header(samples.count) + samples
  }

  /// A 500 Hz square wave.
  private static func tone(_ dots: Int) -> [UInt8] {
    (0..<dots * dot).map { $0 / 8 % 2 == 0 ? 176 : 80 }
  }

  private static func silence(_ dots: Int) -> [UInt8] { Array(repeating: 128, count: dots * dot) }

  private static func header(_ count: Int) -> [UInt8] {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    return Array("RIFF".utf8) + number(36 + count, 4) + Array("WAVEfmt ".utf8) + number(16, 4) + number(1, 2)
      + number(1, 2) + number(rate, 4) + number(rate, 4) + number(1, 2) + number(8, 2) + Array("data".utf8)
      + number(count, 4)
  }

  private static let code: [Character: String] = [
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.", "H": "....",
    "I": "..", "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.", "O": "---", "P": ".--.",
    "Q": "--.-", "R": ".-.", "S": "...", "T": "-", "U": "..-", "V": "...-", "W": ".--", "X": "-..-",
    "Y": "-.--", "Z": "--..",
  ]
}
