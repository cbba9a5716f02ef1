internal import Bytes
internal import CrawlModel

/// The C2PA manifest store of an image: whether it is there, and what it says about training.
///
/// Nothing is verified (C2PA 2.1, 11.1; CAWG training and data mining 1.1).
enum ContentCredentials {
  /// The maximum number of bytes read of a store in pieces.
  static let reach = 4 << 20
  /// The maximum number of boxes, and how deep they may be nested.
  static let mostBoxes = 4096
  static let mostLevels = 16

  private static let assertions = ["c2pa.training-mining", "cawg.training-mining"]

  /// Whether a manifest store begins at an offset: a JUMBF box whose type has the letters `c2pa`.
  static func begin(in bytes: Span<UInt8>, at start: Int) -> Bool {
    bytes.matches("jumb", at: start + 4) && bytes.matches("jumd", at: start + 12)
      && bytes.matches("c2pa", at: start + 16)
  }

  /// Adds that there is a manifest store, and its assertions about training.
  static func read(
    _ bytes: Span<UInt8>, _ pieces: [Range<Int>], into rights: inout ImageRights
  ) {
    rights.add(RightsStatement(.contentCredentials, in: .c2pa, ""))
    var left = mostBoxes
    if pieces.count == 1 {
      try? read(bytes, pieces[0], 0, &left, into: &rights)
    } else {
      var store: [UInt8] = []
      for piece in pieces {
        store.append(bytes.extracting(piece.prefix(max(0, reach - store.count))))
      }
      try? read(store.span, 0..<store.count, 0, &left, into: &rights)
    }
  }

  private static func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ level: Int, _ left: inout Int,
    into rights: inout ImageRights
  ) throws(Stop) {
    guard level < mostLevels else { return }
    var isAssertion = false
    var position = range.lowerBound
    while position + 8 <= range.upperBound, left > 0 {
      left -= 1
      let box = try Box(in: bytes, at: position, end: range.upperBound)
      position = box.body.upperBound
      switch box.type {
      case "jumb": try read(bytes, box.body, level + 1, &left, into: &rights)
      case "jumd":
        // The type, a byte of switches, and the label.
        let label = box.body.lowerBound + 17
        isAssertion = assertions.contains { bytes.matches($0, at: label) }
      case "cbor" where isAssertion:
        var reader = CBORReader(position: box.body.lowerBound, end: box.body.upperBound)
        try reader.read(bytes) { name, use in
          rights.add(RightsStatement(.dataMining, in: .c2pa, "\(name) \(use)"))
        }
      default: break
      }
    }
  }
}
