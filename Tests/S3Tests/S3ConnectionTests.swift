import Bytes
import TestSupport
import Testing

@testable import S3

/// Requests to a store, and what is said when it does not do as asked.
struct S3ConnectionTests {
  private let bytes = Array("an image".utf8)
  private var digest: SHA256Digest { SHA256Digest(of: bytes.span) }

  private func place(
    _ bucket: LocalBucket, _ variables: [String: String] = [:],
    _ address: String = "s3://photos/birds"
  ) throws -> S3Place {
    let account = try S3Account(bucket.environment.merging(variables) { $1 })
    return S3Place(try S3Address(address), account)
  }

  private func error(_ body: () throws -> Void) -> S3Error? {
    do {
      try body()
      return nil
    } catch {
      return error as? S3Error
    }
  }

  @Test(arguments: ["s3://photos", "s3://photos/birds", "s3://photos/year=2026/a+b,c@d!'(*)~"])
  func `an object is written, measured, read and removed`(text: String) throws {
    let bucket = try LocalBucket()
    let address = try S3Address(text)
    let connection = S3Connection(try place(bucket, [:], text))
    try connection.put("ab/x.png", S3Content(bytes), digest: digest, type: "image/png")
    #expect(bucket.objects == [address.key("ab/x.png"): bytes])
    #expect(bucket.types[address.key("ab/x.png")] == "image/png")
    #expect(try connection.size(of: "ab/x.png") == bytes.count)
    #expect(try connection.size(of: "ab/y.png") == nil)
    var read: [UInt8] = []
    #expect(try connection.get("ab/x.png") { part in read.append(part) })
    #expect(read == bytes)
    read = []
    #expect(try connection.get("ab/x.png", atMost: 5) { part in read.append(part) })
    #expect(read == Array(bytes.prefix(5)), "more than is wanted is not received")
    #expect(try !connection.get("ab/y.png") { _ in Issue.record("nothing is there") })
    try connection.remove("ab/x.png")
    #expect(bucket.objects.isEmpty)
    #expect(bucket.refused == 0)
  }

  @Test func `a large content is sent piece by piece, and empty content too`() throws {
    let bucket = try LocalBucket()
    let connection = S3Connection(try place(bucket))
    let large = [UInt8](repeating: 7, count: 3 << 20)
    var longest = 0
    let content = S3Content(count: large.count) { offset, limit in
      longest = max(longest, limit)
      return Array(large[offset...].prefix(limit))
    }
    try connection.put("x", content, digest: SHA256Digest(of: large.span), type: "image/png")
    let nothing = [UInt8]()
    try connection.put(
      "y", S3Content(nothing), digest: SHA256Digest(of: nothing.span), type: "image/png")
    #expect(bucket.objects == ["birds/x": large, "birds/y": nothing])
    #expect(longest <= 1 << 20)
  }

  @Test func `the token of temporary credentials is sent`() throws {
    let bucket = try LocalBucket()
    let connection = S3Connection(try place(bucket, ["AWS_SESSION_TOKEN": "token=="]))
    _ = try connection.size(of: "x")
    #expect(bucket.requests.first?.headers["x-amz-security-token"] == "token==")
  }

  @Test(
    arguments: [
      (.error(403, "AccessDenied"), .notAllowed, "s3:PutObject"),
      (.error(403, "InvalidAccessKeyId"), .badCredentials, "AWS_ACCESS_KEY_ID"),
      (.error(400, "ExpiredToken"), .badCredentials, "expired"),
      (.error(403, "RequestTimeTooSkewed"), .clock, "timedatectl"),
      (.error(404, "NoSuchBucket"), .noBucket, "no bucket photos"),
      (
        .error(301, "PermanentRedirect", headers: ["x-amz-bucket-region": "eu-west-1"]),
        .otherRegion, "AWS_REGION=eu-west-1"
      ),
      (
        .error(400, "AuthorizationHeaderMalformed", elements: "<Region>eu-west-1</Region>"),
        .otherRegion, "AWS_REGION=eu-west-1"
      ),
      (.error(307, "TemporaryRedirect"), .redirected, "AWS_ENDPOINT_URL_S3"),
      (.error(503, "SlowDown"), .busy, "503 SlowDown"),
      (.error(500), .busy, "500"),
      (.error(429), .busy, "429"),
      (.error(400, "BadDigest"), .damaged, "other bytes"),
      (.error(400, "EntityTooLarge"), .refused, "400 EntityTooLarge (Because.)"),
      (.error(501, "NotImplemented"), .busy, "501"),
      (.cut, .closed, "broke"),
    ] as [(LocalBucket.Answer, S3Error.Code, String)])
  func `what the store answers says what to do`(
    answer: LocalBucket.Answer, code: S3Error.Code, words: String
  ) throws {
    let bucket = try LocalBucket { _ in answer }
    let connection = S3Connection(try place(bucket))
    let error = error {
      try connection.put("x", S3Content(bytes), digest: digest, type: "image/png")
    }
    #expect(error?.code == code)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains(LocalBucket.secret) == false)
    // The connection can be used again.
    bucket.decide { _ in .usual }
    try connection.put("x", S3Content(bytes), digest: digest, type: "image/png")
  }

