import BridgeModel
import Foundation
import Settings
import SystemPackage
import Testing

@Suite("Settings")
struct SettingsTests {
  private func write(_ text: String, to folder: ConfigurationFolder) throws {
    try PrivateFile.makeFolder(folder.path)
    try PrivateFile.write(Array(text.utf8), to: folder.configuration)
  }

  @Test("options override the environment, which overrides the file, which overrides the defaults")
  func order() throws {
    try withFolder { folder in
      try write("pollInterval: 30\ntimeout: 30\n# why\nlook: plain\n", to: folder)
      let environment = ["DRAWBRIDGE_POLL_INTERVAL": "60", "DRAWBRIDGE_TIMEOUT": "60"]
      let found = try SettingsReader(folder, environment).read(options: [.timeout: "90.5"])
      #expect(found.settings.timeout == 90.5)
      #expect(found.settings.pollInterval == 60)
      #expect(found.settings.look == .plain)
      #expect(found.settings.notifications == .off)
      #expect(found.sources[.timeout] == .option)
      #expect(found.sources[.pollInterval] == .variable("DRAWBRIDGE_POLL_INTERVAL"))
      #expect(found.sources[.look] == .file(folder.configuration, line: 4))
      #expect(found.sources[.target] == .builtIn)
      #expect(found.settings.text(of: .timeout) == "90.5" && found.settings.text(of: .pollInterval) == "60")
    }
  }

  @Test("keys are read with their locations, and errors name them")
  func keys() throws {
    try withFolder { folder in
      try write("look: plain\nkeys:\n  refresh: F6\n  nextMatch: [']', y]\n", to: folder)
      let keys = try SettingsReader(folder, [:]).read().keys
      #expect(keys.map(\.name) == ["refresh", "nextMatch"] && keys.map(\.keys) == [["F6"], ["]", "y"]])
      #expect(keys[1].problem("no").what == "\(folder.configuration):4: keys.nextMatch: no.")
    }
  }

  @Test("off may be written as false, and the file may be a link, because it holds no secrets")
  func lenient() throws {
    try withFolder { folder in
      try write("mouse: false\nnotifications: false\nkeys:\n", to: folder)
      let found = try SettingsReader(folder, [:]).read()
      #expect(found.settings.mouse == .off && found.settings.notifications == .off && found.keys == [])
      let other = folder.path.appending("elsewhere.yaml")
      try PrivateFile.write(Array("timeout: 9\n".utf8), to: other)
      try FileManager.default.removeItem(atPath: folder.configuration.string)
      try FileManager.default.createSymbolicLink(
        atPath: folder.configuration.string, withDestinationPath: other.string)
      #expect(try SettingsReader(folder, [:]).read().settings.timeout == 9)
    }
  }

  @Test("a missing or empty file gives the defaults")
  func defaults() throws {
    try withFolder { folder in
      #expect(try SettingsReader(folder, [:]).read().settings == UserSettings())
      for text in ["", "# nothing\n", "---\n"] {
        try write(text, to: folder)
        #expect(try SettingsReader(folder, [:]).read().settings == UserSettings())
      }
      #expect(try SettingsReader(nil, [:]).read().settings == UserSettings())
    }
  }

  @Test(
    "an error names its file, line and key",
    arguments: [
      (
        "look: plain\npollInterval: 0\n",
        ":2: pollInterval: must be a number of seconds from 1 to 300, but is `0`"
      ),
      ("timeout: soon", ":1: timeout: must be a number of seconds from 1 to 120"),
      ("look: loud", ":1: look: must be one of auto, plain, ascii"),
      ("notifications: [bell]", ":1: notifications: must be a string"), ("target: a b", "a target name"),
      ("\ncolour: red", ":2: colour: unknown key; known keys: pollInterval"),
      ("look: plain\nlook: auto", "duplicate key"), ("look: 'plain", "invalid YAML"),
      ("- look", "must be a mapping"),
      ("keys: [a]", ":1: keys: must be a mapping"),
      ("keys:\n  up: {a: b}", ":2: keys.up: must be a string"),
      ("mouse: maybe", ":1: mouse: must be one of on, off"),
    ])
  func wrong(text: String, expected: String) throws {
    try withFolder { folder in
      try write(text, to: folder)
      let told = complaint { _ = try SettingsReader(folder, [:]).read() }
      #expect(told.contains(expected) && told.contains(folder.configuration.string), "\(told)")
    }
  }

  @Test("an error names its variable or option")
  func wrongElsewhere() throws {
    let bad = complaint { _ = try SettingsReader(nil, ["DRAWBRIDGE_LOOK": "loud"]).read() }
    #expect(bad.contains("DRAWBRIDGE_LOOK: must be one of"))
    let option = complaint { _ = try SettingsReader(nil, [:]).read(options: [.pollInterval: "x"]) }
    #expect(option.contains("--poll-interval"))
  }

  @Test("review C12: a variable of another version is told, and does not keep the program from starting")
  func unknownVariable() throws {
    let settings = try SettingsReader(nil, ["DRAWBRIDGE_COLOUR": "red", "DRAWBRIDGE_LOOK": "plain"]).read()
    #expect(settings.unknownVariables == ["DRAWBRIDGE_COLOUR"] && settings.settings.look == .plain)
  }

  @Test("faults L12: what cannot be read whole is an error, not half a configuration")
  func unreadable() throws {
    try withFolder { folder in
      try write(String(repeating: "#\n", count: 1 << 19) + "look: loud\n", to: folder)
      #expect(complaint { _ = try SettingsReader(folder, [:]).read() }.contains("larger than 1 MiB"))
      try FileManager.default.removeItem(atPath: folder.configuration.string)
      #expect(mkfifo(folder.configuration.string, 0o600) == 0)
      #expect(complaint { _ = try SettingsReader(folder, [:]).read() }.contains("not a regular file"))
    }
  }
}
