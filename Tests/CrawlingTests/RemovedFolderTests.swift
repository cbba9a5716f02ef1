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

  private func run(removing name: String? = nil) throws -> CrawlSummary {
    let observers = name.map { [Remover(folder: folder.file("out/" + $0))] } ?? []
    return try Crawl(
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
    #expect(summary == nil || summary?.ending == .error)
  }
}
