import Bytes
import CZlib
public import Foundation

/// A record of a WARC file, read by other code than the one that wrote it.
public struct ArchivedRecord {
  /// Why something is no such file.
  public struct Fault: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String
  }

  /// The name of its file.
  public let file: String
  /// Where its member begins in the file.
  public let offset: Int
  /// The header fields, with their names in lower case.
  public let fields: [String: String]
  /// The block.
  public let block: [UInt8]

  /// `response`, `request` and so on.
  public var type: String { fields["warc-type"] ?? "" }
  /// The address.
  public var address: String { fields["warc-target-uri"] ?? "" }

  /// The block as text.
  public var text: String { String(decoding: block, as: UTF8.self) }

  /// The lines of the HTTP head; empty if the block is none.
  public var head: [String] {
    guard fields["content-type"]?.hasPrefix("application/http") == true, let end = headEnd else {
      return []
    }
    return String(decoding: block[..<(end - 4)], as: UTF8.self).components(separatedBy: "\r\n")
  }

  /// What stands behind the HTTP head.
  public var body: [UInt8] { headEnd.map { Array(block[$0...]) } ?? [] }

  /// The value of a field of the HTTP head.
  public func header(_ name: String) -> String? {
    head.dropFirst().first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
      .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
  }

  private var headEnd: Int? {
    block.indices.first {
      $0 >= 3 && block[$0] == 10 && block[$0 - 1] == 13 && block[$0 - 2] == 10
        && block[$0 - 3] == 13
    }.map { $0 + 1 }
  }

  /// Reads all whole files of a folder, sorted by name, and checks each record.
  public static func all(in folder: URL) throws -> [ArchivedRecord] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let records = try names.filter { $0.hasSuffix(".warc.gz") }.flatMap { name in
      try read(Array(Data(contentsOf: folder.appending(path: name))), name)
    }
    try checkReferences(in: records)
    return records
  }

  /// Reads a file; each member must have one record, whose lengths and digests are right.
  public static func read(_ bytes: [UInt8], _ name: String) throws -> [ArchivedRecord] {
    var records: [ArchivedRecord] = []
    var offset = 0
    while offset < bytes.count {
      let (member, end) = try inflateMember(bytes, from: offset, name)
      let record = try ArchivedRecord(member, name, offset)
      try record.check()
      records.append(record)
      offset = end
    }
    guard records.first?.type == "warcinfo", records.first?.fields["warc-filename"] == name else {
      throw Fault(description: "\(name) does not begin with a description of itself")
    }
    return records
  }

  private static func inflateMember(
    _ bytes: [UInt8], from offset: Int, _ name: String
  ) throws -> ([UInt8], Int) {
    var stream = z_stream()
    guard magpie_gunzip_init(&stream) == Z_OK else { throw Fault(description: "zlib") }
    defer { inflateEnd(&stream) }
    var member: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    return try bytes.withUnsafeBufferPointer { input in
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + offset })
      stream.avail_in = UInt32(input.count - offset)
      while true {
        let status = room.withUnsafeMutableBufferPointer { room in
          stream.next_out = room.baseAddress
          stream.avail_out = UInt32(room.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        member += room.prefix(room.count - Int(stream.avail_out))
        if status == Z_STREAM_END { return (member, input.count - Int(stream.avail_in)) }
        guard status == Z_OK else {
          throw Fault(description: "\(name) has a damaged or cut member at \(offset)")
        }
      }
    }
  }

  private init(_ member: [UInt8], _ file: String, _ offset: Int) throws {
    func fault(_ words: String) -> Fault {
      Fault(description: "\(file) at \(offset): \(words)")
    }
    guard
      let end = member.indices.first(where: {
        member[$0...].starts(with: [13, 10, 13, 10])
      })
    else { throw fault("no header") }
    let lines = String(decoding: member[..<end], as: UTF8.self).components(separatedBy: "\r\n")
    guard lines.first == "WARC/1.1" else { throw fault("not WARC/1.1") }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw fault("a line without a colon") }
      let name = line[..<colon].lowercased()
      guard fields[name] == nil else { throw fault("\(name) is there twice") }
      fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    let block = member[(end + 4)...].dropLast(4)
    guard member.suffix(4) == [13, 10, 13, 10] else { throw fault("no end") }
    guard fields["content-length"] == "\(block.count)" else { throw fault("a wrong length") }
    self.file = file
    self.offset = offset
    self.fields = fields
    self.block = Array(block)
  }

  /// Checks what a record says of itself.
  private func check() throws {
    func fault(_ words: String) -> Fault {
      Fault(description: "\(file) at \(offset), \(type) of \(address): \(words)")
    }
    for name in ["warc-record-id", "warc-date", "content-type", "warc-block-digest"] {
      guard fields[name] != nil else { throw fault("no \(name)") }
    }
    guard fields["warc-block-digest"] == Self.digest(block) else { throw fault("block digest") }
    guard type == "response" else { return }
    guard fields["warc-payload-digest"] == Self.digest(body) else { throw fault("payload digest") }
    guard head.first?.hasPrefix("HTTP/1.1 ") == true else { throw fault("\(head.first ?? "")") }
    if let length = header("Content-Length") {
      guard length == "\(body.count)" || body.isEmpty else { throw fault("length \(length)") }
    } else if !body.isEmpty {
      throw fault("no length")
    }
    guard header("Transfer-Encoding") == nil else { throw fault("the body has no such coding") }
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    "sha256:" + SHA256Digest(of: bytes.span).hex
  }

  /// Checks that what records refer to is there.
  private static func checkReferences(in records: [ArchivedRecord]) throws {
    let ids = Set(records.compactMap { $0.fields["warc-record-id"] })
    guard ids.count == records.count else {
      throw Fault(description: "an identifier is there twice")
    }
    for record in records {
      for name in ["warc-concurrent-to", "warc-warcinfo-id"] {
        guard let id = record.fields[name] else { continue }
        guard ids.contains(id) else {
          throw Fault(description: "\(record.type) of \(record.address) refers to nothing")
        }
      }
      guard record.type == "revisit" else { continue }
      let original = records.first {
        $0.type == "response" && $0.address == record.fields["warc-refers-to-target-uri"]
          && $0.fields["warc-date"] == record.fields["warc-refers-to-date"]
      }
      guard let original else {
        throw Fault(description: "what \(record.address) repeats is not there")
      }
      let digest = record.fields["warc-payload-digest"]
      guard digest == original.fields["warc-payload-digest"] else {
        throw Fault(description: "\(record.address) repeats something else")
      }
    }
  }
}
