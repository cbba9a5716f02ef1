import Addressing
import CrawlModel
import Reporting
import Testing

struct EventTextTests {
  private func text(_ event: CrawlEvent) -> String { Lines.text(.text, event) }

  private func finished(
    _ job: Assignment, _ outcome: Outcome, status: Int? = nil, links: Int = 0
  ) throws -> String {
    text(
      job.finished(
        Findings(
          outcome: outcome, response: try status.map(Examples.response),
          discoveries: try Examples.discoveries(links))))
  }

  @Test func `a start names what is asked for`() throws {
    #expect(text(try Examples.page().started) == "start     http://a.test/page?q\n")
    #expect(text(try Examples.movedImage().started) == "start     https://cdn.test/i.png\n")
  }

  @Test func `a retry tells why and when`() throws {
    #expect(
      text(try Examples.image().retrying(.httpError, status: 503, after: .milliseconds(1_500)))
        == "retry     http://a.test/i.png http-error 503, again in 1.5 s\n")
    #expect(
      text(
        try Examples.movedImage()
          .retrying(.reset, status: nil, error: "It\nbroke off.", after: .seconds(90)))
        == "retry     https://cdn.test/i.png reset (It\\u{A}broke off.), again in 1 min 30 s\n")
  }

  @Test func `a redirect tells from where to where`() throws {
    let target = try WebAddress("https://cdn.test/x")
    let line = "redirect  http://a.test/i.png to https://cdn.test/x\n"
    #expect(text(try Examples.image().redirected(to: target)) == line)
    #expect(
      try finished(Examples.image(), .redirected(to: target), status: 301) == line)
  }

  @Test func `an end tells what became of the address`() throws {
    let (page, image) = (try Examples.page(), try Examples.movedImage())
    #expect(
      try finished(page, .fetched, status: 200) == "page      http://a.test/page?q 0 links\n")
    #expect(
      try finished(page, .fetched, status: 200, links: 1)
        == "page      http://a.test/page?q 1 link\n")
    #expect(
      try finished(image, .stored(Examples.content()), status: 200)
        == "image     http://a.test/i.png to images/a.test/i.png\n")
    #expect(
      try finished(image, .duplicate(Examples.content()), status: 200)
        == "duplicate http://a.test/i.png of images/a.test/i.png\n")
    #expect(
      try finished(image, .skipped(.tooSmall), status: 200)
        == "skip      http://a.test/i.png too-small\n")
    #expect(
      try finished(page, .failed(.httpError), status: 404)
        == "fail      http://a.test/page?q http-error 404\n")
    #expect(try finished(page, .failed(.dns)) == "fail      http://a.test/page?q dns\n")
  }

  @Test func `what ends a crawl is told`() {
    #expect(text(.limitReached(.bytes)) == "limit     max-total\n")
    #expect(text(.broken("The disk is full.")) == "error     The disk is full.\n")
  }

  @Test(arguments: [
    "a\nb", "a\r\nb", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{1B}[31mb", "a\0b",
  ])
  func `a message stays on its line and gives a terminal no orders`(message: String) {
    let line = text(.broken(message))
    #expect(line.hasPrefix("error     a"))
    #expect(line.hasSuffix("b\n"))
    #expect(line.unicodeScalars.filter { $0.properties.generalCategory == .control } == ["\n"])
    #expect(line.split(whereSeparator: \.isNewline).count == 1)
  }
}
