public import BridgeModel

extension Form {
  /// A file that came with the step.
  public struct Attachment: Equatable, Sendable {
    /// The file.
    public let file: LoginAttachment
    /// What is on it; nil for what is no picture, or has not been read.
    public internal(set) var picture: Picture?
    var isAskedFor = false

    init(file: LoginAttachment) { self.file = file }
  }

  /// The files that may be pictures and have not been read; each is given once.
  mutating func unreadPictures() -> [LoginAttachment] {
    var unread: [LoginAttachment] = []
    for index in attachments.indices where !attachments[index].isAskedFor {
      attachments[index].isAskedFor = true
      unread.append(attachments[index].file)
    }
    return unread
  }

  mutating func take(_ picture: Picture, of file: LoginAttachment) {
    for index in attachments.indices where attachments[index].file == file {
      attachments[index].picture = picture
    }
  }
}
