public import Foundation

/// A small HTTP/1.1 server on 127.0.0.1 that behaves as it is told, which includes badly.
///
///     let site = try LoopbackSite(routes: [
///       "/": .html("<img src=a.png>"),
///       "/a.png": .failTimes(2, with: .status(503, retryAfter: "0"), then: .serve(.file("a.png"))),
///     ])
///     … site.url("/") … site.requests …
///
/// It speaks through raw sockets, because a proper server library refuses to send what it must
/// send. Every connection has a thread. A route's key is a request target exactly as sent (path,
/// or path and query); without an exact one, the path alone is looked up, then the folder, if the
/// site has one; what is nowhere gets a 404. It stops when it is released, at the latest.
public final class LoopbackSite: Sendable {
  /// The port it listens on.
  public let port: UInt16

  private let hub: Hub
  private let listener: Listener

  /// Serves routes, and below them the files of a folder, where one is given.
  ///
  /// - Parameters:
  ///   - routes: What to do for which request target.
  ///   - files: The folder whose files are served for all other paths.
  ///   - port: The port to listen on; 0 takes any free one.
  ///   - pace: The distance it pretends to have.
  ///   - otherwise: What to do for a target that no route names.
  /// - Throws: ``LoopbackError`` when it cannot listen.
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

  /// Serves a folder the way its `site.json` says; without that file, simply its files.
  ///
  /// - Throws: ``LoopbackError`` when it cannot listen or does not understand the `site.json`.
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

  /// The requests so far without those for the files that a site has for crawlers alone.
  public var requestsForContent: [LoggedRequest] {
    requests.filter { !Self.pathsForCrawlers.contains($0.path) }
  }

  private static let pathsForCrawlers: Set<String> = [
    "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json",
  ]

  /// The requests so far for one target (path, or path and query).
  public func requests(for target: String) -> [LoggedRequest] {
    requests.filter { $0.target == target }
  }

  /// Forgets the requests so far, and how often each route was asked for.
  public func forgetRequests() { hub.forgetRequests() }

  /// Has routes behave in another way from now on, as a site that somebody works on.
  public func change(_ routes: [String: Behaviour]) { hub.change(routes) }

  /// Ends every connection, waits for its threads and frees the port; a second call does nothing.
  public func stop() {
    guard hub.beginStopping() else { return }
    listener.interrupt()
    hub.waitForThreads()
    listener.close()
  }
}
