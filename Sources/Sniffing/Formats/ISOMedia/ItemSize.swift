internal import Bytes

/// The properties of an item that make its size as displayed.
struct ItemSize {
  /// The size as coded (`ispe`).
  private var extent: (width: Int, height: Int)?
  /// The clean aperture (`clap`), where it is a whole number of pixels.
  private var crop: (width: Int, height: Int)?
  /// Whether the picture is turned by a quarter (`irot`).
  private var isTurned = false

  /// Reads the properties of an item.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - properties: The contents of the item properties box, `iprp`.
  ///   - item: The item's number.
  /// - Throws: `cutOff` where the bytes end first, `damaged` where a property is too short.
  mutating func read(
    _ bytes: Span<UInt8>, properties: Range<Int>, of item: Int
  ) throws(Stop) {
    var container: Range<Int>?
    var indexes: Set<Int> = []
    var position = properties.lowerBound
    for _ in 0..<PrimaryItem.mostBoxes where position < properties.upperBound {
      let box = try Box(in: bytes, at: position, end: properties.upperBound)
      position = box.body.upperBound
      switch box.type {
      case "ipco": container = container ?? box.body
      case "ipma": indexes.formUnion(try Self.indexes(of: item, in: bytes, association: box.body))
      default: break
      }
    }
    guard let container else { throw .damaged }
    position = container.lowerBound
    for index in 1...PrimaryItem.mostBoxes where position < container.upperBound {
      let box = try Box(in: bytes, at: position, end: container.upperBound)
      position = box.body.upperBound
      if indexes.contains(index) { try take(box, in: bytes) }
    }
  }

  /// The size as displayed.
  func displayed() throws(Stop) -> (width: Int, height: Int) {
    guard var size = extent else { throw .damaged }
    if let crop, crop.width <= size.width, crop.height <= size.height { size = crop }
    return isTurned ? (size.height, size.width) : size
  }

  private mutating func take(_ box: Box, in bytes: Span<UInt8>) throws(Stop) {
    let start = box.body.lowerBound
    switch box.type {
    case "ispe":
      guard extent == nil else { break }
      guard box.body.count >= 12 else { throw .damaged }
      extent = (
        try bytes.four(start + 4, .bigEndian), try bytes.four(start + 8, .bigEndian)
      )
    case "clap":
      guard box.body.count >= 32 else { throw .damaged }
      if let width = try Self.whole(bytes, at: start),
        let height = try Self.whole(bytes, at: start + 8)
      {
        crop = (width, height)
      }
    case "irot":
      guard box.body.count >= 1 else { throw .damaged }
      isTurned = try bytes.one(start) & 1 == 1
    default: break
    }
  }

  /// The fraction at an offset, where it is a positive whole number.
  private static func whole(_ bytes: Span<UInt8>, at start: Int) throws(Stop) -> Int? {
    let numerator = try bytes.four(start, .bigEndian)
    let denominator = try bytes.four(start + 4, .bigEndian)
    guard numerator > 0, denominator > 0, numerator % denominator == 0 else { return nil }
    return numerator / denominator
  }

  /// The numbers of the properties that an association box (`ipma`) gives an item.
  private static func indexes(
    of item: Int, in bytes: Span<UInt8>, association: Range<Int>
  ) throws(Stop) -> Set<Int> {
    var indexes: Set<Int> = []
    var position = association.lowerBound
    let hasLongNumbers = try bytes.one(position) > 0
    let hasLongIndexes = try bytes.one(position + 3) & 1 == 1
    let count = try bytes.four(position + 4, .bigEndian)
    position += 8
    for _ in 0..<count {
      guard position < association.upperBound else { throw .damaged }
      let number =
        hasLongNumbers
        ? try bytes.four(position, .bigEndian) : try bytes.two(position, .bigEndian)
      position += hasLongNumbers ? 4 : 2
      let properties = try bytes.one(position)
      position += 1
      guard number == item else {
        position += properties * (hasLongIndexes ? 2 : 1)
        continue
      }
      for _ in 0..<properties {
        // The highest bit says whether the property is essential; the rest is its number.
        if hasLongIndexes {
          indexes.insert(try bytes.two(position, .bigEndian) & 0x7FFF)
        } else {
          indexes.insert(try bytes.one(position) & 0x7F)
        }
        position += hasLongIndexes ? 2 : 1
      }
    }
    return indexes
  }
}
