import Bytes
import Codings

/// Reads the headers of the records of a WARC file in which each record is a gzip member of its own.
final class WARCReader {
  /// A record, with the beginning of its block.
  struct Record {
    /// The place of its member in the file.
    let place: Range<Int>
    /// Its header fields, with their names in lower case.
    let fields: [String: String]
    /// The beginning of its block.
    let block: [UInt8]

    /// The status of the response in its block; `nil` if there is none.
    var status: Int? {
      guard block.count >= WARCReader.statusLine, block.starts(with: "HTTP/".utf8) else {
        return nil
      }
      return Int(
        String(decoding: block[(WARCReader.statusLine - 3)..<WARCReader.statusLine], as: UTF8.self))
    }

    /// Whether it has what its address stands for, or refers to that, and no error or redirect.
    var isSuccess: Bool {
      // A revisit of a resource that has not changed may have no head.
      guard let status else { return fields["warc-profile"]?.hasSuffix("not-modified") == true }
      return (200..<300).contains(status) || status == 304
    }
  }

  /// The maximum size of a header: that of two addresses, and some fields.
  private static let maximumHeader = 256 * 1024
  /// The length of a status line up to the end of its code.
  static let statusLine = 12

  private let members = GzipMembers()
  private let keptBytes: Int
  private var header: [UInt8] = []
  private var fields: [String: String]?
  private var blockCount = 0
  private var blockStart: [UInt8] = []
  /// The end of the last whole record.
  private(set) var end = 0
  /// Whether something is wrong behind the last whole record.
  private(set) var isDamaged = false

  /// Makes a reader.
  ///
  /// - Parameter count: how many bytes of each block a record has.
  init(keepingBlock count: Int = WARCReader.statusLine) { keptBytes = count }

  /// Whether the bytes read so far end with a whole record.
  var isWhole: Bool { !isDamaged && members.isBetweenMembers }

  /// Reads the next piece of a file.
  ///
  /// - Parameters:
  ///   - piece: the bytes.
  ///   - body: receives each whole record.
  /// - Returns: whether it was WARC so far.
  func read(_ piece: Span<UInt8>, _ body: (Record) -> Void) -> Bool {
    guard !isDamaged else { return false }
    let isGzip = members.read(piece) { event, bytes in
      guard !isDamaged else { return }
      switch event {
      case .content: take(bytes)
      case .end(let offset): endRecord(at: offset, body)
      }
    }
    isDamaged = isDamaged || !isGzip
    return !isDamaged
  }

  private func take(_ bytes: Span<UInt8>) {
    guard fields == nil else { return takeBlock(bytes) }
    let known = header.count
    header.append(bytes)
    var index = max(3, known)
    while index < header.count {
      defer { index += 1 }
      guard header[index] == 0x0A, header[index - 1] == 0x0D, header[index - 2] == 0x0A,
        header[index - 3] == 0x0D
      else { continue }
      fields = Self.fields(of: header[..<(index - 3)])
      let rest = Array(header[(index + 1)...])
      return takeBlock(rest.span)
    }
    if header.count > Self.maximumHeader { isDamaged = true }
  }

  private func takeBlock(_ bytes: Span<UInt8>) {
    blockCount += bytes.count
    let missing = keptBytes - blockStart.count
    if missing > 0 { blockStart.append(bytes.extracting(0..<min(missing, bytes.count))) }
  }

  private func endRecord(at offset: Int, _ body: (Record) -> Void) {
    guard let fields, let length = fields["content-length"].flatMap({ Int($0) }),
      length >= 0, blockCount - WARCRecord.end.count == length
    else {
      isDamaged = true
      return
    }
    body(Record(place: end..<offset, fields: fields, block: blockStart))
    end = offset
    header.removeAll(keepingCapacity: true)
    self.fields = nil
    blockCount = 0
    blockStart.removeAll(keepingCapacity: true)
  }

  private static func fields(of header: ArraySlice<UInt8>) -> [String: String]? {
    var fields: [String: String] = [:]
    for (number, line) in header.split(separator: 0x0A).enumerated() {
      let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      guard number > 0 else {
        guard text.hasPrefix("WARC/1.") else { return nil }
        continue
      }
      guard let colon = text.firstIndex(of: ":") else { continue }
      fields[text[..<colon].lowercased()] = String(
        text[text.index(after: colon)...].drop { $0 == " " })
    }
    return fields
  }
}
