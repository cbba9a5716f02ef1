import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Fetching

/// The memory of decoders is that of all transfers together.
struct DecoderRoomTests {
  private static let zstd = LargeWindow.zstd(Picture.png("x"), thenBlocks: 32)
  private static let brotli = LargeWindow.brotli(Picture.png("x", padding: 3_500_000))

  private func site() throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/zstd": .withHeaders(
        ["Content-Encoding": "zstd"], then: .bytes(Self.zstd, type: "image/png")),
      "/br": .withHeaders(
        ["Content-Encoding": "br"], then: .bytes(Self.brotli, type: "image/png")),
    ])
  }

  @Test(arguments: ["/zstd", "/br"])
  func `a decoder that finds no memory ends its transfer, which can be repeated`(
    path: String
  ) throws {
    let site = try site()
    let memory = MemoryBudget(8_000_000)
    let fetcher = try Fetcher { $0.memory = memory }
    let claim = MemoryClaim(of: memory)
    #expect(claim.grow(by: 6_000_000))
    let fetched = try fetcher.fetch(site.url(path), as: .image)
    #expect(fetched.fault == .init(reason: .decoding, isPassing: true, shortage: .memory))
    #expect(memory.claim(2_000_000), "the decoder has given back what it had")
    memory.giveBack(2_000_000)
    claim.giveBack()
    let again = try fetcher.fetch(site.url(path), as: .image)
    guard case .image(let content, _) = again.result else {
      Issue.record("\(again.result)")
      return
    }
    #expect(content.count > 3_500_000)
    #expect(memory.claim(8_000_000))
  }

  @Test(arguments: ["/zstd", "/br"])
  func `a decoder that could never find enough memory ends its transfer for good`(
    path: String
  ) throws {
    let site = try site()
    let fetcher = try Fetcher { $0.memory = MemoryBudget(3_000_000) }
    let fetched = try fetcher.fetch(site.url(path), as: .image)
    #expect(fetched.fault == .init(reason: .decoding, isPassing: false))
    #expect(fetched.detail?.contains("--max-memory") == true)
  }

  @Test func `a small coded content needs no room`() throws {
    let text = [UInt8](try Fixture.data("codings/text.zst"))
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(["Content-Encoding": "zstd"], then: .bytes(text, type: "text/html"))
    ])
    let fetcher = try Fetcher { $0.memory = MemoryBudget(0) }
    let fetched = try fetcher.fetch(site.url("/"))
    #expect(try fetched.text == Fixture.text("codings/text.html"))
  }
}
