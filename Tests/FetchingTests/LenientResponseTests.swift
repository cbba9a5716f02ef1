import CrawlModel
import TestSupport
import Testing

@testable import Fetching

/// Responses that arrive in any parts.
struct LenientResponseTests {
  private final class Receiver: LenientReceiver {
    var head = ResponseHead()
    var text: [UInt8] = []
    var framing = LenientResponse.Framing.close

    func receive(header line: Span<UInt8>) -> Bool { head.receive(line) }

    func receive(content part: Span<UInt8>) -> Bool {
      for index in part.indices { text.append(part[index]) }
      return true
    }
  }

  @Test(arguments: [1, 2, 3, 1000])
  func `a response is the same in whatever parts it arrives`(size: Int) {
    let vectors: [(String, LenientResponse.Framing, String, LenientResponse.State)] = [
      ("HTTP/1.1 200 OK\r\nX: a\r\n\r\nabc", .close, "abc", .untilClose),
      ("HTTP/1.1 200 OK\nX: a\n\nabcdef", .length(3), "abc", .whole),
      ("HTTP/1.1 200 OK\r\nX: a\r\n\r\n", .length(0), "", .whole),
      ("HTTP/1.1 200 OK\r\nX: a\r\n\r\nab", .length(3), "ab", .content(left: 1)),
      (
        "\n\nHTTP/1.1 200\nno\n more\nX: a\n: b\n\n3;q\r\nabc\r\n 2\ndeX0\n", .chunks, "abcde",
        .refused
      ),
      ("http/1.1 200 a\nX: a\n\n3\nabc\n02\nde\n0\nT: x\n\n", .chunks, "abcde", .whole),
      ("ICY 200 OK\r\nX: a\r\n\r\nFFFFFFFFFFFFFFFF\r\n", .chunks, "", .refused),
      ("HTTP/1.1 200 OK\r\nX: a\r\n\r\n-1\r\n", .chunks, "", .refused),
      ("HTTP/1.1 200 OK\r\nX: a\r\nY: \0\r\n", .close, "", .refused),
      ("HTTP/1.1 200 OK\r\nX: a\r\nY", .close, "", .head),
    ]
    for (text, framing, content, state) in vectors {
      let receiver = Receiver()
      receiver.framing = framing
      let response = LenientResponse()
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let part = Array(rest.prefix(size))
        rest = rest.dropFirst(size)
        guard response.read(part.span, for: receiver) else { break }
      }
      #expect(response.state == state, "\(text)")
      #expect(String(decoding: receiver.text, as: UTF8.self) == content, "\(text)")
      #expect(receiver.head.status == 200, "\(text)")
      #expect(receiver.head.headers["x"] == "a", "\(text)")
    }
  }

  @Test func `a line without end is refused`() {
    let response = LenientResponse()
    let line = Array("HTTP/1.1 200 OK\r\nX: ".utf8) + [UInt8](repeating: 0x61, count: 200_000)
    let wantsMore = response.read(line.span, for: Receiver())
    #expect(!wantsMore)
    #expect(response.isRefused)
  }
}
