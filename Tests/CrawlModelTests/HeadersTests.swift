import CrawlModel
import Testing

/// `Headers`: fields read from the lines as they came.
struct HeadersTests {
  private func headers(_ lines: String...) -> Headers {
    var headers = Headers()
    for line in lines {
      let bytes = Array((line + "\r\n").utf8)
      headers.append(line: bytes.span)
    }
    return headers
  }

  @Test func `names are compared without regard to case`() {
    let headers = headers("Content-Type: text/html", "ETAG:\"x\"")
    #expect(headers["content-type"] == "text/html")
    #expect(headers["CONTENT-TYPE"] == "text/html")
    #expect(headers["ETag"] == "\"x\"")
  }

  @Test func `white space round a value is no part of it`() {
    let headers = headers("A:  \t b c \t ", "B:", "C:   ")
    #expect(headers["A"] == "b c")
    #expect(headers["B"] == "")
    #expect(headers["C"] == "")
  }

  @Test func `a name is found whole or not at all`() {
    let headers = headers("X-Link: 1", "Link-Extra: 2", "Lin: 3")
    #expect(headers["Link"] == nil)
    #expect(headers["X-Link"] == "1")
  }

  @Test func `the first of several counts and all are there`() {
    let headers = headers("Link: a", "Other: x", "link: b", "LINK: c")
    #expect(headers["Link"] == "a")
    #expect(headers.all("Link") == ["a", "b", "c"])
    #expect(headers.all("None") == [])
  }

  @Test func `a colon in a value is a byte like others`() {
    #expect(headers("Location: http://a.test:80/")["Location"] == "http://a.test:80/")
  }

  @Test func `lines that are no fields do no harm`() {
    let headers = headers("", ":", "HTTP/1.1 200 OK", "A", "B: 1")
    #expect(headers["A"] == nil)
    #expect(headers["B"] == "1")
  }

  @Test func `a last line without its end counts`() {
    var headers = Headers()
    let bytes = Array("A: 1\nB: 2".utf8)
    headers.append(line: bytes.span)
    #expect(headers["A"] == "1")
    #expect(headers["B"] == "2")
    #expect(headers.byteCount == 9)
  }

  @Test func `bytes that are no UTF-8 are repaired`() {
    var headers = Headers()
    let bytes: [UInt8] = [0x41, 0x3A, 0x66, 0xFC, 0x72, 0x0D, 0x0A]
    headers.append(line: bytes.span)
    #expect(headers["A"] == "f\u{FFFD}r")
  }

  @Test func `a value can be had with each byte as a character`() {
    var headers = Headers()
    let bytes: [UInt8] = [0x41, 0x3A, 0x20, 0x66, 0xFC, 0xC3, 0xBC, 0x0D, 0x0A]
    headers.append(line: bytes.span)
    #expect(headers.isomorphic("a") == "f\u{FC}\u{C3}\u{BC}")
    #expect(headers.isomorphic("b") == nil)
  }

  @Test(arguments: [
    ([0x2F, 0xC3, 0xBC] as [UInt8], "/ü"), ([0x2F, 0xFC, 0x3F, 0xFF], "/%FC?%FF"),
    ([0x2F, 0xC3, 0xBC, 0xFC], "/%C3%BC%FC"), ([0x2F, 0x25, 0x41, 0x20], "/%A"),
  ])
  func `an address that is no UTF-8 has its bytes percent-encoded`(value: [UInt8], text: String) {
    var headers = Headers()
    let bytes = Array("Location: ".utf8) + value + [0x0D, 0x0A]
    headers.append(line: bytes.span)
    #expect(headers.reference("location") == text)
  }

  @Test func `all fields can be forgotten`() {
    var headers = headers("A: 1")
    headers.removeAll()
    #expect(headers["A"] == nil)
    #expect(headers == Headers())
  }

  @Test func `a line that begins with white space continues the one before it`() {
    var headers = Headers()
    for line in ["A: 1\r\n", "B:\r\n", " \t2\n", "\t3 \r\n", " \r\n", "C: 4\n"] {
      let bytes = Array(line.utf8)
      headers.append(line: bytes.span)
    }
    #expect(headers["a"] == "1" && headers["b"] == "2 3" && headers["c"] == "4")
  }

  @Test func `a line that continues an empty one leaves those before it`() {
    var headers = Headers()
    for line in ["A: 1\r\n", "\r\n", "\n", " 2: 3\r\n", " 4\r\n", "B: 5\r\n"] {
      let bytes = Array(line.utf8)
      headers.append(line: bytes.span)
    }
    #expect(headers["a"] == "1" && headers["b"] == "5")
    #expect(headers.all("c").isEmpty)
  }
}
