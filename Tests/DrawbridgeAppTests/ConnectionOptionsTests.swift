import DrawbridgeApp
import Testing

@Suite("The options of a connection")
struct ConnectionOptionsTests {
  @Test("a file without certificates is reported with its path")
  func certificates() {
    #expect(throws: Problem.self) { try ConnectionOptions(ca: "/etc/passwd").checkCertificates() }
    #expect(throws: Never.self) { try ConnectionOptions().checkCertificates() }
  }
}
