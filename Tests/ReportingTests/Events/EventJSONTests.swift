import Addressing
import CrawlModel
import FoundationEssentials
import Reporting
import Testing

struct EventJSONTests {
  private func json(_ event: CrawlEvent) -> String { Lines.text(.json, event) }

  private func finished(
    _ job: Assignment, _ outcome: Outcome, status: Int? = nil, links: Int = 0
  ) throws -> String {
    json(
      job.finished(
        Findings(
          outcome: outcome, response: try status.map(Examples.response),
          discoveries: try Examples.discoveries(links))))
  }

  @Test func `a start has the job`() throws {
    #expect(
      json(try Examples.page().started)
        == #"{"event":"started","url":"http://a.test/page?q","kind":"page","depth":2}"# + "\n")
    #expect(
      json(
        Assignment(Job(address: try WebAddress("http://a.test/x.css"), kind: .stylesheet)).started
      )
        == #"{"event":"started","url":"http://a.test/x.css","kind":"stylesheet","depth":0}"# + "\n")
  }

  @Test func `a further try and another target are told`() throws {
    #expect(
      json(try Examples.page(attempts: 2).started)
        == #"{"event":"started","url":"http://a.test/page?q","kind":"page","depth":2,"attempt":3}"#
        + "\n")
    #expect(
      json(try Examples.movedImage().started)
        == #"{"event":"started","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""target":"https://cdn.test/i.png"}"# + "\n")
  }

  @Test func `a retry tells why and when`() throws {
    #expect(
      json(try Examples.image().retrying(.httpError, status: 503, after: .milliseconds(1_500)))
        == #"{"event":"retrying","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""reason":"http-error","http_status":503,"after":1.500}"# + "\n")
    #expect(
      json(try Examples.image().retrying(.reset, status: nil, after: .zero))
        == #"{"event":"retrying","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""reason":"reset","after":0.000}"# + "\n")
  }

  @Test func `a redirect tells from where to where`() throws {
    let target = try WebAddress("https://cdn.test/x")
    #expect(
      json(try Examples.image().redirected(to: target))
        == #"{"event":"redirected","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""to":"https://cdn.test/x"}"# + "\n")
    #expect(
      try finished(Examples.page(), .redirected(to: target), status: 301)
        == #"{"event":"finished","url":"http://a.test/page?q","kind":"page","depth":2,"#
        + #""status":"fetched","final_url":"https://cdn.test/x","http_status":301}"# + "\n")
  }

  @Test func `the end of a page has its status and links`() throws {
    let head = #"{"event":"finished","url":"http://a.test/page?q","kind":"page","depth":2,"#
    #expect(
      try finished(Examples.page(), .fetched, status: 200, links: 3)
        == head + #""status":"fetched","http_status":200,"links":3}"# + "\n")
    #expect(
      try finished(Examples.page(), .fetched, status: 200)
        == head + #""status":"fetched","http_status":200}"# + "\n")
    #expect(
      try finished(Examples.page(), .skipped(.notHTML), status: 200)
        == head + #""status":"skipped","reason":"not-html","http_status":200}"# + "\n")
    #expect(
      try finished(Examples.page(), .failed(.dns))
        == head + #""status":"failed","reason":"dns"}"# + "\n")
  }

  @Test func `the end of an image has what was stored`() throws {
    let head = #"{"event":"finished","url":"http://a.test/i.png","kind":"image","depth":1,"#
    #expect(
      try finished(Examples.image(), .stored(Examples.content()), status: 200)
        == head + #""status":"stored","file":"images/a.test/i.png","sha256":"00ff","bytes":1234,"#
        + #""format":"png","width":30,"height":40,"http_status":200}"# + "\n")
    #expect(
      try finished(Examples.image(), .duplicate(Examples.content(width: nil, height: nil)))
        == head + #""status":"duplicate","file":"images/a.test/i.png","sha256":"00ff","#
        + #""bytes":1234,"format":"png"}"# + "\n")
  }

  @Test(arguments: [
    (CrawlLimit.pages, "max-pages"), (.images, "max-images"), (.bytes, "max-total"),
    (.time, "max-time"),
  ])
  func `a limit is told by its option`(limit: CrawlLimit, word: String) {
    #expect(json(.limitReached(limit)) == #"{"event":"limit","limit":"\#(word)"}"# + "\n")
  }

  @Test(arguments: [
    "The disk is full.", "a\nb\r\n", "\"\\", "\0\u{1B}[31m\u{7F}\u{85}\u{2028}\u{2029}", "é日😀", "",
  ])
  func `a decoder reads the message of an error as it was`(message: String) throws {
    struct Line: Decodable {
      let event: String
      let message: String
    }
    let text = json(.broken(message))
    let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
    #expect(line.event == "error")
    #expect(Array(line.message.utf8) == Array(message.utf8))
    #expect(text.split(whereSeparator: \.isNewline).count == 1)
  }
}
