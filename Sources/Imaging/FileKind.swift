/// What kind of file some bytes are, by how they begin. Only these are handed to other programs: what a name says of a
/// file that comes from a server is a stranger's word.
public enum FileKind: String, CaseIterable, Sendable {
  /// A picture.
  case png, jpg, gif, webp
  /// A recording.
  case wav, ogg, mp3, flac
  /// A film.
  case mp4

  /// The kind of those bytes; nil for any other.
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
