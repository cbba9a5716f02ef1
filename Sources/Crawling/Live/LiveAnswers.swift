import Bytes
import CrawlModel
import Files
import Reporting
import Scheduling
import Serving
import Storing

/// The answers of the server of a live page.
struct LiveAnswers: Sendable {
  /// The maximum number of images in one answer.
  private static let imagesAtOnce = 500
  /// The number of images that are read at once; each may be on a thousand pages.
  private static let imagesRead = 5
  private static let jsonType = "application/json; charset=utf-8"

  private let state: LiveState
  private let feed: EventFeed

  init(_ state: LiveState, _ feed: EventFeed) {
    self.state = state
    self.feed = feed
  }

  /// Returns the answer to a request.
  func answer(_ request: PageRequest) -> PageAnswer {
    do throws(CrawlError) {
      switch request.path {
      case "/": return try page()
      case "/events": return PageAnswer(type: "text/event-stream", .events(feed))
      case "/pictures": return try pictures(request)
      case "/failures": return try failures()
      case "/explain": return try explanation(request)
      case "/status": return try status()
      case "/metrics": return try metrics()
      default:
        let name = "/image/"
        guard request.path.hasPrefix(name) else { return .plain(404, "There is nothing here.") }
        return try image(String(request.path.dropFirst(name.count)), request)
      }
    } catch {
      return .plain(500, Readable.line(error.message))
    }
  }

  private func json(_ bytes: [UInt8]) -> PageAnswer {
    PageAnswer(type: Self.jsonType, .bytes(bytes))
  }

  private func page() throws(CrawlError) -> PageAnswer {
    let folder = try state.folder()
    let seeds = try folder.attempt { try folder.journal.identity["seed"] }
    let seed = seeds?.split(separator: "\n").first.map(String.init)
    let title = try folder.attempt { try folder.journal.siteTitle }
    var answer = PageAnswer(
      type: "text/html; charset=utf-8",
      .bytes(LivePageHTML.bytes(title: title, crawl: state.path, seed: seed)))
    answer.headers.append(("Content-Security-Policy", LivePageHTML.policy))
    return answer
  }

  private func pictures(_ request: PageRequest) throws(CrawlError) -> PageAnswer {
    let folder = try state.folder()
    let journal = folder.journal
    return json(
      try folder.attempt {
        var pictures = LivePictures(title: try journal.siteTitle)
        if let content = request.parameter("stored-after").flatMap({ Int($0) }) {
          let read = try Self.fill(&pictures, from: content) { start throws(FrontierError) in
            try journal.images(storedAfter: start, limit: Self.imagesRead)
          }
          return pictures.json(next: read.last)
        }
        let after = max(0, request.parameter("after").flatMap { Int($0) } ?? 0)
        // First: what is stored meanwhile comes again, which is better than not at all.
        let newest = after == 0 ? try journal.newestContent : nil
        let read = try Self.fill(&pictures, from: after) { start throws(FrontierError) in
          try journal.images(after: start, limit: Self.imagesRead)
        }
        return pictures.json(
          next: read.next, newest: newest, since: after == 0 ? try journal.passStartedAt : nil)
      })
  }

  /// Reads images until there are no more, or they are enough for an answer.
  ///
  /// - Returns: where the next part begins, `nil` at the end, and the last number that was given for that.
  private static func fill(
    _ pictures: inout LivePictures, from start: Int,
    _ read: (Int) throws(FrontierError) -> Journal.ImagePart
  ) throws(FrontierError) -> (next: Int?, last: Int?) {
    var next: Int? = start
    var last: Int?
    var count = 0
    while let place = next, count < imagesAtOnce, !pictures.isFull {
      let part = try read(place)
      pictures.add(part.entries)
      next = part.next
      last = next ?? last
      count += imagesRead
    }
    return (next, last)
  }

  private func failures() throws(CrawlError) -> PageAnswer {
    let folder = try state.folder()
    return json(LiveJSON.failures(try folder.attempt { try folder.journal.failureGroups() }))
  }

  private func explanation(_ request: PageRequest) throws(CrawlError) -> PageAnswer {
    guard let text = request.parameter("url") else {
      return .plain(400, "The address is missing: explain?url=...")
    }
    let folder = try state.folder()
    do throws(CrawlError) {
      let (address, trails) = try folder.explain(text)
      return json(Trail.json(address, trails))
    } catch  where error.code == .badSeed {
      return .plain(400, Readable.line(error.message))
    }
  }

  private func status() throws(CrawlError) -> PageAnswer {
    json(try state.status(of: state.folder()).json())
  }

  private func metrics() throws(CrawlError) -> PageAnswer {
    PageAnswer(
      type: "text/plain; version=0.0.4; charset=utf-8",
      .bytes(MetricsText.bytes(of: try state.status(of: state.folder()), crawl: state.path)))
  }

  /// Returns a stored image by the digest of its content.
  ///
  /// No path of a request ever names a file: the journal does, and each of its folders is opened below the
  /// one before, without following links.
  private func image(_ digest: String, _ request: PageRequest) throws(CrawlError) -> PageAnswer {
    let missing = PageAnswer.plain(404, "There is no such image.")
    guard SHA256Digest(hex: digest) != nil else { return missing }
    let tag = "\"\(digest)\""
    let folder = try state.folder()
    guard let known = try folder.attempt({ try folder.journal.file(withContent: digest) }) else {
      return missing
    }
    if request.field("if-none-match") == tag { return .notModified }
    guard known.file.hasPrefix("images/") || RemoteFile.isAddress(known.file),
      let file = try folder.attempt({ try folder.files.open(known.file, bytes: known.bytes) })
    else { return missing }
    // A program that asks for a digest gets these bytes or none. One of another size is not read: it may
    // have no end.
    guard file.byteCount == known.bytes, try folder.attempt({ try file.digest().hex == digest })
    else {
      return .plain(404, "The file of this image was changed; magpie verify lists all such files.")
    }
    var answer = PageAnswer(type: known.format.mediaType, .file(file))
    answer.headers += [
      ("ETag", tag), ("Cache-Control", "private, no-cache"),
      // Opened as a document of its own, an SVG can run nothing and load nothing.
      (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
      ),
    ]
    return answer
  }
}
