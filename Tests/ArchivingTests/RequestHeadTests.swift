import Testing

@testable import Archiving

/// What is archived of a request.
struct RequestHeadTests {
  private func archived(_ lines: [String], leavingOut headers: [String] = []) -> String {
    let sent = Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    return String(
      decoding: RequestHead(leavingOut: headers).archived(sent), as: UTF8.self)
  }

  @Test func `the request is kept with the lines of the crawler`() {
    let lines = [
      "GET /a?b=c HTTP/1.1", "Host: example.com", "User-Agent: magpie", "Accept: image/*",
      "If-None-Match: \"x\"", "Referer: http://example.com/",
    ]
    #expect(archived(lines) == lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  @Test(arguments: [
    "Authorization: Basic c2VjcmV0", "Proxy-Authorization: Digest secret", "Cookie: id=secret",
    "cookie:id=secret", "X-Token: secret", "Proxy-Connection: secret", "no field secret",
  ])
  func `a line that identifies the user is left out`(line: String) {
    let text = archived(["GET / HTTP/1.1", "Host: a", line, "Accept: b"])
    #expect(text == "GET / HTTP/1.1\r\nHost: a\r\nAccept: b\r\n\r\n")
  }

  @Test(arguments: ["Accept: secret", "accept:secret", "Accept : secret", "ACCEPT;"])
  func `a line of the user is left out, also where it replaces one of the crawler`(line: String) {
    let text = archived(["GET / HTTP/1.1", "Host: a", "Accept: secret"], leavingOut: [line])
    #expect(text == "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
  }

  @Test func `the request line says HTTP 1.1 whatever was spoken`() {
    #expect(archived(["GET / HTTP/2", "host: a"]) == "GET / HTTP/1.1\r\nhost: a\r\n\r\n")
  }

  @Test func `a head of which only the beginning is known gets an end`() {
    let text = RequestHead(leavingOut: []).archived(Array("GET / HTTP/1.1\r\nHost: a".utf8))
    #expect(String(decoding: text, as: UTF8.self) == "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
  }
}
