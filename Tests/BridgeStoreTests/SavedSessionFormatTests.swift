import BridgeModel
import Foundation
import Testing

@testable import BridgeStore

@Suite("How a session is saved for the next run")
struct SavedSessionFormatTests {
  private let session = SavedSession(
    target: "home", bridgeID: "wa", sessionID: "s1", network: "WhatsApp", flow: LoginFlow(id: "qr"),
    accountID: "a1", began: 1_000)

  @Test("it comes back as it was")
  func roundTrip() throws {
    let data = try JSONEncoder().encode([session])
    #expect(try JSONDecoder().decode([SavedSession].self, from: data) == [session])
  }

  @Test("what an earlier version wrote is still read: flow and account may be missing, and more may be there")
  func olderAndNewer() throws {
    let text =
      #"{"target":"home","bridgeID":"wa","sessionID":"s1","network":"WhatsApp","began":1000,"later":1}"#
    let found = try JSONDecoder().decode(SavedSession.self, from: Data(text.utf8))
    var expected = session
    (expected.flow, expected.accountID) = (nil, nil)
    #expect(found == expected)
  }

  @Test(
    "JSON without a session id or a server is rejected",
    arguments: [
      #"{"target":"home","bridgeID":"wa","network":"WhatsApp","began":1000}"#,
      #"{"bridgeID":"wa","sessionID":"s1","network":"WhatsApp","began":1000}"#,
    ])
  func broken(_ text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SavedSession.self, from: Data(text.utf8))
    }
  }
}
