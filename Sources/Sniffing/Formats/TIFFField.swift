internal import Bytes

/// A field of a TIFF directory (TIFF 6.0, section 2), of which only the tag was read.
struct TIFFField {
  let tag: Int
  /// The offset of the field.
  let position: Int
  let order: ByteOrder
  /// Whether the file is a BigTIFF, in which fields are larger.
  let isBig: Bool

  /// Returns the range of its content if its type has bytes or text; `nil` if it is not inside the
  /// bytes.
  func content(in bytes: Span<UInt8>) -> Range<Int>? {
    do throws(Stop) {
      let type = try bytes.two(position + 2, order)
      let count = isBig ? try bytes.eight(position + 4, order) : try bytes.four(position + 4, order)
      let unit: Int
      switch type {
      case 1, 2, 6, 7, 129: unit = 1
      case 4: unit = 4  // Some writers give the IPTC record as numbers.
      default: return nil
      }
      let (size, overflows) = count.multipliedReportingOverflow(by: unit)
      let slot = position + (isBig ? 12 : 8)
      let start =
        size <= (isBig ? 8 : 4)
        ? slot : isBig ? try bytes.eight(slot, order) : try bytes.four(slot, order)
      guard !overflows, size > 0, start <= bytes.count, size <= bytes.count - start else {
        return nil
      }
      return start..<start + size
    } catch {
      return nil
    }
  }
}

extension TIFFDirectory {
  /// Passes on the fields of the first directory.
  ///
  /// - Returns: whether all could be read; `false` also if `body` throws.
  /// - Throws: `foreign` if the bytes are not a TIFF, `cutOff` if they end before its directory.
  static func forEachField(
    in bytes: Span<UInt8>, _ body: (TIFFField) throws(Stop) -> Void
  ) throws(Stop) -> Bool {
    let order: ByteOrder =
      switch try bytes.two(0, .bigEndian) {
      case 0x4949: .littleEndian
      case 0x4D4D: .bigEndian
      default: throw .foreign
      }
    let isBig: Bool
    var position: Int
    let count: Int
    switch try bytes.two(2, order) {
    case 42:
      isBig = false
      position = try bytes.four(4, order)
      count = try bytes.two(position, order)
      position += 2
    case 43:
      isBig = true
      position = try bytes.eight(8, order)
      count = try bytes.eight(position, order)
      position += 8
    default: throw .foreign
    }
    do throws(Stop) {
      for _ in 0..<min(count, mostFields) {
        let tag = try bytes.two(position, order)
        try body(TIFFField(tag: tag, position: position, order: order, isBig: isBig))
        position += isBig ? 20 : 12
      }
      return true
    } catch {
      return false
    }
  }
}
