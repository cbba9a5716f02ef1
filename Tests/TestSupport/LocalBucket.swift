import Bytes
import Loopback
import Threads

/// A server on 127.0.0.1 with one bucket in memory, which speaks as much of the protocol of Amazon S3
/// as Magpie uses, checks signatures and digests, and fails when a test says so.
public final class LocalBucket: Sendable {
  /// A request whose signature is right.
  public struct Request: Sendable {
    /// The method.
    public let method: String
    /// The name of the object in the bucket.
    public let key: String
    /// The header fields, by their lower-case names.
    public let headers: [String: String]
    /// The bytes that were sent.
    public let bytes: [UInt8]
    /// How many requests with this method and key came before.
    public let earlier: Int
  }

  /// What happens to a request.
  public enum Answer: Sendable {
    /// What it asks for.
    case usual
    /// What it asks for, after a while.
    case late(Duration)
    /// An error with a status, the code of S3 in the body, and header fields.
    case error(Int, String = "", headers: [String: String] = [:], elements: String = "")
    /// What it asks for is done, and the connection is closed without an answer.
    case lostAnswer
    /// The connection is closed.
    case cut
    /// Nothing, until the client closes the connection.
    case hang
  }

  private struct State {
    var objects: [String: [UInt8]] = [:]
    var types: [String: String] = [:]
    var requests: [Request] = []
    var refused = 0
    var decide: @Sendable (Request) -> Answer
  }

  /// The name of the bucket.
  public static let bucket = "photos"
  /// The secret key.
  public static let secret = "a/secret+key"
  private static let region = "eu-test-1"

  /// The port it listens on.
  public let port: UInt16
  private let state: Monitor<State>
  private let server: Monitor<RawServer?>

  /// Starts it.
  ///
  /// - Parameter decide: what happens to each request with a good signature.
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(_ decide: @escaping @Sendable (Request) -> Answer = { _ in .usual }) throws {
    let state = Monitor(State(decide: decide))
    self.state = state
    let server = try RawServer(concurrently: true) { Self.serve($0, state) }
    port = server.port
    self.server = Monitor(server)
  }

  /// Closes the port and all connections.
  public func stop() { server.withLock { $0 = nil } }

  /// Opens the port again.
  public func start() throws {
    let server = try RawServer(port: port, concurrently: true) { [state] in
      Self.serve($0, state)
    }
    self.server.withLock { $0 = server }
  }

  /// The variables with which a program finds it.
  public var environment: [String: String] {
    [
      "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:\(port)", "AWS_REGION": Self.region,
      "AWS_ACCESS_KEY_ID": "AKIDTEST", "AWS_SECRET_ACCESS_KEY": Self.secret,
      "AWS_SESSION_TOKEN": "",
    ]
  }

  /// The objects by their names.
  public var objects: [String: [UInt8]] { state.withLock { $0.objects } }
  /// The media types of the objects.
  public var types: [String: String] { state.withLock { $0.types } }
  /// The requests with a good signature so far.
  public var requests: [Request] { state.withLock { $0.requests } }
  /// The number of requests with another signature.
  public var refused: Int { state.withLock { $0.refused } }
  /// How often each object was sent.
  public var uploads: [String: Int] {
    requests.filter { $0.method == "PUT" }.reduce(into: [:]) { $0[$1.key, default: 0] += 1 }
  }

  /// Changes what happens to requests.
  public func decide(_ decide: @escaping @Sendable (Request) -> Answer) {
    state.withLock { $0.decide = decide }
  }

  /// Replaces an object, or removes it.
  public func set(_ key: String, _ bytes: [UInt8]?) { state.withLock { $0.objects[key] = bytes } }

  // MARK: Serving

  private static func serve(_ connection: RawConnection, _ state: Monitor<State>) {
    var input = BucketInput(connection)
    while let (head, bytes) = input.next() {
      guard head.isSigned(secret, bytes) else {
        state.withLock { $0.refused += 1 }
        reply(connection, head, 403, error: "SignatureDoesNotMatch")
        continue
      }
      let prefix = "/\(bucket)/"
      guard head.path.hasPrefix(prefix) else {
        reply(connection, head, 404, error: "NoSuchBucket")
        continue
      }
      let key = head.path.dropFirst(prefix.count).percentDecoded
      let (request, answer) = state.withLock { state in
        let earlier = state.requests.count { $0.method == head.method && $0.key == key }
        let request = Request(
          method: head.method, key: key, headers: head.fields, bytes: bytes, earlier: earlier)
        state.requests.append(request)
        return (request, state.decide)
      }
      switch answer(request) {
      case .usual: answerAsUsual(request, head, connection, state)
      case .late(let pause):
        let end = MonotonicTime.now + pause
        state.wait { _ in MonotonicTime.now >= end ? .finish(()) : .sleepUntil(end) }
        answerAsUsual(request, head, connection, state)
      case .error(let status, let code, let headers, let elements):
        reply(connection, head, status, error: code, headers: headers, elements: elements)
      case .lostAnswer:
        if request.method == "PUT" { keep(request, state) }
        return
      case .cut: return
      case .hang: return connection.waitForEnd()
      }
    }
  }

  private static func keep(_ request: Request, _ state: Monitor<State>) {
    state.withLock { state in
      state.objects[request.key] = request.bytes
      state.types[request.key] = request.headers["content-type"]
    }
  }

  private static func answerAsUsual(
    _ request: Request, _ head: BucketRequestHead, _ connection: RawConnection,
    _ state: Monitor<State>
  ) {
    switch request.method {
    case "PUT":
      guard SHA256Digest(of: request.bytes.span).hex == request.headers["x-amz-content-sha256"]
      else { return reply(connection, head, 400, error: "XAmzContentSHA256Mismatch") }
      keep(request, state)
      reply(connection, head, 200, [])
    case "DELETE":
      state.withLock { $0.objects[request.key] = nil }
      reply(connection, head, 204, [])
    default:
      guard let bytes = state.withLock({ $0.objects[request.key] }) else {
        return reply(connection, head, 404, error: "NoSuchKey")
      }
      reply(connection, head, 200, bytes)
    }
  }

  private static func reply(
    _ connection: RawConnection, _ head: BucketRequestHead, _ status: Int, error code: String,
    headers: [String: String] = [:], elements: String = ""
  ) {
    let text =
      "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>Because.</Message>\(elements)"
      + "<RequestId>1</RequestId></Error>"
    reply(connection, head, status, code.isEmpty ? [] : Array(text.utf8), headers: headers)
  }

  private static func reply(
    _ connection: RawConnection, _ head: BucketRequestHead, _ status: Int, _ body: [UInt8],
    headers: [String: String] = [:]
  ) {
    var text = "HTTP/1.1 \(status) Status\r\n"
    if status != 204 { text += "Content-Length: \(body.count)\r\n" }
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    _ = connection.send(Array((text + "\r\n").utf8) + (head.method == "HEAD" ? [] : body))
  }
}
