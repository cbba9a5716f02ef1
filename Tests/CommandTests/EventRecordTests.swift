import Foundation
import TestSupport
import Testing

/// The last event of an address has the outcome that its record has.
struct EventRecordTests {
  private struct Outcome: Hashable {
    var url: String
    var isImage: Bool
    var status: String?
    var reason: String?
    var error: String?
  }

  private func outcomes(ofEvents text: String) throws -> Set<Outcome> {
    var last: [String: Outcome] = [:]
    for event in try objects(text) {
      guard let word = event["event"] as? String, ["finished", "revised"].contains(word),
        let url = event["url"] as? String
      else { continue }
      let isImage = event["kind"] as? String == "image"
      last["\(isImage) \(url)"] = Outcome(
        url: url, isImage: isImage, status: event["status"] as? String,
        reason: event["reason"] as? String, error: event["error"] as? String)
    }
    return Set(last.values)
  }

  private func outcomes(ofRecordsIn folder: TemporaryFolder) throws -> Set<Outcome> {
    var all: Set<Outcome> = []
    for name in ["images.jsonl", "pages.jsonl"] {
      let text = try String(contentsOf: folder.file("out/" + name), encoding: .utf8)
      for line in try objects(text) {
        all.insert(
          Outcome(
            url: line["url"] as? String ?? "", isImage: name == "images.jsonl",
            status: line["status"] as? String, reason: line["reason"] as? String,
            error: line["error"] as? String))
      }
    }
    return all
  }

  @Test func `in a first crawl they are the same`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run([site.url("/"), "--events", "-o", folder.path + "/out"])
    let (events, records) = try (outcomes(ofEvents: outcome.stdout), outcomes(ofRecordsIn: folder))
    #expect(events.symmetricDifference(records).isEmpty)
    #expect(records.contains { $0.reason == "redirect-loop" })
    #expect(records.contains { $0.reason == "scope" })
    #expect(records.contains { $0.reason == "not-html" })
  }

  @Test func `what exactly went wrong is in the events too`() throws {
    let closed = try LoopbackSite(routes: [:])
    closed.stop()
    let site = try LoopbackSite(routes: [
      "/": .page(images: [closed.url("/a.png")], links: ["/limited", "/missing"]),
      "/limited": .status(429, retryAfter: "3600"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run([
      site.url("/"), "--events", "-o", folder.path + "/out", "--retries", "1", "--proxy", "",
      "--no-robots",
    ])
    let events = try outcomes(ofEvents: outcome.stdout)
    #expect(try events == outcomes(ofRecordsIn: folder))
    #expect(events.count { $0.error != nil } >= 2)
    #expect(events.contains { $0.reason == "http-error" && $0.error == nil })
    let retries = try objects(outcome.stdout).filter { $0["event"] as? String == "retrying" }
    #expect(!retries.isEmpty && retries.allSatisfy { $0["error"] is String })
  }

  @Test func `images in the page itself and rules have events too`() throws {
    let data = "data:image/png;base64," + Data(Picture.png("inline")).base64EncodedString()
    let site = try LoopbackSite(routes: [
      "/": .html(
        "<img src='\(data)'><img src='\(data)'><img src=/no.png><img src=/small.png>"
          + "<a href=/far>x</a><a href=/round>x</a><a href=http://other.test/>x</a>"),
      "/far": .page(links: ["/deep"]), "/round": .redirect(to: "/about"),
      "/about": .redirect(to: "/round"), "/small.png": .picture("small"),
    ])
    let folder = try TemporaryFolder()
    let outcome = try Magpie.run([
      site.url("/"), "--events", "-o", folder.path + "/out", "--data-images", "--depth", "1",
      "--exclude-image", "no.png", "--min-bytes", "100",
    ])
    #expect(try outcomes(ofEvents: outcome.stdout) == outcomes(ofRecordsIn: folder))
  }

  @Test func `a refresh has an event for each address that it requested`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/small.png"]), "/a.png": .picture("a"),
      "/small.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let arguments = [
      site.url("/"), "--events", "-o", folder.path + "/out", "--min-width", "10000",
    ]
    _ = try Magpie.run(arguments)
    let outcome = try Magpie.run(arguments)
    let events = try outcomes(ofEvents: outcome.stdout)
    #expect(events.isSubset(of: try outcomes(ofRecordsIn: folder)))
    #expect(events.contains { $0.reason == "too-small" })
  }
}
