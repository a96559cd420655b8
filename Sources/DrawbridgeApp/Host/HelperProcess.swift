import Subprocess

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that does something for Drawbridge and exits.
enum HelperProcess {
  /// Writing to a program that has exited must fail, not end this process.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// The environment of this process without the access token: a browser lives for days, and hands its environment to
  /// everything that it starts.
  private static let environment = Environment.inherit.updating(["BEEPER_ACCESS_TOKEN": nil])

  /// Runs a program; nil if it cannot be run.
  ///
  /// - Parameters:
  ///   - executable: the program.
  ///   - arguments: its arguments. They are visible to everyone on this machine: secrets belong in the input.
  ///   - input: its standard input. A program need not read it.
  ///   - output: what becomes of its standard output.
  ///   - options: how it is started.
  /// - Returns: its output, and how it exited.
  static func run<Output: OutputProtocol>(
    _ executable: Executable, _ arguments: [String], input: String, output: Output,
    options: PlatformOptions = PlatformOptions()
  ) async -> ExecutionResult<Void, Output, DiscardedOutput>? {
    _ = ignoresBrokenPipes
    return try? await Subprocess.run(
      executable, arguments: Arguments(arguments), environment: environment, platformOptions: options,
      input: .inputWriter,
      output: output, error: .discarded
    ) { execution in
      // With an input given as a string, the library (1.0.2, issue 367) traps if the program exits before reading it.
      _ = try? await execution.standardInputWriter.write(input)
      try await execution.standardInputWriter.finish()
    }
  }
}
