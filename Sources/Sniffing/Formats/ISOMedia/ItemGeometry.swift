internal import Bytes

/// The properties of an item that determine its size and orientation.
struct ItemGeometry {
  /// The size before cropping (`ispe`).
  private var extent: (width: Int, height: Int)?
  /// The clean aperture (`clap`), if it is a whole number of pixels.
  private var crop: (width: Int, height: Int)?
  /// The number of anticlockwise quarter turns (`irot`), 0 to 3.
  private var quarters: Int?
  /// The mirroring (`imir`).
  private var mirror: Mirror?

  private enum Mirror: Int {
    /// Top and bottom are swapped.
    case topToBottom = 0
    /// Left and right are swapped.
    case leftToRight = 1
  }

  /// Reads the properties of an item.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - properties: the contents of the item properties box, `iprp`.
  ///   - item: the item's number.
  /// - Throws: `cutOff` if the bytes end too early, `damaged` if a property is too short.
  mutating func read(
    _ bytes: Span<UInt8>, properties: Range<Int>, of item: Int
  ) throws(Stop) {
    var container: Range<Int>?
    var indexes: Set<Int> = []
    var position = properties.lowerBound
    while position < properties.upperBound {
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
    var index = 0
    while position < container.upperBound {
      index += 1
      let box = try Box(in: bytes, at: position, end: container.upperBound)
      position = box.body.upperBound
      if indexes.contains(index) { try take(box, in: bytes) }
    }
  }

  /// Returns the size as coded: cropped, but not rotated.
  func size() throws(Stop) -> (width: Int, height: Int) {
    guard let extent else { throw .damaged }
    guard let crop, crop.width <= extent.width, crop.height <= extent.height else { return extent }
    return crop
  }

  /// The EXIF orientation equivalent to the properties; `nil` if there are none.
  ///
  /// The rotation precedes the mirroring (ISO/IEC 23000-22, section 7.3.6.7), in whatever order the
  /// item lists them.
  var orientation: Int? {
    guard quarters != nil || mirror != nil else { return nil }
    return switch (quarters ?? 0, mirror) {
    case (1, nil): 8
    case (1, .topToBottom): 5
    case (1, .leftToRight): 7
    case (2, nil): 3
    case (2, .topToBottom): 2
    case (2, .leftToRight): 4
    case (3, nil): 6
    case (3, .topToBottom): 7
    case (3, .leftToRight): 5
    case (_, nil): 1
    case (_, .topToBottom): 4
    case (_, .leftToRight): 2
    }
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
      guard quarters == nil else { break }
      guard box.body.count >= 1 else { throw .damaged }
      quarters = try bytes.one(start) & 3
    case "imir":
      guard mirror == nil else { break }
      guard box.body.count >= 1 else { throw .damaged }
      mirror = Mirror(rawValue: try bytes.one(start) & 1)
    default: break
    }
  }

  /// Returns the fraction at an offset if it is a positive whole number.
  private static func whole(_ bytes: Span<UInt8>, at start: Int) throws(Stop) -> Int? {
    let numerator = try bytes.four(start, .bigEndian)
    let denominator = try bytes.four(start + 4, .bigEndian)
    guard numerator > 0, denominator > 0, numerator % denominator == 0 else { return nil }
    return numerator / denominator
  }

  /// Returns the numbers of the properties that an association box (`ipma`) assigns to an item.
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
        // The highest bit says whether the property is essential; the others are its number.
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
