internal import Bytes

/// Reads EXIF metadata: a small TIFF file inside another file.
enum EXIF {
  /// The orientation, 1 to 8, that the metadata in `range` gives; `nil` where it gives none.
  ///
  /// The metadata may begin with the `Exif\0\0` that JPEG puts before it.
  static func orientation(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    // The second zero is a pad byte that some writers fill with something else.
    let start = range.lowerBound + (bytes.matches("Exif\0", at: range.lowerBound) ? 6 : 0)
    guard start <= range.upperBound else { return nil }
    // What the directory points at must lie in the metadata, not in the file around it.
    let metadata = bytes.extracting(start..<range.upperBound)
    return TIFFDirectory(firstIn: metadata)?.orientation
  }
}
