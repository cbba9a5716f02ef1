/// What a test site does for a request, properly or not.
///
/// The names are also those of `site.json`, where the associated values are keys of the same
/// object; `fixtures/sites/README.md` lists them.
public indirect enum Behaviour: Sendable {
  // MARK: Proper responses

  /// Responds 200 with the content; conditional requests get a 304 if the content is a file.
  case serve(Content)
  /// Responds 200 with the content, in which `{{origin}}` becomes `http://127.0.0.1:PORT`.
  case template(Content)
  /// Responds 200 with the content and this `Content-Type`; an empty one sends none.
  case wrongType(String, Content)
  /// Responds 200 with the content compressed as gzip.
  case gzip(Content)
  /// Responds 200 with the content in chunks and without a length.
  case chunked(Content)
  /// Responds 200 with an empty body.
  case emptyBody(type: String)
  /// Responds 200 with this many pseudo-random bytes.
  case big(bytes: Int, type: String)
  /// Responds 206 with what follows this many bytes of the content.
  case rest(of: Content, after: Int)
  /// Responds with a status and a short page, and `Retry-After` if given.
  case status(Int, retryAfter: String? = nil)
  /// Responds with a status and this `Location`, sent unchanged except for `{{origin}}`.
  case redirect(status: Int = 302, to: String)
  /// Redirects to the requested address itself.
  case loop

  // MARK: Broken connections

  /// Closes the connection without a response.
  case drop
  /// Resets the connection without a response.
  case reset
  /// Announces the whole content and closes this many bytes before its end.
  case partial(Content, missing: Int)
  /// Sends this many bytes more than announced, then closes.
  case overlong(Content, extra: Int)
  /// Sends the content in chunks and closes without the last one.
  case chunkedTruncated(Content)

  /// Sends these bytes as they are, head and all. Then it closes, or waits for the next request.
  case raw([UInt8], closes: Bool = true)

  // MARK: Broken heads

  /// Sends a header line without a colon and one with spaces in its name.
  case badHeader(Content)
  /// Sends these lines unchanged before all other lines of the head.
  case leadingLines(String, Content)
  /// Sends a header of this many bytes.
  case hugeHeader(bytes: Int, Content)
  /// Sends headers until the client closes.
  case endlessHeaders
  /// Sends a header with NUL bytes in its value.
  case nulBytes(Content)

  // MARK: Time and size

  /// Sends an endless body, until the client closes.
  case endlessBody(type: String)
  /// Sends this many bytes of the content at a time, with a pause before each piece.
  case slowBody(Content, bytes: Int, pause: Duration)
  /// Sends nothing, until the client closes or the site stops.
  case hang
  /// Sends the head of the content and no body, until the client closes or the site stops.
  case hangAfterHeaders(Content)
  /// Sends gzip that decompresses to this many zero bytes, from about a 159th of them.
  case gzipBomb(bytes: Int, type: String)

  // MARK: Around another behaviour

  /// Waits, then carries out the behaviour.
  case delay(Duration, then: Behaviour)
  /// Adds headers to the response of the other behaviour; a header with the same name is replaced.
  case withHeaders([String: String], then: Behaviour)
  /// Fails for the first requests of the path, as often as given, then carries out the other
  /// behaviour.
  case failTimes(Int, with: Behaviour = .status(503), then: Behaviour)
  /// Chooses by the request.
  case decide(@Sendable (LoggedRequest) -> Behaviour)
}

extension Behaviour {
  /// Responds 200 with an HTML page.
  public static func html(_ text: String) -> Behaviour { .serve(.html(text)) }

  /// Responds 200 with bytes of a type.
  public static func bytes(_ bytes: [UInt8], type: String) -> Behaviour {
    .serve(.bytes(bytes, type: type))
  }
}
