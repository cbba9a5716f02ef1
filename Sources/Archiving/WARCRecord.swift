import Bytes
import CrawlModel

/// A record of a WARC file (WARC 1.1, ISO 28500:2017) without the body at the end of its block.
struct WARCRecord {
  /// What a record holds.
  enum Kind: String {
    case warcinfo, response, request, revisit, metadata
  }

  /// The type of a block of fields.
  static let fields = "application/warc-fields"
  /// The type of a block with a request.
  static let request = "application/http; msgtype=request"
  /// The type of a block with a response.
  static let response = "application/http; msgtype=response"
  /// What stands behind each record.
  static let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

  let kind: Kind
  let id: RecordID
  let date: Timestamp
  let contentType: String
  /// The fields besides those that every record has.
  var fields: [(name: StaticString, value: String)] = []
  /// The block, or the part of it before the body.
  var head: [UInt8]

  /// Makes a record.
  init(
    _ kind: Kind, id: RecordID = RecordID(), at date: Timestamp, contentType: String,
    head: [UInt8] = []
  ) {
    self.kind = kind
    self.id = id
    self.date = date
    self.contentType = contentType
    self.head = head
  }

  /// Adds a field; without a value, nothing.
  mutating func add(_ name: StaticString, _ value: String?) {
    if let value { fields.append((name, value)) }
  }

  /// Writes the header of the record.
  ///
  /// - Parameters:
  ///   - byteCount: the size of the whole block.
  ///   - digest: the digest of the whole block.
  /// - Returns: the bytes, with the empty line.
  func header(byteCount: Int, digest: SHA256Digest) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    text.append("WARC/1.1\r\nWARC-Type: ")
    text.append(contentsOf: kind.rawValue.utf8)
    text.append("\r\nWARC-Record-ID: ")
    text.append(contentsOf: id.description.utf8)
    text.append("\r\nWARC-Date: ")
    text.append(contentsOf: date.rfc3339.utf8)
    for (name, value) in fields {
      text.append("\r\n")
      text.append(name)
      text.append(": ")
      text.append(contentsOf: value.utf8)
    }
    text.append("\r\nWARC-Block-Digest: ")
    text.append(contentsOf: digest.label.utf8)
    text.append("\r\nContent-Type: ")
    text.append(contentsOf: contentType.utf8)
    text.append("\r\nContent-Length: ")
    text.append(decimal: byteCount)
    text.append("\r\n\r\n")
    return text
  }
}

extension SHA256Digest {
  /// The digest with its algorithm, as it stands in a record.
  var label: String { "sha256:" + hex }

  /// Reads a label.
  init?(label: some StringProtocol) {
    guard label.hasPrefix("sha256:") else { return nil }
    self.init(hex: String(label.dropFirst("sha256:".count)))
  }
}
