import CrawlModel
import Sniffing
import Testing

struct HandmadeImageTests {
  @Test(arguments: HandmadeImages.all.indices)
  func `a small image has its facts`(index: Int) {
    let image = HandmadeImages.all[index]
    #expect(examine(image.bytes) == .image(image.facts), "\(image.name)")
  }

  @Test(arguments: HandmadeImages.all.indices)
  func `every prefix of an image needs more bytes`(index: Int) {
    let image = HandmadeImages.all[index]
    var wasKnown = false
    for count in 0...image.bytes.count {
      switch examine(image.bytes, first: count, isComplete: false) {
      case .needsMore: #expect(!wasKnown, "\(image.name) at \(count)")
      case .image(let facts):
        wasKnown = true
        #expect(facts.width == image.facts.width, "\(image.name) at \(count)")
        #expect(facts.height == image.facts.height, "\(image.name) at \(count)")
      case let result: Issue.record("\(result): \(image.name) at \(count)")
      }
    }
    #expect(wasKnown)
  }

  @Test(arguments: HandmadeImages.all.indices)
  func `a complete file that is truncated is damaged`(index: Int) {
    let image = HandmadeImages.all[index]
    for count in 0..<image.bytes.count {
      let result = examine(image.bytes, first: count)
      #expect(result != .needsMore)
      if case .damaged(let format) = result { #expect(format == image.facts.format) }
    }
  }

  @Test(arguments: [
    "", "<!DOCTYPE html><html><body><svg width='1' height='1'></svg>", "<html><svg/></html>",
    "<!-- c --><html>", "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><svg></svg>",
    #"{"a": 1}"#, "plain text", "BMW builds cars in Munich.", "GIF", "GIF89", "RIFF1234WAVE",
    "  \n", "<rss></rss>", "%PDF-1.7", "PK\u{3}\u{4}", "<svgx/>", "<", "<?xml version='1.0'?>",
    "\u{0}\u{0}\u{0}\u{18}ftypmp42\u{0}\u{0}\u{0}\u{0}mp42isom", "II", "BM",
  ])
  func `other files are not images`(text: String) {
    #expect(examine(Array(text.utf8)) == .notAnImage)
    #expect(sniff(Array(text.utf8)) == nil)
  }

  @Test(arguments: [
    "<!DOCTYPE html><html>", "{", "plain", "PK", "%P", "<rss>", "<svgx ", "  hello",
    "BMW builds cars in M",
  ])
  func `a prefix that cannot become an image is rejected at once`(text: String) {
    #expect(examine(Array(text.utf8), isComplete: false) == .notAnImage)
  }

  @Test(arguments: [
    (HandmadeImages.png().prefix(20), ImageFormat.png), ([0xFF, 0xD8, 0xFF, 0xD9][...], .jpeg),
    (HandmadeImages.webp("VP8 ", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])[...], .webp),
    (HandmadeImages.bmp([40, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])[...], .bmp),
    (Array("<svg width=1>".utf8)[...], .svg), (HandmadeImages.avif().prefix(60), .avif),
  ])
  func `a damaged header differs from other files`(bytes: ArraySlice<UInt8>, format: ImageFormat) {
    #expect(examine(Array(bytes)) == .damaged(format))
  }
}
