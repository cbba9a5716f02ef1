import Addressing
import Curl
import Threads

/// What the loops of several threads share: resolved names, and TLS sessions where
/// libcurl can.
public final class SharedConnections: Sendable {
  private let names = Monitor(ResolvedNames(at: .now))

  /// Makes an empty share.
  public init() {}

  func use(for origin: Origin) -> ResolvedNames.Use {
    names.withLock { $0.use(for: origin, at: .now) }
  }

  func learn(_ address: String, of origin: Origin) {
    names.withLock { $0.learn(address, of: origin, at: .now) }
  }

  func forget(_ origin: Origin) { names.withLock { $0.forget(origin) } }
}
