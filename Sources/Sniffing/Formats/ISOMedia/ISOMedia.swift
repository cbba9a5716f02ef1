internal import Bytes
internal import CrawlModel

/// Reads the header of an AVIF or HEIF file (ISO/IEC 23008-12).
enum ISOMedia {
  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    let brands = try Brands(in: bytes)
    guard brands.isImage else { throw .foreign }
    var position = brands.end
    while true {
      let box = try Box(in: bytes, at: position, end: Span<UInt8>.farAway)
      switch box.type {
      case "meta":
        let item = try PrimaryItem(in: bytes, meta: box.body)
        return try .raster(
          brands.format ?? item.format ?? .heic, item.width, item.height,
          isAnimated: brands.isSequence, orientation: item.orientation)
      case "moov":
        if let (width, height) = try MovieTrack.size(in: bytes, movie: box.body) {
          return try .raster(brands.format ?? .heic, width, height, isAnimated: true)
        }
      default: break
      }
      position = box.body.upperBound
    }
  }

  /// Returns the format of the brands; `nil` if they are not those of a known format.
  static func format(of bytes: Span<UInt8>) -> ImageFormat? {
    guard let brands = try? Brands(in: bytes), brands.isImage else { return nil }
    return brands.format ?? .heic
  }
}

/// The content of the file type box.
private struct Brands {
  /// The format of the brands; `nil` if there are only the general image brands.
  private(set) var format: ImageFormat?
  /// Whether any brand is one of an image.
  private(set) var isImage = false
  /// Whether the file is primarily a sequence to be played.
  private(set) var isSequence = false
  /// The start of the next box.
  let end: Int

  init(in bytes: Span<UInt8>) throws(Stop) {
    let box = try Box(in: bytes, at: 0, end: Span<UInt8>.farAway)
    end = box.body.upperBound
    let start = box.body.lowerBound
    for position in stride(from: start, through: end - 4, by: 4) where position != start + 4 {
      // The second word is the version of the first brand.
      take(try FourCC(in: bytes, at: position), isMajor: position == start)
    }
  }

  private mutating func take(_ brand: FourCC, isMajor: Bool) {
    switch brand {
    case "avif", "avis":
      isImage = true
      format = .avif
    case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
      isImage = true
      if format == nil { format = .heic }
    case "mif1", "msf1", "mif2": isImage = true
    default: break
    }
    switch brand {
    case "avis", "msf1", "hevc", "hevx", "hevm", "hevs": isSequence = isSequence || isMajor
    default: break
    }
  }
}

/// The track of a file with an image sequence.
private enum MovieTrack {
  /// Returns the size of the first track that has one.
  static func size(
    in bytes: Span<UInt8>, movie: Range<Int>
  ) throws(Stop) -> (width: Int, height: Int)? {
    var position = movie.lowerBound
    while position < movie.upperBound {
      let box = try Box(in: bytes, at: position, end: movie.upperBound)
      position = box.body.upperBound
      guard box.type == "trak" else { continue }
      let header = try Box(in: bytes, at: box.body.lowerBound, end: box.body.upperBound)
      guard header.type == "tkhd" else { continue }
      let start = header.body.lowerBound
      // Version 1 has 64-bit times. The size is in units of 1/65536 pixel.
      let place = start + (try bytes.one(start) == 1 ? 88 : 76)
      let width = try bytes.four(place, .bigEndian) >> 16
      let height = try bytes.four(place + 4, .bigEndian) >> 16
      if width > 0, height > 0 { return (width, height) }
    }
    return nil
  }
}
