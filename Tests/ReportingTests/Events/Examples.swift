import Addressing
import CrawlModel

/// The parts of events, as in a crawl of `http://a.test/`.
enum Examples {
  static func page(attempts: Int = 0) throws -> Job {
    var job = Job(
      address: try WebAddress("http://a.test/page?q"), kind: .page, depth: 2,
      parent: try WebAddress("http://a.test/"), via: "a[href]")
    job.attempts = attempts
    return job
  }

  static func image(_ address: String = "http://a.test/i.png") throws -> Job {
    Job(address: try WebAddress(address), kind: .image, depth: 1, via: "img[src]")
  }

  /// An image that was redirected to another server.
  static func movedImage() throws -> Job {
    var job = try image()
    job.target = try WebAddress("https://cdn.test/i.png")
    job.hops = 1
    return job
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
    let link = Link(kind: .page, address: try WebAddress("http://a.test/next"), via: "a[href]")
    return Array(repeating: Discovery(link: link, verdict: .skip(.scope)), count: count)
  }
}
