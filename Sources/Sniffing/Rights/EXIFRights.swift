internal import Bytes
internal import CrawlModel

/// The copyright and the artist in EXIF metadata (CIPA DC-008, 4.6.4 D).
enum EXIFRights {
  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into rights: inout ImageRights) {
    let start = range.lowerBound + (bytes.matches("Exif\0", at: range.lowerBound) ? 6 : 0)
    guard start < range.upperBound else { return }
    let metadata = bytes.extracting(start..<range.upperBound)
    var found: [RightsStatement] = []
    // A tag stands once in a directory.
    var kinds: Set<RightsStatement.Kind> = []
    _ = try? TIFFDirectory.forEachField(in: metadata) { field throws(Stop) in
      let kind: RightsStatement.Kind
      switch field.tag {
      case 0x8298: kind = .copyrightNotice
      case 0x013B: kind = .creator
      default: return
      }
      guard let content = field.content(in: metadata), kinds.insert(kind).inserted else { return }
      // The photographer and the editor, of whom one or both may be given.
      for part in MetadataText.lines(metadata, content) {
        found.append(RightsStatement(kind, in: .exif, part))
      }
    }
    for statement in found { rights.add(statement) }
  }
}
