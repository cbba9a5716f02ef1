import Addressing
import CrawlModel
import Reporting
import Scheduling
import Serving
import Threads

/// Reads the state of a crawl for its live page.
///
/// The folder is opened for each reading and closed after it: a connection that stays open would keep the
/// crawl from closing its journal, and would not see a folder that another program has put in its place.
final class LiveState: Sendable {
  /// The maximum number of hosts that are listed.
  static let hostsListed = 50
  /// The time between two readings, if they are fast.
  private static let interval: Duration = .seconds(1)
  /// The time that a speed is an average of.
  private static let speedTime = 10

  let path: String
  private let crawl: Crawl?
  private let earlier = Monitor<[FolderStatus]>([])
  private let told = Monitor<[UInt8]>([])

  /// - Throws: `CrawlError` if the folder contains no crawl.
  init(of path: String, _ crawl: Crawl?) throws(CrawlError) {
    self.path = path
    self.crawl = crawl
    _ = try CrawlFolder(path)
  }

  /// Opens the folder.
  func folder() throws(CrawlError) -> CrawlFolder { try CrawlFolder(path) }

  /// The state of the folder, with what only this process knows of the crawl.
  func status(of folder: CrawlFolder) throws(CrawlError) -> FolderStatus {
    var status = try folder.status(hosts: Self.hostsListed)
    // The folder may be locked a little longer than its last run, or by another command.
    if status.runs.last?.ended != nil { status.process = nil }
    guard let crawl, status.process != nil else { return status }
    let progress = crawl.progress
    // Before the crawl runs, all its counts are zero.
    if progress.images.discovered + progress.pages.discovered > 0 {
      status.images = progress.images
      status.pages = progress.pages
      status.bytes = progress.bytes
      status.waiting = progress.waiting + progress.inFlight
    }
    let origins = status.hosts.compactMap { (try? WebAddress($0.host))?.origin }
    let present = Dictionary(crawl.hosts(origins).map { ($0.host, $0) }) { first, _ in first }
    for index in status.hosts.indices {
      guard let now = present[status.hosts[index].host] else { continue }
      status.hosts[index].requests = now.requests
      status.hosts[index].retries = now.retries
      status.hosts[index].restsUntil = now.restsUntil
      status.hosts[index].isSilent = now.isSilent
      status.hosts[index].delay = now.delay
      status.hosts[index].inFlight = now.inFlight
    }
    return status
  }

  /// Sends the present state, if it has changed.
  ///
  /// - Returns: how long to wait before the next reading; longer if this one took long.
  func tell(_ feed: EventFeed) -> Duration {
    let start = MonotonicTime.now
    do throws(CrawlError) {
      let folder = try folder()
      let status = try status(of: folder)
      let before = earlier.withLock { list in
        list.append(status)
        if list.count > Self.speedTime + 1 { list.removeFirst() }
        return list.count > 1 ? list[0] : nil
      }
      var state = LiveJSON.State(
        status: status, earlier: before,
        newest: try folder.attempt { try folder.journal.newestContent },
        hostsListed: Self.hostsListed)
      if let crawl, status.process != nil {
        let progress = crawl.progress
        state.isSameProcess = true
        state.inFlight = progress.inFlight
        state.awaited = progress.awaited.map { ($0.host, $0.pause, $0.isSilent) }
      }
      feed.send("state", LiveJSON.state(state))
    } catch {
      // A folder that is replaced at this moment is there again at the next reading.
    }
    return max(Self.interval, (MonotonicTime.now - start) * 20)
  }
}
