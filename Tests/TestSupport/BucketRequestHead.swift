import Bytes
import Loopback

/// The head of a request to a ``LocalBucket``.
struct BucketRequestHead {
  let method: String
  let path: String
  let fields: [String: String]

  init?(_ text: String) {
    let lines = text.split(separator: "\r\n")
    guard let start = lines.first?.split(separator: " "), start.count == 3 else { return nil }
    method = String(start[0])
    path = String(start[1])
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      var value = line[line.index(after: colon)...]
      while value.first == " " { value.removeFirst() }
      fields[line[..<colon].lowercased()] = String(value)
    }
    self.fields = fields
  }

  /// Whether the signature is that of the secret key (AWS Signature Version 4), and the digest of the
  /// bytes is signed.
  func isSigned(_ secret: String, _ bytes: [UInt8]) -> Bool {
    guard let words = fields["authorization"], words.hasPrefix("AWS4-HMAC-SHA256 ") else {
      return false
    }
    var parts: [Substring: Substring] = [:]
    for part in words.dropFirst("AWS4-HMAC-SHA256 ".count).split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return false }
      parts[sides[0].drop { $0 == " " }] = sides[1]
    }
    guard let credential = parts["Credential"]?.split(separator: "/"), credential.count == 5,
      let names = parts["SignedHeaders"], let signature = parts["Signature"],
      let date = fields["x-amz-date"], let digest = fields["x-amz-content-sha256"]
    else { return false }
    let signed = names.split(separator: ";")
    guard ["host", "x-amz-content-sha256", "x-amz-date"].allSatisfy({ signed.contains($0[...]) })
    else { return false }
    let list = signed.map { "\($0):\(fields[String($0)] ?? "")\n" }.joined()
    let request = "\(method)\n\(path)\n\n\(list)\n\(names)\n\(digest)"
    let scope = credential.dropFirst().joined(separator: "/")
    let text = "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n\(Self.digest(Array(request.utf8)).hex)"
    var key = Array("AWS4\(secret)".utf8)
    for part in credential.dropFirst() { key = Self.code(key, Array(part.utf8)) }
    return String(hex: Self.code(key, Array(text.utf8)).span) == signature
  }

  private static func digest(_ bytes: [UInt8]) -> SHA256Digest { SHA256Digest(of: bytes.span) }

  /// HMAC with SHA-256 (RFC 2104).
  private static func code(_ key: [UInt8], _ text: [UInt8]) -> [UInt8] {
    let key = (key.count > 64 ? digest(key).bytes : key)
    let block = key + [UInt8](repeating: 0, count: 64 - key.count)
    let inner = digest(block.map { $0 ^ 0x36 } + text).bytes
    return digest(block.map { $0 ^ 0x5C } + inner).bytes
  }
}

/// The requests that arrive on a connection.
struct BucketInput {
  private let connection: RawConnection
  private var bytes: [UInt8] = []

  init(_ connection: RawConnection) { self.connection = connection }

  /// Returns the next request; `nil` at the end of the connection.
  mutating func next() -> (head: BucketRequestHead, body: [UInt8])? {
    var end = endOfHead
    while end == nil {
      guard receive() else { return nil }
      end = endOfHead
    }
    guard let end, let head = BucketRequestHead(String(decoding: bytes[..<end], as: UTF8.self))
    else { return nil }
    bytes.removeFirst(end + 4)
    if head.fields["expect"] != nil {
      _ = connection.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    }
    let count = head.fields["content-length"].flatMap { Int($0) } ?? 0
    while bytes.count < count { guard receive() else { return nil } }
    let body = Array(bytes.prefix(count))
    bytes.removeFirst(count)
    return (head, body)
  }

  private var endOfHead: Int? {
    let end = Array("\r\n\r\n".utf8)
    return bytes.indices.first { bytes[$0...].starts(with: end) }
  }

  private mutating func receive() -> Bool {
    let part = connection.receive()
    bytes += part
    return !part.isEmpty
  }
}

extension Substring {
  var percentDecoded: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let number = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(number)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
