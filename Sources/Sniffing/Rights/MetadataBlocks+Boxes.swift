internal import Bytes

/// The boxes of AVIF, HEIC and JPEG XL.
extension MetadataBlocks {
  /// The extended types of `uuid` boxes, and the purpose of the box of a C2PA manifest store.
  private static let xmpType: [UInt8] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]
  private static let contentCredentialsType: [UInt8] = [
    0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
  ]
  private static let purpose = "manifest\0"

  mutating func findInBoxes(_ bytes: Span<UInt8>, from start: Int) throws(Stop) {
    var position = start
    while position < bytes.count {
      let box = try Box(in: bytes, at: position, end: Span<UInt8>.farAway)
      position = box.body.upperBound
      switch box.type {
      case "uuid": findInTypedBox(bytes, box.body)
      case "meta": try findItems(bytes, box.body)
      // JPEG XL has these at the top.
      case "Exif": findExif(bytes, box.body)
      case "xml ": add(.xmp, from: box.body.lowerBound, to: box.body.upperBound, of: bytes)
      case "jumb" where ContentCredentials.begin(in: bytes, at: box.body.lowerBound - 8):
        add(.contentCredentials, from: box.body.lowerBound - 8, to: box.body.upperBound, of: bytes)
      default: break
      }
    }
  }

  private mutating func findInTypedBox(_ bytes: Span<UInt8>, _ body: Range<Int>) {
    func hasType(_ type: [UInt8]) -> Bool {
      type.indices.allSatisfy { bytes.uint8(at: body.lowerBound + $0) == type[$0] }
    }
    let start = body.lowerBound + 16
    if hasType(Self.xmpType) { add(.xmp, from: start, to: body.upperBound, of: bytes) }
    guard hasType(Self.contentCredentialsType), bytes.matches(Self.purpose, at: start + 4) else {
      return
    }
    // Version and flags, the purpose, and the place of another box.
    let store = start + 4 + Self.purpose.utf8.count + 8
    add(.contentCredentials, from: store, to: body.upperBound, of: bytes)
  }

  /// The offset of the TIFF header stands before it.
  private mutating func findExif(_ bytes: Span<UInt8>, _ body: Range<Int>) {
    guard let offset = bytes.uint32(at: body.lowerBound, .bigEndian) else { return }
    let start = body.lowerBound + 4 + Int(offset)
    add(.exif, from: start, to: body.upperBound, of: bytes)
  }

  /// The items of a HEIF file with EXIF metadata or XMP, and where they are.
  private mutating func findItems(_ bytes: Span<UInt8>, _ meta: Range<Int>) throws(Stop) {
    var (information, locations, data): (Range<Int>?, Range<Int>?, Range<Int>?)
    var position = meta.lowerBound + 4
    while position < meta.upperBound {
      let box = try Box(in: bytes, at: position, end: meta.upperBound)
      position = box.body.upperBound
      switch box.type {
      case "iinf": information = box.body
      case "iloc": locations = box.body
      case "idat": data = box.body
      default: break
      }
    }
    guard let information, let locations else { return }
    let items = try ItemTypes.metadata(in: bytes, information)
    guard !items.isEmpty else { return }
    try ItemLocations.forEach(in: bytes, locations, data: data) { item, range in
      switch items[item] {
      case .exif?: findExif(bytes, range)
      case .xmp?: add(.xmp, from: range.lowerBound, to: range.upperBound, of: bytes)
      default: break
      }
    }
  }
}
