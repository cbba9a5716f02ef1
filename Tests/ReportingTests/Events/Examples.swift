import Addressing
import CrawlModel

/// The parts of events, as in a crawl of `http://a.test/`.
enum Examples {
  static func page(attempts: Int = 0) throws -> Assignment {
    let job = Job(
      address: try WebAddress("http://a.test/page?q"), kind: .page, depth: 2,
      parent: try WebAddress("http://a.test/"), via: Via("a[href]", .hyperlink))
    var request = Request(job)
    request.attempts = attempts
    return Assignment(job, request)
  }

  static func image(_ address: String = "http://a.test/i.png") throws -> Assignment {
    Assignment(
      Job(address: try WebAddress(address), kind: .image, depth: 1, via: Via("img[src]", .embedded))
    )
  }

  /// An image that a redirect has led to another server.
  static func movedImage() throws -> Assignment {
    let image = try image()
    return Assignment(
      image.job, image.request.redirected(to: try WebAddress("https://cdn.test/i.png")))
  }

  static func response(_ status: Int) throws -> ResponseFacts {
    ResponseFacts(
      address: try WebAddress("http://a.test/"), status: status, fetchedAt: Timestamp(seconds: 0))
  }

  static func content(
    _ file: String = "images/a.test/i.png", width: Int? = 30, height: Int? = 40
  ) -> StoredContent {
    StoredContent(
      file: file, sha256: "00ff", bytes: 1_234,
      facts: ImageFacts(format: .png, width: width, height: height))
  }

  static func discoveries(_ count: Int) throws -> [Discovery] {
    let link = Link(
      kind: .page, address: try WebAddress("http://a.test/next"), via: Via("a[href]", .hyperlink))
    return Array(repeating: Discovery(link: link, verdict: .skip(.scope)), count: count)
  }
}

extension Assignment {
  var started: CrawlEvent { .started(job, request) }

  func finished(_ findings: Findings) -> CrawlEvent { .finished(job, request, findings) }

  func redirected(to target: WebAddress) -> CrawlEvent { .redirected(job, request, to: target) }

  func retrying(
    _ reason: FailureReason, status: Int?, error: String? = nil, after pause: Duration
  ) -> CrawlEvent {
    .retrying(job, request, reason, Retry(status: status, error: error, after: pause))
  }
}
