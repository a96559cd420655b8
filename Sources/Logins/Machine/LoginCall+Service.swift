public import BridgeModel

extension LoginCall {
  /// Makes the call.
  ///
  /// - Parameters:
  ///   - service: the server.
  ///   - bridgeID: the bridge the login is on.
  /// - Returns: the answer, or the error that took its place.
  public func answer(from service: any BridgeService, bridge bridgeID: String) async -> LoginAnswer {
    switch self {
    case .loadFlows: .flows(await .catching { try await service.loginFlows(of: bridgeID) })
    case .start(let start): .started(await .catching { try await service.startLogin(start, of: bridgeID) })
    case .submit(let submission, let stepID, let session):
      .submitted(
        await .catching {
          try await service.submit(submission, step: stepID, session: session, of: bridgeID)
        })
    case .wait(let stepID, let session):
      .waited(await .catching { try await service.wait(step: stepID, session: session, of: bridgeID) })
    case .poll(let session):
      .polled(await .catching { try await service.loginSession(session, of: bridgeID) })
    case .cancel(let session): .cancelled(await cancel(session, on: service, bridgeID))
    case .reconcile:
      .reconciled(
        await .catching {
          let bridge = try await service.bridge(bridgeID)
          return BridgeSnapshot(
            accounts: bridge.accounts, logins: try await service.logins(of: bridgeID))
        })
    }
  }

  private func cancel(
    _ session: String, on service: any BridgeService, _ bridgeID: String
  ) async -> ServiceError? {
    do throws(ServiceError) {
      try await service.cancelLogin(session, of: bridgeID)
      return nil
    } catch {
      return error
    }
  }
}
