public import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file that the servers are kept in.
public struct TargetFile: Sendable {
  /// The file, which need not be there yet.
  public let path: FilePath

  /// The file in that folder.
  public init(_ folder: ConfigurationFolder) { path = folder.targets }

  /// The servers; none if there is no file.
  public func load() throws(SettingsProblem) -> TargetList {
    guard let bytes = try read() else { return TargetList() }
    let list: TargetList
    do {
      list = try JSONDecoder().decode(TargetList.self, from: Data(bytes))
    } catch {
      throw SettingsProblem(broken: path, DecodingProblem.text(error))
    }
    do throws(SettingsProblem) { try list.check() } catch { throw SettingsProblem(broken: path, error.what) }
    return list
  }

  /// Writes the servers.
  public func save(_ list: TargetList) throws(SettingsProblem) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Encoding strings and booleans cannot fail.
    let data = (try? encoder.encode(list)) ?? Data()
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(path.removingLastComponent())
      try PrivateFile.write(Array(data), to: path)
    } catch {
      throw SettingsProblem(writing: error)
    }
  }

  /// Whoever can write it decides where tokens go.
  private func check(_ file: FileDescriptor) throws {
    var status = stat()
    guard fstat(file.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
    guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw SettingsProblem(
        "\(path) can be changed by others, so it is not used.",
        next: "Look at what is in it; then  chmod 600 '\(path)'")
    }
  }

  private func read() throws(SettingsProblem) -> [UInt8]? {
    do {
      return try PrivateFile.read(path, isTrusted: check)
    } catch let problem as SettingsProblem {
      throw problem
    } catch {
      throw SettingsProblem(reading: path, error)
    }
  }
}

/// What is wrong with a JSON file, and at which key.
enum DecodingProblem {
  static func text(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): "\(place(context, key)) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(place(context)) has another type than it should"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty: "\(place(context)) is broken"
    default: "it is no JSON"
    }
  }

  private static func place(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
    let keys = context.codingPath + (key.map { [$0] } ?? [])
    return "`" + keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".") + "`"
  }
}
