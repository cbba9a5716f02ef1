import Foundation
import TestSupport
import Testing

/// Images that look alike, of the gallery of `fixtures`.
@Suite(.enabled(if: !Sanitizer.isOn, "a sanitizer cannot be confined"))
struct SimilarTests {
  /// A crawl of photographs in two sizes, and of what cannot be compared.
  private final class Site {
    let site: LoopbackSite
    let folder = try? TemporaryFolder()
    var path: String { (folder?.path ?? "") + "/out" }

    init() throws {
      let photos = "fixtures/sites/gallery/public/albums/night/photos"
      func file(_ name: String, _ type: String) throws -> Behaviour {
        .bytes(
          Array(try Data(contentsOf: Project.root.appending(path: "\(photos)/\(name)"))), type: type
        )
      }
      let names = ["moon.jpg", "moon-full.webp", "green.jpg", "fake.png", "fake.gif"]
      site = try LoopbackSite(routes: [
        "/": .page(images: names.map { "/\($0)" } + ["/again.jpg"]),
        "/moon.jpg": try file("full-moon.jpg", "image/jpeg"),
        "/again.jpg": try file("full-moon.jpg", "image/jpeg"),
        "/moon-full.webp": try file("full-moon-full.webp", "image/webp"),
        "/green.jpg": try file("green-night.jpg", "image/jpeg"), "/fake.png": .picture("fake"),
        "/fake.gif": .bytes(Picture.gif("fake"), type: "image/gif"),
      ])
      let outcome = try Magpie.run([
        site.url("/"), "-o", path, "--threads", "1", "--transfers", "1",
      ])
      #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    func similar(_ options: String...) throws -> [String: Any] {
      let outcome = try Magpie.run(["similar", path, "--json"] + options)
      #expect(outcome.status == 0, "\(outcome.stderr)")
      return try #require(try objects(outcome.stdout).first)
    }
  }

  private func files(_ report: [String: Any]) throws -> [[String]] {
    try #require(report["groups"] as? [[[String: Any]]]).map { group in
      group.compactMap { ($0["file"] as? String)?.split(separator: "/").last.map(String.init) }
    }
  }

  @Test func `the sizes of a photograph are a group, and are decoded once`() throws {
    let site = try Site()
    let first = try site.similar()
    #expect(try files(first) == [["moon-full.webp", "moon.jpg"]])
    #expect(first["compared"] as? Int == 3 && first["decoded"] as? Int == 3)
    let omitted = try #require(first["omitted"] as? [String: Int])
    #expect(omitted.filter { $0.value > 0 } == ["damaged": 1, "format": 1])
    let groups = try #require(first["groups"] as? [[[String: Any]]])
    #expect(groups[0].map { $0["distance"] as? Int ?? 99 }[0] == 0)
    #expect((1...20).contains(groups[0][1]["distance"] as? Int ?? 99))
    let second = try site.similar()
    #expect(second["decoded"] as? Int == 0)
    #expect(try files(second) == files(first))
    #expect(try files(site.similar("--threshold", "0")).isEmpty)
    #expect(try files(site.similar("--hash", "dhash")) == files(first))
    let verified = try Magpie.run(["verify", site.path])
    #expect(verified.status == 0, "\(verified.stdout)")
  }

  @Test func `the text lists the groups, and what was not compared`() throws {
    let site = try Site()
    let outcome = try Magpie.run(["similar", site.path])
    #expect(outcome.status == 0)
    let lines = outcome.stdout.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("  0  images/") && lines[0].contains("moon-full.webp  640 × 420  "))
    #expect(lines[1].contains("moon.jpg  480 × 315  "))
    #expect(
      lines.dropFirst(2) == [
        "Not compared: 1 image of formats that are not decoded.",
        "Not compared: 1 image that cannot be decoded.",
        "3 images compared: 2 in 1 group are alike.",
      ])
  }

  @Test(arguments: [false, true])
  func `a file that was changed is not compared`(isKnown: Bool) throws {
    let site = try Site()
    let folder = try #require(site.folder)
    if isKnown { _ = try site.similar() }
    let file = try #require(folder.contents().first { $0.hasSuffix("/moon.jpg") })
    try Data("other".utf8).write(to: folder.file(file))
    let report = try site.similar()
    #expect(try files(report).isEmpty)
    #expect((report["omitted"] as? [String: Int])?["changed"] == 1)
  }

  @Test func `a damaged or foreign file of hashes does no harm`() throws {
    let site = try Site()
    let folder = try #require(site.folder)
    let first = try site.similar()
    let hashes = folder.file("out/.magpie/hashes")
    let bytes = try Data(contentsOf: hashes)
    try bytes.dropLast(10).write(to: hashes)
    let cut = try site.similar()
    // What was cut is what ended last, which may be the image that cannot be decoded.
    #expect((cut["decoded"] as? Int).map { $0 <= 1 } == true)
    #expect(try Data(contentsOf: hashes).count == bytes.count)
    #expect(try files(cut) == files(first))
    try Data("something else".utf8).write(to: hashes)
    #expect(try site.similar()["decoded"] as? Int == 3)
    #expect(try site.similar()["decoded"] as? Int == 0)
  }

  @Test(arguments: [
    ["--threshold", "48"], ["--threshold", "-1"], ["--hash", "dhash", "--threshold", "12"],
  ])
  func `a threshold out of range is refused`(options: [String]) throws {
    let site = try Site()
    let outcome = try Magpie.run(["similar", site.path] + options)
    #expect(outcome.status == 64)
  }
}