  @Test func `a wrong secret and other bytes are noticed by the store`() throws {
    let bucket = try LocalBucket()
    let stranger = S3Connection(try place(bucket, ["AWS_SECRET_ACCESS_KEY": "wrong"]))
    let refused = error { _ = try stranger.get("x") { _ in } }
    #expect(refused?.code == .badCredentials)
    #expect(bucket.refused == 1)
    let connection = S3Connection(try place(bucket))
    let damaged = error {
      try connection.put("x", S3Content([1, 2, 3]), digest: digest, type: "image/png")
    }
    #expect(damaged?.code == .damaged)
    #expect(bucket.objects.isEmpty)
  }

  @Test(arguments: [
    ("206 Partial Content", "", S3Error.Code.refused),
    ("200 OK", "<Error><Code>InternalError</Code></Error>", .busy),
  ])
  func `an answer that does not say that an object was stored is an error`(
    status: String, body: String, code: S3Error.Code
  ) throws {
    let server = try RawServer(
      answering: Array(
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8))
    let place = try place(
      LocalBucket(), ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:\(server.port)"])
    let written = error {
      try S3Connection(place).put("x", S3Content(bytes), digest: digest, type: "image/png")
    }
    #expect(written?.code == code)
  }

  @Test func `a redirect is not followed`() throws {
    let other = try LocalBucket()
    let there = other.environment["AWS_ENDPOINT_URL_S3"] ?? ""
    let bucket = try LocalBucket { _ in
      .error(307, "TemporaryRedirect", headers: ["Location": "\(there)/photos/birds/x"])
    }
    let connection = S3Connection(try place(bucket))
    #expect(error { _ = try connection.get("x") { _ in } }?.code == .redirected)
    #expect(other.requests.isEmpty && other.refused == 0)
  }

  @Test func `a server that is away, stalls, or speaks no TLS is named`() throws {
    let bucket = try LocalBucket { _ in .hang }
    var slow = try place(bucket)
    slow.stallTimeout = .seconds(1)
    let stalled = error { _ = try S3Connection(slow).size(of: "x") }
    #expect(stalled?.code == .timedOut && stalled?.mayPass == true)
    let plain = try RawServer(answering: Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
    let secure = try place(bucket, ["AWS_ENDPOINT_URL_S3": "https://127.0.0.1:\(plain.port)"])
    #expect(error { _ = try S3Connection(secure).size(of: "x") }?.code == .tls)
    bucket.stop()
    let away = error { _ = try S3Connection(slow).size(of: "x") }
    #expect(away?.code == .unreachable && away?.mayPass == true)
    #expect(away?.message.contains("http://127.0.0.1:\(bucket.port)") == true)
  }

  @Test(arguments: [
    ("Transfer-Encoding: chunked\r\n\r\n", "3ff0\r\n"), ("Connection: close\r\n\r\n", ""),
    ("", "X: "),
  ])
  func `an answer without an end is ended`(beginning: String, part: String) throws {
    let server = try RawServer { connection in
      _ = connection.receive()
      guard connection.send(Array("HTTP/1.1 200 OK\r\n\(beginning)".utf8)) else { return }
      // It stops after a gigabyte, so that a failure ends.
      let more = Array((part + String(repeating: "a", count: 0x3FF0) + "\r\n").utf8)
      var sent = 0
      while sent < 1 << 30, connection.send(more) { sent += more.count }
    }
    let place = try place(
      LocalBucket(), ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:\(server.port)"])
    let written = error {
      try S3Connection(place).put("x", S3Content(bytes), digest: digest, type: "image/png")
    }
    #expect(written?.code == .refused && written?.mayPass == false)
    #expect(error { _ = try S3Connection(place).get("x") { _ in } }?.code == .refused)
  }

  @Test func `a request ends when its caller says so`() throws {
    let bucket = try LocalBucket { _ in .hang }
    var asked = 0
    let connection = S3Connection(try place(bucket)) {
      asked += 1
      return asked > 1
    }
    #expect(error { _ = try connection.size(of: "x") }?.code == .cancelled)
  }
}
