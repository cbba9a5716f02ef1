import CrawlModel
import Sniffing
import Testing

/// The metadata of HEIF files, which any number of items may claim (ISO/IEC 14496-12, 8.11.3).
struct ItemMetadataTests {
  private typealias Make = HandmadeImages

  /// An AVIF with items of EXIF metadata, each with the places of its parts in the data.
  private func file(_ items: [[Range<Int>]], data: [UInt8]) -> [UInt8] {
    let entries = items.indices.map { index in
      Make.box("infe", [2, 0, 0, 0] + Make.big(index + 10, 2) + [0, 0] + Array("Exif".utf8) + [0])
    }
    let places = items.enumerated().map { index, parts in
      Make.big(index + 10, 2) + [0, 1, 0, 0] + Make.big(parts.count, 2)
        + parts.flatMap { Make.big($0.lowerBound, 4) + Make.big($0.count, 4) }
    }
    return Make.avif(
      inside: Make.box("iinf", [0, 0, 0, 0] + Make.big(items.count, 2) + entries.flatMap { $0 })
        + Make.box(
          "iloc", [1, 0, 0, 0, 0x44, 0] + Make.big(items.count, 2) + places.flatMap { $0 })
        + Make.box("idat", data))
  }

  private func creators(of bytes: [UInt8]) -> [String] {
    guard let facts = sniff(bytes) else { return ["no image"] }
    return ImageSniffer.complete(facts, of: bytes.span).rights?.statements.map(\.value) ?? []
  }

  /// EXIF metadata with fields of the creator, as the item has it: behind the offset of its header.
  private func metadata(_ creators: String...) -> [UInt8] {
    var bytes: [UInt8] =
      Make.big(0, 4) + Array("MM\0*".utf8) + Make.big(8, 4) + Make.big(creators.count, 2)
    var place = 8 + 2 + 12 * creators.count + 4
    for text in creators {
      bytes += [1, 0x3B, 0, 2] + Make.big(text.utf8.count, 4) + Make.big(place, 4)
      place += text.utf8.count
    }
    return bytes + [0, 0, 0, 0] + creators.flatMap { Array($0.utf8) }
  }

  @Test func `the first part of each item counts, however many it has`() {
    let (first, second) = (metadata("Somebody"), metadata("Another"))
    let data = first + second
    let parts = [0..<first.count, first.count..<data.count, 0..<data.count]
    #expect(
      creators(of: file([parts, [first.count..<data.count]], data: data)) == [
        "Somebody", "Another",
      ])
  }

  @Test func `bytes that several items claim are read once`() {
    let (first, second) = (metadata("Somebody"), metadata("Another"))
    let data = first + second
    let items = [[0..<data.count], [first.count..<data.count]]
    #expect(creators(of: file(items, data: data)) == ["Somebody"])
  }

  @Test func `of a field that is there twice the first one counts`() {
    let data = metadata("Somebody", "Another")
    #expect(creators(of: file([[0..<data.count]], data: data)) == ["Somebody"])
  }
}
