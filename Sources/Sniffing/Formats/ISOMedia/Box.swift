internal import Bytes

/// A box of an ISO base media file (ISO/IEC 14496-12, section 4.2): its type and the range of its
/// contents.
struct Box {
  let type: FourCC
  /// The range of the contents; inside the enclosing box, but possibly beyond the available bytes.
  let body: Range<Int>

  /// Reads the header of the box at an offset.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - start: the start of the box.
  ///   - end: the end of the enclosing box. A box that claims to be longer is cut there, so boxes
  ///     are always nested.
  /// - Throws: `cutOff` if the header is incomplete, `damaged` if the size is smaller than the
  ///   header.
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
