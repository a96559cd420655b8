import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@Suite("Targets")
struct TargetTests {
  @Test("targets are added, changed, renamed, made the default, removed, saved and read again")
  func kept() throws {
    try withFolder { folder in
      let file = TargetFile(folder)
      var list = try file.load()
      #expect(list.defaultTarget == nil)
      try list.set(TargetEntry(name: "home", address: "http://127.0.0.1:23373"))
      try list.set(
        TargetEntry(name: "work", address: "https://beeper.example/api", ca: "/etc/ca.pem", readOnly: true))
      #expect(list.defaultTarget?.name == "home")
      try list.makeDefault("work")
      try list.rename("work", to: "office")
      try list.set(TargetEntry(name: "home", address: "http://192.0.2.1", insecure: true))
      try file.change { $0 = list }
      let read = try file.load()
      #expect(read == list)
      #expect(read.defaultTarget?.name == "office")
      #expect(read.targets.map(\.name) == ["home", "office"])
      try list.remove("office")
      #expect(list.defaultTarget?.name == "home")
    }
  }

  @Test("a rejected change leaves the file unchanged")
  func unchanged() throws {
    try withFolder { folder in
      let file = TargetFile(folder)
      try file.change { (list) throws(Problem) in
        try list.set(TargetEntry(name: "home", address: "https://x"))
      }
      let told = complaint {
        try file.change { (list) throws(Problem) in
          try list.set(TargetEntry(name: "work", address: "https://y"))
          try list.remove("nowhere")
        }
      }
      #expect(told.contains("no target named nowhere"))
      #expect(try file.load().targets.map(\.name) == ["home"])
    }
  }

  @Test("invalid changes are rejected, with advice")
  func refused() throws {
    var list = TargetList()
    try list.set(TargetEntry(name: "home", address: "http://127.0.0.1:23373"))
    try list.set(TargetEntry(name: "work", address: "https://beeper.example"))
    let before = list
    let complaints = [
      (
        complaint { try list.set(TargetEntry(name: "a b", address: "https://x")) },
        "is not a valid target name"
      ),
      (
        complaint { try list.set(TargetEntry(name: "x", address: "beeper.example")) },
        "is not a valid server address"
      ),
      (complaint { try list.set(TargetEntry(name: "x", address: "http://beeper.example")) }, "--insecure"),
      (complaint { try list.set(TargetEntry(name: "x", address: "https://a:b@c")) }, "user name or password"),
      (complaint { try list.rename("home", to: "work") }, "named work already"),
      (complaint { try list.rename("nowhere", to: "x") }, "no target named nowhere"),
      (complaint { try list.remove("nowhere") }, "drawbridge targets"),
      (complaint { try list.makeDefault("nowhere") }, "no target named nowhere"),
    ]
    for (told, expected) in complaints { #expect(told.contains(expected), "\(told)") }
    #expect(list == before)
  }

  @Test(
    "an error names the key in a broken file",
    arguments: [
      ("[]", "wrong type"), (#"{"targets": [{"name": "x"}]}"#, "`targets.0.address` is missing"),
      (#"{"targets": [{"name": "x", "address": "ftp://x"}]}"#, "begins with ftp://"),
      (#"{"targets": [], "default": "x"}"#, "`default` names x"),
      (
        #"{"targets": [{"name": "x", "address": "https://x"}, {"name": "x", "address": "https://y"}]}"#,
        "x is listed twice"
      ),
    ])
  func broken(text: String, expected: String) throws {
    try withFolder { folder in
      try PrivateFile.makeFolder(folder.path)
      try PrivateFile.write(Array(text.utf8), to: folder.targets)
      let told = complaint { _ = try TargetFile(folder).load() }
      #expect(told.contains(expected) && told.contains(folder.targets.string), "\(told)")
    }
  }

  @Test("the folders follow the XDG specification")
  func folders() {
    #expect(ConfigurationFolder(["HOME": "/h"])?.path == "/h/.config/drawbridge")
    #expect(ConfigurationFolder(["HOME": "/h", "XDG_CONFIG_HOME": "/c"])?.path == "/c/drawbridge")
    #expect(ConfigurationFolder(["HOME": "/h", "XDG_CONFIG_HOME": "c"])?.path == "/h/.config/drawbridge")
    #expect(StateFolder(["HOME": "/h"])?.path == "/h/.local/state/drawbridge")
    #expect(StateFolder(["XDG_STATE_HOME": "/s"])?.log == "/s/drawbridge/drawbridge.log")
    #expect(StateFolder([:]) == nil)
  }
}
