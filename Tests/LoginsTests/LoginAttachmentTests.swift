import BridgeModel
import Logins
import Testing

@Suite("Attachments of a step")
struct LoginAttachmentTests {
  @Test("attachments are read in the form of Matrix messages only")
  func attachments() throws {
    let value = JSONValue.object([
      "type": .string("m.image"), "filename": .string("captcha.png"), "content": .string("iVBORw0KGgo="),
      "info": .object(["mimetype": .string("image/png")]),
    ])
    let attachment = try #require(LoginAttachment(value))
    #expect(attachment.name == "captcha.png" && attachment.mediaType == "image/png")
    #expect(attachment.bytes == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(LoginAttachment(.string("x")) == nil)
    #expect(LoginAttachment(.object(["content": .string("")])) == nil)
  }
}
