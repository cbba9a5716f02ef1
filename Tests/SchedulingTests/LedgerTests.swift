import Addressing
import CrawlModel
import TestSupport
import Testing

@testable import Scheduling

/// `Ledger`: bounds, and books that balance over random courses.
struct LedgerTests {
  @Test func `so many places an image was found at are kept and no more`() throws {
    var ledger = Ledger()
    let logo = try WebAddress("http://a.test/logo.png")
    let image = Job(address: logo, kind: .image)
    ledger.enter(image)
    for number in 0..<Ledger.referencesKept + 50 {
      let page = Job(address: try WebAddress("http://a.test/\(number)"), kind: .page)
      ledger.enter(page)
      let link = Link(kind: .image, address: logo, via: "img[src]")
      ledger.record(
        page,
        Findings(
          outcome: .fetched, discoveries: [Discovery(link: link, verdict: .follow(image))]))
    }
    #expect(ledger.images.first?.found.count == Ledger.referencesKept)
    #expect(ledger.images.first?.found.last?.page.text == "http://a.test/999")
  }

  @Test func `a chain of redirects is followed to its end or to the limit`() throws {
    var ledger = Ledger()
    let pages = try (0...30).map { try WebAddress("http://a.test/\($0)") }
    for page in pages { ledger.enter(Job(address: page, kind: .page)) }
    for number in 0..<30 {
      ledger.record(
        Job(address: pages[number], kind: .page),
        Findings(outcome: .redirected(to: pages[number + 1])))
    }
    #expect(ledger.finalAddress(of: pages[25]) == pages[30])
    #expect(ledger.finalAddress(of: pages[0]) == pages[1 + Redirects.followed])
    #expect(ledger.finalAddress(of: pages[30]) == nil)
    #expect(ledger.pageBooks.taken == 30)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `the books balance after every step of a random course`(seed: UInt64) throws {
    var random = Generator(seed: seed)
    var ledger = Ledger()
    let addresses = try (0..<60).map { try WebAddress("http://a.test/\($0)") }
    for _ in 0..<3_000 {
      let address = addresses[Int.random(in: 0..<60, using: &random)]
      let kind = Job.Kind.allCases[Int.random(in: 0..<3, using: &random)]
      let job = Job(address: address, kind: kind)
      if Bool.random(using: &random) {
        ledger.enter(job)
      } else {
        ledger.record(job, Self.findings(of: kind, addresses, &random))
      }
      #expect(ledger.imageBooks.isBalanced && ledger.pageBooks.isBalanced)
    }
    #expect(ledger.imageBooks == Self.books(of: ledger.images.map(\.column)))
    #expect(ledger.pageBooks == Self.books(of: ledger.pages.map(\.column)))
    #expect(ledger.imageBooks.discovered == Set(ledger.images.map(\.key)).count)
    #expect(ledger.pageBooks.discovered == Set(ledger.pages.map(\.address)).count)
  }

  /// The books counted anew from the entries.
  private static func books(of columns: [Tally.Column]) -> Tally {
    var tally = Tally()
    for column in columns { tally.discover(as: column) }
    return tally
  }

  private static func findings(
    of kind: Job.Kind, _ addresses: [WebAddress], _ random: inout Generator
  ) -> Findings {
    let content = Clerk.content("x")
    let other = addresses[Int.random(in: 0..<60, using: &random)]
    let outcomes: [Outcome] =
      kind == .image
      ? [.stored(content), .duplicate(content), .skipped(.format), .failed(.timeout)]
      : [.fetched, .redirected(to: other), .skipped(.isImage), .failed(.httpError)]
    let discoveries = (0..<3).map { number in
      let address = addresses[Int.random(in: 0..<60, using: &random)]
      let link = Link(kind: number == 0 ? .page : .image, address: address, via: "img[src]")
      return Discovery(link: link, verdict: .skip(number == 1 ? .scope : .excluded))
    }
    return Findings(
      outcome: outcomes[Int.random(in: 0..<4, using: &random)], discoveries: discoveries)
  }
}
