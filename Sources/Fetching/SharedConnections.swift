import Addressing
import Curl
import Threads

/// What the loops of several threads share: resolved names, TLS sessions where libcurl can, which
/// origins want Digest authentication, and cookies.
public final class SharedConnections: Sendable {
  private let names = Monitor(ResolvedNames(at: .now))
  /// Only origins with credentials, so that there are never more than seeds.
  private let digestOrigins = Monitor(Set<Origin>())

  /// The cookies; `nil` if none are kept or sent.
  let cookies: CookieStore?

  /// Makes a share.
  ///
  /// - Parameter cookies: the cookies to send and to add to; `nil` for none.
  public init(cookies: CookieStore? = nil) { self.cookies = cookies }

  func use(for origin: Origin) -> ResolvedNames.Use {
    names.withLock { $0.use(for: origin, at: .now) }
  }

  func learn(_ address: String, of origin: Origin) {
    names.withLock { $0.learn(address, of: origin, at: .now) }
  }

  func usesDigest(at origin: Origin) -> Bool { digestOrigins.withLock { $0.contains(origin) } }

  func useDigest(at origin: Origin) { digestOrigins.withLock { _ = $0.insert(origin) } }

  func forget(_ origin: Origin) { names.withLock { $0.forget(origin) } }
}
