import Bytes
import Codings
import Files
import Foundation
import TestSupport
import Testing

@testable import Archiving

/// Reading what the files of an archive have, also those of other programs.
struct ArchiveRecoveryTests {
  private func digest(_ number: Int) -> SHA256Digest { SHA256Digest(of: [UInt8(number)].span) }

  /// A file with an answer for each address, numbered from 0.
  private func file(_ addresses: [String]) -> Data {
    var bytes: [UInt8] = []
    let gzip = GzipWriter(level: 6)
    for (number, address) in addresses.enumerated() {
      let block = "HTTP/1.1 200 OK\r\n\r\n"
      let record =
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: \(address)\r\n"
        + "WARC-Date: 2026-11-27T17:00:00.000Z\r\nWARC-Payload-Digest: \(digest(number).label)\r\n"
        + "Content-Length: \(block.utf8.count)\r\n\r\n\(block)\r\n\r\n"
      gzip.write(Array(record.utf8).span, into: &bytes)
      gzip.endMember(into: &bytes)
    }
    return Data(bytes)
  }

  @Test func `addresses take no more memory than their file takes on the disk`() throws {
    let place = try TemporaryFolder()
    let long = (1...50).map { "http://a.test/\($0)" + String(repeating: "a", count: 60_000) }
    let data = file(["http://a.test/"] + long + ["http://b.test/"])
    try place.write(data, to: "foreign.warc.gz")
    var table = RevisitTable()
    let notes = try ArchiveRecovery(folder: Folder.open(place.path)).run(into: &table)
    #expect(notes.isEmpty)
    let known = (0...51).compactMap { table.original(of: digest($0))?.address }
    #expect(known.first == "http://a.test/" && known.last == "http://b.test/")
    #expect(known.reduce(0) { $0 + $1.utf8.count } <= data.count)
  }
}
