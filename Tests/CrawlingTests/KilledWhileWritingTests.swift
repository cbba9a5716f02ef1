import CrawlModel
import Foundation
import Glibc
@testable import Scheduling
import TestSupport
import Testing

@testable import Crawling

/// A crawl that is killed while it writes its records: the next run writes them, and requests
/// nothing.
struct KilledWhileWritingTests {
  /// The moment at which the process is killed.
  enum Moment: String, CaseIterable, Codable {
    case firstPage, lastPage, firstOutcome, middleImage, lastImage, allWritten
  }

  @Test(arguments: Moment.allCases)
  func `a crawl killed while it writes its records requests nothing again`(
    moment: Moment
  ) async throws {
    let images = (0..<6).map { "/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: images)]
    for path in images { routes[path] = .picture(path) }
    let site = try LoopbackSite(routes: routes)
    let folder = try TemporaryFolder()
    let (seed, output) = (site.url("/"), folder.file("out").path)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [seed = seed as String, output = output as String, moment] in
      let crawl = try Crawl(CrawlConfiguration(seeds: [seed], output: output))
      let conclusion = try crawl.collect()
      let records = DeadlyRecords(live: conclusion.place.frontier, moment: moment)
      _ = try RecordFiles(crawl.output, conclusion.place.own, of: conclusion.state.journal)
        .write(records, conclusion.summary)
      raise(SIGKILL)
    }
    let asked = site.requests.count
    #expect(asked > images.count)
    let second = try crawl(site, into: folder)
    #expect(site.requests.count == asked)
    #expect(second.summary.ending == .complete && second.summary.refresh == nil)
    #expect(
      second.imageFates == [String: String](uniqueKeysWithValues: images.map { ($0, "stored") }))
    #expect(second.page("/")?.fate == "fetched")
    try second.checkCounts()
  }
}

/// Records whose reading kills the process at one moment.
private struct DeadlyRecords: CrawlRecords {
  let live: any CrawlRecords
  let moment: KilledWhileWritingTests.Moment

  func records() throws(FrontierError) -> FrontierRecords {
    let records = try live.records()
    return FrontierRecords(
      pages: deadly(records.pages, first: .firstPage, last: .lastPage),
      images: deadly(records.images, third: .middleImage, last: .lastImage),
      outcomes: deadly(records.outcomes, first: .firstOutcome))
  }

  private func deadly<Entry>(
    _ read: @escaping EntryReader<Entry>, first: KilledWhileWritingTests.Moment? = nil,
    third: KilledWhileWritingTests.Moment? = nil, last: KilledWhileWritingTests.Moment? = nil
  ) -> EntryReader<Entry> {
    var count = 0
    return { () throws(FrontierError) in
      let entry = try read()
      count += 1
      let isNow =
        count == 1 && moment == first || count == 3 && moment == third
        || entry == nil && moment == last
      if isNow { raise(SIGKILL) }
      return entry
    }
  }

  func failureGroups() throws(FrontierError) -> [FailureGroup] {
    try live.failureGroups()
  }

  func policies() throws(FrontierError) -> PolicyAnswers {
    try live.policies()
  }

  func iconSurvey() throws(FrontierError) -> [IconSurvey] { try live.iconSurvey() }

  func seedSurvey() throws(FrontierError) -> SeedSurvey { try live.seedSurvey() }
}
