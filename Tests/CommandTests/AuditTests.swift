import Foundation
import GRDB
import TestSupport
import Testing

@Suite(.enabled(if: NginxSite.isAvailable))
struct AuditTests {
  @Test func `each fault of a site is found, and no other`() throws {
    let site = try AuditSite()
    let outcome = try site.audit("--json")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let report = try #require(try objects(outcome.stdout).first)
    let findings = try #require(report["findings"] as? [[String: Any]])
    let words = findings.map { "\($0["kind"] ?? "") \(AuditSite.path(of: $0["url"]))" }
    #expect(Set(words) == AuditSite.faults)
    #expect(words.count == AuditSite.faults.count)
    let counts = try #require(report["counts"] as? [String: Int])
    #expect(counts.count == 11 && counts.values.allSatisfy { $0 == 1 })
    #expect(report["decorative"] as? Int == 2)
    #expect(report["pages"] as? Int == 3)
    #expect((report["notes"] as? [String])?.isEmpty == true)
    let heaviest = try #require((report["heaviest_pages"] as? [[String: Any]])?.first)
    #expect(AuditSite.path(of: heaviest["url"]) == "/album")
    #expect(heaviest["images"] as? Int == 6)

    func finding(_ kind: String) throws -> [String: Any] {
      try #require(findings.first { $0["kind"] as? String == kind })
    }
    let broken = try finding("broken")
    #expect(broken["http_status"] as? Int == 404 && broken["reason"] as? String == "http-error")
    #expect(broken["pages"] as? [String] == [site.site.url("/")])
    let huge = try finding("oversized")
    #expect(huge["width"] as? Int == 800 && huge["shown_width"] as? Int == 100)
    let chain = try finding("redirect-chain")
    #expect(chain["addresses"] as? [String] == ["/hop-2.png", "/hop-3.png"].map(site.site.url))
    let twins = try finding("duplicate")
    #expect(twins["addresses"] as? [String] == [site.site.url("/twin-b.png")])
    #expect(try finding("wrong-type")["content_type"] as? String == "text/plain")
    let mixed = try finding("mixed-content")
    #expect((mixed["pages"] as? [String])?.first?.hasPrefix("https://") == true)
  }

  @Test func `the exit code says whether there are faults of the named kinds`() throws {
    let site = try AuditSite()
    #expect(try site.audit("--fail-on", "broken").status == 1)
    #expect(try site.audit("--fail-on", "any", "--json").status == 1)
    #expect(try site.audit("--fail-on", "duplicate", "--fail-on", "broken", "--html").status == 1)
    let text = try site.audit()
    #expect(text.status == 0)
    for fault in AuditSite.faults {
      let parts = fault.split(separator: " ").map(String.init)
      #expect(text.stdout.contains("\n\(parts[0])  ") || text.stdout.hasPrefix("\(parts[0])  "))
      #expect(text.stdout.contains(parts[1]))
    }
    #expect(text.stdout.contains(": 11 faults. 2 places are marked as decoration.\n"))
    let wrong = try site.audit("--fail-on", "ugly")
    #expect(wrong.status == 64 && wrong.stderr.contains("heavy-image"))
    #expect(try site.audit("--json", "--html").status == 64)
  }

  @Test func `what a refresh no longer finds is broken, and what no page shows is not`() throws {
    let cached = ["Cache-Control": "max-age=60"]
    func picture(_ name: String) -> Behaviour { .withHeaders(cached, then: .picture(name)) }
    let icon = "<link rel=icon href=/a.png>"
    let site = try LoopbackSite(routes: [
      "/": .html(icon + "<img src=/a.png alt=x><img src=/b.png alt=x><img src=/c.png>"),
      "/a.png": picture("a"), "/b.png": picture("b"), "/c.png": picture("c"),
    ])
    let folder = try TemporaryFolder()
    let crawl = [site.url("/"), "-o", folder.path + "/out", "--no-sitemaps"]
    #expect(try Magpie.run(crawl).status == 0)
    func audit() throws -> [String] {
      let outcome = try Magpie.run(["audit", folder.path + "/out", "--json"])
      let report = try #require(try objects(outcome.stdout).first)
      let findings = try #require(report["findings"] as? [[String: Any]])
      return findings.map { "\($0["kind"] ?? "") \(AuditSite.path(of: $0["url"]))" }
    }
    #expect(try audit() == ["missing-alt /c.png"])
    site.change([
      "/": .html(icon + "<img src=/a.png alt=x><img src=/b.png alt=x>"), "/b.png": .status(404),
      "/c.png": .status(404),
    ])
    #expect(try Magpie.run(crawl).status == 0)
    #expect(try audit() == ["broken /b.png"])
  }

  @Test func `what an earlier version did not record is not judged, and said`() throws {
    let site = try AuditSite()
    let journal = try DatabaseQueue(path: site.path + "/.magpie/crawl.sqlite")
    try journal.write { db in
      try db.execute(
        sql: """
          UPDATE reference SET showing = NULL, alternative = NULL;
          UPDATE result SET caching = NULL;
          INSERT INTO setting (name, value) VALUES ('runs_without_showing', '1');
          """)
    }
    try journal.close()
    let report = try #require(try objects(site.audit("--json").stdout).first)
    let counts = try #require(report["counts"] as? [String: Int])
    let unknown = ["missing-alt", "empty-alt", "oversized", "heavy-page", "uncached"]
    for (kind, number) in counts { #expect(number == (unknown.contains(kind) ? 0 : 1), "\(kind)") }
    let notes = try #require(report["notes"] as? [String])
    #expect(notes.count == 2)
    for kind in unknown { #expect(notes.contains { $0.contains(kind) }, "\(kind)") }
  }

  @Test func `the images of a list are judged without a page`() throws {
    let site = try LoopbackSite(routes: ["/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    try folder.write("\(site.url("/a.png"))\n\(site.url("/lost.png"))\n", to: "list")
    _ = try Magpie.run(["fetch", "list", "-o", "out"], in: folder)
    let text = try Magpie.run(["audit", "out"], in: folder).stdout
    #expect(text.contains("broken  Broken images: 1\n  \(site.url("/lost.png"))\n"))
    #expect(text.contains("uncached  Images served without caching headers: 1\n"))
    #expect(text.hasSuffix("2 images on 0 pages: 2 faults.\n"))
  }
}
