import Testing

@testable import Markup

/// Documents intended to crash a parser, to make it hang or to take quadratic time.
///
/// With a quadratic cost, none of these would end within minutes.
@Suite struct HostileHTMLTests {
  private static let end = "<img src=last>"

  private func reachesEnd(_ html: String) throws -> Bool {
    try EventLog.of(html).lines.contains("<img src=last")
  }

  @Test func `an empty document can be read`() throws {
    #expect(try EventLog.of([UInt8]()).starts.isEmpty)
    #expect(try EventLog.of([0]).starts.isEmpty)
  }

  @Test(arguments: ["<div>", "<b>", "<a>", "<p><table><tr><td>", "<svg>", "<x>", "<ul><li>"])
  func `a hundred thousand open tags are read to the end`(_ tag: String) throws {
    #expect(try reachesEnd(String(repeating: tag, count: 100_000) + Self.end))
  }

  @Test func `stray end tags in a deep document are read to the end`() throws {
    let html =
      String(repeating: "<b>", count: 100_000) + String(repeating: "</i>", count: 300_000)
    #expect(try reachesEnd(html + Self.end))
  }

  @Test func `a deep document keeps its innermost elements`() throws {
    let log = try EventLog.of(String(repeating: "<b>", count: 1000) + "<i><u></u></i>")
    #expect(log.lines.filter { $0 == "/u" || $0 == "/i" } == ["/u", "/i"])
  }

  @Test func `an attribute of ten million bytes is read`() throws {
    let value = String(repeating: "x", count: 10_000_000)
    let log = try EventLog.of("<img alt='\(value)' src=a>" + Self.end)
    #expect(log.lines.contains(Self.end.replacing(">", with: "")))
    #expect(log.starts.first?.utf8.count == "<img alt= src=a".utf8.count + value.utf8.count)
  }

  @Test func `a name of a million bytes is skipped`() throws {
    let name = String(repeating: "x", count: 1_000_000)
    #expect(try reachesEnd("<\(name) \(name)='\(name)'>" + Self.end))
  }

  @Test func `of a million attributes the first are read`() throws {
    let attributes = (0..<1_000_000).map { "a\($0)=1" }.joined(separator: " ")
    let log = try EventLog.of("<img \(attributes)>" + Self.end)
    #expect(log.lines.contains("<img src=last"))
    #expect(
      log.starts.first?.split(separator: " ").count == HTMLReader.maximumAttributes + 1)
  }

  /// libxml2 compares a new name with a share of all before it.
  @Test(arguments: [("<", "></N>"), ("<a ", "=1>"), ("<a b='&", ";'>"), ("</", ">")])
  func `the names of a document are bounded, and those of open elements stay`(
    _ before: String, _ after: String
  ) throws {
    let names = (0..<60_000).map { "\(before)n\($0)\(after.replacing("N", with: "n\($0)"))" }
    let text = Array(("<section><b>" + names.joined() + "</b>" + Self.end).utf8)
    let log = EventLog()
    let most = try text.withUnsafeBufferPointer { bytes in
      var most = 0
      let session = try #require(HTMLSession(bytes, sink: log, wantsComments: false))
      var repair = HTMLRepair(bytes, [])
      while repair.fill(HTMLReader.chunkSize) {
        #expect(session.feed(repair.output))
        most = max(most, session.nameCount)
      }
      session.finish()
      return most
    }
    #expect(most <= NameLimit.names + 100)
    let end = log.lines.lastIndex(of: "/b")
    #expect(end.map { log.lines[$0...].contains("<img src=last") } == true)
  }

  @Test(arguments: [
    "<", "<!--", "<!-- -", "<script>", "<script><!--<script>", "<title>", "<a ", "<a b=", "<a b='",
    "<a b='&", "</", "</a", "<!", "<?", "&", "&#", "&#x", "<a b=&#", "<style>", "<textarea>",
    "<![CDATA[", "<!-->", "<svg><style>",
  ])
  func `a hundred thousand unterminated constructs are read in linear time`(_ piece: String)
    throws
  {
    let log = try EventLog.of(String(repeating: piece, count: 100_000))
    #expect(log.lines.count <= 400_000)
  }

  @Test func `every prefix of a page can be read`() throws {
    let page = Array(
      "<!DOCTYPE html><title>a</title><!-- b --><p c='d&amp;e' f=g><script>h</script>&#105;ü".utf8)
    for length in page.indices {
      let prefix = Array(page[..<length])
      let clean = CharacterEncoding.utf8.cleanText(prefix.span)
      _ = try EventLog.of(clean)
    }
  }

  @Test func `random markup can be read`() throws {
    var generator = SplitMix(state: 42)
    let pieces = [
      "<", ">", "/", "!", "-", "--", "'", "\"", "=", "&", "#", "x", ";", " ", "\n", "a", "img",
      "src",
      "script", "style", "title", "svg", "[CDATA[", "]]>", "amp", "ü", "?", "table", "\u{FFFD}",
    ]
    for _ in 0..<2000 {
      var html = ""
      for _ in 0..<60 { html += pieces[Int(generator.next() % UInt64(pieces.count))] }
      _ = try EventLog.of(html, [.comments, .rawText])
    }
  }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
