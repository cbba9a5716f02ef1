import Bytes

/// The head of a request; nothing that a server here answers has a body.
public struct PageRequest: Sendable, Hashable {
  /// The method, such as `GET`.
  public let method: String
  /// The path as it was sent, from its first slash; the ``Door`` removes the secret from it.
  public internal(set) var path: String
  /// What follows the question mark; empty if there is none.
  public let query: String
  private let fields: [Field]
  private let isVersion11: Bool

  private struct Field: Hashable {
    var name: String
    var value: String
  }

  private static let mostFields = 100

  /// The length of the head at the start of what was received; `nil` if it has not arrived whole.
  static func headLength(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4 else { return nil }
    for index in 3..<bytes.count
    where bytes[index] == 0x0A && bytes[index - 2] == 0x0A && bytes[index - 1] == 0x0D
      && bytes[index - 3] == 0x0D
    { return index + 1 }
    return nil
  }

  /// Reads a head (RFC 9112, sections 3 and 5).
  ///
  /// - Throws: `RequestFault` if it is malformed, or announces a body.
  init(head: ArraySlice<UInt8>) throws(RequestFault) {
    var lines = head.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }[...]
    // Two empty ones are at the end.
    lines = lines.dropLast(2)
    guard let first = lines.popFirst() else { throw .malformed }
    let parts = first.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, first.allSatisfy({ $0 == 0x20 || Self.isVisible($0) }) else {
      throw .malformed
    }
    let words = parts.map { String(decoding: $0, as: UTF8.self) }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0", !words[0].isEmpty,
      words[1].hasPrefix("/")
    else { throw .malformed }
    method = words[0]
    isVersion11 = words[2] == "HTTP/1.1"
    let mark = words[1].firstIndex(of: "?")
    path = String(words[1][..<(mark ?? words[1].endIndex)])
    query = mark.map { String(words[1][words[1].index(after: $0)...]) } ?? ""
    guard lines.count <= Self.mostFields else { throw .tooLarge }
    var fields: [Field] = []
    for line in lines { fields.append(try Self.field(line)) }
    self.fields = fields
    guard fields.count(where: { $0.name == "host" }) == 1 else { throw .malformed }
    if field("transfer-encoding") != nil || (field("content-length") ?? "0") != "0" {
      throw .hasBody
    }
  }

  private static func field(_ line: ArraySlice<UInt8>) throws(RequestFault) -> Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy({ isVisible($0) }),
      line[colon...].allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F })
    else { throw .malformed }
    let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? value.startIndex
    return Field(
      name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
      value: String(decoding: value[..<end], as: UTF8.self))
  }

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  /// The value of a field by its name in lower case; `nil` if it was not sent.
  public func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The value of a parameter of the query; `nil` if there is none, or if it is not UTF-8.
  public func parameter(_ name: String) -> String? {
    for part in query.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair[0] == name else { continue }
      return Self.decoded(pair.count > 1 ? pair[1] : "")
    }
    return nil
  }

  /// Decodes a value of a query (WHATWG URL, application/x-www-form-urlencoded).
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst()?.hexadecimal, let low = rest.popFirst()?.hexadecimal
        else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Whether the connection may have another request after this one (RFC 9112, section 9.3).
  var keepsOpen: Bool { isVersion11 && field("connection")?.lowercased() != "close" }
}

extension UInt8 {
  /// The value of a hexadecimal digit; `nil` for another byte.
  fileprivate var hexadecimal: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// Why a request is not answered.
enum RequestFault: Error {
  case malformed, tooLarge, hasBody, timeout

  var status: Int {
    switch self {
    case .malformed: 400
    case .tooLarge: 431
    case .hasBody: 413
    case .timeout: 408
    }
  }

  var words: String {
    switch self {
    case .malformed: "The request is not HTTP/1.1."
    case .tooLarge: "The head of the request is too large."
    case .hasBody: "No request may have a body here."
    case .timeout: "The request took too long."
    }
  }
}
