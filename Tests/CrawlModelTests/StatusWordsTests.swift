import CrawlModel
import Testing

struct StatusWordsTests {
  @Test(arguments: [
    (403, "403 Forbidden"), (404, "404 Not Found"), (429, "429 Too Many Requests"),
    (503, "503 Service Unavailable"), (599, "599"), (999, "999"),
  ])
  func `a status has its words`(status: Int, words: String) {
    #expect(Readable.status(status) == words)
  }

  @Test func `a detail is one short line without control characters`() {
    let fault = Fetched.Fault(
      reason: .tls, isPassing: false,
      detail: "a\r\n\u{1B}[31m\u{202E}" + String(repeating: "x", count: 10_000))
    #expect(fault.detail?.hasPrefix("a\\u{D}\\u{A}\\u{1B}[31m\\u{202E}xxx") == true)
    #expect(fault.detail?.utf8.count == 512)
  }
}
