/// A file type, detected from the first bytes. The raw value is its file name extension. Only files of these types are
/// passed to other programs: file names from a server are untrusted.
public enum FileKind: String, CaseIterable, Sendable {
  /// A picture.
  case png, jpg, gif, webp
  /// A recording.
  case wav, ogg, mp3, flac
  /// A video.
  case mp4

  /// Detects the type of a file; nil for any other type.
  public init?(_ bytes: [UInt8]) {
    func has(_ text: String, at start: Int = 0) -> Bool {
      bytes.dropFirst(start).starts(with: Array(text.utf8))
    }
    let isRIFF = has("RIFF")
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpg
    } else if has("GIF87a") || has("GIF89a") {
      self = .gif
    } else if isRIFF && has("WEBP", at: 8) {
      self = .webp
    } else if isRIFF && has("WAVE", at: 8) {
      self = .wav
    } else if has("OggS") {
      self = .ogg
    } else if has("ID3") || bytes.starts(with: [0xFF, 0xFB]) {
      self = .mp3
    } else if has("fLaC") {
      self = .flac
    } else if has("ftyp", at: 4) {
      self = .mp4
    } else {
      return nil
    }
  }
}
