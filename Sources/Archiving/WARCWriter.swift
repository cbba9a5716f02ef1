import Addressing
import Bytes
import Codings
public import CrawlModel
public import Files

/// Writes the exchanges of one worker into files of its own, so that no worker waits for another.
public final class WARCWriter: ExchangeSink {
  /// Smaller blocks are stored: compressing them takes longer than all the rest.
  private static let smallestText = 4096
  /// More than the headers of the records of an exchange take, without the heads in them.
  private static let roomForHeaders = 16 * 1024

  /// The exchange that was added last, until it is completed.
  private struct Pending {
    let fetched: Fetched
    let response: RecordID
    let date: Timestamp
    /// The bytes that the archive has from here on.
    let content: SHA256Digest?
  }

  private let archive: Archive
  private var file: WARCFile?
  private var information = RecordID()
  private var pending: Pending?
  private let text = GzipWriter(level: Archive.level)
  private let stored = GzipWriter(level: 0)

  init(_ archive: Archive) { self.archive = archive }

  /// Records an exchange; see ``ExchangeSink/add(_:)``.
  public func add(_ fetched: Fetched) throws(FileError) -> Bool {
    if pending != nil { try complete(nil) }
    guard let exchange = fetched.exchange else { return true }
    let address = fetched.request.target.text
    var original: RevisitTable.Capture?
    if case .unchanged = fetched.result {
      original = archive.original(at: address)
      guard original != nil else { return false }
    }
    do {
      try exchange.body.withSpan { body in
        try add(fetched, exchange, body, unchangedSince: original)
      }
    } catch {
      file?.takeBack()
      // Nothing else is thrown, but `withSpan` has no type for that.
      throw error as? FileError
        ?? FileError(code: .inputOutput, operation: "archive", path: address)
    }
    return true
  }

  /// Completes the exchange; see ``ExchangeSink/complete(_:)``.
  public func complete(_ findings: Findings?) throws(FileError) {
    guard let pending = pending.take(), let file else { return }
    do throws(FileError) {
      var record = WARCRecord(
        .metadata, at: pending.date, contentType: WARCRecord.fields,
        head: MetadataText(pending.fetched, findings).bytes)
      record.add("WARC-Target-URI", pending.fetched.request.target.text)
      record.add("WARC-Concurrent-To", pending.response.description)
      record.add("WARC-Warcinfo-ID", information.description)
      try file.append(record, [UInt8]().span, with: gzip(for: record.head.count))
      try file.settle(isExchange: true)
    } catch {
      file.takeBack()
      throw error
    }
    if let content = pending.content {
      archive.note(
        pending.fetched.request.target.text, at: pending.date, content,
        isSuccess: pending.fetched.head.isSuccess)
    }
  }

  /// Completes what was added, and ends the file.
  public func close() throws(FileError) {
    defer { file = nil }
    do throws(FileError) { try complete(nil) } catch {
      try? file?.close()
      throw error
    }
    try file?.close()
  }

  private func add(
    _ fetched: Fetched, _ exchange: Exchange, _ body: Span<UInt8>,
    unchangedSince earlier: RevisitTable.Capture?
  ) throws(FileError) {
    let head = ResponseHeadText(exchange, fetched.head)
    let hasBody = fetched.head.status != 204 && fetched.head.status != 304
    let digest = earlier?.digest ?? Self.digest(of: body, fetched)
    let isContent = earlier == nil && !exchange.isCut && body.count > 0
    let known = isContent ? archive.original(of: digest) : nil
    // Programs for replay answer a browser with the head that a revisit has. One without a head (WARC
    // 1.1 §6.7.3) gets that of the record it refers to, and not a status 304 without a body.
    let text = earlier == nil ? head.bytes(bodyCount: hasBody ? body.count : nil) : []
    var record = WARCRecord(
      earlier == nil && known == nil ? .response : .revisit, at: exchange.sentAt,
      contentType: WARCRecord.response, head: text)
    let address = fetched.request.target.text
    record.add("WARC-Target-URI", address)
    record.add("WARC-IP-Address", exchange.peer)
    record.add("WARC-Protocol", head.protocolName)
    if let original = earlier ?? known {
      record.add(
        "WARC-Profile",
        "http://netpreserve.org/warc/1.1/revisit/"
          + (earlier == nil ? "identical-payload-digest" : "server-not-modified"))
      record.add("WARC-Refers-To-Target-URI", original.address)
      record.add("WARC-Refers-To-Date", original.date.rfc3339)
    }
    if exchange.isCut { record.add("WARC-Truncated", "length") }
    record.add("WARC-Payload-Digest", digest.label)
    let archived = known == nil ? body : body.extracting(0..<0)
    let file = try file(for: archived.count + text.count + exchange.request.count)
    record.add("WARC-Warcinfo-ID", information.description)
    try file.append(
      record, archived, with: Self.isPacked(fetched) ? stored : gzip(for: archived.count))
    var request = WARCRecord(
      .request, at: exchange.sentAt, contentType: WARCRecord.request,
      head: archive.requests.archived(exchange.request))
    request.add("WARC-Target-URI", address)
    request.add("WARC-Concurrent-To", record.id.description)
    request.add("WARC-Protocol", head.protocolName)
    request.add("WARC-Warcinfo-ID", information.description)
    try file.append(request, [UInt8]().span, with: stored)
    pending = Pending(
      fetched: fetched, response: record.id, date: exchange.sentAt,
      content: isContent ? digest : nil)
  }

  private static func digest(of body: Span<UInt8>, _ fetched: Fetched) -> SHA256Digest {
    if case .image(let content, _) = fetched.result { return content.digest }
    return SHA256Digest(of: body)
  }

  /// Whether compressing the body again would only cost time.
  private static func isPacked(_ fetched: Fetched) -> Bool {
    guard case .image(_, let facts) = fetched.result else {
      return !fetched.head.isSuccess && !fetched.head.contentCodings.isEmpty
    }
    switch facts.format {
    case .svg, .ico, .bmp, .tiff: return false
    case .jpeg, .png, .gif, .webp, .avif, .heic, .jxl: return true
    }
  }

  private func gzip(for byteCount: Int) -> GzipWriter {
    byteCount < Self.smallestText ? stored : text
  }

  /// Returns the file that has room for an exchange of this size.
  private func file(for byteCount: Int) throws(FileError) -> WARCFile {
    let need = byteCount + byteCount / 1000 + Self.roomForHeaders
    if let file, file.byteCount + need <= archive.maximumBytes || !file.hasExchanges {
      return file
    }
    if let full = file.take() { try full.close() }
    let file = try archive.makeFile()
    self.file = file
    let record = archive.information(of: file.name)
    information = record.id
    do throws(FileError) {
      try file.append(record, [UInt8]().span, with: stored)
      try file.settle(isExchange: false)
    } catch {
      file.takeBack()
      throw error
    }
    return file
  }
}
