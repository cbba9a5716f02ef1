import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

struct OutputFolderTests {
  @Test func `a folder belongs to one crawl at a time`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    let first = try Crawl(configuration(site, in: folder))
    let error = #expect(throws: CrawlError.self) {
      try Crawl(configuration(site, in: folder))
    }
    #expect(error?.code == .outputFolderInUse)
    #expect(try first.run().ending == .complete)
  }

  @Test func `a file in the way is told`() throws {
    let site = try LoopbackSite(routes: [:])
    let folder = try TemporaryFolder()
    try folder.write("x", to: "out")
    let error = #expect(throws: CrawlError.self) {
      try Crawl(configuration(site, in: folder))
    }
    #expect(error?.code == .outputFolder)
    #expect(error?.message.contains("/out") == true)
  }

  @Test func `the folder is made with all on the way to it`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    let summary = try Crawl(
      configuration(site, in: folder) { $0.output = folder.path + "/a/b c/ü" }
    ).run()
    #expect(summary.ending == .complete)
    #expect(try folder.contents().contains("a/b c/ü/summary.json"))
  }

  @Test func `a second crawl keeps the files of the first`() throws {
    let site = try LoopbackSite(folder: Fixture.site("gallery"))
    let folder = try TemporaryFolder()
    // One transfer at a time, so that of two addresses with the same bytes the same one comes first.
    let inTurn: (inout CrawlConfiguration) -> Void = { configuration in
      configuration.threads = 1
      configuration.transfers = 1
    }
    let first = try crawl(site, into: folder, inTurn)
    let stamps = try times(in: folder)
    let second = try crawl(site, into: folder, inTurn)
    #expect(first.summary.images.taken + first.summary.images.duplicate > 100)
    #expect(
      second.summary.images.unchanged
        == first.summary.images.taken + first.summary.images.duplicate)
    #expect(second.summary.images.failed == first.summary.images.failed)
    #expect(second.summary.refresh == RefreshCounts())
    #expect(try times(in: folder) == stamps)
  }

  @Test func `a file that changed since is kept and the image gets another name`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    let first = try crawl(site, into: folder)
    let file = try #require(first.image("/a.png")?.file)
    try folder.write("mine", to: "out/" + file)
    let summary = try Crawl(configuration(site, in: folder)).run()
    #expect(summary.images.taken == 1)
    let second = try CrawlResult(summary, in: folder, origin: site.url(""))
    #expect(second.image("/a.png")?.file != file)
    #expect(try String(contentsOf: folder.file("out/" + file), encoding: .utf8) == "mine")
  }

  @Test func `what an ended process left half-written is swept away`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    try folder.write("half", to: "out/.magpie/tmp/1-1.part")
    _ = try crawl(site, into: folder)
    #expect(try !folder.contents().contains { $0.hasSuffix(".part") })
  }

  private func times(in folder: TemporaryFolder) throws -> [String: String] {
    let files = try folder.contents().filter { $0.hasPrefix("out/images/") }
    let outcome = try Shell.run("stat", ["-c", "%n %Y %Z %i", "--"] + files, in: folder.url)
    return [String: String](
      uniqueKeysWithValues: zip(files, outcome.stdout.split(separator: "\n").map(String.init)))
  }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
struct SmallDiskTests {
  @Test(arguments: [1, 8])
  func `a full disk ends the crawl and leaves nothing half-written`(threads: Int) throws {
    let disk = try #require(SmallDisk(kibibytes: 1_200))
    let site = try LoopbackSite(routes: LimitTests.large)
    let log = EventRecorder()
    let folder = try TemporaryFolder()
    let summary = try Crawl(
      configuration(site, in: folder) {
        $0.output = disk.path + "/out"
        $0.threads = threads
      }, observers: [log]
    ).run()
    #expect(summary.ending == .error)
    #expect(summary.trouble?.contains("full") == true)
    #expect(summary.images.isBalanced && summary.pages.isBalanced)
    #expect(summary.images.pending > 0)
    #expect(log.words.contains("broken"))

    let names = try FileManager.default.subpathsOfDirectory(atPath: disk.path + "/out")
    #expect(!names.contains { $0.hasSuffix(".part") })
    let files = names.filter { $0.hasSuffix(".png") }
    #expect(files.count == summary.images.taken)
    for file in files {
      let bytes = try Data(contentsOf: URL(filePath: disk.path + "/out/" + file))
      #expect(bytes.suffix(8).prefix(4) == Data("IEND".utf8), "\(file) is whole")
    }
  }

  @Test func `an image larger than the disk ends the crawl as well`() throws {
    let disk = try #require(SmallDisk(kibibytes: 800))
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/large.png"]),
      "/large.png": .bytes(Picture.png("large", padding: 2_000_000), type: "image/png"),
    ])
    let folder = try TemporaryFolder()
    let summary = try Crawl(
      configuration(site, in: folder) { $0.output = disk.path + "/out" }
    ).run()
    #expect(summary.ending == .error)
    #expect(summary.images.pending == 1)
    let names = try FileManager.default.subpathsOfDirectory(atPath: disk.path + "/out")
    #expect(!names.contains { $0.hasSuffix(".part") || $0.hasSuffix(".png") })
  }
}
