internal import Bytes
internal import CrawlModel

/// Reads the header of a GIF file (GIF89a specification, sections 18 to 25).
enum GIF {
  static func facts(of bytes: Span<UInt8>) throws(Stop) -> ImageFacts {
    var width = try bytes.two(6, .littleEndian)
    var height = try bytes.two(8, .littleEndian)
    let flags = try bytes.one(10)
    var frames = Frames(start: 13 + colourTableSize(flags))
    if width == 0 || height == 0 {
      // Old encoders left the screen size empty; browsers then use the extent of the first frame.
      (width, height) = try frames.extentOfFirst(in: bytes)
    }
    let isAnimated = frames.areSeveral(in: bytes)
    return try .raster(.gif, width, height, isAnimated: isAnimated)
  }

  /// The offset behind the trailer (section 27).
  static func end(of bytes: Span<UInt8>) throws(Stop) -> Int {
    var frames = Frames(start: 13 + colourTableSize(try bytes.one(10)))
    while try frames.moveToFrame(in: bytes) { try frames.skipFrame(in: bytes) }
    return try frames.endOfTrailer(in: bytes)
  }

  /// Returns the size in bytes of the colour table that a flags byte announces.
  fileprivate static func colourTableSize(_ flags: Int) -> Int {
    flags & 0x80 == 0 ? 0 : 3 << ((flags & 7) + 1)
  }
}

/// Iterates over the frames of a GIF file.
///
/// Every step moves forward, so the cost is bounded by the number of bytes.
private struct Frames {
  private var position: Int

  init(start: Int) { position = start }

  /// Returns the right and lower edge of the first frame, without moving.
  func extentOfFirst(in bytes: Span<UInt8>) throws(Stop) -> (width: Int, height: Int) {
    var walk = self
    guard try walk.moveToFrame(in: bytes) else { throw .damaged }
    let left = try bytes.two(walk.position + 1, .littleEndian)
    let top = try bytes.two(walk.position + 3, .littleEndian)
    return (
      left + (try bytes.two(walk.position + 5, .littleEndian)),
      top + (try bytes.two(walk.position + 7, .littleEndian))
    )
  }

  /// Whether the available bytes contain the beginning of a second frame.
  mutating func areSeveral(in bytes: Span<UInt8>) -> Bool {
    do throws(Stop) {
      guard try moveToFrame(in: bytes) else { return false }
      try skipFrame(in: bytes)
      return try moveToFrame(in: bytes)
    } catch {
      return false
    }
  }

  /// Moves behind the frame whose separator it is at.
  mutating func skipFrame(in bytes: Span<UInt8>) throws(Stop) {
    let flags = try bytes.one(position + 9)
    // The frame's own colour table, and the byte with the code size.
    position += 10 + GIF.colourTableSize(flags) + 1
    try skipSubBlocks(in: bytes)
  }

  func endOfTrailer(in bytes: Span<UInt8>) throws(Stop) -> Int {
    guard try bytes.one(position) == 0x3B else { throw .damaged }
    return position + 1
  }

  /// Moves to the separator of the next frame; returns `false` if the file ends without one.
  mutating func moveToFrame(in bytes: Span<UInt8>) throws(Stop) -> Bool {
    while true {
      switch try bytes.one(position) {
      case 0x2C: return true
      case 0x21:
        position += 2
        try skipSubBlocks(in: bytes)
      case 0: position += 1  // A terminator too many, which decoders forgive.
      default: return false
      }
    }
  }

  private mutating func skipSubBlocks(in bytes: Span<UInt8>) throws(Stop) {
    while true {
      let size = try bytes.one(position)
      position += 1 + size
      if size == 0 { return }
    }
  }
}
