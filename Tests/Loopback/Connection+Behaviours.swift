import Foundation

extension Connection {
  /// Carries out a behaviour; returns `false` if the connection must be closed now.
  ///
  /// `earlier` is the number of earlier requests of the route, `added` are the headers added by
  /// enclosing behaviours.
  mutating func perform(
    _ behaviour: Behaviour, for request: LoggedRequest, earlier: Int, added: [String: String] = [:]
  ) -> Bool {
    guard request.method == "GET" || request.method == "HEAD" else {
      return finish(.note(405), request, added) && false
    }
    switch behaviour {
    // Around another behaviour
    case .delay(let duration, let then):
      return pause(duration) && perform(then, for: request, earlier: earlier, added: added)
    case .withHeaders(let headers, let then):
      return perform(
        then, for: request, earlier: earlier, added: added.merging(headers) { outer, _ in outer })
    case .failTimes(let times, let failing, let then):
      return earlier < times
        ? perform(failing, for: request, earlier: earlier, added: added)
        : perform(then, for: request, earlier: earlier - times, added: added)
    case .decide(let choose):
      return perform(choose(request), for: request, earlier: earlier, added: added)

    // Proper responses
    case .serve(let content):
      return finish(answer(content, request), request, added)
    case .template(let content):
      var answer = answer(content, request)
      answer.body = Array(filledIn(String(decoding: answer.body, as: UTF8.self)).utf8)
      answer.set("ETag", nil)
      return finish(answer, request, added)
    case .wrongType(let type, let content):
      var answer = answer(content, request)
      answer.set("Content-Type", type.isEmpty ? nil : type)
      return finish(answer, request, added)
    case .gzip(let content):
      var answer = answer(content, request)
      answer.body = Gzip.stored(answer.body)
      answer.set("Content-Encoding", "gzip")
      answer.set("ETag", nil)
      return finish(answer, request, added)
    case .emptyBody(let type):
      return finish(Answer(type: type), request, added)
    case .big(let bytes, let type):
      return sendBig(bytes, Answer(type: type), request, added)
    case .gzipBomb(let bytes, let type):
      var answer = Answer(type: type, body: Gzip.bomb(bytes))
      answer.set("Content-Encoding", "gzip")
      return finish(answer, request, added)
    case .rest(let content, let count):
      var answer = answer(content, request)
      let whole = answer.body.count
      answer.status = 206
      answer.body = Array(answer.body.dropFirst(count))
      answer.set("Content-Range", "bytes \(count)-\(whole - 1)/\(whole)")
      return finish(answer, request, added)
    case .status(let status, let retryAfter):
      var answer = Answer.note(status)
      answer.set("Retry-After", retryAfter)
      return finish(answer, request, added)
    case .redirect(let status, let location):
      var answer = Answer.note(status)
      answer.set("Location", filledIn(location))
      return finish(answer, request, added)
    case .loop:
      var answer = Answer.note(302)
      answer.set("Location", request.target)
      return finish(answer, request, added)

    default:
      return misbehave(behaviour, for: request, added)
    }
  }

  // MARK: Responses

  /// Returns the proper response for a content, with entity tag and date if it is a file.
  func answer(_ content: Content, _ request: LoggedRequest) -> Answer {
    switch content {
    case .bytes(let bytes, let type):
      return Answer(type: type, body: bytes)
    case .text(let text, let type):
      return Answer(type: type, body: Array(text.utf8))
    case .file(let path):
      return answer(hub.folder?.find(path: path) ?? .nothing, request)
    case .requested:
      return answer(hub.folder?.find(requestPath: request.path) ?? .nothing, request)
    }
  }

  private func answer(_ finding: StaticFolder.Finding, _ request: LoggedRequest) -> Answer {
    switch finding {
    case .nothing:
      return .note(404)
    case .folder:
      var answer = Answer.note(301)
      let query = request.target.dropFirst(request.path.count)
      answer.set("Location", request.path + "/" + query)
      return answer
    case .file(let file, let name):
      var answer = Answer(type: MediaTypes.type(ofFile: name), body: file.bytes)
      answer.set("ETag", file.etag)
      answer.set("Last-Modified", file.lastModified)
      return answer
    }
  }

  private func filledIn(_ text: String) -> String {
    text.replacingOccurrences(of: "{{origin}}", with: hub.origin)
  }

  // MARK: Sending

  /// Sends a response, or 304 instead if the client has it already (RFC 9110, 13.2.2).
  private mutating func finish(
    _ plain: Answer, _ request: LoggedRequest, _ added: [String: String]
  ) -> Bool {
    var answer = with(added, plain)
    if answer.status == 200, isKnown(answer, to: request) { answer.status = 304 }
    let head = answer.head(length: answer.body.count)
    guard request.method == "GET", answer.mayHaveBody else { return write(head) }
    return write(head + answer.body)
  }

  private func isKnown(_ answer: Answer, to request: LoggedRequest) -> Bool {
    func own(_ name: String) -> String? { answer.headers.first { $0.name == name }?.value }
    if let tags = request.header("If-None-Match") {
      guard let tag = own("ETag") else { return false }
      return tags == "*"
        || tags.split(separator: ",").contains { candidate in
          let candidate = candidate.trimmingPrefix { $0 == " " }
          return candidate == tag || candidate == "W/" + tag
        }
    }
    // Only the exact date that was sent counts, as in nginx by default.
    guard let since = request.header("If-Modified-Since") else { return false }
    return since == own("Last-Modified")
  }

  /// Returns a response with the headers added by enclosing behaviours.
  func with(_ added: [String: String], _ answer: Answer) -> Answer {
    var answer = answer
    for (name, value) in added.sorted(by: { $0.key < $1.key }) { answer.set(name, value) }
    return answer
  }

  private mutating func sendBig(
    _ bytes: Int, _ answer: Answer, _ request: LoggedRequest, _ added: [String: String]
  ) -> Bool {
    guard write(with(added, answer).head(length: bytes)) else { return false }
    guard request.method == "GET" else { return true }
    var rest = bytes
    while rest > 0 {
      guard write(Array(Noise.piece.prefix(rest))) else { return false }
      rest -= min(rest, Noise.piece.count)
    }
    return true
  }
}

/// Pseudo-random bytes, the same each time.
enum Noise {
  static let piece: [UInt8] = {
    var state: UInt32 = 2_463_534_242
    return (0..<(64 << 10)).map { _ in
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return UInt8(truncatingIfNeeded: state)
    }
  }()
}
