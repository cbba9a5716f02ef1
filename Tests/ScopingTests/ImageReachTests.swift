import CrawlModel
import Patterns
import Scoping
import Testing

/// Which hosts images and style sheets are fetched from.
struct ImageReachTests {
  @Test func `any accepts images from everywhere`() throws {
    let judge = try Judge()
    #expect(try judge.objection(to: "http://cdn.test/1.png", as: .image) == nil)
    #expect(try judge.objection(to: "http://cdn.test/1.css", as: .stylesheet) == nil)
    #expect(try judge.objection(to: "http://cdn.test/1.png", as: .page) == .scope)
  }

  @Test func `host accepts them from the seed's host and its variants`() throws {
    let judge = try Judge(images: .host)
    for kind in [Link.Kind.image, .stylesheet] {
      #expect(try judge.objection(to: "https://www.example.com/1", as: kind) == nil)
      #expect(try judge.objection(to: "http://img.example.com/1", as: kind) == .scope)
    }
  }

  @Test func `domain accepts them from all hosts of the registrable domain`() throws {
    let judge = try Judge(images: .domain)
    #expect(try judge.objection(to: "http://img.example.com:8080/1", as: .image) == nil)
    #expect(try judge.objection(to: "http://cdn.test/1", as: .image) == .scope)
  }

  @Test func `the scope of pages does not affect images`() throws {
    let judge = try Judge(seeds: ["http://example.com/docs/"], pages: .prefix)
    #expect(try judge.objection(to: "http://example.com/img/1.png", as: .image) == nil)
    let narrow = try Judge(pages: .any, images: .host)
    #expect(try narrow.objection(to: "http://cdn.test/1.png", as: .image) == .scope)
    #expect(try narrow.objection(to: "http://cdn.test/", as: .page) == nil)
  }

  @Test func `image patterns apply to images only`() throws {
    let judge = try Judge(
      imagePatterns: PatternRule(exclude: [Pattern("thumb")]))
    #expect(try judge.objection(to: "http://example.com/thumb.png", as: .image) == .excluded)
    #expect(try judge.objection(to: "http://example.com/thumb.css", as: .stylesheet) == nil)
    #expect(try judge.objection(to: "http://example.com/thumb", as: .page) == nil)
  }

  @Test func `the extension of an image does not matter`() throws {
    #expect(try Judge().objection(to: "http://example.com/photo.pdf", as: .image) == nil)
  }
}
