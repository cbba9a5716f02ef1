public import Files

/// An answer to a request.
public struct PageAnswer {
  /// What follows the head.
  public enum Body {
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file, with the length that it had when it was opened.
    case file(ReadableFile)
    /// Events as they happen (WHATWG HTML, server-sent events).
    case events(EventFeed)
  }

  /// The status.
  public var status: Int
  /// The fields of the head, besides those that all answers have.
  public var headers: [(name: String, value: String)]
  /// The body.
  public var body: Body

  /// Makes an answer.
  public init(_ status: Int = 200, type: String, _ body: Body) {
    self.status = status
    headers = [("Content-Type", type)]
    self.body = body
  }

  /// An answer of one sentence.
  public static func plain(_ status: Int, _ words: String) -> PageAnswer {
    PageAnswer(status, type: "text/plain; charset=utf-8", .bytes(Array("\(words)\n".utf8)))
  }

  /// An answer of one sentence: not now, but in two seconds.
  static func busy(_ words: String) -> PageAnswer {
    var answer = plain(503, words)
    answer.headers.append(("Retry-After", "2"))
    return answer
  }

  /// An answer without a body, because the visitor has it already.
  public static var notModified: PageAnswer {
    var answer = PageAnswer(304, type: "", .bytes([]))
    answer.headers = []
    return answer
  }

  /// Whether its end is known without the end of the connection.
  var canKeepOpen: Bool { if case .events = body { false } else { status < 400 } }

  /// What every answer says: it is for pages of this server only, is shown in no frame, its type is not
  /// guessed, and no address of it is sent on.
  private static let common: [(name: String, value: String)] = [
    ("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
  ]

  func head(keepsOpen: Bool) -> [UInt8] {
    var fields = headers + Self.common
    func add(_ name: String, _ value: String) {
      if !fields.contains(where: { $0.name == name }) { fields.append((name, value)) }
    }
    add("Cache-Control", "no-store")
    add("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
    switch body {
    case .bytes(let bytes): if status != 304 { add("Content-Length", "\(bytes.count)") }
    case .file(let file): add("Content-Length", "\(file.byteCount)")
    case .events: break
    }
    add("Connection", keepsOpen ? "keep-alive" : "close")
    let lines =
      ["HTTP/1.1 \(status) \(Self.words[status] ?? "Unknown")"]
      + fields.map { "\($0.name): \($0.value)" }
    // No value can end its line.
    let visible = lines.map { String($0.unicodeScalars.filter { $0.value >= 0x20 }) }
    return Array((visible.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private static let words = [
    200: "OK", 304: "Not Modified", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 413: "Content Too Large",
    421: "Misdirected Request", 431: "Request Header Fields Too Large",
    500: "Internal Server Error", 503: "Service Unavailable",
  ]
}
