import CrawlModel
import Testing

@testable import Fetching

struct ResponseHeadTests {
  private func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines + [""] { #expect(receive(line, &head)) }
    return head
  }

  private func receive(_ line: String, _ head: inout ResponseHead) -> Bool {
    let bytes = Array((line + "\r\n").utf8)
    return head.receive(bytes.span)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/2 301", 301),
    ("HTTP/2 204 ", 204), ("HTTP/1.1  503  x", 503), ("HTTP/1.1 999", 999),
  ])
  func `a status line is read`(line: String, status: Int) {
    #expect(head(line).status == status)
    #expect(head(line).isSuccess == (200..<300).contains(status))
  }

  @Test(arguments: ["HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 OK", "HTTPS: 200 1", "X: HTTP/1.1 200"])
  func `what is no status line is a field`(line: String) {
    #expect(head(line).status == 0)
  }

  @Test func `an interim answer is forgotten`() {
    let head = head("HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/1.1 200 OK", "X: 1", "")
    #expect(head.status == 200)
    #expect(head.headers["link"] == nil)
    #expect(head.headers["x"] == "1")
  }

  @Test func `interim answers without end are not taken`() {
    var head = ResponseHead()
    let line = Array("HTTP/1.1 100 Continue\r\n".utf8)
    let taken = (0..<200).count { _ in head.receive(line.span) }
    #expect(taken == ResponseHead.maximumInterimAnswers)
    #expect(head.hasTooManyInterimAnswers)
  }

  @Test func `the final answer comes after as many interim ones as are taken`() {
    var head = ResponseHead()
    let interim = Array("HTTP/1.1 103 Early Hints\r\n".utf8)
    for _ in 0..<ResponseHead.maximumInterimAnswers {
      let isTaken = head.receive(interim.span)
      #expect(isTaken)
    }
    let last = Array("HTTP/1.1 200 OK\r\n".utf8)
    let isTaken = head.receive(last.span)
    #expect(isTaken)
    #expect(head.status == 200)
  }

  @Test func `fields are taken up to a size`() {
    var head = ResponseHead()
    let line = Array(("X-Y: " + String(repeating: "z", count: 1017) + "\r\n").utf8)
    #expect(line.count == 1024)
    let taken = (0..<300).count { _ in head.receive(line.span) }
    #expect(taken == 256)
  }

  @Test(arguments: [
    ("text/html; charset=utf-8", "utf-8"), ("text/html;CHARSET=\"Big5\"", "Big5"),
    ("text/html; x=y; charset = koi8-r ", "koi8-r"), ("text/html;charset='latin1'", "latin1"),
    ("text/html", nil), ("text/html; charset=", nil), ("text/html; charset", nil),
    ("text/html; notcharset=utf-8", nil), ("charset=utf-8", nil),
  ])
  func `the declared encoding is read`(type: String, charset: String?) {
    #expect(head("HTTP/1.1 200 OK", "content-TYPE: " + type).declaredCharset == charset)
  }

  @Test(arguments: [
    ("0", 0), ("123", 123), ("-1", nil), ("1.5", nil), ("many", nil), ("", nil),
    ("99999999999999999999999", nil),
  ])
  func `the announced size is read`(length: String, bytes: Int?) {
    #expect(head("HTTP/1.1 200 OK", "Content-Length: " + length).announcedBytes == bytes)
  }

  @Test func `the size of a compressed body is no size of its content`() {
    let head = head("HTTP/1.1 200 OK", "Content-Length: 9", "Content-Encoding: gzip")
    #expect(head.announcedBytes == nil)
  }

  @Test(
    arguments: [
      (["5"], 5), (["5, 5"], 5), (["5", "5"], 5), (["", "5"], 5), ([""], nil), (["5", "6"], nil),
      (["many"], nil), (["-5"], nil), (["5x"], nil), ([], nil),
    ] as [([String], Int?)])
  func `equal lengths are one`(values: [String], length: Int?) {
    var head = head("HTTP/1.1 200 OK")
    for value in values {
      #expect(receive("Content-Length: \(value)", &head))
    }
    #expect(receive("", &head))
    #expect(head.contentLength == length && head.announcedBytes == length)
  }

  @Test func `a length of compressed bytes is not that of the content`() {
    let coded = head("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Encoding: x-gzip")
    #expect(coded.contentLength == 5 && coded.announcedBytes == nil)
    let plain = head("HTTP/1.1 200 OK", "Content-Length: 5", "Content-Encoding: UTF-8")
    #expect(plain.announcedBytes == 5)
  }
}
