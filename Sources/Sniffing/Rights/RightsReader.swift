internal import Bytes
internal import CrawlModel

/// Reads what an image file says about the rights in it, without decoding the image.
///
/// - Complexity: O(*n*) in the number of bytes; only metadata is read, and at most
///   ``MetadataBlocks/reach`` bytes of one block.
enum RightsReader {
  static func rights(in bytes: Span<UInt8>, _ format: ImageFormat) -> ImageRights {
    var blocks = MetadataBlocks()
    do throws(Stop) { try blocks.find(in: bytes, format) } catch {
      // Blocks before the damage are used.
    }
    var rights = ImageRights()
    guard !blocks.isEmpty else { return rights }
    for range in blocks.exif { EXIFRights.read(bytes, range, into: &rights) }
    for range in blocks.iptc { IPTCRights.read(bytes, range, into: &rights) }
    for range in blocks.xmp { XMPRights.read(bytes, range, into: &rights) }
    if !blocks.contentCredentials.isEmpty {
      ContentCredentials.read(bytes, blocks.contentCredentials, into: &rights)
    }
    return rights
  }
}
