internal import Bytes
internal import CrawlModel

/// Where the metadata of an image file is; every range is inside the file.
struct MetadataBlocks {
  /// The maximum number of bytes read of one block.
  static let reach = 1 << 20
  /// The maximum number of blocks of one sort.
  static let most = 256

  /// TIFF files inside the file, possibly after the `Exif\0\0` of JPEG.
  private(set) var exif: [Range<Int>] = []
  /// XMP packets.
  private(set) var xmp: [Range<Int>] = []
  /// IPTC records (IIM).
  private(set) var iptc: [Range<Int>] = []
  /// The pieces of a C2PA manifest store (JUMBF), in order.
  private(set) var contentCredentials: [Range<Int>] = []

  /// Whether the file has no metadata.
  var isEmpty: Bool { exif.isEmpty && xmp.isEmpty && iptc.isEmpty && contentCredentials.isEmpty }

  /// The sorts of blocks.
  enum Sort { case exif, xmp, iptc, contentCredentials }

  /// Adds a block, cut to the bytes that are there and to ``reach``.
  ///
  /// Ignores one that ends before it starts, and one with bytes of another block that is read alike: no
  /// byte is read twice.
  mutating func add(_ sort: Sort, from start: Int, to end: Int, of bytes: Span<UInt8>) {
    let end = min(end, bytes.count, start + Self.reach)
    guard start >= 0, start < end else { return }
    switch sort {
    case .exif: Self.add(start..<end, to: &exif, most: Self.most)
    case .xmp: Self.add(start..<end, to: &xmp, most: 4)
    case .iptc: Self.add(start..<end, to: &iptc, most: Self.most)
    case .contentCredentials: Self.add(start..<end, to: &contentCredentials, most: Self.most)
    }
  }

  private static func add(_ block: Range<Int>, to blocks: inout [Range<Int>], most: Int) {
    guard blocks.count < most, !blocks.contains(where: block.overlaps) else { return }
    blocks.append(block)
  }

  /// Finds the blocks of a file.
  ///
  /// - Throws: why the file cannot be read further; the blocks found before stay.
  mutating func find(in bytes: Span<UInt8>, _ format: ImageFormat) throws(Stop) {
    switch format {
    case .jpeg: try findInJPEG(bytes)
    case .png: try findInPNG(bytes)
    case .webp: try findInWebP(bytes)
    case .tiff: try findInTIFF(bytes)
    case .avif, .heic: try findInBoxes(bytes, from: 0)
    case .jxl: if bytes.uint8(at: 0) == 0 { try findInBoxes(bytes, from: 0) }
    case .gif, .bmp, .ico, .svg: break
    }
  }
}
