import Addressing
import CrawlModel
import Scoping
import Testing

@Suite struct VariantTests {
  private func verdict(
    isLesser: Bool, _ kind: Link.Kind = .image, variants: VariantChoice
  ) throws -> Verdict {
    let judge = try Judge(variants: variants)
    var link = Link(
      kind: kind, address: try WebAddress("http://example.com/a"),
      via: Via("img[srcset]", .embedded))
    link.isLesserVariant = isLesser
    let page = Job(address: try WebAddress("http://example.com/"), kind: .page)
    return judge.scope.verdict(on: link, foundBy: page)
  }

  @Test func `lesser variants are skipped if only the largest are wanted`() throws {
    #expect(try verdict(isLesser: true, variants: .largest) == .skip(.variant))
    #expect(try verdict(isLesser: true, variants: .all) != .skip(.variant))
    #expect(try verdict(isLesser: false, variants: .largest) != .skip(.variant))
  }

  @Test func `tracking parameters are removed on request`() throws {
    let link = Link(
      kind: .page, address: try WebAddress("http://example.com/?a=1&utm_source=x"),
      via: Via("a[href]", .hyperlink))
    #expect(try Judge().scope.canonical(link) == link)
    #expect(
      try Judge(dropsTracking: true).scope.canonical(link).address.text
        == "http://example.com/?a=1")
  }
}
