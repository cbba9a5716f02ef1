import Addressing
import Bytes
import CrawlModel
import Files
import FoundationEssentials
import Reporting
import Testing

struct ManifestTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func text(_ name: String) throws -> String {
    String(decoding: try scratch.read(name), as: UTF8.self)
  }

  @Test func `an image has its fields in the order of the contract`() throws {
    let page = try WebAddress("https://a.org/page")
    var entry = ManifestEntry(
      key: .address(try WebAddress("https://a.org/i.jpg")), status: .stored,
      file: "images/a.org/i.jpg", sha256: "00ff", bytes: 7, format: .jpeg, width: 3, height: 4,
      contentType: "image/jpeg", httpStatus: 200, finalAddress: page, depth: 2,
      fetchedAt: Timestamp(seconds: 1_772_355_900, nanoseconds: 250_999_999), etag: "\"e\"",
      lastModified: "Sun, 01 Mar 2026 09:05:00 GMT",
      found: [
        FoundReference(
          page: page, via: Via("img[src]", .embedded),
          caption: Caption(
            alt: "A", title: "T", caption: "C", heading: "H", linkText: "L", width: 1, height: 2),
          pageTitle: "P", language: "de"),
        FoundReference(page: page, via: Via("css[url]", .embedded)),
      ])
    entry.isAnimated = false
    entry.orientation = 6
    entry.isTruncated = true
    entry.foundCount = 3
    var entries = [entry].makeIterator()
    try scratch.manifest.writeImages { entries.next() }
    #expect(
      try text("images.jsonl") == #"""
        {"url":"https://a.org/i.jpg","status":"stored","file":"images/a.org/i.jpg",\#
        "sha256":"00ff","bytes":7,"format":"jpeg","width":3,"height":4,\#
        "animated":false,"orientation":6,"truncated":true,\#
        "content_type":"image/jpeg","http_status":200,"final_url":"https://a.org/page",\#
        "depth":2,"fetched_at":"2026-03-01T09:05:00.250Z","etag":"\"e\"",\#
        "last_modified":"Sun, 01 Mar 2026 09:05:00 GMT",\#
        "found_count":3,"complete":false,\#
        "found":[{"page":"https://a.org/page","via":"img[src]","alt":"A","title":"T",\#
        "caption":"C","heading":"H","link_text":"L","width":1,"height":2,\#
        "page_title":"P","lang":"de"},\#
        {"page":"https://a.org/page","via":"css[url]"}]}

        """#)
  }

  @Test func `what is absent is left out`() throws {
    var images = [
      ManifestEntry(
        key: .address(try WebAddress("https://a.org/i")), status: .skipped,
        reason: .skipped(.tooSmall)),
      ManifestEntry(
        key: .address(try WebAddress("https://a.org/j")), status: .failed,
        reason: .failed(.httpError),
        httpStatus: 404),
    ].makeIterator()
    try scratch.manifest.writeImages { images.next() }
    #expect(
      try text("images.jsonl") == """
        {"url":"https://a.org/i","status":"skipped","reason":"too-small","depth":0,\
        "found_count":0,"complete":true,"found":[]}
        {"url":"https://a.org/j","status":"failed","reason":"http-error","http_status":404,\
        "depth":0,"found_count":0,"complete":true,"found":[]}

        """)
  }

  @Test func `a page has its fields in the order of the contract`() throws {
    let address = try WebAddress("https://a.org/")
    var page = PageEntry(
      address: address, kind: .page, status: .failed, reason: .failed(.protocol),
      httpStatus: 500, contentType: "text/html", finalAddress: address, depth: 1,
      parent: address, bytes: 9, links: 8, images: 7, title: "T\n",
      fetchedAt: Timestamp(seconds: 0))
    page.imageCount = 6
    page.imageBytes = 5
    page.language = "en-GB"
    var pages = [page].makeIterator()
    try scratch.manifest.writePages { pages.next() }
    #expect(
      try text("pages.jsonl") == #"""
        {"url":"https://a.org/","kind":"page","status":"failed","reason":"protocol",\#
        "http_status":500,"content_type":"text/html","final_url":"https://a.org/","depth":1,\#
        "parent":"https://a.org/","bytes":9,"links":8,"images":7,\#
        "image_count":6,"image_bytes":5,"title":"T\n","lang":"en-GB",\#
        "fetched_at":"1970-01-01T00:00:00.000Z"}

        """#)
  }

  @Test func `many entries make as many lines`() throws {
    let count = 20_000
    let address = try WebAddress("https://a.org/i")
    var number = 0
    let digest = try scratch.manifest.writeImages {
      guard number < count else { return nil }
      number += 1
      return ManifestEntry(key: .address(address), status: .stored, bytes: number)
    }
    #expect(try digest == SHA256Digest(of: Array(scratch.read("images.jsonl")).span))
    struct Line: Decodable { let bytes: Int }
    let lines = try text("images.jsonl").split(separator: "\n")
    #expect(lines.count == count)
    for (index, line) in lines.enumerated() where index % 997 == 0 {
      #expect(try JSONDecoder().decode(Line.self, from: Data(line.utf8)).bytes == index + 1)
    }
  }

  @Test func `a source that fails leaves the old file`() throws {
    let writer = scratch.manifest
    try writer.writePages { nil }
    let address = try WebAddress("https://a.org/")
    var number = 0
    #expect(throws: ReportError.self) {
      try writer.writePages { () throws(ReportError) in
        number += 1
        if number > 10 { throw ReportError(code: .inputOutput, message: "the journal") }
        return PageEntry(address: address, kind: .page, status: .fetched)
      }
    }
    #expect(try text("pages.jsonl") == "")
    #expect(try Set(scratch.output.names()) == [".magpie", "pages.jsonl"])
  }

  @Test func `each fixed word is the contract's and has a sentence`() {
    let skips = SkipReason.allCases.map(\.rawValue)
    #expect(
      skips == [
        "scope", "depth", "excluded", "not-included", "robots", "format", "too-small",
        "too-many-pixels",
        "too-few-bytes", "too-large", "not-accepted", "private-address", "not-html", "by-name",
        "is-image",
        "is-page",
        "variant", "no-image", "dry-run", "opt-out", "trap", "host-budget", "known",
        "elsewhere", "limit",
      ])
    let failures = FailureReason.allCases.map(\.rawValue)
    #expect(
      failures == [
        "dns", "connect", "tls", "timeout", "reset", "truncated", "http-error", "rate-limited",
        "unresponsive", "overloaded", "not-an-image", "damaged-image", "empty", "redirect-loop",
        "too-many-redirects",
        "bad-redirect", "headers-too-large", "page-too-large", "protocol", "decoding", "disk",
        "internal",
      ])
    let sentences = SkipReason.allCases.map(\.sentence) + FailureReason.allCases.map(\.sentence)
    #expect(Set(sentences).count == skips.count + failures.count)
    #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    #expect(Set(skips).isDisjoint(with: failures))
  }
}
