import Testing

@testable import Scoping

/// When a part of a site has ended.
struct YieldTests {
  private func add(
    _ count: Int, _ gain: Yield.Gain = Yield.Gain(anyLink: true), to yield: inout Yield,
    _ part: SitePart = .pattern
  ) {
    for _ in 0..<count { yield.add(gain, to: part, host: 1) }
  }

  private static let image = Yield.Gain(image: true, anyLink: true)
  private static let text = Yield.Gain(text: true, word: true)

  @Test(arguments: [SitePart.pattern, .script, .folder, .host])
  func `its patience in pages without anything new ends a part`(part: SitePart) {
    var yield = Yield()
    add(part.patience - 1, to: &yield, part)
    #expect(!yield.isClosed)
    add(1, to: &yield, part)
    #expect(yield.isClosed)
    #expect(yield.evidence(of: part).hasPrefix("\(part.patience) pages "))
  }

  @Test func `pages that lead nowhere end a part after ten times as many`() {
    var yield = Yield()
    add(1_999, Yield.Gain(), to: &yield)
    #expect(!yield.isClosed && yield.dry == 0)
    add(1, Yield.Gain(), to: &yield)
    #expect(yield.isClosed)
    #expect(yield.evidence(of: .pattern).hasPrefix("2000 pages "))
  }

  @Test(arguments: [Self.image, Self.text, Yield.Gain(text: true), Yield.Gain(link: true)])
  func `anything new restarts the count`(gain: Yield.Gain) {
    var yield = Yield()
    for _ in 0..<13 {
      add(150, to: &yield)
      add(1, gain, to: &yield)
    }
    #expect(!yield.isClosed && yield.dry == 0)
  }

  @Test func `a part leads nowhere only if idle pages link to its pages`() {
    var yield = Yield()
    add(1_000, to: &yield)
    #expect(yield.isClosed && yield.isTired(.pattern) && !yield.leadsNowhere(.pattern))
    add(Yield.selfGeneratedLimit, Yield.Gain(anyLink: true, isLinkedFromIdle: true), to: &yield)
    #expect(yield.leadsNowhere(.pattern))
    add(1, Self.image, to: &yield)
    #expect(!yield.isClosed && !yield.leadsNowhere(.pattern))
  }

  @Test func `a part ended by an earlier run leads nowhere`() {
    var yield = Yield()
    yield.close()
    #expect(yield.isClosed && yield.leadsNowhere(.pattern))
  }

  @Test func `words in another order are new for a limited time`() {
    var yield = Yield()
    add(1_999, Yield.Gain(text: true), to: &yield)
    #expect(!yield.isClosed)
    add(1, Yield.Gain(text: true), to: &yield)
    #expect(yield.isClosed)
    #expect(yield.evidence(of: .pattern).hasSuffix("no new image or word"))
  }

  @Test func `a long stretch that ended with an image allows a longer one`() {
    var yield = Yield()
    add(150, to: &yield)
    add(1, Self.image, to: &yield)
    add(599, to: &yield)
    #expect(!yield.isClosed)
    add(1, to: &yield)
    #expect(yield.isClosed)
  }

  @Test func `new addresses of the same image are not new content`() {
    var yield = Yield()
    for _ in 0..<200 { yield.addFruitlessImage() }
    add(200, Self.image, to: &yield)
    #expect(yield.isClosed)
    yield.store(in: .pattern)
    #expect(!yield.isClosed)
    add(1_000, Self.image, to: &yield)
    #expect(!yield.isClosed)
  }

  @Test func `pages that were not examined do not count`() {
    var yield = Yield()
    add(1_000, Yield.Gain(isWhole: false), to: &yield)
    #expect(!yield.isClosed && yield.dry == 0 && yield.wantsText)
  }

  @Test func `a site with images is never examined`() {
    var yield = Yield()
    for _ in 0..<100 {
      add(1, Self.image, to: &yield)
      add(31, Yield.Gain(isWhole: false), to: &yield)
      #expect(!yield.wantsText)
    }
    // While the text is unknown, every fourth page is examined.
    let wanted = (0..<4).filter { _ in
      add(1, Yield.Gain(isWhole: false), to: &yield)
      return yield.wantsText
    }
    #expect(wanted.count == 1)
  }

  @Test func `a part that spans hosts needs several of them`() {
    var yield = Yield()
    for _ in 0..<500 { yield.add(Yield.Gain(anyLink: true), to: .patternOfHosts, host: 1) }
    #expect(!yield.isClosed)
    yield.add(Yield.Gain(anyLink: true), to: .patternOfHosts, host: 2)
    #expect(yield.isClosed)
  }

  @Test func `promising links alone do not keep a host alive`() {
    var yield = Yield()
    add(19_999, Yield.Gain(link: true, imageLink: true), to: &yield, .host)
    #expect(!yield.isClosed)
    add(1, Yield.Gain(link: true, imageLink: true), to: &yield, .host)
    #expect(yield.isClosed)
  }

  @Test func `a table drops entries not used recently`() {
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
