internal import Bytes
internal import CrawlModel

/// The creator, the credit and the copyright in an IPTC record (IIM 4.2, chapter 3).
enum IPTCRights {
  /// The maximum number of data sets read.
  static let most = 4096

  static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into rights: inout ImageRights) {
    do throws(Stop) {
      var position = range.lowerBound
      for _ in 0..<most where position + 5 <= range.upperBound {
        guard try bytes.one(position) == 0x1C else { return }
        let name = try bytes.two(position + 1, .bigEndian)
        var size = try bytes.two(position + 3, .bigEndian)
        position += 5
        if size > 0x7FFF {
          // The size of the size.
          let count = size & 0x7FFF
          guard count == 4 else { return }
          size = try bytes.four(position, .bigEndian)
          position += 4
        }
        let end = position + size
        guard end <= range.upperBound else { return }
        let kind: RightsStatement.Kind? =
          switch name {
          case 2 << 8 | 80: .creator
          case 2 << 8 | 110: .creditText
          case 2 << 8 | 116: .copyrightNotice
          default: nil
          }
        if let kind, position < end {
          rights.add(
            RightsStatement(kind, in: .iptc, MetadataText.text(bytes, position..<end)))
        }
        position = end
      }
    } catch {
      // The record ends early.
    }
  }
}
