import Addressing
import Bytes
import CrawlModel
import TestSupport
import Testing

@testable import Fetching

/// Images whose transfer breaks off and is continued.
///
/// Serialized, since the number of leftovers is limited for the whole process.
@Suite(.serialized)
struct LeftoverTests {
  static let bytes = Picture.png("whole", padding: 300_000)
  static let image = Content.bytes(bytes, type: "image/png")
  static let missing = 100_000
  static let headers = ["ETag": "\"v1\"", "Accept-Ranges": "bytes"]
  static let broken = Behaviour.withHeaders(headers, then: .partial(image, missing: missing))

  /// Fetches an image of which the first transfer breaks off, and fetches it again with what is
  /// left of it.
  private func fetchTwice(
    _ first: Behaviour, _ second: Behaviour, kind: Job.Kind = .image
  ) throws -> (first: Fetched, second: Fetched, sent: LoggedRequest) {
    let site = try LoopbackSite(routes: ["/a": .failTimes(1, with: first, then: second)])
    let fetcher = try Fetcher(capacity: 1)
    let job = Job(address: try WebAddress(site.url("/a")), kind: kind)
    let first = try #require(fetcher.fetch([Assignment(job)])[job.address.text])
    var request = first.request.repeated
    request.leftover = first.leftover
    let second = try #require(fetcher.fetch([Assignment(job, request)])[job.address.text])
    return (first, second, try #require(site.requests.last))
  }

  private func digest(of fetched: Fetched) -> SHA256Digest? {
    if case .image(let content, _) = fetched.result { content.digest } else { nil }
  }

  private func isRefused(_ fetched: Fetched) -> Bool {
    if case .refusedCondition = fetched.result { true } else { false }
  }

  @Test(arguments: [100_000, 230_000])
  func `only the rest is requested, and the content is that of the whole`(missing: Int) throws {
    let received = Self.bytes.count - missing
    let (first, second, sent) = try fetchTwice(
      .withHeaders(Self.headers, then: .partial(Self.image, missing: missing)),
      .withHeaders(Self.headers, then: .rest(of: Self.image, after: received)))
    #expect(first.fault?.reason == .truncated)
    #expect(first.leftover?.byteCount == received)
    #expect(sent.header("Range") == "bytes=\(received)-")
    #expect(sent.header("If-Range") == "\"v1\"")
    #expect(digest(of: second) == SHA256Digest(of: Self.bytes.span))
    #expect(second.response?.bytes == Self.bytes.count)
    #expect(second.response?.contentType == "image/png")
  }

  @Test func `a date is a validator if the response was sent later`() throws {
    let headers = [
      "Accept-Ranges": "bytes", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT",
      "Date": "Sun, 06 Nov 1994 08:49:38 GMT",
    ]
    let (_, second, sent) = try fetchTwice(
      .withHeaders(headers, then: .partial(Self.image, missing: Self.missing)),
      .rest(of: Self.image, after: Self.bytes.count - Self.missing))
    #expect(sent.header("If-Range") == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(digest(of: second) == SHA256Digest(of: Self.bytes.span))
    #expect(second.response?.lastModified == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func `a content that has changed is read from its beginning`() throws {
    let other = Picture.png("other", padding: 500_000)
    let (_, second, _) = try fetchTwice(Self.broken, .bytes(other, type: "image/png"))
    #expect(digest(of: second) == SHA256Digest(of: other.span))
    #expect(second.response?.bytes == other.count)
  }

  @Test(arguments: [
    Behaviour.status(416), .status(412), .status(304),
    .rest(of: image, after: 100_000),
    .withHeaders(["Content-Range": "bytes 0-9/10"], then: .rest(of: image, after: 200_000)),
    .withHeaders(["Content-Range": ""], then: .rest(of: image, after: 200_000)),
    .withHeaders(["ETag": "\"v2\""], then: .rest(of: image, after: bytes.count - missing)),
    // A part of the rest, and the rest of another size.
    .withHeaders(
      ["Content-Range": "bytes \(bytes.count - missing)-\(bytes.count - 2)/\(bytes.count)"],
      then: .rest(of: image, after: bytes.count - missing)),
    .withHeaders(
      ["Content-Range": "bytes \(bytes.count - missing)-\(bytes.count)/\(bytes.count + 1)"],
      then: .rest(of: image, after: bytes.count - missing)),
  ])
  func `a response that does not continue it is refused`(answer: Behaviour) throws {
    let (_, second, sent) = try fetchTwice(Self.broken, answer)
    #expect(sent.header("Range") != nil)
    #expect(isRefused(second))
    #expect(second.request.unconditional.leftover == nil)
  }

  @Test func `a part that nobody asked for is no whole image`() throws {
    let site = try LoopbackSite(routes: [
      "/a.png": .withHeaders(
        ["Content-Range": "bytes 0-9/900000"], then: .rest(of: Self.image, after: 0))
    ])
    let fetched = try Fetcher().fetch(site.url("/a.png"), as: .image)
    #expect(fetched.fault?.reason == .truncated)
    #expect(fetched.fault?.isPassing == true)
  }

  @Test func `a part that is all of it is an image`() throws {
    let site = try LoopbackSite(routes: ["/a.png": .rest(of: Self.image, after: 0)])
    let fetched = try Fetcher().fetch(site.url("/a.png"), as: .image)
    #expect(digest(of: fetched) == SHA256Digest(of: Self.bytes.span))
  }

  @Test func `the size first stated holds for what a continuation leaves, too`() throws {
    let start = Self.bytes.count - 200_000
    let rest = Self.bytes[start...]
    let head = """
      HTTP/1.1 206 Partial Content\r
      ETag: "v1"\r
      Content-Range: bytes \(start)-\(Self.bytes.count - 1)/*\r
      Content-Length: \(rest.count)\r\n\r\n
      """
    let (_, second, _) = try fetchTwice(
      .withHeaders(Self.headers, then: .partial(Self.image, missing: 200_000)),
      .raw(Array(head.utf8) + rest.prefix(100_000)))
    #expect(second.fault?.reason == .truncated)
    #expect(second.leftover?.byteCount == start + 100_000)
    #expect(second.leftover?.whole == Self.bytes.count)
  }

  @Test func `a failure in between keeps what is left`() throws {
    let (first, second, _) = try fetchTwice(Self.broken, .status(503))
    #expect(first.leftover != nil)
    #expect(second.leftover == first.leftover)
  }

  @Test(arguments: [
    ["ETag": "\"v1\""], ["Accept-Ranges": "bytes"], ["ETag": "\"v1\"", "Accept-Ranges": "none"],
    ["ETag": "W/\"v1\"", "Accept-Ranges": "bytes"],
    ["ETag": "v1", "Accept-Ranges": "bytes"],
    [
      "ETag": "W/\"v1\"", "Accept-Ranges": "bytes",
      "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT",
      "Date": "Mon, 07 Nov 1994 08:49:37 GMT",
    ],
    ["Accept-Ranges": "bytes", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT"],
    [
      "Accept-Ranges": "bytes", "Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT",
      "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
    ],
  ])
  func `without ranges or a strong validator the whole is requested`(
    headers: [String: String]
  ) throws {
    let (first, second, sent) = try fetchTwice(
      .withHeaders(headers, then: .partial(Self.image, missing: Self.missing)),
      .serve(Self.image))
    #expect(first.fault != nil && first.leftover == nil)
    #expect(sent.header("Range") == nil && sent.header("If-Range") == nil)
    #expect(digest(of: second) == SHA256Digest(of: Self.bytes.span))
  }

  @Test func `a small part and a document are requested again in whole`() throws {
    let small = try fetchTwice(
      .withHeaders(Self.headers, then: .partial(Self.image, missing: 260_000)),
      .serve(Self.image))
    #expect(small.first.leftover == nil && small.sent.header("Range") == nil)
    let page = Content.html(String(repeating: "<p>more ", count: 50_000))
    let document = try fetchTwice(
      .withHeaders(Self.headers, then: .partial(page, missing: 9)), .serve(page), kind: .page)
    #expect(document.first.leftover == nil && document.sent.header("Range") == nil)
  }

  @Test func `a part is removed with the last request that holds it`() throws {
    let site = try LoopbackSite(routes: ["/a": Self.broken])
    let fetcher = try Fetcher(capacity: 1)
    var first: Fetched? = try fetcher.fetch(site.url("/a"), as: .image)
    #expect(first?.leftover != nil)
    #expect(try fetcher.folder.contents().count == 1)
    first = nil
    #expect(try fetcher.folder.contents().isEmpty)
  }
}

struct ContentRangeTests {
  @Test(arguments: [
    ("bytes 0-0/1", 0, 0, 1), ("bytes 100-199/200", 100, 199, 200), ("Bytes 5-9/*", 5, 9, nil),
  ])
  func `a range is read`(text: String, first: Int, last: Int, whole: Int?) {
    let range = ContentRange(text)
    #expect(range?.first == first && range?.last == last && range?.whole == whole)
  }

  @Test(arguments: [
    "", "bytes", "bytes */200", "bytes 5-4/10", "bytes 0-10/10", "bytes -1-2/10", "bytes +1-2/10",
    "bytes 1-2", "bytes 1-2/3/4", "bytes 1-/9", "items 0-1/2", "bytes 0-1/ 2",
    "bytes 0-9223372036854775807/*", "bytes 0-99999999999999999999/*",
  ])
  func `what is no range is none`(text: String) {
    #expect(ContentRange(text) == nil)
  }
}
