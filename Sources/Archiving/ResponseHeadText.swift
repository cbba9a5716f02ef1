import Bytes
import CrawlModel

/// The head of a response as it is archived.
///
/// The status line always says `HTTP/1.1`, since readers know no other version. Codings that are not
/// those of the archived body any more get the prefix `x-orig-`, and `Content-Length` is that of the
/// body. Cookies and replies to passwords are left out.
struct ResponseHeadText {
  /// Answers with secrets of the user's session.
  private static let secrets: Set<String> = [
    "set-cookie", "set-cookie2", "authentication-info", "proxy-authentication-info",
    "proxy-authenticate",
  ]

  private let exchange: Exchange
  private let head: ResponseHead

  /// Makes the text of an exchange.
  init(_ exchange: Exchange, _ head: ResponseHead) {
    self.exchange = exchange
    self.head = head
  }

  /// The protocol, as in the registry of ALPN (RFC 7301 §6); `nil` if the status line has none.
  var protocolName: String? {
    let version = exchange.statusLine.prefix { $0 != 0x20 }
    switch String(decoding: version, as: UTF8.self).uppercased() {
    case "HTTP/1.0": return "http/1.0"
    case "HTTP/1.1": return "http/1.1"
    case "HTTP/2", "HTTP/2.0": return "h2"
    case "HTTP/3": return "h3"
    default: return nil
    }
  }

  /// Writes the head.
  ///
  /// - Parameter bodyCount: the size of the archived body; `nil` if the response has none by its
  ///   status, so that `Content-Length` stays as it was.
  /// - Returns: the bytes, with the empty line.
  func bytes(bodyCount: Int?) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(head.headers.byteCount + 128)
    text.append("HTTP/1.1 ")
    text.append(decimal: head.status)
    text.append(" ")
    text.append(contentsOf: reason)
    text.append("\r\n")
    let keepsLength = bodyCount == nil || head.contentLength == bodyCount
    var hasLength = false
    head.headers.forEachLine { line in
      guard let name = Self.name(of: line), !Self.secrets.contains(name) else { return }
      switch name {
      case "transfer-encoding" where bodyCount != nil: text.append("x-orig-")
      case "content-encoding" where exchange.isDecoded: text.append("x-orig-")
      case "content-length":
        if keepsLength { hasLength = true } else { text.append("x-orig-") }
      default: break
      }
      let start = text.count
      text.append(line)
      // A NUL or a line break within a value is no part of it (RFC 9110 §5.5).
      for index in line.indices where line[index] == 0 || line[index] == 0x0D || line[index] == 0x0A
      {
        text[start + index] = 0x20
      }
      text.append("\r\n")
    }
    if let bodyCount, !hasLength {
      text.append("Content-Length: ")
      text.append(decimal: bodyCount)
      text.append("\r\n")
    }
    text.append("\r\n")
    return text
  }

  /// The words behind the status code.
  private var reason: [UInt8] {
    let parts = exchange.statusLine.split(
      separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    guard parts.count == 3 else { return [] }
    return parts[2].map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
  }

  /// The name of a field in lower case; `nil` for a line that is no field.
  private static func name(of line: Span<UInt8>) -> String? {
    var end = 0
    while end < line.count, line[end] != UInt8(ascii: ":") { end += 1 }
    guard end > 0, end < line.count else { return nil }
    var name: [UInt8] = []
    for index in 0..<end where line[index] != 0x20 && line[index] != 0x09 {
      let byte = line[index]
      name.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }
}
