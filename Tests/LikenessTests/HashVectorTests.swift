import Foundation
import TestSupport
import Testing

@testable import Likeness

/// Hashes that imagehash 4.3.2 and pdqhash 0.2.8 for Python compute.
struct HashVectorTests {
  @Test(arguments: [
    (
      100, 80, "ebd42dd62c951420",
      "983eb3ff27806c014c7f59ff59c0d1809307931fb73eb678b670b670b6608660", 100
    ),
    (
      37, 53, "fdf9e60df3196498",
      "22dc54e2f5dd69b1894fcad03aa3d66f5348d4d8d493a6b7a4a612aca5aca5a8", 100
    ),
    (
      640, 480, "aa24a40012224892",
      "fffffe7dffe1ff88df18f7c2fe10f828f000f800eb02fe00ea00ec00f400f200", 100
    ),
  ])
  func `hashes of a pattern`(
    width: Int, height: Int, dhash: String, pdq: String, quality: Int
  ) throws {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let value = x * x * 3 / (width / 4 + 1) + y * y * 5 / (height / 4 + 1) + x * y / 7
        pixels.append(UInt8(truncatingIfNeeded: value))
      }
    }
    let hashes = ImageHashes(of: Luma(width: width, height: height, pixels: pixels))
    #expect(hashes.dhash.hex == dhash)
    try expect(hashes, pdq: pdq, within: 2)
    #expect(hashes.quality == quality)
  }

  @Test(arguments: [
    (
      "albums/night/photos/full-moon.jpg", Luma.Format.jpeg, "2566626265377333",
      "c486e2791e9999c6e2e65d19bb39c73b18e198c601c6e739673918c69cc66739", 99
    ),
    (
      "albums/night/photos/full-moon-full.webp", .webp, "256462626537f333",
      "f446a2791e9999c6e2f65d19bb19c71b18c198c603c6e739673918c69cc66739", 97
    ),
    (
      "albums/night/photos/green-night.jpg", .jpeg, "8919591918ce1720",
      "87780dd7609b9f6c8b24136485cc6c936cdb914d9b64996c469b6c93649bd76c", 91
    ),
    (
      "style/hero.jpg", .jpeg, "6464656cce7131c6",
      "3f52d7cd891b08e6319f3087c2f8cd33cc86e31af32c9cc738c618cc6319e739", 68
    ),
  ])
  func `hashes of a file`(
    name: String, format: Luma.Format, dhash: String, pdq: String, quality: Int
  ) throws {
    let image = try Luma(decoding: Self.fixture("gallery/public/\(name)"), as: format)
    let hashes = ImageHashes(of: image)
    #expect(hashes.dhash.hex == dhash)
    // pdqhash computes the luminance in other numbers.
    try expect(hashes, pdq: pdq, within: 6)
    #expect(abs(hashes.quality - quality) <= 1)
  }

  static func fixture(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Project.root.appending(path: "fixtures/sites/\(path)")))
  }

  private func expect(_ hashes: ImageHashes, pdq: String, within bits: Int) throws {
    let words = try (0..<4).map { word in
      let start = pdq.index(pdq.startIndex, offsetBy: word * 16)
      return try #require(
        UInt64(pdq[start..<pdq.index(start, offsetBy: 16)], radix: 16))
    }
    let distance = hashes.pdq.distance(to: ImageHash(words: words))
    #expect(distance <= bits, "\(hashes.pdq.hex)")
  }
}

/// Images that are decoded, and those that cannot be.
struct LumaTests {
  @Test(arguments: [
    ("right/jpeg.jpg", Luma.Format.jpeg, 40, 30), ("right/progressive.jpeg", .jpeg, 40, 30),
    ("right/png.png", .png, 40, 30), ("right/lossy.webp", .webp, 40, 30),
    ("right/lossless.webp", .webp, 40, 30),
  ])
  func `an image has its size`(
    name: String, format: Luma.Format, width: Int, height: Int
  ) throws {
    let image = try Luma(
      decoding: HashVectorTests.fixture("formats/public/\(name)"), as: format)
    #expect(image.width == width && image.height == height)
    #expect(Set(image.pixels).count > 1)
  }

  @Test(arguments: [
    ("right/jpeg.jpg", Luma.Format.jpeg), ("right/progressive.jpeg", .jpeg),
    ("right/png.png", .png), ("right/lossy.webp", .webp), ("right/lossless.webp", .webp),
  ])
  func `a cut or damaged file is refused, or read as far as it goes`(
    name: String, format: Luma.Format
  ) throws {
    let whole = try HashVectorTests.fixture("formats/public/\(name)")
    for count in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
      _ = try? Luma(decoding: Array(whole.prefix(count)), as: format)
      var damaged = whole
      damaged[count] ^= 0x55
      _ = try? Luma(decoding: damaged, as: format)
    }
    for other in Luma.Format.allCases where other != format {
      #expect(throws: Luma.Fault.damaged) { try Luma(decoding: whole, as: other) }
    }
    #expect(throws: Luma.Fault.damaged) { try Luma(decoding: [], as: format) }
  }

  @Test func `an animation of WebP is refused`() throws {
    let bytes = try HashVectorTests.fixture("formats/public/right/animated.webp")
    #expect(throws: Luma.Fault.damaged) { try Luma(decoding: bytes, as: .webp) }
  }

  @Test func `an image of too many pixels is refused before there is room for it`() {
    #expect(throws: Luma.Fault.tooLarge) {
      try Luma(decoding: Picture.png("bomb", width: 60_000, height: 60_000), as: .png)
    }
  }

  @Test func `blocks of pixels become their mean`() {
    let image = Luma(
      width: 5, height: 3, pixels: [0, 2, 10, 10, 9, 4, 6, 10, 14, 9, 1, 1, 1, 1, 9])
    #expect(image.reduced(by: 2) == Luma(width: 2, height: 1, pixels: [3, 11]))
    #expect(image.reduced(by: 1) == image && image.reduced(by: 9) == image)
  }
}
