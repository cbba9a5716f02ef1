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

  /// Makes the line of an answer; `nil` if it has no address or no date that can be read.
  init?(_ record: WARCReader.Record, in file: String) {
    guard let address = record.fields["warc-target-uri"].flatMap({ try? WebAddress($0) }),
      let date = record.fields["warc-date"].flatMap({ Self.date($0) })
    else { return nil }
    let kind = record.kind
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

  /// The time of a record, with any number of digits behind the second (WARC 1.1 §5.4): other programs
  /// write none.
  private static func date(_ text: String) -> Timestamp? {
    let fraction = text.dropFirst(19)
    guard fraction.last == "Z", fraction.first == "." || fraction.count == 1 else { return nil }
    let digits = fraction.dropFirst().dropLast() + "000"
    return Timestamp(rfc3339: "\(text.prefix(19)).\(digits.prefix(3))Z")
  }
}

extension WARCReader.Record {
  /// What kind of record it is; `nil` for a kind that Magpie does not write.
  fileprivate var kind: WARCRecord.Kind? {
    fields["warc-type"].flatMap(WARCRecord.Kind.init)
  }

  /// Whether it has, or refers to, what a server answered.
  var isAnswer: Bool { kind == .response || kind == .revisit }

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
