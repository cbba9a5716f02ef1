import Foundation
import Markup
import TestSupport
import Testing

struct HostileXMLTests {
  @Test func `a billion laughs stay three letters`() throws {
    var types = "<!ENTITY lol0 'lol'>"
    for level in 1...9 {
      let body = String(repeating: "&lol\(level - 1);", count: 10)
      types += "<!ENTITY lol\(level) '\(body)'>"
    }
    let log = try XMLEventLog.of("<!DOCTYPE a [\(types)]><a b='&lol9;'>&lol9;</a>", "b")
    #expect(log.words == "&lol9;")
    #expect(log.lines == ["<a b=&lol9;", "/a"])
    #expect(log.remarks == .entities)
  }

  @Test func `an external entity is not loaded`() throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", to: "file")
    let file = folder.file("file").absoluteString
    let log = try XMLEventLog.of(
      """
      <!DOCTYPE a SYSTEM "\(file)" [<!ENTITY x SYSTEM "\(file)"><!ENTITY % y SYSTEM "\(file)">%y;]>
      <a>&x;%y;</a>
      """)
    #expect(log.words.trimmingCharacters(in: .whitespacesAndNewlines) == "&x;%y;")
  }

  @Test func `a hundred thousand open elements are bounded`() throws {
    let depth = 100_000
    let log = try XMLEventLog.of(
      String(repeating: "<a>", count: depth) + "t" + String(repeating: "</a>", count: depth)
        + "<b/>")
    #expect(log.lines.filter { $0 == "<a" }.count == XMLReader.maximumDepth)
    #expect(log.lines.filter { $0 == "/a" }.count == XMLReader.maximumDepth)
    #expect(log.lines.suffix(2) == ["<b", "/b"])
    #expect(log.words == "t")
    #expect(log.remarks == .excess)
  }

  @Test func `attributes are bounded in number and length`() throws {
    let many = (0..<100_000).map { "a\($0)='x'" }.joined(separator: " ")
    let long = String(repeating: "x", count: 10_000_000)
    let log = try XMLEventLog.of("<a \(many)/><b c='\(long)' d='y'/>", "a0", "a99999", "c", "d")
    #expect(log.lines == ["<a a0=x", "/a", "<b d=y", "/b"])
    #expect(log.remarks == .excess)
  }

  @Test func `after too many names, new ones are read as one`() throws {
    let names = (0..<60_000).map { "<n\($0) m\($0)='1'/>" }.joined()
    let log = try XMLEventLog.of(
      "<a b='1'><x:n xmlns:x='y'/>\(names)<new><x:n new='1' b='2' xmlns:x='y'>t</x:n></new></a>",
      "b", "new")
    #expect(log.lines.contains("<n1000") && !log.lines.contains("<n59999"))
    #expect(
      log.lines.suffix(5) == ["<_", "<x:n b=2 {y}", "/n", "/_", "/a"], "\(log.lines.suffix(5))")
    #expect(log.words == "t")
    #expect(log.remarks == .excess)
  }

  @Test func `namespaces declared at one place are bounded`() throws {
    let open = (0..<200).map { "<a xmlns:n\($0)='u' xmlns:m\($0)='v'>" }.joined()
    let log = try XMLEventLog.of("<r>\(open)<n10:q/><m127:q/><n128:q/><m199:q/></r>")
    let lines = log.lines.filter { $0.contains(":q") }
    #expect(lines == ["<n10:q {u}", "<m127:q {v}", "<n128:q", "<m199:q"])
    #expect(log.remarks.contains(.excess))
    // Those of elements that ended do not count.
    let ended = (0..<1_000).map { "<a xmlns:n\($0)='u'></a>" }.joined()
    #expect(try XMLEventLog.of("<r>\(ended)<z:c xmlns:z='v'/></r>").lines.contains("<z:c {v}"))
  }

  @Test func `a text and a section of twelve megabytes are read`() throws {
    let long = String(repeating: "x", count: 12_000_000)
    let log = try XMLEventLog.of("<a>\(long)<![CDATA[\(long)]]></a>")
    #expect(log.text.count == 24_000_000)
    #expect(log.lines == ["<a", "/a"])
  }

  @Test(arguments: ["<", "<a ", "<![CDATA[", "<!--", "<!DOCTYPE a [", "&", "</a>", "<a b=", "]]>"])
  func `many unterminated constructs are read in linear time`(beginning: String) throws {
    let text = String(repeating: beginning, count: 100_000)
    _ = try XMLEventLog.of(text)
    _ = try XMLEventLog.of("<a>" + text + "</a><b/>")
  }

  @Test func `bytes that are not text are harmless`() throws {
    var state: UInt32 = 3
    for length in [1, 100, 10_000, 300_000] {
      var bytes: [UInt8] = []
      for _ in 0..<length {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes.append(UInt8(state >> 24))
      }
      let text = CharacterEncoding.utf8.cleanText(bytes.span)
      _ = try XMLEventLog.of(text)
    }
  }
}
