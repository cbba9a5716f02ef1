internal import Bytes

/// A box of an ISO base media file (ISO/IEC 14496-12, section 4.2): its name and where its
/// contents stand.
struct Box {
  let type: FourCC
  /// Where the contents stand; within the enclosing box, but not always within the bytes at hand.
  let body: Range<Int>

  /// Reads the header of the box at an offset.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - start: Where the box begins.
  ///   - end: Where the enclosing box ends. A box that claims more is cut to it, so boxes always
  ///     nest.
  /// - Throws: `cutOff` where the header is, `damaged` where the size leaves no room for it.
  init(in bytes: Span<UInt8>, at start: Int, end: Int) throws(Stop) {
    guard start <= end - 8 else { throw .damaged }
    var size = try bytes.four(start, .bigEndian)
    var headerSize = 8
    type = try FourCC(in: bytes, at: start + 4)
    if size == 1 {
      guard start <= end - 16 else { throw .damaged }
      size = try bytes.eight(start + 8, .bigEndian)
      headerSize = 16
    } else if size == 0 {
      size = end - start  // As far as the enclosing box reaches.
    }
    guard size >= headerSize else { throw .damaged }
    body = start + headerSize..<min(start + size, end)
  }
}
