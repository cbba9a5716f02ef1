internal import Bytes
internal import CrawlModel

/// The primary image of a HEIF file, as described in its `meta` box.
struct PrimaryItem {
  /// The size as coded: cropped (`clap`), but not rotated.
  let width: Int
  let height: Int
  /// The EXIF orientation for its rotation and mirroring (`irot`, `imir`); `nil` if it has neither.
  let orientation: Int?
  /// The format of the item's type; `nil` if the item consists of other items.
  let format: ImageFormat?

  init(in bytes: Span<UInt8>, meta: Range<Int>) throws(Stop) {
    var identifier: Int?
    var properties: Range<Int>?
    var information: Range<Int>?
    var position = meta.lowerBound + 4
    while identifier == nil || properties == nil {
      let box = try Box(in: bytes, at: position, end: meta.upperBound)
      position = box.body.upperBound
      switch box.type {
      case "pitm":
        let start = box.body.lowerBound
        identifier =
          try bytes.one(start) == 0
          ? try bytes.two(start + 4, .bigEndian) : try bytes.four(start + 4, .bigEndian)
      case "iinf": information = box.body
      case "iprp": properties = box.body
      default: break
      }
    }
    guard let identifier, let properties else { throw .damaged }
    var geometry = ItemGeometry()
    try geometry.read(bytes, properties: properties, of: identifier)
    (width, height) = try geometry.size()
    orientation = geometry.orientation
    format = information.flatMap { Self.format(of: identifier, in: bytes, information: $0) }
  }

  /// Returns the format of an item's coding, from the item information box.
  private static func format(
    of identifier: Int, in bytes: Span<UInt8>, information: Range<Int>
  ) -> ImageFormat? {
    do throws(Stop) {
      var position = information.lowerBound + (try bytes.one(information.lowerBound) == 0 ? 6 : 8)
      while position < information.upperBound {
        let entry = try Box(in: bytes, at: position, end: information.upperBound)
        position = entry.body.upperBound
        let start = entry.body.lowerBound
        let version = try bytes.one(start)
        guard entry.type == "infe", version >= 2 else { continue }
        let isShort = version == 2
        let number =
          isShort ? try bytes.two(start + 4, .bigEndian) : try bytes.four(start + 4, .bigEndian)
        guard number == identifier else { continue }
        switch try FourCC(in: bytes, at: start + (isShort ? 8 : 10)) {
        case "av01": return .avif
        case "hvc1", "hev1": return .heic
        default: return nil
        }
      }
    } catch {
      // Without this information, the brands determine the format.
    }
    return nil
  }
}
