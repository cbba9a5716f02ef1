import Foundation
public import Loopback

/// Good answers of servers with errors in their heads and chunks, each made from a number.
public struct AnswerMutator {
  /// What the answer is sent for: an image or a page.
  public let isImage: Bool
  /// The bytes from the first of the status line.
  public private(set) var bytes: [UInt8]
  /// Whether the connection closes behind it.
  public let closes: Bool

  private var generator: Generator
  private let headCount: Int

  /// Makes the answer of a number; it is the same each time.
  ///
  /// - Throws: what reading the fixtures throws.
  public init(seed: Int) throws {
    var generator = Generator(seed: UInt64(seed))
    let form = Int.random(in: 0..<8, using: &generator)
    isImage = form < 4
    let body = try Self.body(form, seed)
    let isChunked = Bool.random(using: &generator)
    var lines = ["HTTP/1.1 200 OK", "Date: Thu, 26 Nov 2026 10:00:00 GMT", "Server: magpie"]
    if form == 7 { lines[0] = "HTTP/1.1 302 Found\r\nLocation: /next" }
    lines.append("Content-Type: \(isImage ? "image/png" : "text/html")")
    if let coding = [2: "gzip", 3: "br", 5: "gzip", 6: "deflate"][form] {
      lines.append("Content-Encoding: \(coding)")
    }
    lines.append(isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)")
    lines += ["ETag: \"\(seed)\"", "Cache-Control: max-age=1", "", ""]
    if seed % 5 == 0 { lines.insert("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n", at: 0) }
    let head = Array(lines.joined(separator: "\r\n").utf8)
    headCount = head.count
    bytes = head + (isChunked ? Self.chunks(body) : body)
    closes = Int.random(in: 0..<10, using: &generator) > 0
    self.generator = generator
    for _ in 0..<Int.random(in: 1...4, using: &self.generator) { mutate() }
  }

  private static func body(_ form: Int, _ seed: Int) throws -> [UInt8] {
    switch form {
    case 0, 1: Picture.png("\(seed)", padding: form * 5000)
    case 2, 5: [UInt8](try Fixture.data("codings/text.gz"))
    case 3: [UInt8](try Fixture.data("codings/text.br"))
    case 6: [UInt8](try Fixture.data("codings/text.deflate"))
    default: [UInt8](try Fixture.data("codings/text.html"))
    }
  }

  private static func chunks(_ bytes: [UInt8]) -> [UInt8] {
    stride(from: 0, to: bytes.count, by: 300).flatMap { start in
      let piece = bytes[start..<min(start + 300, bytes.count)]
      return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
    } + Array("0\r\n\r\n".utf8)
  }

  private static let words: [String] = [
    " ", "\t", "\0", "\r", "\n", "\r\n", "\r\n\r\n", ":", "\u{7F}", "\u{FF}", ",", ";", "-", "0",
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/2 200\r\n", "ICY 200 OK\r\n",
    "no colon\r\n", " folded\r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n",
    "Content-Length: 99999999999999999999\r\n", "Content-Length:\r\n",
    "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n", "Content-Encoding: gzip\r\n",
    "Content-Encoding: br, zstd, deflate, gzip, x-gzip, gzip\r\n", "Connection: close\r\n",
    "Connection: upgrade\r\nUpgrade: h2c\r\n", "0\r\n\r\n", "FFFFFFFFFFFFFFFF\r\n", "fffffff\r\n",
    "Set-Cookie: a=b\r\n", "WWW-Authenticate: Digest realm=\"a\"\r\n", "Retry-After: 1\r\n",
    "Location: http://127.0.0.1:1/\r\n", "Content-Range: bytes 5-9/10\r\n",
    "Alt-Svc: h3=\":443\"\r\n", "Trailer: X\r\n",
  ]

  /// Mostly in the head, where the rules are, sometimes in a body with its chunks.
  private mutating func place() -> Int {
    let count =
      Int.random(in: 0..<5, using: &generator) > 0 ? min(headCount, bytes.count) : bytes.count
    return count == 0 ? 0 : Int.random(in: 0..<count, using: &generator)
  }

  private mutating func mutate() {
    guard !bytes.isEmpty else { return }
    let start = place()
    let end = min(bytes.count, start + Int.random(in: 1...40, using: &generator))
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: bytes[start] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes[start] ^= 0x20
    case 2: bytes.removeSubrange(start..<end)
    case 3: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
    case 4: bytes.removeSubrange(start...)
    case 5: replaceLine(at: start)
    default:
      let word = Self.words.randomElement(using: &generator) ?? ""
      bytes.insert(contentsOf: Array(word.utf8), at: start)
    }
  }

  /// Puts a word in place of the rest of a line, or in front of a line.
  private mutating func replaceLine(at start: Int) {
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return }
    let word = Array((Self.words.randomElement(using: &generator) ?? "").utf8)
    bytes.replaceSubrange(
      Bool.random(using: &generator) ? start..<end + 1 : end + 1..<end + 1, with: word)
  }
}

extension Behaviour {
  /// Answers the request for `/N` with the mutated answer of that number, and `/` with a page that
  /// links to so many of them.
  public static func mutatedAnswers(_ count: Int) -> Behaviour {
    .decide { request in
      if request.path == "/" {
        let numbers = 0..<count
        return .html(
          numbers.map { "<img src=/\($0)>" }.joined() + numbers.map { "<a href=/\($0)?>" }.joined())
      }
      guard let seed = Int(request.path.dropFirst()), let answer = try? AnswerMutator(seed: seed)
      else { return .status(404) }
      return .raw(answer.bytes, closes: answer.closes)
    }
  }
}
