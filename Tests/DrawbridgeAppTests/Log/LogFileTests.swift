import Foundation
import Logging
import Settings
import SystemPackage
import Testing

@testable import DrawbridgeApp

@Suite("The log file", .timeLimit(.minutes(1)))
@MainActor
struct LogFileTests {
  @Test("the log is rotated at its maximum size, and the older lines are kept in a second file")
  func rotation() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let logger = LogFile.logger(environment)
      let line = Logger.Message(stringLiteral: String(repeating: "x", count: 1_000))
      for _ in 0..<1_200 { logger.info(line) }
      let now = try String(contentsOfFile: state.log.string, encoding: .utf8)
      let before = try String(contentsOfFile: state.log.string + ".1", encoding: .utf8)
      #expect(now.utf8.count < 1 << 20 && before.utf8.count < (1 << 20) + 2_000)
      #expect(now.split(separator: "\n").count + before.split(separator: "\n").count == 1_200)
      let rights = try FileManager.default.attributesOfItem(atPath: state.log.string)[.posixPermissions]
      #expect(rights as? Int == 0o600)
    }
  }

  @Test("review C7: of two runs, one rotates the log, and no line of the other is lost")
  func rotationByTwo() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let (one, other) = (LogFile.logger(environment), LogFile.logger(environment))
      let line = Logger.Message(stringLiteral: String(repeating: "x", count: 1_000))
      for _ in 0..<1_100 { one.info(line) }
      // The other run's file is the one that was renamed.
      other.info("late")
      let now = try #require(contents(of: state.log.string))
      let before = try #require(contents(of: state.log.string + ".1"))
      #expect(now.contains(" late\n") && before.utf8.count > 1 << 20)
      #expect(now.split(separator: "\n").count + before.split(separator: "\n").count == 1_101)
    }
  }

  @Test("a line has the time, the process, the level, the message and the values by name")
  func line() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      LogFile.logger(environment).warning("bridges", metadata: ["b": "2", "a": "1"])
      let text = try #require(contents(of: state.log.string))
      let words = text.split(separator: " ").map(String.init)
      #expect(words.count == 6 && words[0].wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z/) != nil)
      #expect(words[1] == "\(ProcessInfo.processInfo.processIdentifier)")
      #expect(Array(words[2...]) == ["warning", "bridges", "a=1", "b=2\n"])
    }
  }

  @Test("a value of a server can neither forge a line nor reach a terminal, and is cut to 120 characters")
  func harmless() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let long = String(repeating: "y", count: 200)
      LogFile.logger(environment).info(
        "m", metadata: ["a": "x\n2026 forged", "b": "\u{1B}[2J\u{202E}é", "c": "\(long)"])
      let text = try #require(contents(of: state.log.string))
      #expect(text.filter(\.isNewline).count == 1)
      #expect(text.contains(" a=x?2026?forged b=?[2J?? c=\(long.prefix(120))\n"))
    }
  }

  @Test("metadata of the logger is in each line; that of the line comes first")
  func metadata() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      var logger = LogFile.logger(environment)
      logger[metadataKey: "a"] = "1"
      logger[metadataKey: "b"] = "1"
      logger.info("m", metadata: ["b": "2"])
      #expect(logger[metadataKey: "a"] == "1" && logger[metadataKey: "c"] == nil)
      #expect(contents(of: state.log.string)?.hasSuffix(" m a=1 b=2\n") == true)
    }
  }

  @Test("two runs write whole lines into one file")
  func twoRuns() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let loggers = [LogFile.logger(environment), LogFile.logger(environment)]
      await withTaskGroup(of: Void.self) { group in
        for logger in loggers {
          group.addTask { for number in 0..<200 { logger.info("m", metadata: ["n": "\(number)"]) } }
        }
      }
      let lines = try #require(contents(of: state.log.string)).split(separator: "\n")
      #expect(lines.count == 400 && lines.allSatisfy { $0.contains(" info m n=") && $0.hasPrefix("20") })
    }
  }

  @Test("where no log can be written, nothing is, and nothing fails")
  func unwritable() async throws {
    try await withHome { environment in
      let home = environment["HOME"] ?? ""
      try "x".write(toFile: "\(home)/.local", atomically: false, encoding: .utf8)
      LogFile.logger(environment).info("m")
      LogFile.logger([:]).info("m")
      #expect(try FileManager.default.contentsOfDirectory(atPath: home) == [".local"])
    }
  }

  @Test("a link in the log's place is not followed")
  func link() async throws {
    try await withHome { environment in
      let state = try #require(StateFolder(environment))
      let other = (environment["HOME"] ?? "") + "/other"
      try "before".write(toFile: other, atomically: false, encoding: .utf8)
      try PrivateFile.makeFolder(state.path)
      try FileManager.default.createSymbolicLink(atPath: state.log.string, withDestinationPath: other)
      LogFile.logger(environment).info("m")
      #expect(contents(of: other) == "before")
    }
  }
}
