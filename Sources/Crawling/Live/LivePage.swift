import Addressing
import CrawlModel
import Reporting
import Serving
import Threads

/// A page in a browser that shows a crawl: its images as they are stored, its progress, its hosts, and what
/// failed and why.
///
/// It only reads. Everything is read from the folder, so that the crawl may run in another process, or have
/// ended; of a crawl in this process it also shows what is not recorded, such as transfers in flight.
///
/// ```swift
/// let page = try LivePage(of: "birds")
/// print(page.address)
/// ```
///
/// The page is served until ``stop()``, or until the value is released. SIGPIPE is ignored in the whole
/// process from then on.
public final class LivePage: Sendable {
  /// The port that is used if none is given and it is free.
  public static let usualPort: UInt16 = 8033

  /// The address of the page.
  ///
  /// Bound to anything but this machine it has a random secret, without which nothing is answered; so it
  /// should not be written into logs.
  public var address: String { server.place.address }

  private let server: PageServer
  private let feed: EventFeed
  private let ticker: WorkerThread

  /// Starts to serve the page.
  ///
  /// - Parameters:
  ///   - folder: the output folder of the crawl.
  ///   - port: the port; 0 for any that is free. With `nil` it is ``usualPort``, or if that is in use any
  ///     that is free.
  ///   - bind: the IP address to listen at; `0.0.0.0` or `::` for all addresses of this machine.
  ///   - crawl: the crawl, if it runs in this process.
  /// - Throws: `CrawlError` if the folder contains no crawl, or the address cannot be used.
  public init(
    of folder: String, port: UInt16? = nil, bind: String = "127.0.0.1", crawl: Crawl? = nil
  ) throws(CrawlError) {
    guard let bound = IPAddress(bind) else {
      throw CrawlError(
        .badSetting, "\(bind) is not an IP address. Give one of this machine, or 0.0.0.0 for all.")
    }
    let state = try LiveState(of: folder, crawl)
    let feed = EventFeed()
    self.feed = feed
    let door = Door(boundTo: bound, secret: bound.isLoopback ? nil : Secret())
    let pages = LiveAnswers(state, feed)
    server = try Self.server(at: bound, port, door) { pages.answer($0) }
    do throws(ThreadError) {
      ticker = try WorkerThread(name: "live page") {
        while feed.waitForListener() {
          let pause = state.tell(feed)
          guard feed.wait(pause) else { break }
        }
      }
    } catch {
      server.stop()
      throw CrawlError(.badSetting, error.description)
    }
    last = { state.tell(feed) }
  }

  private let last: @Sendable () -> Duration

  /// Shows the last state to those who look, and ends.
  public func stop() {
    if feed.listeners > 0 {
      _ = last()
      feed.send("end", Array("{}".utf8))
    }
    server.stop(closing: feed)
    ticker.join()
  }

  private static func server(
    at bound: IPAddress, _ port: UInt16?, _ door: Door,
    _ answer: @escaping @Sendable (PageRequest) -> PageAnswer
  ) throws(CrawlError) -> PageServer {
    do {
      guard port == nil else {
        return try PageServer(at: bound, port: port ?? 0, door: door, answer: answer)
      }
      do throws(ServingError) {
        return try PageServer(at: bound, port: usualPort, door: door, answer: answer)
      } catch {
        guard error.code == .portInUse else { throw error }
        return try PageServer(at: bound, port: 0, door: door, answer: answer)
      }
    } catch {
      throw CrawlError(.badSetting, "\(error)")
    }
  }
}
