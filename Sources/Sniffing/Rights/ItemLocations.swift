internal import Bytes

/// Which items of a HEIF file are metadata (ISO/IEC 14496-12, section 8.11.6).
enum ItemTypes {
  static func metadata(
    in bytes: Span<UInt8>, _ information: Range<Int>
  ) throws(Stop) -> [Int: MetadataBlocks.Sort] {
    var items: [Int: MetadataBlocks.Sort] = [:]
    var position = information.lowerBound + (try bytes.one(information.lowerBound) == 0 ? 6 : 8)
    while position < information.upperBound {
      let entry = try Box(in: bytes, at: position, end: information.upperBound)
      position = entry.body.upperBound
      var place = entry.body.lowerBound
      let version = try bytes.one(place)
      guard entry.type == "infe", version >= 2 else { continue }
      let isShort = version == 2
      let number =
        isShort ? try bytes.two(place + 4, .bigEndian) : try bytes.four(place + 4, .bigEndian)
      place += isShort ? 8 : 10
      switch try FourCC(in: bytes, at: place) {
      case "Exif": items[number] = .exif
      case "mime":
        guard let nameEnd = bytes.firstOffset(of: 0, from: place + 4) else { continue }
        if bytes.matches("application/rdf+xml\0", at: nameEnd + 1) { items[number] = .xmp }
      default: break
      }
    }
    return items
  }
}

/// Where the items of a HEIF file are (ISO/IEC 14496-12, section 8.11.3).
enum ItemLocations {
  /// Passes on the first part of each item; the others are further parts of the same content.
  static func forEach(
    in bytes: Span<UInt8>, _ locations: Range<Int>, data: Range<Int>?,
    _ body: (Int, Range<Int>) -> Void
  ) throws(Stop) {
    var reader = Reader(position: locations.lowerBound)
    let version = try reader.number(1, bytes)
    _ = try reader.number(3, bytes)
    let sizes = try reader.number(2, bytes)
    let (offsetSize, lengthSize) = (sizes >> 12 & 15, sizes >> 8 & 15)
    let (baseSize, indexSize) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
    let count = try reader.number(version < 2 ? 2 : 4, bytes)
    for _ in 0..<count {
      let item = try reader.number(version < 2 ? 2 : 4, bytes)
      let method = version > 0 ? try reader.number(2, bytes) & 15 : 0
      _ = try reader.number(2, bytes)
      let base = try reader.number(baseSize, bytes)
      let extents = try reader.number(2, bytes)
      if extents > 0 {
        _ = try reader.number(indexSize, bytes)
        let offset = try reader.number(offsetSize, bytes)
        let length = try reader.number(lengthSize, bytes)
        reader.position += (extents - 1) * (indexSize + offsetSize + lengthSize)
        let start = base + offset + (method == 1 ? data?.lowerBound ?? Span<UInt8>.farAway : 0)
        if method < 2 { body(item, start..<start + length) }
      }
      guard reader.position <= locations.upperBound else { throw .damaged }
    }
  }

  /// Reads numbers of any size one after the other.
  private struct Reader {
    var position: Int

    mutating func number(_ size: Int, _ bytes: Span<UInt8>) throws(Stop) -> Int {
      var value = 0
      for _ in 0..<size {
        value = min(value << 8 | (try bytes.one(position)), Span<UInt8>.farAway >> 9)
        position += 1
      }
      return value
    }
  }
}
