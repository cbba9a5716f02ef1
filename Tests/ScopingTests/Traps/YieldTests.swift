import Testing

@testable import Scoping

/// When a part of a site has no more to give.
struct YieldTests {
  private func add(
    _ count: Int, _ gain: Yield.Gain = Yield.Gain(), to yield: inout Yield,
    _ part: SitePart = .pattern
  ) {
    for _ in 0..<count { yield.add(gain, to: part, host: 1) }
  }

  private static let image = Yield.Gain(image: true)
  private static let text = Yield.Gain(text: true, word: true)

  @Test(arguments: [SitePart.pattern, .script, .folder, .host])
  func `so many pages in a row without anything new end it`(part: SitePart) {
    var yield = Yield()
    add(part.patience - 1, to: &yield, part)
    #expect(!yield.isClosed)
    add(1, to: &yield, part)
    #expect(yield.isClosed)
    #expect(yield.evidence(of: part).hasPrefix("\(part.patience) pages "))
  }

  @Test(arguments: [Self.image, Self.text, Yield.Gain(text: true), Yield.Gain(link: true)])
  func `anything new begins the count again`(gain: Yield.Gain) {
    var yield = Yield()
    for _ in 0..<13 {
      add(150, to: &yield)
      add(1, gain, to: &yield)
    }
    #expect(!yield.isClosed && yield.dry == 0)
  }

  @Test func `a part leads nowhere only where idle pages lead to its pages`() {
    var yield = Yield()
    add(1_000, to: &yield)
    #expect(yield.isClosed && yield.isTired(.pattern) && !yield.leadsNowhere(.pattern))
    add(Yield.selfMade, Yield.Gain(isLedByIdle: true), to: &yield)
    #expect(yield.leadsNowhere(.pattern))
    add(1, Self.image, to: &yield)
    #expect(!yield.isClosed && !yield.leadsNowhere(.pattern))
  }

  @Test func `what an earlier run has ended leads nowhere`() {
    var yield = Yield()
    yield.close()
    #expect(yield.isClosed && yield.leadsNowhere(.pattern))
  }

  @Test func `words in another order are new for a while only`() {
    var yield = Yield()
    add(1_999, Yield.Gain(text: true), to: &yield)
    #expect(!yield.isClosed)
    add(1, Yield.Gain(text: true), to: &yield)
    #expect(yield.isClosed)
    #expect(yield.evidence(of: .pattern).hasSuffix("no new image or word"))
  }

  @Test func `after a long stretch that ended well the next may be longer`() {
    var yield = Yield()
    add(150, to: &yield)
    add(1, Self.image, to: &yield)
    add(599, to: &yield)
    #expect(!yield.isClosed)
    add(1, to: &yield)
    #expect(yield.isClosed)
  }

  @Test func `addresses of one and the same image are no gain`() {
    var yield = Yield()
    for _ in 0..<200 { yield.waste() }
    add(200, Self.image, to: &yield)
    #expect(yield.isClosed)
    yield.store(in: .pattern)
    #expect(!yield.isClosed)
    add(1_000, Self.image, to: &yield)
    #expect(!yield.isClosed)
  }

  @Test func `pages that were not looked at say nothing`() {
    var yield = Yield()
    add(1_000, Yield.Gain(isWhole: false), to: &yield)
    #expect(!yield.isClosed && yield.dry == 0 && yield.wantsText)
  }

  @Test func `a site with images is never looked at closely`() {
    var yield = Yield()
    for _ in 0..<100 {
      add(1, Self.image, to: &yield)
      add(31, Yield.Gain(isWhole: false), to: &yield)
      #expect(!yield.wantsText)
    }
    // While nothing is known of the text, every fourth page is looked at.
    let wanted = (0..<4).filter { _ in
      add(1, Yield.Gain(isWhole: false), to: &yield)
      return yield.wantsText
    }
    #expect(wanted.count == 1)
  }

  @Test func `a part of many hosts needs several of them`() {
    var yield = Yield()
    for _ in 0..<500 { yield.add(Yield.Gain(), to: .patternOfHosts, host: 1) }
    #expect(!yield.isClosed)
    yield.add(Yield.Gain(), to: .patternOfHosts, host: 2)
    #expect(yield.isClosed)
  }

  @Test func `a host cannot live on promises for ever`() {
    var yield = Yield()
    add(19_999, Yield.Gain(link: true, imageLink: true), to: &yield, .host)
    #expect(!yield.isClosed)
    add(1, Yield.Gain(link: true, imageLink: true), to: &yield, .host)
    #expect(yield.isClosed)
  }

  @Test func `a table forgets what was not asked for`() {
    var table = RecentTable<Int>(size: 100)
    for key in 0..<1_000 {
      table[UInt64(key)] = key
      #expect(table[0] == 0)
      #expect(table.all.count <= 200)
    }
    #expect(table[500] == nil)
    #expect(table[999] == 999)
  }
}
