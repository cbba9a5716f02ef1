public import Foundation

/// A small HTTP/1.1 server on 127.0.0.1 with configurable behaviour, including misbehaviour.
///
///     let site = try LoopbackSite(routes: [
///       "/": .html("<img src=a.png>"),
///       "/a.png": .failTimes(2, with: .status(503, retryAfter: "0"), then: .serve(.file("a.png"))),
///     ])
///     … site.url("/") … site.requests …
///
/// It uses raw sockets, because a proper server library refuses to send what tests need. Every
/// connection has a thread. The key of a route is a request target exactly as sent (path, or path
/// and query). Without an exact match the path alone is looked up, then the folder, if the site has
/// one; anything else gets a 404. The site stops at the latest when it is released.
public final class LoopbackSite: Sendable {
  /// The port it listens on.
  public let port: UInt16

  private let hub: Hub
  private let listener: Listener

  /// Serves routes, and the files of a folder for all other paths, if one is given.
  ///
  /// - Parameters:
  ///   - routes: the behaviour for each request target.
  ///   - files: the folder whose files are served for all other paths.
  ///   - port: the port to listen on; 0 chooses a free one.
  ///   - pace: the simulated latency and bandwidth.
  ///   - otherwise: the behaviour for a target without a route.
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(
    routes: [String: Behaviour], files: URL? = nil, port: UInt16 = 0, pace: Pace = Pace(),
    otherwise: Behaviour = .serve(.requested)
  ) throws {
    listener = try Listener(port: port)
    self.port = listener.port
    hub = Hub(
      routes: routes, folder: files.map { StaticFolder($0.path(percentEncoded: false)) },
      origin: "http://127.0.0.1:\(listener.port)", pace: pace,
      otherwise: otherwise)
    let (hub, listener) = (hub, listener)
    hub.start {
      while let descriptor = listener.accept() {
        hub.startConnection(descriptor)
      }
    }
  }

  /// Serves a folder as described in its `site.json`; without that file, only its files.
  ///
  /// - Throws: ``LoopbackError`` if it cannot listen or the `site.json` is invalid.
  public convenience init(folder: URL, port: UInt16 = 0, pace: Pace = Pace()) throws {
    let description = try SiteDescription(folder: folder)
    try self.init(
      routes: description.routes, files: description.files, port: port, pace: pace)
  }

  deinit { stop() }

  /// The absolute address of a path on this site.
  public func url(_ path: String) -> String { hub.origin + path }

  /// Every request so far, in order of arrival.
  public var requests: [LoggedRequest] { hub.requests }

  /// The requests so far, without those that a client makes on its own account.
  public var requestsForContent: [LoggedRequest] {
    requests.filter(\.isForContent)
  }

  /// Answers no request for content after this number of them, so that a crawl cannot end before
  /// the test ends it; `nil` answers all again.
  public func answer(atMost count: Int?) { hub.answer(atMost: count) }

  /// The requests so far for one target (path, or path and query).
  public func requests(for target: String) -> [LoggedRequest] {
    requests.filter { $0.target == target }
  }

  /// Clears the log of requests and the counts of routes.
  public func forgetRequests() { hub.forgetRequests() }

  /// Changes the behaviour of routes from now on.
  public func change(_ routes: [String: Behaviour]) { hub.change(routes) }

  /// Closes every connection, waits for its threads and frees the port; a second call does nothing.
  public func stop() {
    guard hub.beginStopping() else { return }
    listener.interrupt()
    hub.waitForThreads()
    listener.close()
  }
}
