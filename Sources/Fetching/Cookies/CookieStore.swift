import Addressing
import CrawlModel
import Synchronization
import Threads

/// The cookies of a crawl, shared by all its transfers.
///
/// As long as there are none, only a redirect and a response that sets some take a lock.
public final class CookieStore: Sendable {
  /// The maximum number of redirects that are remembered.
  private static let redirectLimit = 4096

  private static let field = ["set-cookie"]

  private struct State {
    var jar = CookieJar()
    /// What was sent with the requests that were answered by a redirect, by their address.
    var redirects: [WebAddress: Int] = [:]
  }

  private let state = Monitor(State())
  private let isEmpty = Atomic(true)

  /// Makes an empty store.
  public init() {}

  /// The value of the `Cookie` field for a request; `nil` for none.
  func header(for job: Job, _ request: Request) -> [UInt8]? {
    guard !isEmpty.load(ordering: .acquiring) else { return nil }
    let situation = CookieSituation(job, request)
    return state.withLock { $0.jar.header(for: situation, at: Timestamp.now.seconds) }
  }

  /// Takes the cookies of a response.
  ///
  /// - Parameters:
  ///   - fetched: the response.
  ///   - sent: the value of the `Cookie` field that was sent with the request.
  func receive(_ fetched: Fetched, afterSending sent: [UInt8]?) {
    let isRedirect = if case .redirect = fetched.result { true } else { false }
    let hasCookies = fetched.head.headers.hasAny(of: Self.field)
    guard isRedirect || hasCookies else { return }
    let situation = CookieSituation(fetched.job, fetched.request)
    let now = Timestamp.now.seconds
    state.withLock { state in
      if isRedirect {
        if state.redirects.count >= Self.redirectLimit { state.redirects.removeAll() }
        state.redirects[fetched.request.target] = sent.hashValue
      }
      guard hasCookies else { return }
      var left = CookieJar.responseLimit
      fetched.head.headers.forEachValue(of: "set-cookie") { field in
        guard left > 0, let cookie = SetCookie(field, at: now) else { return }
        left -= 1
        state.jar.store(cookie, from: situation, at: now)
      }
      isEmpty.store(state.jar.count == 0, ordering: .releasing)
    }
  }

  /// Whether an address that was answered by a redirect deserves another request, because other
  /// cookies would be sent now; once for each change.
  ///
  /// Many sites set a cookie with a redirect to the same address, or to one that leads back.
  func mayRepeat(_ target: WebAddress, of job: Job, _ request: Request) -> Bool {
    guard !isEmpty.load(ordering: .acquiring) else { return false }
    let situation = CookieSituation(job, request.redirected(to: target))
    return state.withLock { state in
      guard let sent = state.redirects[target] else { return false }
      let now = state.jar.header(for: situation, at: Timestamp.now.seconds)
      guard now.hashValue != sent else { return false }
      state.redirects[target] = nil
      return true
    }
  }

  // MARK: Files

  /// Adds the cookies of a file; see ``CookieFile``.
  public func add(_ file: CookieFile) {
    let now = Timestamp.now.seconds
    state.withLock { state in
      state.jar.put(given: file.cookies, at: now)
      isEmpty.store(state.jar.count == 0, ordering: .releasing)
    }
  }

  /// The text of a file with all cookies, for a later run.
  ///
  /// Another run may have saved its cookies in the file meanwhile. What that one has changed and this one
  /// has not is kept.
  ///
  /// - Parameters:
  ///   - before: the file as this run has read it.
  ///   - now: the file as it is now.
  /// - Returns: the text.
  /// - Complexity: O(*n*) in the number of all cookies.
  public func fileText(replacing before: CookieFile, _ now: CookieFile) -> [UInt8] {
    var cookies = state.withLock { $0.jar.all(at: Timestamp.now.seconds) }
    func byKey(_ cookies: [Cookie]) -> [Cookie.Key: Cookie] {
      Dictionary(cookies.map { ($0.key, $0.withoutHistory) }) { _, last in last }
    }
    let (own, old) = (byKey(cookies), byKey(before.cookies))
    let theirs = byKey(now.cookies).filter { key, cookie in
      cookie != old[key] && own[key] == old[key]
    }
    cookies.removeAll { theirs[$0.key] != nil }
    return CookieFile.text(of: cookies + now.cookies.filter { theirs[$0.key] != nil })
  }
}
