import TestSupport
import Testing

@testable import Redis

/// Answers of a server, whole and in parts.
struct ReplyReaderTests {
  private static let vectors: [(String, RedisReply)] = [
    ("+OK\r\n", .status("OK")), ("-ERR no\r\n", .error("ERR no")), (":-42\r\n", .integer(-42)),
    ("$5\r\na\r\nbc\r\n", .bytes(Array("a\r\nbc".utf8))), ("$0\r\n\r\n", .bytes([])),
    ("$-1\r\n", .null), ("*0\r\n", .list([])), ("*-1\r\n", .null),
    (
      "*3\r\n*2\r\n:1\r\n*0\r\n$-1\r\n*1\r\n+a\r\n",
      .list([.list([.integer(1), .list([])]), .null, .list([.status("a")])])
    ),
    ("*2\r\n-ERR a\r\n:9223372036854775807\r\n", .list([.error("ERR a"), .integer(.max)])),
  ]

  private func feed(_ reader: ReplyReader, _ bytes: some Collection<UInt8>) throws {
    try Array(bytes).withUnsafeBytes { try reader.feed($0) }
  }

  @Test func `every kind of answer is read, wherever it is cut`() throws {
    for (text, reply) in Self.vectors {
      let bytes = Array(text.utf8)
      for cut in 1..<bytes.count {
        let reader = ReplyReader()
        try feed(reader, bytes[..<cut])
        #expect(try reader.next() == nil)
        try feed(reader, bytes[cut...])
        #expect(try reader.next() == reply)
        #expect(try reader.next() == nil)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 64, 100_000])
  func `many answers in parts of any size come in their order`(size: Int) throws {
    let bytes = Array((0..<50).flatMap { _ in Self.vectors.flatMap(\.0.utf8) })
    let reader = ReplyReader()
    var replies: [RedisReply] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      try feed(reader, bytes[start..<min(start + size, bytes.count)])
      while let reply = try reader.next() { replies.append(reply) }
    }
    #expect(replies == (0..<50).flatMap { _ in Self.vectors.map(\.1) })
  }

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\n", "SSH-2.0-OpenSSH\r\n", "\u{15}\u{3}\u{3}", ":x\r\n",
    "$x\r\n", "$-2\r\n", "*-2\r\n", "*x\r\n", ":99999999999999999999\r\n", "\r\n",
  ])
  func `what is no answer is refused`(text: String) throws {
    let reader = ReplyReader()
    #expect(throws: ReplyFault.self) {
      try feed(reader, text.utf8)
      _ = try reader.next()
    }
    // And nothing comes after it.
    #expect(throws: ReplyFault.self) {
      try feed(reader, "+OK\r\n".utf8)
      _ = try reader.next()
    }
  }

  @Test(arguments: ["*2147483647\r\n", "*1048576\r\n", "*3\r\n*1000000\r\n*2\r\n*100000\r\n"])
  func `a list that would be too long is refused before it comes`(text: String) throws {
    let reader = ReplyReader()
    #expect(throws: ReplyFault.tooLarge) {
      try feed(reader, text.utf8)
      let part = Array(String(repeating: ":1\r\n", count: 1_000).utf8)
      for _ in 0..<1_100 {
        try feed(reader, part)
        _ = try reader.next()
      }
    }
  }

  @Test func `lists that contain each other without end are refused`() throws {
    let reader = ReplyReader()
    #expect(throws: ReplyFault.self) {
      for _ in 0..<100_000 {
        try feed(reader, "*1\r\n".utf8)
        _ = try reader.next()
      }
    }
  }

  @Test(arguments: ["+", "-", ":", "$", "*"])
  func `a line without an end is refused while it is short`(start: String) throws {
    let reader = ReplyReader()
    try feed(reader, start.utf8)
    let part = [UInt8](repeating: UInt8(ascii: "1"), count: 1_000)
    var parts = 0
    #expect(throws: ReplyFault.tooLarge) {
      while parts < 1_000 {
        parts += 1
        try feed(reader, part)
        _ = try reader.next()
      }
    }
    #expect(parts <= 2 * ReplyReader.lineLimit / part.count)
  }

  @Test func `a value that is longer than any may be is refused`() throws {
    let reader = ReplyReader()
    let part = [UInt8](repeating: 0, count: 1 << 20)
    #expect(throws: ReplyFault.tooLarge) {
      try feed(reader, "$1000000000\r\n".utf8)
      for _ in 0..<1_000 {
        try feed(reader, part)
        _ = try reader.next()
      }
    }
  }
}
