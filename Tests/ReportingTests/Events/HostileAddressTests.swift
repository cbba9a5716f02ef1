import Addressing
import CrawlModel
import FoundationEssentials
import Reporting
import Testing
import Threads

/// Addresses and file names that try to break out of their line, their string or the terminal.
struct HostileAddressTests {
  static let references = [
    "/a\nb", "/a\r\n{\"event\":\"limit\"}", "/\"},{\"", "/?\\", "/?\\\"", "/?a\\u0022", "/#\"",
    "/\u{1B}]0;title\u{7}", "/\u{1B}[2J", "/\0", "/\u{7F}\u{9B}", "/?\u{2028}\u{2029}\u{85}",
    "/\u{202E}gnp.exe", "/%0A%22%1b", "/😀/\u{FFFF}\u{10FFFF}", "/?'<script>&", "/\u{FEFF}",
    "http://b\u{FC}cher.test/\"", "/?" + String(repeating: "\\\"", count: 5_000),
  ]

  private struct Line: Decodable {
    let event: String
    let url: String
    let to: String?
    let file: String?
  }

  private func decode(_ text: String) throws -> Line {
    try JSONDecoder().decode(Line.self, from: Data(text.utf8))
  }

  @Test(arguments: references)
  func `an address comes out of JSON as it went in`(reference: String) throws {
    let address = try WebAddress(reference, relativeTo: WebAddress("http://a.test/"))
    let job = Assignment(Job(address: address, kind: .image))
    let started = Lines.text(.json, job.started)
    #expect(try decode(started).url == address.text)
    #expect(try decode(started).event == "started")
    let redirected = Lines.text(.json, job.redirected(to: address))
    #expect(try decode(redirected).to == address.text)
    for text in [started, redirected] {
      #expect(text.split(whereSeparator: \.isNewline).count == 1)
    }
  }

  @Test(arguments: references)
  func `an address in words is one line of plain characters`(reference: String) throws {
    let address = try WebAddress(reference, relativeTo: WebAddress("http://a.test/"))
    let job = Assignment(Job(address: address, kind: .image))
    let findings = Findings(outcome: .failed(.reset))
    for event in [job.started, job.finished(findings), job.redirected(to: address)]
      as [CrawlEvent]
    {
      let text = Lines.text(.text, event)
      #expect(text.hasSuffix("\n"))
      #expect(text.utf8.dropLast().allSatisfy { (0x20..<0x7F).contains($0) })
    }
  }

  @Test(arguments: ["images/\"\\.png", "images/日本.png", "images/a\u{2028}b.png"])
  func `a file comes out of JSON as it went in`(file: String) throws {
    let job = try Examples.image()
    let findings = Findings(outcome: .stored(Examples.content(file)))
    let text = Lines.text(.json, job.finished(findings))
    #expect(try decode(text).file == file)
    #expect(text.split(whereSeparator: \.isNewline).count == 1)
  }

  @Test func `from many threads every line comes whole`() throws {
    let lines = Lines()
    let log = lines.log(.json)
    let jobs = try (0..<8).map { worker in
      try (0..<200).map { try Examples.image("http://a.test/\(worker)/\($0)?\"\\") }
    }
    let threads = try jobs.map { jobs in
      try WorkerThread(name: "teller") { for job in jobs { log.crawl(did: job.started) } }
    }
    for thread in threads { thread.join() }
    let texts = lines.texts
    #expect(texts.allSatisfy { $0.hasSuffix("}\n") })
    #expect(Set(try texts.map { try decode($0).url }) == Set(jobs.joined().map(\.job.address.text)))
    #expect(texts.count == 1_600)
  }
}
