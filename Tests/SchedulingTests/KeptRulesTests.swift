import Addressing
import CrawlModel
import Files
import Robots
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Rules that have no room in memory.
struct KeptRulesTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func shelf(_ bytes: Int) throws -> RuleShelf {
    RuleShelf(bytes, in: try Folder.open(folder.path))
  }

  private func rules(_ number: Int) -> RobotsRules {
    let text = "User-agent: *\nDisallow: /\(number)/\nAllow: /*.png$\nCrawl-delay: \(number)\n"
    return RobotsReader.read(Array(text.utf8).span, for: "magpie")
  }

  @Test(arguments: [0, 1_000, 1_000_000])
  func `rules are the same with and without room`(bytes: Int) throws {
    let shelf = try shelf(bytes)
    let kept = (0..<50).map { shelf.keep(rules($0)) }
    for number in (0..<50).shuffled() {
      let rules = try kept[number].rules()
      #expect(!rules.verdict(for: "/\(number)/").isAllowed)
      #expect(rules.verdict(for: "/\(number + 1)/").isAllowed)
      #expect(rules.verdict(for: "/\(number)/a.png").isAllowed)
      #expect(kept[number].crawlDelay == .seconds(number))
    }
    #expect(kept.allSatisfy(\.isInMemory) == (bytes == 1_000_000))
    #expect(kept.contains(where: \.isInMemory) == (bytes > 0))
    // However the process ends, nothing is left.
    #expect(try folder.contents().isEmpty)
  }

  @Test func `rules that are not needed any more make room`() throws {
    let shelf = try shelf(rules(100).byteCount)
    for number in 0..<20 { #expect(shelf.keep(rules(number)).isInMemory) }
  }

  @Test func `where no file can be written rules stay in memory`() throws {
    let shelf = try shelf(0)
    try Folder.removeTree(folder.path)
    let kept = shelf.keep(rules(7))
    #expect(kept.isInMemory)
    #expect(try !kept.rules().verdict(for: "/7/").isAllowed)
  }

  @Test func `rules that cannot be read again refuse what they are for`() throws {
    let file = try RuleFile(in: try Folder.open(folder.path))
    let kept = KeptRules<RobotsRules>(at: 0, 100, of: file, crawlDelay: nil)
    var order = PoliteOrder(Politeness(transfersPerOrigin: 6, obeysRobots: true))
    order.put(Job(address: try WebAddress("http://a.test/2"), kind: .page))
    guard case .item(let robots) = order.start(for: .anybody, at: start) else {
      Issue.record("robots.txt comes first")
      return
    }
    order.admit(robots, .rules(kept), at: start)
    guard case .item(let page) = order.start(for: .anybody, at: start + .seconds(1)) else {
      Issue.record("the page comes next")
      return
    }
    #expect(page.refusal?.reason == .failed(.disk))
  }
}
