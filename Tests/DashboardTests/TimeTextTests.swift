import BridgeModel
import BridgeStore
import Testing

@testable import Dashboard

@Suite("Times on the screen")
struct TimeTextTests {
  @Test(
    "faults L1: a time of any size is shown",
    arguments: [
      (50_531, "14:02:11"), (-1, "23:59:59"), (0, "00:00:00"), (1e19, nil), (1e308, nil), (-1e308, nil),
      (.infinity, nil), (.nan, nil),
    ] as [(Double, String?)])
  func time(_ seconds: Double, _ expected: String?) {
    let text = TimeText.time(Timestamp(seconds: seconds), Screens.state())
    #expect(text.wholeMatch(of: /\d\d:\d\d:\d\d/) != nil)
    if let expected { #expect(text == expected) }
  }

  @Test("faults L1: a duration of any size is shown")
  func duration() {
    let now = Timestamp(seconds: 1_000)
    for (start, expected) in [(958.0, "0:42"), (275, "12:05"), (1e300, "0:00"), (.nan, "0:00")] {
      #expect(TimeText.duration(from: Timestamp(seconds: start), to: now) == expected)
    }
    #expect(TimeText.duration(from: Timestamp(seconds: -1e300), to: now).hasSuffix(":40"))
  }
}
