extension Connection {
  /// The number of bytes in a chunk of a chunked response.
  private static var chunkSize: Int { 1000 }

  /// Carries out a misbehaviour; returns `false` if the connection must be closed
  /// now.
  mutating func misbehave(
    _ behaviour: Behaviour, for request: LoggedRequest, _ added: [String: String]
  ) -> Bool {
    switch behaviour {
    case .drop:
      return false
    case .reset:
      resetOnClose()
      return false
    case .hang:
      waitForTheEnd()
      return false
    case .raw(let bytes, let closes):
      return write(bytes) && !closes
    case .partial(let content, let missing):
      let answer = with(added, answer(content, request))
      let sent = answer.body.dropLast(missing)
      return write(answer.head(length: answer.body.count) + sent) && false
    case .overlong(let content, let extra):
      let answer = with(added, answer(content, request))
      let more = Noise.piece.prefix(extra)
      return write(answer.head(length: answer.body.count) + answer.body + more) && false
    case .chunked(let content):
      return sendChunks(content, request, added, toTheEnd: true)
    case .chunkedTruncated(let content):
      return sendChunks(content, request, added, toTheEnd: false) && false
    case .badHeader(let content):
      let lines = "this line has no colon\r\nA Name With Spaces: value\r\n: no name\r\n"
      return send(content, Array(lines.utf8), request, added)
    case .leadingLines(let lines, let content):
      var answer = with(added, answer(content, request))
      answer.leadingLines = Array(lines.utf8)
      return write(answer.head(length: answer.body.count) + answer.body)
    case .nulBytes(let content):
      return send(content, Array("X-Nul: a\0b\0c\r\n".utf8), request, added)
    case .hugeHeader(let bytes, let content):
      let value = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
      return send(content, Array("X-Huge: ".utf8) + value + [13, 10], request, added)
    case .endlessHeaders:
      guard write(Array("HTTP/1.1 200 OK\r\n".utf8)) else { return false }
      let line = "X-Endless: " + String(repeating: "on and ", count: 20) + "on\r\n"
      while write(Array(line.utf8)) {}
      return false
    case .endlessBody(let type):
      guard write(with(added, Answer(type: type)).head(length: nil)) else { return false }
      while write(Noise.piece) {}
      return false
    case .slowBody(let content, let bytes, let time):
      let answer = with(added, answer(content, request))
      guard write(answer.head(length: answer.body.count)) else { return false }
      var rest = answer.body[...]
      while !rest.isEmpty {
        guard pause(time), write(Array(rest.prefix(max(1, bytes)))) else { return false }
        rest = rest.dropFirst(max(1, bytes))
      }
      return false
    case .hangAfterHeaders(let content):
      let answer = with(added, answer(content, request))
      guard write(answer.head(length: answer.body.count)) else { return false }
      waitForTheEnd()
      return false
    default:
      return write(Answer.note(500).head(length: 0)) && false
    }
  }

  /// Sends the content with additional lines in its head, and closes.
  private mutating func send(
    _ content: Content, _ lines: [UInt8], _ request: LoggedRequest, _ added: [String: String]
  ) -> Bool {
    var answer = with(added, answer(content, request))
    answer.rawLines = lines
    return write(answer.head(length: answer.body.count) + answer.body) && false
  }

  private mutating func sendChunks(
    _ content: Content, _ request: LoggedRequest, _ added: [String: String], toTheEnd: Bool
  ) -> Bool {
    var answer = with(added, answer(content, request))
    answer.set("Transfer-Encoding", "chunked")
    var bytes = answer.head(length: nil)
    guard request.method == "GET" else { return write(bytes) }
    var rest = answer.body[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(Self.chunkSize)
      bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10]
      rest = rest.dropFirst(Self.chunkSize)
    }
    if toTheEnd { bytes += Array("0\r\n\r\n".utf8) }
    return write(bytes)
  }
}
