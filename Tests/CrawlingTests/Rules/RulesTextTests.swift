import Addressing
import CrawlModel
import Scheduling
import Testing

@testable import Crawling

/// The text of `.magpie/rules`.
struct RulesTextTests {
  private func read(_ text: String) -> RulesText { RulesText(Array(text.utf8)) }

  private func fate(_ rules: RulesText, _ address: String, _ kind: Job.Kind) throws -> Reason? {
    let job = Job(
      address: try WebAddress(address), kind: kind, depth: 1,
      parent: try WebAddress("http://a.test"))
    return rules.queueRules.objection?(job, Request(job))?.reason
  }

  @Test func `a file of comments and empty lines has no rule`() {
    let rules = read("# a\n\n   \n\t# b\r\n#c")
    #expect(rules.count == 0 && rules.mistakes.isEmpty)
    #expect(rules.queueRules.objection == nil)
  }

  @Test func `patterns are for pages or for images`() throws {
    let rules = read("exclude /old/\n  include ^http://a\\.test/\nexclude-image thumb # small\n")
    #expect(rules.mistakes.isEmpty && rules.count == 3)
    #expect(try fate(rules, "http://a.test/old/1", .page) == .skipped(.excluded))
    #expect(try fate(rules, "http://b.test/1", .page) == .skipped(.notIncluded))
    #expect(try fate(rules, "http://a.test/1", .page) == nil)
    #expect(try fate(rules, "http://b.test/old/x.png", .image) == nil)
    #expect(try fate(rules, "http://b.test/thumb # small.png", .image) == nil)
    #expect(try fate(rules, "http://b.test/old/style.css", .stylesheet) == nil)
  }

  @Test func `the line is the evidence`() throws {
    let rules = read("# first\nexclude  /old/ \n")
    let job = Job(
      address: try WebAddress("http://a.test/old/"), kind: .page, depth: 1,
      parent: try WebAddress("http://a.test"))
    #expect(
      rules.queueRules.objection?(job, Request(job))?.note
        == "line 2 of .magpie/rules: exclude  /old/")
  }

  @Test func `a seed is taken whatever the patterns say`() throws {
    let rules = read("exclude .").queueRules
    let seed = Job(address: try WebAddress("http://a.test"), kind: .page)
    #expect(rules.objection?(seed, Request(seed)) == nil)
  }

  @Test func `paces are for all hosts or for some`() {
    let rules = read(
      """
      delay 1.5
      per-host 3
      delay Example.com 4
      per-host *.example.com 1
      delay *.example.com 2
      """
    ).queueRules
    #expect(rules.pace(of: "other.test") == .init(delay: .milliseconds(1500), transfers: 3))
    #expect(rules.pace(of: "example.com") == .init(delay: .seconds(4), transfers: 3))
    #expect(rules.pace(of: "a.b.example.com") == .init(delay: .seconds(2), transfers: 1))
    #expect(rules.pace(of: "badexample.com") == .init(delay: .milliseconds(1500), transfers: 3))
  }

  @Test func `hosts are those of addresses, however they are written`() {
    let rules = read("delay B\u{FC}cher.example 2\nper-host *.EXAMPLE.com 1\ndelay [::1] 3")
      .queueRules
    #expect(rules.pace(of: "xn--bcher-kva.example").delay == .seconds(2))
    #expect(rules.pace(of: "a.example.com").transfers == 1)
    #expect(rules.pace(of: "[::1]").delay == .seconds(3))
  }

  @Test(arguments: [
    "http://a.test", "a.test/", "a.test:80", "me@a.test", "5", "a.*", "*.", "a b.test/", "a..b%",
  ])
  func `what can be no host is a mistake, and no rule that never matches`(host: String) {
    let mistakes = read("# paces\ndelay \(host) 2").mistakes
    #expect(mistakes.map(\.line) == [2], "\(mistakes)")
  }

  @Test func `a byte order mark is no part of the first rule`() {
    let rules = read("\u{FEFF}delay 2\n")
    #expect(rules.mistakes.isEmpty && rules.queueRules.pace(of: "a.test").delay == .seconds(2))
  }

  @Test func `where a redirect has led is judged as well`() throws {
    let rules = read("exclude-image /tracking/\ninclude-image ^http://a[.]test/").queueRules
    let job = Job(
      address: try WebAddress("http://a.test/1.png"), kind: .image, depth: 1,
      parent: try WebAddress("http://a.test"))
    let first = Request(job)
    #expect(rules.objection?(job, first) == nil)
    let tracking = first.redirected(to: try WebAddress("http://a.test/tracking/1.png"))
    #expect(rules.objection?(job, tracking)?.reason == .skipped(.excluded))
    let elsewhere = first.redirected(to: try WebAddress("http://b.test/1.png"))
    #expect(rules.objection?(job, elsewhere)?.reason == .skipped(.notIncluded))
  }

  @Test(arguments: [
    ("exclude", 1, "There is no regular expression."), ("\nexclude (", 2, "regular expression"),
    ("delay", 1, "number of seconds"), ("delay x", 1, "'x' is not a number of seconds"),
    ("delay -1", 1, "'-1'"), ("delay nan", 1, "'nan'"), ("delay 1e99", 1, "'1e99'"),
    ("per-host 0", 1, "'0'"), ("per-host a b c", 1, "perhaps with a host"),
    ("# ok\ndelay 1\nexlude x", 3, "'exlude' is no rule"), ("per-host a.test 1.5", 1, "'1.5'"),
  ])
  func `a mistake is told by its line`(text: String, line: Int, words: String) {
    let mistakes = read(text).mistakes
    #expect(mistakes.map(\.line) == [line])
    #expect(mistakes.first?.words.contains(words) == true, "\(mistakes)")
  }

  @Test func `what is no text is one mistake`() {
    #expect(RulesText([0xFF, 0xFE, 0x00]).mistakes.count == 1)
    #expect(RulesText(Array("delay 1\u{0}".utf8)).mistakes.count == 1)
    #expect(RulesText([UInt8](repeating: 0x23, count: 1 << 21)).mistakes.count == 1)
    let many = String(repeating: "delay 1\n", count: 20_000)
    #expect(read(many).mistakes.count == 1)
  }

  @Test func `patterns cannot blow up`() throws {
    let rules = read("exclude (a*)*(a*)*(a*)*b$\n")
    let address = "http://a.test/" + String(repeating: "a", count: 30_000)
    #expect(try fate(rules, address, .page) == nil)
  }
}
