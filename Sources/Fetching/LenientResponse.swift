import CrawlModel

/// Receives what a lenient response consists of.
protocol LenientReceiver: AnyObject {
  /// Receives a line of the head with its line break; returning `false` ends the response.
  func receive(header line: Span<UInt8>) -> Bool

  /// Receives a part of the body; returning `false` ends the response.
  func receive(content part: Span<UInt8>) -> Bool

  /// How the body ends; called at the end of each head.
  var framing: LenientResponse.Framing { get }
}

/// Reads an HTTP/1 response as browsers do, where libcurl refuses it.
///
/// A header line without a colon or without a name is ignored, and so are up to four bytes in front
/// of the status line. Like browsers it refuses a NUL in the head, and a response without a status
/// line. It is told the bytes as they arrive, in any parts.
final class LenientResponse {
  /// What ends the body of a response (RFC 9112 §6.3).
  enum Framing: Hashable {
    case nextHead, chunks, length(Int), close
  }

  /// How far the response has been read.
  enum State: Hashable {
    case statusLine, head, content(left: Int), chunkSize, chunk(left: Int), chunkEnd, trailers
    case untilClose, whole, refused
  }

  /// The maximum length of a line; libcurl has the same.
  private static let longestLine = 100 * 1024
  /// The number of bytes that may stand in front of the status line, as in Chromium.
  private static let slop = 4

  private(set) var state = State.statusLine
  private var line: [UInt8] = []
  private var skipped = 0
  private var isIgnoring = false

  /// Whether it is no response as far as it has come.
  var isRefused: Bool {
    state == .refused || (state == .statusLine && line.count > Self.slop && !hasStatusLine)
  }

  /// Whether the line begins like a status line.
  private var hasStatusLine: Bool {
    let start = line.prefix(5).map { $0 | 0x20 }
    return ["http/", "http ", "icy "].contains { $0.utf8.starts(with: start.prefix($0.utf8.count)) }
  }

  /// Reads the next part; returns `false` if nothing more is wanted.
  func read(_ part: Span<UInt8>, for receiver: some LenientReceiver) -> Bool {
    var start = 0
    while start < part.count {
      switch state {
      case .whole, .refused: return false
      case .untilClose: return receiver.receive(content: part.extracting(start...))
      case .content(let left), .chunk(let left):
        let end = min(part.count, start + left)
        guard receiver.receive(content: part.extracting(start..<end)) else { return false }
        advance(by: end - start, of: left)
        start = end
      case .statusLine, .head, .chunkSize, .chunkEnd, .trailers:
        var end = start
        while end < part.count, part[end] != UInt8(ascii: "\n") { end += 1 }
        for index in start..<end { line.append(part[index]) }
        guard line.count <= Self.longestLine else {
          state = .refused
          return false
        }
        start = end + 1
        guard end < part.count else { return true }
        while line.last == UInt8(ascii: "\r") { line.removeLast() }
        defer { line.removeAll(keepingCapacity: true) }
        guard takeLine(for: receiver) else { return false }
      }
    }
    return state != .whole
  }

  private func advance(by count: Int, of left: Int) {
    switch state {
    case .content: state = count == left ? .whole : .content(left: left - count)
    default: state = count == left ? .chunkEnd : .chunk(left: left - count)
    }
  }

  private func takeLine(for receiver: some LenientReceiver) -> Bool {
    switch state {
    case .statusLine: return takeStatusLine(for: receiver)
    case .head: return takeHeader(for: receiver)
    case .chunkSize:
      guard let size = chunkSize else { return refuse() }
      state = size == 0 ? .trailers : .chunk(left: size)
    case .chunkEnd:
      guard line.isEmpty else { return refuse() }
      state = .chunkSize
    case .trailers: if line.isEmpty { state = .whole }
    default: break
    }
    return state != .whole
  }

  private func takeStatusLine(for receiver: some LenientReceiver) -> Bool {
    while !line.isEmpty, !hasStatusLine {
      line.removeFirst()
      skipped += 1
      guard skipped <= Self.slop else { return refuse() }
    }
    guard !line.isEmpty else {
      skipped += 1
      return skipped <= Self.slop || refuse()
    }
    guard !line.contains(0) else { return refuse() }
    for index in line.indices where line[index] == 0x09 { line[index] = 0x20 }
    state = .head
    isIgnoring = true
    return hand(to: receiver)
  }

  private func takeHeader(for receiver: some LenientReceiver) -> Bool {
    guard let first = line.first else {
      guard hand(to: receiver) else { return false }
      switch receiver.framing {
      case .nextHead: state = .statusLine
      case .chunks: state = .chunkSize
      case .length(let length): state = length == 0 ? .whole : .content(left: length)
      case .close: state = .untilClose
      }
      return state != .whole
    }
    guard !line.contains(0) else { return refuse() }
    if first != 0x20, first != 0x09 {
      isIgnoring = first == UInt8(ascii: ":") || !line.contains(UInt8(ascii: ":"))
    }
    return isIgnoring || hand(to: receiver)
  }

  private func hand(to receiver: some LenientReceiver) -> Bool {
    let whole = line + [0x0D, 0x0A]
    return receiver.receive(header: whole.span)
  }

  private func refuse() -> Bool {
    state = .refused
    return false
  }

  /// The size in a line in front of a chunk (RFC 9112 §7.1).
  private var chunkSize: Int? {
    let digits = line.drop { $0 == 0x20 }.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
    guard digits.count <= 15, digits.first != UInt8(ascii: "-"), digits.first != UInt8(ascii: "+")
    else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
