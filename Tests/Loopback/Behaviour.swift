/// What a test site does when a path is asked for, well or badly.
///
/// Names are those of `site.json` as well, where the associated values are keys of the same object;
/// `fixtures/sites/README.md` lists them.
public indirect enum Behaviour: Sendable {
  // MARK: Proper answers

  /// Answers 200 with the content; conditional requests get a 304 where the content is a file.
  case serve(Content)
  /// Answers 200 with the content, in which `{{origin}}` becomes `http://127.0.0.1:PORT`.
  case template(Content)
  /// Answers 200 with the content and this `Content-Type`; an empty one sends none at all.
  case wrongType(String, Content)
  /// Answers 200 with the content compressed as gzip.
  case gzip(Content)
  /// Answers 200 with the content in chunks and without a length.
  case chunked(Content)
  /// Answers 200 with no byte at all.
  case emptyBody(type: String)
  /// Answers 200 with this many bytes of noise.
  case big(bytes: Int, type: String)
  /// Answers with a status and a short page, and `Retry-After` where it is given.
  case status(Int, retryAfter: String? = nil)
  /// Answers with a status and this `Location`, sent as it stands (`{{origin}}` is filled in).
  case redirect(status: Int = 302, to: String)
  /// Redirects to the very address that was asked for.
  case loop

  // MARK: Broken connections

  /// Closes the connection without an answer.
  case drop
  /// Resets the connection without an answer.
  case reset
  /// Announces the whole content and closes this many bytes before its end.
  case partial(Content, missing: Int)
  /// Sends this many bytes more than announced, then closes.
  case overlong(Content, extra: Int)
  /// Sends the content in chunks and closes without the last one.
  case chunkedTruncated(Content)

  // MARK: Broken heads

  /// Sends a header line without a colon and one with spaces in its name.
  case badHeader(Content)
  /// Sends these lines, as they stand, in front of all other lines of the head.
  case leadingLines(String, Content)
  /// Sends a header of this many bytes.
  case hugeHeader(bytes: Int, Content)
  /// Sends headers until the client goes.
  case endlessHeaders
  /// Sends a header with NUL bytes in its value.
  case nulBytes(Content)

  // MARK: Time and size

  /// Sends a body without end, until the client goes.
  case endlessBody(type: String)
  /// Sends so many bytes of the content at a time, with a pause before each piece.
  case slowBody(Content, bytes: Int, pause: Duration)
  /// Never answers, until the client goes or the site stops.
  case hang
  /// Sends the head of the content and nothing of its body, until the client goes or the site stops.
  case hangAfterHeaders(Content)
  /// Sends gzip that inflates to this many zero bytes from about a 159th of them.
  case gzipBomb(bytes: Int, type: String)

  // MARK: Round another behaviour

  /// Waits, then behaves.
  case delay(Duration, then: Behaviour)
  /// Adds headers to whatever the other behaviour answers; a header of the same name is replaced.
  case withHeaders([String: String], then: Behaviour)
  /// Behaves badly the first so many times that the path is asked for, then well.
  case failTimes(Int, with: Behaviour = .status(503), then: Behaviour)
  /// Decides by the request.
  case decide(@Sendable (LoggedRequest) -> Behaviour)
}

extension Behaviour {
  /// Answers 200 with a page of HTML.
  public static func html(_ text: String) -> Behaviour { .serve(.html(text)) }

  /// Answers 200 with bytes of a type.
  public static func bytes(_ bytes: [UInt8], type: String) -> Behaviour {
    .serve(.bytes(bytes, type: type))
  }
}
