import Addressing
import Bytes
import CrawlModel

/// A line of an index in the form CDXJ: the key of an address, a time, and where the record is.
struct IndexLine {
  /// How much of the block of a record is needed: its head, as large as a crawl accepts it.
  static let blockBytes = 300 * 1024

  /// The address.
  let address: String
  /// The time of the record.
  let date: Timestamp
  /// Whether it has what the address stands for, and no error or redirect.
  let isSuccess: Bool
  /// The line, with its line feed.
  let bytes: [UInt8]

  /// Makes the line of a record; `nil` for a record that is no answer.
  init?(_ record: WARCReader.Record, in file: String) {
    let kind = record.fields["warc-type"].flatMap(WARCRecord.Kind.init)
    guard kind == .response || kind == .revisit,
      let address = record.fields["warc-target-uri"].flatMap({ try? WebAddress($0) }),
      let date = record.fields["warc-date"].flatMap({ Timestamp(rfc3339: $0) })
    else { return nil }
    self.address = address.text
    self.date = date
    isSuccess = record.isSuccess
    var text = JSONWriter()
    text.object {
      $0.member("url", address.text)
      $0.member("mime", kind == .revisit ? "warc/revisit" : record.mediaType)
      $0.member("status", record.status.map { "\($0)" })
      $0.member("digest", record.fields["warc-payload-digest"])
      $0.member("length", "\(record.place.count)")
      $0.member("offset", "\(record.place.lowerBound)")
      $0.member("filename", file)
    }
    text.endLine()
    var line = IndexKey(address).bytes
    line.append(" ")
    line.append(contentsOf: date.rfc3339.filter { ("0"..."9").contains($0) }.prefix(14).utf8)
    line.append(" ")
    bytes = line + text.take()
  }
}

extension WARCReader.Record {
  /// The media type in the head of the response; `nil` if there is none.
  fileprivate var mediaType: String? {
    for line in block.split(separator: 0x0A).dropFirst() {
      if line == [0x0D] { return nil }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        String(decoding: line[..<colon], as: UTF8.self).lowercased() == "content-type"
      else { continue }
      let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        .drop { $0.isWhitespace }.prefix { $0 != ";" && !$0.isWhitespace }
      return value.isEmpty ? nil : String(value)
    }
    return nil
  }
}
