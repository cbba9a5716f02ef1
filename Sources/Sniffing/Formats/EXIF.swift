internal import Bytes

/// Reads EXIF metadata: a small TIFF file inside another file.
enum EXIF {
  /// Returns the orientation, 1 to 8, in the metadata in `range`; `nil` if there is none.
  ///
  /// The metadata may begin with the `Exif\0\0` that JPEG puts before it.
  static func orientation(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    // The second zero is padding, which some writers fill with something else.
    let start = range.lowerBound + (bytes.matches("Exif\0", at: range.lowerBound) ? 6 : 0)
    guard start <= range.upperBound else { return nil }
    // Offsets in the directory must be inside the metadata, not in the file around it.
    let metadata = bytes.extracting(start..<range.upperBound)
    return TIFFDirectory(firstIn: metadata)?.orientation
  }
}
