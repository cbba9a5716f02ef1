import CrawlModel
import Sniffing
import TestSupport
import Testing

@Suite(.needsVectors) struct ImageVectorTests {
  @Test func `the vectors are complete`() {
    #expect(ImageVector.all.count >= 380)
    #expect(ImageVector.images.count >= 355)
  }

  @Test(arguments: ImageVector.images)
  func `an image has the size on which the reference tools agree`(vector: ImageVector) throws {
    let facts = try #require(sniff(try vector.bytes()))
    let size = try #require(vector.size)
    #expect(facts.width == size[0])
    #expect(facts.height == size[1])
  }

  @Test(arguments: ImageVector.all.filter { $0.size == nil && Exceptions.reasons[$0.path] == nil })
  func `a file without a size in any reference tool has none`(vector: ImageVector) throws {
    let result = examine(try vector.bytes())
    if vector.isImageToAnyone {
      guard case .damaged = result else {
        Issue.record("\(result)")
        return
      }
    } else {
      #expect(result == .notAnImage)
    }
  }

  @Test(arguments: Exceptions.otherFormats.keys.sorted())
  func `an image of an unsupported format is not an image`(path: String) throws {
    let bytes = [UInt8](try Vectors.data("images/\(path)"))
    #expect(examine(bytes) == .notAnImage)
    #expect(examine(bytes, isComplete: false) == .notAnImage)
  }

  @Test(arguments: Exceptions.otherSizes.keys.sorted())
  func `known differences from the reference tools are listed`(path: String) throws {
    let bytes = [UInt8](try Vectors.data("images/\(path)"))
    let facts = try #require(sniff(bytes))
    let expected = try #require(Exceptions.otherSizes[path])
    #expect(facts.width == expected.width)
    #expect(facts.height == expected.height)
  }

  @Test(arguments: ImageVector.images.filter { $0.pillow?.w != nil })
  func `the orientation is the same as in Pillow`(vector: ImageVector) throws {
    let facts = try #require(sniff(try vector.bytes()))
    #expect(facts.orientation ?? 1 == vector.pillow?.exif_orientation ?? 1)
  }

  @Test(arguments: ImageVector.images)
  func `the format is the same as in libmagic`(vector: ImageVector) throws {
    let names: [String: ImageFormat] = [
      "image/jpeg": .jpeg, "image/png": .png, "image/gif": .gif, "image/webp": .webp,
      "image/avif": .avif, "image/heic": .heic, "image/jxl": .jxl, "image/svg+xml": .svg,
      "image/vnd.microsoft.icon": .ico, "image/x-win-bitmap": .ico, "image/bmp": .bmp,
      "image/tiff": .tiff,
    ]
    let expected = try #require(vector.libmagic.flatMap { names[$0] })
    #expect(sniff(try vector.bytes())?.format == expected)
  }

  @Test(
    arguments: ImageVector.images.filter {
      ["image/gif", "image/png", "image/webp", "image/avif"].contains($0.libmagic)
        && $0.pillow?.frames != nil && $0.path != Exceptions.posterOnly
    })
  func `an image is animated when it has more than one frame`(vector: ImageVector) throws {
    let facts = try #require(sniff(try vector.bytes()))
    #expect(facts.isAnimated == ((vector.pillow?.frames ?? 1) > 1))
  }

  @Test(arguments: ImageVector.images)
  func `a growing prefix never loses the image or changes its size`(vector: ImageVector) throws {
    let bytes = try vector.bytes()
    var sizes = [1, 2, 3, 5, 7, 9, 11, 13, 17, 21, 23, 27, 29, 31, 33, 63, 65, 100, 200, 400]
    var size = 1
    while size < bytes.count {
      sizes.append(size)
      size *= 2
    }
    var known: [Int?]?
    for size in sizes.sorted() + [bytes.count] where size <= bytes.count {
      let result = examine(bytes, first: size, isComplete: false)
      switch result {
      case .image(let facts):
        let size = [facts.width, facts.height]
        #expect(known == nil || known == size)
        known = size
      case .needsMore: #expect(known == nil, "lost at \(size)")
      case .damaged, .notAnImage: Issue.record("\(result) at \(size)")
      }
    }
    let whole = try #require(sniff(bytes))
    #expect(known == nil || known == [whole.width, whole.height])
  }
}
