import Foundation
import TestSupport
import Testing

struct VerifyTests {
  /// The files of a crawl, relative to its folder.
  private func images(_ crawl: CrawledSite) throws -> [String] {
    try crawl.folder.contents().filter { $0.hasPrefix("out/images/") }
      .map { String($0.dropFirst("out/".count)) }
  }

  @Test func `a folder that matches its records is verified`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["verify", crawl.path])
    #expect(outcome.status == 0, "\(outcome.stdout)")
    #expect(outcome.stdout.hasPrefix("1 file ("))
  }

  @Test func `a changed, a missing and an unknown file are reported`() throws {
    let crawl = try CrawledSite([])
    let files = try images(crawl)
    #expect(files.count == 2)
    let first = crawl.folder.file("out/" + files[0])
    var bytes = try Data(contentsOf: first)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: first)
    try FileManager.default.removeItem(at: crawl.folder.file("out/" + files[1]))
    try crawl.folder.write("x", to: "out/images/other.txt")
    let outcome = try Magpie.run(["verify", crawl.path])
    #expect(outcome.status == 1)
    #expect(
      Set(outcome.stdout.split(separator: "\n").map(String.init)) == [
        "changed  \(files[0])", "missing  \(files[1])", "unknown  images/other.txt",
      ])
    #expect(outcome.stderr.hasPrefix("magpie: 3 differences in 2 files"))
  }

  @Test func `a file without a record is no difference while a crawl is running`() throws {
    let crawl = try CrawledSite()
    try crawl.folder.write("x", to: "out/images/other.txt")
    let outcome = try Shell.run(
      "flock", [crawl.path + "/.magpie/lock", Magpie.path, "verify", crawl.path],
      environment: Magpie.environment)
    #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    #expect(outcome.stdout.hasPrefix("1 file ("))
    #expect(outcome.stderr.contains("1 file without a record yet: a crawl is writing"))
    #expect(try Magpie.run(["verify", crawl.path]).stdout == "unknown  images/other.txt\n")
  }

  @Test func `an edited manifest is reported, and kept by the next crawl`() throws {
    let crawl = try CrawledSite()
    try crawl.folder.write("{}\n", to: "out/images.jsonl")
    let outcome = try Magpie.run(["verify", crawl.path])
    #expect(outcome.status == 1)
    #expect(outcome.stdout == "manifest  images.jsonl\n")
    let again = try Magpie.run(
      [crawl.site.url("/"), "-o", crawl.path, "--exclude-image", "secret"])
    #expect(again.stdout.contains("images.jsonl was changed since it was written"))
    let kept = try crawl.folder.contents().filter { $0.hasPrefix("out/edited-") }
    #expect(kept.count == 1)
    #expect(try String(contentsOf: crawl.folder.file(kept[0]), encoding: .utf8) == "{}\n")
    #expect(try Magpie.run(["verify", crawl.path]).status == 0)
  }
}
