internal import Bytes
internal import CrawlModel

/// Reads the directory of a Windows icon or cursor.
///
/// The size is that of the largest image. The directory has only one byte per side, so the image's
/// own header takes precedence if it is available.
enum ICO {
  /// The maximum number of directory entries read.
  static let mostEntries = 1024
  /// The maximum number of images with the same listed size whose headers are read.
  static let mostPictures = 8

  static func facts(of bytes: Span<UInt8>, isComplete: Bool) throws(Stop) -> ImageFacts {
    let count = try bytes.two(4, .littleEndian)
    guard count > 0 else { throw .foreign }
    let directoryEnd = 6 + 16 * count
    var listed = (width: 0, height: 0)
    var pictures: [Int] = []
    for index in 0..<min(count, mostEntries) {
      let entry = 6 + 16 * index
      let width = side(try bytes.one(entry))
      let height = side(try bytes.one(entry + 1))
      let offset = try bytes.four(entry + 12, .littleEndian)
      guard offset >= directoryEnd else { throw .foreign }
      let area = width * height
      if area > listed.width * listed.height {
        listed = (width, height)
        pictures = [offset]
      } else if area == listed.width * listed.height, pictures.count < mostPictures {
        pictures.append(offset)
      }
    }
    let best = try largest(of: pictures, listed: listed, in: bytes, isComplete: isComplete)
    return try .raster(.ico, best.width, best.height)
  }

  private static func side(_ byte: Int) -> Int { byte == 0 ? 256 : byte }

  /// Returns the size of the largest image by its own header, or the listed size if no header can
  /// be read.
  private static func largest(
    of pictures: [Int], listed: (width: Int, height: Int), in bytes: Span<UInt8>, isComplete: Bool
  ) throws(Stop) -> (width: Int, height: Int) {
    var best: (width: Int, height: Int)?
    for offset in pictures {
      do throws(Stop) {
        let size = try size(ofPicture: offset, in: bytes)
        if size.width * size.height > (best.map { $0.width * $0.height } ?? 0) { best = size }
      } catch {
        if error == .cutOff, !isComplete { throw .cutOff }
      }
    }
    return best ?? listed
  }

  private static func size(
    ofPicture offset: Int, in bytes: Span<UInt8>
  ) throws(Stop) -> (width: Int, height: Int) {
    if try bytes.four(offset, .bigEndian) == 0x8950_4E47 {
      return try PNG.size(bytes, header: offset + 8)
    }
    let (width, height) = try BMP.size(bytes, header: offset)
    guard width > 0, height > 1 else { throw .damaged }
    // The bitmap contains the image and, below it, its mask.
    return (width, height / 2)
  }
}
