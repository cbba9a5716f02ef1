import Addressing
import CrawlModel
import FoundationEssentials
import Reporting
import Testing

struct EventJSONTests {
  private func json(_ event: CrawlEvent) -> String { Lines.text(.json, event) }

  private func finished(
    _ job: Assignment, _ outcome: Outcome, status: Int? = nil, links: Int = 0, note: String? = nil
  ) throws -> String {
    json(
      job.finished(
        Findings(
          outcome: outcome, response: try status.map(Examples.response), note: note,
          discoveries: try Examples.discoveries(links))))
  }

  @Test func `an address that needed no request is done as well`() throws {
    let link = Link(
      kind: .page, address: try WebAddress("http://b.test/"), via: Via("a[href]", .hyperlink))
    #expect(
      json(.settled(link, depth: 2, .skipped(.scope)))
        == #"{"event":"finished","time":"1970-01-01T00:00:00.000Z","url":"http://b.test/","#
        + #""kind":"page","depth":2,"status":"skipped","reason":"scope"}"# + "\n")
  }

  @Test func `a document with another outcome is revised`() throws {
    #expect(
      json(.revised(try WebAddress("http://a.test/x"), .failed(.redirectLoop)))
        == #"{"event":"revised","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/x","#
        + #""kind":"page","status":"failed","reason":"redirect-loop"}"# + "\n")
  }

  @Test func `the beginning and the end of a run have their counts`() throws {
    let start = RunStart(
      kind: .resume, pass: .refresh, imagesKnown: 9, imagesHere: 7, imagesWaiting: 5,
      addressesWaiting: 6)
    #expect(
      json(.began(start))
        == #"{"event":"began","time":"1970-01-01T00:00:00.000Z","run":"resume","#
        + #""resumes":"refresh","images_known":9,"images_here":7,"images_waiting":5,"waiting":6}"#
        + "\n")
    #expect(
      json(.stopping(transfers: 5, grace: .seconds(3)))
        == #"{"event":"stopping","time":"1970-01-01T00:00:00.000Z","transfers":5,"grace":3.000}"#
        + "\n")
  }

  @Test func `an image that stays left out by its content is skipped`() throws {
    let job = try Examples.image().job
    var request = Request(job)
    request.earlier = EarlierVisit(column: .skipped(.tooSmall), answeredBy: job.address)
    let text = json(.finished(job, request, Findings(outcome: .unchanged)))
    #expect(text.contains(#""status":"skipped","reason":"too-small""#))
  }

  @Test func `a start has the job`() throws {
    #expect(
      json(try Examples.page().started)
        == #"{"event":"started","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/page?q","kind":"page","depth":2}"#
        + "\n")
    #expect(
      json(
        Assignment(Job(address: try WebAddress("http://a.test/x.css"), kind: .stylesheet)).started
      )
        == #"{"event":"started","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/x.css","kind":"stylesheet","depth":0}"#
        + "\n")
  }

  @Test func `a further try and another target are told`() throws {
    #expect(
      json(try Examples.page(attempts: 2).started)
        == #"{"event":"started","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/page?q","kind":"page","depth":2,"attempt":3}"#
        + "\n")
    #expect(
      json(try Examples.movedImage().started)
        == #"{"event":"started","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""target":"https://cdn.test/i.png"}"# + "\n")
  }

  @Test func `a retry tells why and when`() throws {
    #expect(
      json(try Examples.image().retrying(.httpError, status: 503, after: .milliseconds(1_500)))
        == #"{"event":"retrying","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""reason":"http-error","http_status":503,"after":1.500}"# + "\n")
    #expect(
      json(
        try Examples.image().retrying(.reset, status: nil, error: "It\nbroke off.", after: .zero))
        == #"{"event":"retrying","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""reason":"reset","error":"It\nbroke off.","after":0.000}"# + "\n")
  }

  @Test func `a redirect tells from where to where`() throws {
    let target = try WebAddress("https://cdn.test/x")
    #expect(
      json(try Examples.image().redirected(to: target))
        == #"{"event":"redirected","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/i.png","kind":"image","depth":1,"#
        + #""to":"https://cdn.test/x"}"# + "\n")
    #expect(
      try finished(Examples.page(), .redirected(to: target), status: 301)
        == #"{"event":"finished","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/page?q","kind":"page","depth":2,"#
        + #""status":"fetched","final_url":"https://cdn.test/x","http_status":301}"# + "\n")
  }

  @Test func `the end of a page has its status and links`() throws {
    let head =
      #"{"event":"finished","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/page?q","kind":"page","depth":2,"#
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
      try finished(Examples.page(), .failed(.dns), note: "No such name")
        == head + #""status":"failed","reason":"dns","error":"No such name"}"# + "\n")
    #expect(
      try finished(Examples.page(), .skipped(.robots), note: "line 2: Disallow: /")
        == head + #""status":"skipped","reason":"robots"}"# + "\n")
  }

  @Test func `the end of an image has what was stored`() throws {
    let head =
      #"{"event":"finished","time":"1970-01-01T00:00:00.000Z","url":"http://a.test/i.png","kind":"image","depth":1,"#
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
    #expect(
      json(.limitReached(limit))
        == #"{"event":"limit","time":"1970-01-01T00:00:00.000Z","limit":"\#(word)"}"# + "\n")
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
