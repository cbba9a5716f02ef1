internal import Bytes
internal import CrawlModel

/// Reads the header of a JPEG XL codestream (ISO/IEC 18181-1, annex D), bare or in its container
/// (ISO/IEC 18181-2).
enum JXL {
  /// An upper bound of the size of a codestream's header in bytes.
  static let headerSize = 64

  static func facts(
    ofCodestream bytes: Span<UInt8>, isComplete: Bool
  ) throws(Stop) -> ImageFacts {
    var bits = BitCursor(offset: 2)
    let (width, height) = try size(bytes, &bits)
    var orientation: Int?
    var isAnimated = false
    do throws(Stop) {
      let isDefault = try bits.take(1, of: bytes) == 1
      if !isDefault, try bits.take(1, of: bytes) == 1 {
        // The values of EXIF minus one.
        orientation = try bits.take(3, of: bytes) + 1
        if try bits.take(1, of: bytes) == 1 { _ = try size(bytes, &bits) }
        if try bits.take(1, of: bytes) == 1 { try skipPreview(bytes, &bits) }
        isAnimated = try bits.take(1, of: bytes) == 1
      }
    } catch {
      guard isComplete else { throw error }
    }
    return try .raster(
      .jxl, width, height, isAnimated: isAnimated, orientation: orientation)
  }

  static func facts(
    ofContainer bytes: Span<UInt8>, isComplete: Bool
  ) throws(Stop) -> ImageFacts {
    var header: [UInt8] = []
    var position = 12
    var isWhole = false
    while !isWhole, let box = try? Box(in: bytes, at: position, end: Span<UInt8>.farAway) {
      position = box.body.upperBound
      var start = box.body.lowerBound
      switch box.type {
      case "jxlc": isWhole = true
      case "jxlp": start += 4  // The number of the part.
      default: continue
      }
      while start < min(box.body.upperBound, bytes.count), header.count < headerSize {
        header.append(bytes[start])
        start += 1
      }
      if header.count == headerSize { isWhole = true }
    }
    if header.count >= 2, header[0] != 0xFF || header[1] != 0x0A { throw .damaged }
    return try facts(ofCodestream: header.span, isComplete: isComplete)
  }

  /// Reads a size header.
  private static func size(
    _ bytes: Span<UInt8>, _ bits: inout BitCursor
  ) throws(Stop) -> (width: Int, height: Int) {
    let isSmall = try bits.take(1, of: bytes) == 1
    let height = try side(bytes, &bits, isSmall: isSmall)
    let ratio = try bits.take(3, of: bytes)
    if ratio == 0 { return (try side(bytes, &bits, isSmall: isSmall), height) }
    let (numerator, denominator) = ratios[ratio - 1]
    return (height * numerator / denominator, height)
  }

  private static let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]

  private static func side(
    _ bytes: Span<UInt8>, _ bits: inout BitCursor, isSmall: Bool
  ) throws(Stop) -> Int {
    if isSmall { return (try bits.take(5, of: bytes) + 1) * 8 }
    let width = [9, 13, 18, 30][try bits.take(2, of: bytes)]
    return try bits.take(width, of: bytes) + 1
  }

  private static func skipPreview(
    _ bytes: Span<UInt8>, _ bits: inout BitCursor
  ) throws(Stop) {
    let isDivided = try bits.take(1, of: bytes) == 1
    let widths = isDivided ? [0, 0, 5, 9] : [6, 8, 10, 12]
    _ = try bits.take(widths[try bits.take(2, of: bytes)], of: bytes)
    if try bits.take(3, of: bytes) == 0 {
      _ = try bits.take(widths[try bits.take(2, of: bytes)], of: bytes)
    }
  }
}

/// A position in bytes that are read bit by bit, the least significant bit first.
private struct BitCursor {
  private var position: Int

  init(offset: Int) { position = offset * 8 }

  /// Reads the next `count` bits, at most 32.
  mutating func take(_ count: Int, of bytes: Span<UInt8>) throws(Stop) -> Int {
    var value = 0
    for bit in 0..<count {
      value |= (try bytes.one(position >> 3) >> (position & 7) & 1) << bit
      position += 1
    }
    return value
  }
}
