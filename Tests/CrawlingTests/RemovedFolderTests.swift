import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Folders of a crawl that are removed while it runs.
struct RemovedFolderTests {
  /// Removes a folder when the first image is stored.
  private struct Remover: CrawlObserver {
    let folder: URL

    func crawl(did event: CrawlEvent) {
      guard case .finished(_, _, let findings) = event, case .stored = findings.outcome else {
        return
      }
      try? FileManager.default.removeItem(at: folder)
    }
  }

  private let images = (0..<60).map { "/i/\($0).png" }
  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    var routes: [String: Behaviour] = ["/": .page(images: images)]
    for path in images { routes[path] = .picture(path) }
    site = try LoopbackSite(routes: routes)
    folder = try TemporaryFolder()
  }

  private func run(removing name: String) throws -> CrawlSummary {
    try run(observers: [Remover(folder: folder.file("out/" + name))])
  }

  private func run(observers: [any CrawlObserver] = []) throws -> CrawlSummary {
    try Crawl(
      configuration(site, in: folder) {
        $0.threads = 1
        $0.transfers = 1
      }, observers: observers
    ).run()
  }

  private func stored() throws -> Int {
    try folder.contents().count { $0.hasPrefix("out/images/") }
  }

  @Test(arguments: ["images", ".magpie/tmp"])
  func `a crawl whose folder is gone ends at once and fetches the rest later`(name: String) throws {
    let summary = try run(removing: name)
    #expect(summary.ending == .error)
    #expect(summary.trouble?.contains("was removed while it ran") == true)
    #expect(summary.images.failedInAll == 0 && summary.images.pending >= images.count - 1)
    let fetched = site.requests.count { $0.target.hasPrefix("/i/") }
    #expect(fetched <= 2, "nothing is fetched to be thrown away")

    let resumed = try CrawlResult(run(), in: folder, origin: site.url(""))
    #expect(resumed.exit == 0)
    #expect(resumed.summary.images.taken == images.count)
    #expect(try stored() == images.count)
    try resumed.checkCounts()
  }

  /// Puts something in the place of a folder of the images when the first image is stored.
  private struct Replacer: CrawlObserver {
    let folder: TemporaryFolder
    let isLink: Bool
    var name = "images"

    func crawl(did event: CrawlEvent) {
      guard case .finished(_, _, let findings) = event, case .stored = findings.outcome else {
        return
      }
      let (images, away) = (folder.file("out/\(name)"), folder.file("away"))
      guard (try? FileManager.default.moveItem(at: images, to: away)) != nil else { return }
      if isLink {
        try? FileManager.default.createSymbolicLink(at: images, withDestinationURL: away)
      } else {
        try? FileManager.default.createDirectory(at: images, withIntermediateDirectories: false)
      }
    }
  }

  @Test(arguments: [true, false])
  func `a crawl whose images are replaced ends with an error and fetches them again later`(
    isLink: Bool
  ) throws {
    let summary = try run(observers: [Replacer(folder: folder, isLink: isLink)])
    #expect(summary.ending == .error)
    #expect(summary.trouble?.contains("moved, removed or replaced while it ran") == true)
    #expect(summary.images.isBalanced)
    if isLink {
      #expect(throws: CrawlError.self) { try run() }
      try FileManager.default.removeItem(at: folder.file("out/images"))
    }
    try FileManager.default.removeItem(at: folder.file("away"))
    let resumed = try CrawlResult(run(), in: folder, origin: site.url(""))
    #expect(resumed.exit == 0)
    #expect(resumed.images.count == images.count)
    #expect(try stored() == images.count)
    try resumed.checkCounts()
  }

  @Test func `a crawl whose folder below images is moved ends with an error`() throws {
    let name = "images/127.0.0.1_\(site.port)"
    let summary = try run(observers: [Replacer(folder: folder, isLink: false, name: name)])
    #expect(summary.ending == .error)
    #expect(summary.trouble?.contains("moved, removed or replaced while it ran") == true)
    #expect(summary.trouble?.contains(name) == true)
    #expect(try run().ending == .complete)
    #expect(try stored() == images.count)
  }

  @Test func `a crawl whose images are moved ends before all of them are stored elsewhere`() throws
  {
    let many = (0..<300).map { "/i/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: many)]
    for path in many { routes[path] = .picture(path) }
    let site = try LoopbackSite(routes: routes)
    let summary = try Crawl(
      configuration(site, in: folder) {
        $0.threads = 1
        $0.transfers = 1
      }, observers: [Replacer(folder: folder, isLink: false)]
    ).run()
    #expect(summary.ending == .error && summary.images.pending > 200)
  }

  @Test func `a folder below images is made anew, and what was in it is fetched by the next run`()
    throws
  {
    let summary = try run(removing: "images/127.0.0.1_\(site.port)")
    #expect(summary.ending == .complete && summary.images.taken == images.count)
    #expect(try stored() < images.count)
    #expect(try run().ending == .complete)
    #expect(try stored() == images.count)
  }

  @Test func `a crawl whose whole folder is gone ends with an error`() throws {
    let summary = try? run(removing: "")
    #expect(summary == nil || summary?.ending == .error && summary?.hasRecords == false)
  }

  @Test func `a crawl whose whole folder is moved ends there and says so`() throws {
    let summary = try run(observers: [Replacer(folder: folder, isLink: false, name: "")])
    #expect(summary.ending == .complete && !summary.hasRecords)
    #expect(summary.notes.contains { $0.contains("moved or removed while the crawl ran") })
    #expect(try folder.contents().count { $0.hasPrefix("away/images/") } == images.count)
    #expect(try folder.contents().contains("away/images.jsonl"))
  }

  @Test(arguments: [".magpie", ".magpie/crawl.sqlite"], [true, false])
  func `a crawl whose state is moved ends with an error`(name: String, isLink: Bool) throws {
    let summary = try? run(observers: [Replacer(folder: folder, isLink: isLink, name: name)])
    #expect(summary?.ending == .error)
    #expect(summary?.trouble?.contains("\(name) was moved, removed or replaced") == true)
    try FileManager.default.removeItem(at: folder.file("out/\(name)"))
    try FileManager.default.moveItem(at: folder.file("away"), to: folder.file("out/\(name)"))
    #expect(try run().ending == .complete)
    #expect(try stored() == images.count)
  }

  /// Cuts the file of the archive in half when the first image is stored.
  private struct Cutter: CrawlObserver {
    let folder: TemporaryFolder

    func crawl(did event: CrawlEvent) {
      guard case .finished(_, _, let findings) = event, case .stored = findings.outcome,
        let name = try? folder.contents().first(where: { $0.hasSuffix(".open") }),
        let file = try? FileHandle(forUpdating: folder.file(name)), let end = try? file.seekToEnd()
      else { return }
      try? file.truncate(atOffset: end / 2)
    }
  }

  @Test func `a crawl whose archive is cut ends with an error`() throws {
    let summary = try Crawl(
      configuration(site, in: folder) {
        $0.archives = true
        $0.threads = 1
      }, observers: [Cutter(folder: folder)]
    ).run()
    #expect(summary.ending == .error && summary.images.pending > 0)
    #expect(summary.trouble?.contains(".warc.gz.open: it was changed meanwhile") == true)
    let resumed = try Crawl(configuration(site, in: folder) { $0.archives = true }).run()
    #expect(resumed.ending == .complete)
    let names = try folder.contents().filter { $0.hasPrefix("out/warc/") }
    #expect(!names.isEmpty && names.allSatisfy { $0.hasSuffix(".warc.gz") })
  }

  @Test func `a crawl whose archive is moved ends with an error`() throws {
    let summary = try Crawl(
      configuration(site, in: folder) { $0.archives = true },
      observers: [Replacer(folder: folder, isLink: false, name: "warc")]
    ).run()
    #expect(summary.ending == .error && summary.hasRecords)
    #expect(summary.trouble?.contains("warc was moved, removed or replaced") == true)
  }
}
