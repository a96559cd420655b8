extension Result where Failure == ServiceError {
  /// The result of a service call.
  ///
  /// The closure's error is untyped because Swift infers no typed error for closures. Services throw `ServiceError`
  /// only; anything else counts as a lost connection.
  nonisolated(nonsending) public static func catching(_ call: () async throws -> Success) async -> Self {
    do {
      return .success(try await call())
    } catch {
      return .failure(
        error as? ServiceError
          ?? ServiceError(.connectionLost, message: "The call failed: \(error)", route: ""))
    }
  }
}
