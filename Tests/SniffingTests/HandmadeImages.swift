import CrawlModel

/// Small images built by hand, so that the formats are tested without the vectors.
enum HandmadeImages {
  static let all: [(name: String, bytes: [UInt8], facts: ImageFacts)] = [
    ("PNG", png(), ImageFacts(format: .png, width: 300, height: 200)),
    (
      "APNG", png(extra: chunk("acTL", [0, 0, 0, 2, 0, 0, 0, 0])),
      ImageFacts(format: .png, width: 300, height: 200, isAnimated: true)
    ),
    (
      "PNG with EXIF", png(extra: chunk("eXIf", exif(orientation: 6))),
      ImageFacts(format: .png, width: 300, height: 200, orientation: 6)
    ),
    (
      "CgBI", png(first: chunk("CgBI", [0x50, 0, 0x20, 2])),
      .init(format: .png, width: 300, height: 200)
    ),
    ("JPEG", jpeg(), ImageFacts(format: .jpeg, width: 300, height: 200)),
    (
      "JPEG with EXIF", jpeg(before: app1(exif(orientation: 8))),
      ImageFacts(format: .jpeg, width: 300, height: 200, orientation: 8)
    ),
    (
      "JPEG with big-endian EXIF", jpeg(before: app1(exif(orientation: 3, isBig: true))),
      ImageFacts(format: .jpeg, width: 300, height: 200, orientation: 3)
    ),
    (
      "JPEG with garbage and fill bytes", jpeg(before: [1, 2, 0xFF, 0, 3, 0xFF, 0xFF]),
      ImageFacts(format: .jpeg, width: 300, height: 200)
    ),
    ("GIF", gif(frames: 1), ImageFacts(format: .gif, width: 300, height: 200)),
    (
      "GIF of two frames", gif(frames: 2),
      .init(format: .gif, width: 300, height: 200, isAnimated: true)
    ),
    (
      "GIF without a screen", gif(frames: 1, screen: [0, 0, 0, 0]),
      ImageFacts(format: .gif, width: 4, height: 3)
    ),
    (
      "WebP lossy", webp("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 0x2C, 1, 200, 0]),
      .init(format: .webp, width: 300, height: 200)
    ),
    (
      "WebP lossless", webp("VP8L", [0x2F, 0x2B, 0xC1, 0x31, 0]),
      .init(format: .webp, width: 300, height: 200)
    ),
    (
      "WebP extended", webp("VP8X", [2, 0, 0, 0, 0x2B, 1, 0, 199, 0, 0]),
      ImageFacts(format: .webp, width: 300, height: 200, isAnimated: true)
    ),
    (
      "BMP", bmp([40, 0, 0, 0, 0x2C, 1, 0, 0, 200, 0, 0, 0]),
      .init(format: .bmp, width: 300, height: 200)
    ),
    (
      "BMP top down", bmp([40, 0, 0, 0, 0x2C, 1, 0, 0, 0x38, 0xFF, 0xFF, 0xFF]),
      .init(format: .bmp, width: 300, height: 200)
    ),
    (
      "BMP of OS/2", bmp([12, 0, 0, 0, 0x2C, 1, 200, 0]),
      .init(format: .bmp, width: 300, height: 200)
    ),
    ("ICO", ico(), ImageFacts(format: .ico, width: 300, height: 200)),
    ("TIFF", tiff(), ImageFacts(format: .tiff, width: 300, height: 200)),
    (
      "JPEG XL", [0xFF, 0x0A] + bits([(0, 1), (0, 2), (199, 9), (3, 3), (1, 1)]),
      .init(format: .jxl, width: 266, height: 200)
    ),
    // Rotated by its own header.
    (
      "JPEG XL turned",
      [0xFF, 0x0A] + bits([(1, 1), (0, 5), (7, 3), (0, 1), (1, 1), (5, 3), (0, 3)]),
      ImageFacts(format: .jxl, width: 16, height: 8, orientation: 6)
    ),
    ("AVIF", avif(), ImageFacts(format: .avif, width: 300, height: 200)),
    (
      "AVIF turned by nothing", avif(box("irot", [0])),
      ImageFacts(format: .avif, width: 300, height: 200, orientation: 1)
    ),
    (
      "AVIF mirrored", avif(box("imir", [1])),
      ImageFacts(format: .avif, width: 300, height: 200, orientation: 2)
    ),
    (
      "AVIF upside down", avif(box("irot", [2])),
      ImageFacts(format: .avif, width: 300, height: 200, orientation: 3)
    ),
    (
      "AVIF turned clockwise", avif(box("irot", [3])),
      ImageFacts(format: .avif, width: 300, height: 200, orientation: 6)
    ),
    (
      "AVIF turned anticlockwise", avif(box("irot", [1])),
      ImageFacts(format: .avif, width: 300, height: 200, orientation: 8)
    ),
    (
      "AVIF cropped", avif(box("clap", [30, 1, 20, 1, 0, 1, 0, 1].flatMap { big($0, 4) })),
      ImageFacts(format: .avif, width: 30, height: 20)
    ),
    (
      "SVG", [UInt8](#"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>"#.utf8),
      ImageFacts(format: .svg, width: 300, height: 200)
    ),
  ]

  static func png(first: [UInt8] = [], extra: [UInt8] = []) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + first
      + chunk("IHDR", [0, 0, 1, 0x2C, 0, 0, 0, 200, 8, 2, 0, 0, 0]) + extra
      + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    big(data.count, 4) + Array(name.utf8) + data + [0, 0, 0, 0]
  }

  static func jpeg(before: [UInt8] = []) -> [UInt8] {
    [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0] + before
      + [0xFF, 0xC2, 0, 11, 8, 0, 200, 1, 0x2C, 1, 1, 0x11, 0, 0xFF, 0xD9]
  }

  static func app1(_ exif: [UInt8]) -> [UInt8] {
    [0xFF, 0xE1] + big(exif.count + 8, 2) + Array("Exif\0\0".utf8) + exif
  }

  static func exif(orientation: UInt8, isBig: Bool = false) -> [UInt8] {
    isBig
      ? Array("MM".utf8) + [
        0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
      ]
      : Array("II".utf8) + [
        42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0,
      ]
  }

  static func gif(frames: Int, screen: [UInt8] = [0x2C, 1, 200, 0]) -> [UInt8] {
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 4, 0, 3, 0, 0, 2, 1, 0xAA, 0]
    let colours = [UInt8](repeating: 0x2C, count: 6)
    let control: [UInt8] = [0x21, 0xF9, 4, 0, 0, 0, 0, 0]
    return Array("GIF89a".utf8) + screen + [0x80, 0, 0] + colours
      + Array(repeating: control + frame, count: frames).flatMap { $0 } + [0x3B]
  }

