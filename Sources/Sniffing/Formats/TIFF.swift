internal import Bytes
internal import CrawlModel

/// Reads the header of a TIFF or BigTIFF file (TIFF 6.0, section 2).
enum TIFF {
  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    guard let directory = TIFFDirectory(firstIn: bytes) else { throw .cutOff }
    guard let width = directory.width, let height = directory.height else {
      throw directory.isWhole ? .damaged : .cutOff
    }
    return try .raster(.tiff, width, height, orientation: directory.orientation)
  }
}

/// The relevant fields of a file's first image directory.
///
/// Only the first directory is read, so directories that point to each other are harmless.
struct TIFFDirectory {
  /// The maximum number of fields read from a directory.
  static let mostFields = 4096

  private(set) var width: Int?
  private(set) var height: Int?
  /// The orientation, 1 to 8.
  private(set) var orientation: Int?
  /// Whether every field could be read.
  private(set) var isWhole = false

  /// Reads the first directory; returns `nil` if the bytes are not a TIFF or end before it.
  init?(firstIn bytes: Span<UInt8>) {
    do throws(Stop) { try read(bytes) } catch { return nil }
  }

  private mutating func read(_ bytes: Span<UInt8>) throws(Stop) {
    isWhole = try Self.forEachField(in: bytes) { field throws(Stop) in
      let value = try Self.value(bytes, field.order, at: field.position, isBig: field.isBig)
      switch field.tag {
      case 256: width = width ?? value
      case 257: height = height ?? value
      case 274:
        if orientation == nil, let value, (1...8).contains(value) { orientation = value }
      default: break
      }
    }
  }

  /// Returns the value of the field at `position`; `nil` if it is not a single whole number.
  private static func value(
    _ bytes: Span<UInt8>, _ order: ByteOrder, at position: Int, isBig: Bool
  ) throws(Stop) -> Int? {
    let type = try bytes.two(position + 2, order)
    let count = isBig ? try bytes.eight(position + 4, order) : try bytes.four(position + 4, order)
    let slot = position + (isBig ? 12 : 8)
    // The last byte of the field must be available, so that a field is read completely or not at
    // all.
    _ = try bytes.one(slot + (isBig ? 7 : 3))
    guard count == 1 else { return nil }
    switch type {
    case 1: return try bytes.one(slot)
    case 3: return try bytes.two(slot, order)
    case 4: return try bytes.four(slot, order)
    case 16 where isBig: return try bytes.eight(slot, order)
    default: return nil
    }
  }
}
