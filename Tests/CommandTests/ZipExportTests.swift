import Foundation
import TestSupport
import Testing

/// The images of a crawl as a ZIP archive.
struct ZipExportTests {
  private static let listing = """
    import sys, zipfile
    file = zipfile.ZipFile(sys.argv[1])
    assert file.testzip() is None
    for name in sorted(file.namelist()):
        title = file.read(name).split(b"Title\\0")[1].split(b"\\0")[0].decode()
        print(name, title.rstrip("\\x00"))
    """

  /// The second page arrives first, so its images are discovered first.
  @Test func `images are numbered in the order of the pages`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/one", "/two"]),
      "/one": .delay(
        .milliseconds(300), then: .page(images: ["/1a.png", "/shared.png", "/1b.png"])),
      "/two": .page(images: ["/shared.png", "/2.png"]), "/1a.png": .picture("1a"),
      "/1b.png": .picture("1b"), "/2.png": .picture("2"), "/shared.png": .picture("shared"),
    ])
    let folder = try TemporaryFolder()
    let out = folder.path + "/out"
    #expect(try Magpie.run([site.url("/"), "-o", out]).status == 0)
    let book = folder.path + "/book.cbz"
    #expect(try Magpie.run(["export", out, "--to", "zip", book]).status == 0)
    let listed = try Shell.run("python3", ["-c", Self.listing, book])
    #expect(
      listed.stdout.split(separator: "\n").map { $0.prefix { $0 != "\u{0}" } } == [
        "000001.png 1a", "000002.png shared", "000003.png 1b", "000004.png 2",
      ], "\(listed.stdout) \(listed.stderr)")
    let stream = try Magpie.run(["export", out, "--to", "zip", "-"])
    #expect(stream.standardOutput == (try Data(contentsOf: URL(filePath: book))))
  }

  @Test func `an archive of no images can be read`() throws {
    let crawl = try CrawledSite()
    let path = crawl.folder.path + "/empty.zip"
    let outcome = try Magpie.run(
      ["export", crawl.path, "--to", "zip", path, "--min-width", "5000"])
    #expect(outcome.stdout == "0 images written to \(path).\n")
    #expect(try Shell.run("python3", ["-c", Self.listing, path]).status == 0)
  }
}
