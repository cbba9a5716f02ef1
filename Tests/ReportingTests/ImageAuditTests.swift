import Addressing
import CrawlModel
import Testing

@testable import Reporting

/// Where a fault begins.
struct ImageAuditTests {
  /// The kinds of faults of an image that a page shows in one place.
  private func kinds(
    _ caption: Caption = Caption(), on page: String = "http://a.test/", role: Via.Role = .embedded,
    _ adjust: (inout ManifestEntry) -> Void = { _ in }
  ) throws -> [AuditFinding.Kind] {
    var entry = ManifestEntry(
      key: .address(try WebAddress("http://a.test/a")), status: .stored, bytes: 99_999,
      format: .jpeg, width: 1_000, height: 500, contentType: "image/jpeg",
      found: [
        FoundReference(page: try WebAddress(page), via: Via("place", role), caption: caption)
      ])
    entry.caching = "Cache-Control: max-age=60"
    adjust(&entry)
    var audit = ImageAudit(AuditSummary(), needsPage: true)
    return audit.findings(of: entry).map(\.kind)
  }

  @Test(arguments: [
    (Caption(width: 499, height: 249, showing: .alone), true),
    (Caption(width: 500, height: 250, showing: .alone), false),
    (Caption(width: 499, height: 250, showing: .alone), false),
    (Caption(width: 100, showing: .alone), true), (Caption(height: 100, showing: .alone), true),
    (Caption(width: 500, showing: .alone), false), (Caption(showing: .alone), false),
    (Caption(width: 0, height: 0, showing: .alone), false),
    (Caption(width: 1, height: Int.max, showing: .alone), false),
    (Caption(width: Int.max, showing: .alone), false),
    (Caption(height: Int.max, showing: .alone), false),
    (Caption(width: Int.min, showing: .alone), false),
    (Caption(height: Int.min, showing: .alone), false),
    (Caption(width: 100, height: 50, showing: .candidate), false),
    (Caption(width: 100, height: 50, showing: .fallback), false),
    (Caption(width: 100, height: 50), false),
  ])
  func `an image may have twice the pixels of its place`(caption: Caption, isFault: Bool) throws {
    // Of the first size few bytes are saved, so the file must be large.
    let kinds = try kinds(caption) { $0.bytes = 2_000_000 }
    #expect(kinds.contains(.oversized) == isFault)
  }

  @Test func `the right size must save something`() throws {
    let small = Caption(width: 100, height: 50, showing: .alone)
    #expect(try kinds(small) { $0.bytes = 4_200 }.isEmpty)
    #expect(try kinds(small) { $0.bytes = 4_300 } == [.oversized])
    #expect(
      try kinds(small) {
        $0.format = .svg; $0.contentType = "image/svg+xml"
      }.isEmpty)
  }

  @Test func `an image that is turned is as wide as it is high`() throws {
    let place = Caption(width: 300, height: 400, showing: .alone)
    #expect(try kinds(place) { $0.orientation = 6 }.isEmpty)
    let low = Caption(width: 200, height: 400, showing: .alone)
    #expect(try kinds(low) { $0.orientation = 6 } == [.oversized])
    #expect(try kinds(low) { $0.orientation = 1 }.isEmpty)
  }

  @Test(arguments: [
    (ImageFormat.jpeg, 250_000, false), (.jpeg, 250_001, true), (.png, 500_000, false),
    (.png, 500_001, true), (.svg, 9_000_000, false),
  ])
  func `bytes for each pixel`(format: ImageFormat, bytes: Int, isFault: Bool) throws {
    let kinds = try kinds {
      $0.format = format
      $0.bytes = bytes
    }
    #expect(kinds.contains(.heavyImage) == isFault)
  }

  @Test func `a small file or an animation is not heavy`() throws {
    #expect(try kinds { ($0.width, $0.height, $0.bytes) = (10, 10, 99_999) }.isEmpty)
    #expect(try kinds { ($0.width, $0.height, $0.bytes) = (10, 10, 100_000) } == [.heavyImage])
    #expect(
      try kinds { ($0.width, $0.height, $0.bytes, $0.isAnimated) = (10, 10, 100_000, true) }.isEmpty
    )
  }

  @Test(arguments: [
    (Caption(alternative: .text), [AuditFinding.Kind.missingAlt]),
    (Caption(alt: "", alternative: .text), [.emptyAlt]),
    (Caption(alt: " \n", alternative: .text), [.emptyAlt]),
    (Caption(alt: "", alternative: .label), [.missingAlt]),
    (Caption(alt: "A", alternative: .text), []), (Caption(alternative: .name), []),
    (Caption(alternative: .decoration), []), (Caption(), []),
  ])
  func `alternative texts`(caption: Caption, faults: [AuditFinding.Kind]) throws {
    #expect(try kinds(caption) == faults)
  }

  @Test(arguments: [
    ("https://a.test/", Via.Role.embedded, true), ("https://a.test/", .icon, true),
    ("http://a.test/", .embedded, false), ("https://a.test/", .metadata, false),
    ("https://a.test/", .hyperlink, false), ("https://a.test/", .script, false),
  ])
  func `only what a page by https loads is mixed content`(
    page: String, role: Via.Role, isFault: Bool
  ) throws {
    #expect(try kinds(on: page, role: role) == (isFault ? [.mixedContent] : []))
  }

  @Test(arguments: [
    ("image/jpg", false), ("IMAGE/JPEG; q=1", false), ("image/png", true), ("", true),
    ("application/octet-stream", true), (nil, true),
  ])
  func `content types`(type: String?, isFault: Bool) throws {
    #expect(try kinds { $0.contentType = type } == (isFault ? [.wrongType] : []))
  }

  @Test func `places that are not listed count, too`() throws {
    var entry = ManifestEntry(
      key: .address(try WebAddress("http://a.test/a")), status: .failed, reason: .failed(.dns),
      found: [FoundReference(page: try WebAddress("http://a.test/"), via: Via("p", .embedded))])
    entry.foundCount = 5_000
    var audit = ImageAudit(AuditSummary(), needsPage: true)
    let finding = try #require(audit.findings(of: entry).first)
    #expect(finding.placeCount == 5_000 && finding.pages == ["http://a.test/"])
  }

  @Test func `what could not be checked is no fault`() throws {
    for reason in [FailureReason.rateLimited, .overloaded, .disk, .internal] {
      #expect(try kinds { ($0.status, $0.reason) = (.failed, .failed(reason)) }.isEmpty)
    }
    #expect(try kinds { ($0.status, $0.reason) = (.failed, .failed(.dns)) } == [.broken])
    #expect(try kinds { $0.isTruncated = true } == [.broken])
    #expect(try kinds { $0.status = .gone } == [.broken])
    #expect(try kinds { ($0.status, $0.replacedBy) = (.gone, "images/b.jpg") }.isEmpty)
    #expect(try kinds { ($0.status, $0.reason) = (.skipped, .skipped(.scope)) }.isEmpty)
    #expect(try kinds { $0.caching = "" } == [.uncached])
    #expect(try kinds { $0.caching = nil }.isEmpty)
    #expect(try kinds { $0.found = [] }.isEmpty)
  }
}