  static func webp(_ name: String, _ data: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + little(data.count + 12, 4) + Array("WEBP".utf8) + Array(name.utf8)
      + little(data.count, 4) + data
  }

  static func bmp(_ header: [UInt8]) -> [UInt8] {
    Array("BM".utf8) + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + header
  }

  /// Two entries; the second claims 256 pixels and contains a larger PNG.
  static func ico() -> [UInt8] {
    let bitmap: [UInt8] = [40, 0, 0, 0, 16, 0, 0, 0, 32, 0, 0, 0]
    return [0, 0, 1, 0, 2, 0] + [16, 16, 0, 0, 1, 0, 32, 0, 12, 0, 0, 0, 38, 0, 0, 0]
      + [0, 0, 0, 0, 1, 0, 32, 0, 90, 0, 0, 0, 50, 0, 0, 0] + bitmap + png()
  }

  /// The directory follows the image data.
  static func tiff() -> [UInt8] {
    [0x4D, 0x4D, 0, 42, 0, 0, 0, 12, 9, 9, 9, 9, 0, 2, 1, 0, 0, 3, 0, 0, 0, 1, 1, 0x2C, 0, 0]
      + [1, 1, 0, 4, 0, 0, 0, 1, 0, 0, 0, 200, 0, 0, 0, 0]
  }

  /// The item may have an additional property; another item has a different size and is rotated.
  ///
  /// There may be other boxes before its description, and first in it.
  static func avif(
    before: [UInt8] = [], inside first: [UInt8] = [], _ property: [UInt8] = []
  ) -> [UInt8] {
    let extent = box("ispe", [0, 0, 0, 0] + big(300, 4) + big(200, 4))
    let other = box("ispe", big(0, 4) + big(9, 4) + big(9, 4))
    let container = box("ipco", other + extent + box("irot", [1]) + property)
    let indexes: [UInt8] = property.isEmpty ? [2] : [2, 0x84]
    let association = box(
      "ipma",
      [0, 0, 0, 0] + big(2, 4) + [0, 1, 2, 1, 3] + [0, 2, UInt8(indexes.count)] + indexes)
    let description =
      first + box("pitm", big(0, 4) + [0, 2]) + box("iprp", container + association)
    return box("ftyp", Array("avif".utf8) + big(0, 4) + Array("mif1".utf8)) + before
      + box("meta", big(0, 4) + description)
  }

  static func box(_ name: String, _ body: [UInt8]) -> [UInt8] {
    big(body.count + 8, 4) + Array(name.utf8) + body
  }

  static func big(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func little(_ value: Int, _ size: Int) -> [UInt8] { big(value, size).reversed() }

  /// Fields of the given numbers of bits, the least significant bit first.
  static func bits(_ fields: [(value: Int, count: Int)]) -> [UInt8] {
    let all = fields.flatMap { field in (0..<field.count).map { field.value >> $0 & 1 } }
    return stride(from: 0, to: all.count, by: 8).map { start in
      all[start...].prefix(8).enumerated().reduce(0) { $0 | UInt8($1.element << $1.offset) }
    }
  }
}
