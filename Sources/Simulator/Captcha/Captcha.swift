import BridgeModel
import Imaging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Captchas in the form that bridges send: attachments shaped like Matrix messages.
enum Captcha {
  /// A picture of the letters A to Z of a text, with lines across them.
  static func picture(of text: String) -> JSONValue {
    let picture = GlyphPicture(text)
    let file = Picture(width: picture.width, height: picture.height, gray: picture.pixels)?.png ?? []
    return attachment(
      "m.image", "captcha.png", file,
      [
        "mimetype": .string("image/png"), "w": .number(Double(picture.width)),
        "h": .number(Double(picture.height)),
      ])
  }

  /// A recording of the letters A to Z of a text, in Morse code.
  static func recording(of text: String) -> JSONValue {
    attachment("m.audio", "captcha.wav", MorseRecording(text).file, ["mimetype": .string("audio/wav")])
  }

  private static func attachment(
    _ type: String, _ name: String, _ file: [UInt8], _ info: [String: JSONValue]
  ) -> JSONValue {
    var info = info
    info["size"] = .number(Double(file.count))
    return .object([
      "type": .string(type), "filename": .string(name),
      "content": .string(Data(file).base64EncodedString()), "info": .object(info),
    ])
  }
}
