import Addressing
import CrawlModel
import Testing

@testable import Scheduling

/// The opt-outs of a page, which are listed with each of its images.
struct ImageOptOutsTests {
  private func said() throws -> [OptOut] {
    let page = try WebAddress("http://page.test/")
    let value = String(repeating: "v", count: OptOut.longestValue)
    return [OptOut.Signal.nofollow, .noai, .noimageai, .noindex].map {
      OptOut($0, in: .meta, of: page, value: value)
    }
  }

  @Test func `all are listed with each image`() throws {
    let said = try said()
    #expect(ImageOptOuts.listed(said, ofImages: 5_000) == said)
    #expect(ImageOptOuts.listed([], ofImages: .max).isEmpty)
  }

  @Test(arguments: [10_000, 1 << 40, Int.max])
  func `of too many, one of each sort is listed`(images: Int) throws {
    let said = try said()
    #expect(ImageOptOuts.listed(said, ofImages: images) == [said[1], said[0]])
    #expect(ImageOptOuts.listed([said[0]], ofImages: .max) == [said[0]])
    #expect(ImageOptOuts.listed([said[3]], ofImages: .max) == [said[3]])
  }
}
