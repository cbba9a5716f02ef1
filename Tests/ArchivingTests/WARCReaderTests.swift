import Codings
import Testing

@testable import Archiving

/// Reading files that may end anywhere or be damaged.
struct WARCReaderTests {
  private func member(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    let gzip = GzipWriter(level: 6)
    gzip.write(Array(text.utf8).span, into: &bytes)
    gzip.endMember(into: &bytes)
    return bytes
  }

  private func record(_ block: String, length: Int? = nil) -> [UInt8] {
    member(
      "WARC/1.1\r\nWARC-Type: response\r\nwarc-name:  \(block.prefix(3))\r\n"
        + "Content-Length: \(length ?? block.utf8.count)\r\n\r\n\(block)\r\n\r\n")
  }

  private func read(
    _ bytes: [UInt8], pieces: Int = 1 << 17
  ) -> (reader: WARCReader, records: [WARCReader.Record]) {
    let reader = WARCReader()
    var records: [WARCReader.Record] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + pieces)
      guard reader.read(bytes.span.extracting(start..<end), { records.append($0) }) else { break }
      start = end
    }
    return (reader, records)
  }

  @Test(arguments: [1, 2, 7, 100, 1 << 20])
  func `records are found whatever the pieces are`(pieces: Int) {
    let all = [record("abc"), record(""), record(String(repeating: "x", count: 300_000))]
    let (reader, records) = read(all.flatMap { $0 }, pieces: pieces)
    #expect(records.map(\.place.count) == all.map(\.count))
    #expect(records.map { $0.fields["warc-name"] } == ["abc", "", "xxx"])
    #expect(reader.isWhole)
    #expect(reader.end == all.joined().count)
  }

  @Test func `a file that is cut anywhere has the records before the cut`() {
    let (first, second) = (record("first"), record("second"))
    let bytes = first + second
    for cut in 0..<bytes.count {
      let (reader, records) = read(Array(bytes[..<cut]))
      #expect(records.count == (cut < first.count ? 0 : 1), "\(cut)")
      #expect(reader.end == (cut < first.count ? 0 : first.count), "\(cut)")
      #expect(reader.isWhole == (cut == 0 || cut == first.count), "\(cut)")
    }
  }

  @Test func `a changed byte damages its record and no earlier one`() {
    let (first, second) = (record("first"), record("second"))
    // The time and the system in the header of a member are not checked.
    for place in second.indices where !(4...9).contains(place) {
      var changed = second
      changed[place] ^= 0x55
      let (reader, _) = read(first + changed + first)
      #expect(reader.end == first.count, "\(place)")
      #expect(!reader.isWhole, "\(place)")
    }
  }

  @Test(arguments: [
    "", "no record", "WARC/1.1\r\n\r\n\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    "WARC/1.1\r\nContent-Length: -4\r\n\r\n",
    "WARC/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
  ])
  func `what is no record is damage`(text: String) {
    let (reader, records) = read(record("first") + member(text))
    #expect(records.count == 1)
    #expect(!reader.isWhole)
  }

  @Test(arguments: [-1, 1]) func `a wrong length is damage`(error: Int) {
    let (reader, records) = read(record("block", length: 5 + error))
    #expect(records.isEmpty)
    #expect(!reader.isWhole)
  }

  @Test func `a header without an end is not kept in memory`() {
    let (reader, _) = read(member(String(repeating: "a", count: 5_000_000)))
    #expect(reader.isDamaged)
    #expect(reader.end == 0)
  }
}
