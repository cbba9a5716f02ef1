import Bytes
import FoundationEssentials
import Testing

struct JSONWriterTests {
  @Test(
    arguments: [
      "", "plain", "\"", "\\", "\\\"\\", "\n\r\t\u{8}\u{c}", "a/b", "é", "日本語", "👩‍👩‍👧",
      "line\u{2028}line\u{2029}\u{85}x", "\u{e2}\u{c2}", "\u{2027}\u{202a}\u{86}", "\0", "\u{7f}",
      String(repeating: "\"x", count: 3000),
    ] + (0..<0x20).map { "a" + String(Character(Unicode.Scalar(UInt8($0)))) + "b" })
  func `a decoder reads back the string that was written`(string: String) throws {
    var json = JSONWriter()
    json.array { $0.add(string) }
    let read = try JSONDecoder().decode([String].self, from: Data(json.bytes))
    #expect(read.map { Array($0.utf8) } == [Array(string.utf8)])
    // Nothing in the text may be taken for a line break.
    #expect(!json.text.contains { $0.isNewline })
  }

  @Test func `characters are escaped at every position of a long string`() throws {
    for mark in ["\"", "\\", "\n", "\u{1f}", "\u{85}", "\u{2028}", "é", "\u{7f}", " ", "!", "]"] {
      for length in 0..<20 {
        let string = String(repeating: "a", count: length) + mark + "bcdefghijkl"
        var json = JSONWriter()
        json.object { $0.member(named: string, string) }
        let read = try JSONDecoder().decode([String: String].self, from: Data(json.bytes))
        #expect(read == [string: string])
        #expect(!json.text.contains { $0.isNewline })
      }
    }
  }

  @Test func `members keep their order and absent ones are omitted`() {
    var json = JSONWriter()
    json.object { object in
      object.member("z", "1")
      object.member("absent", nil as String?)
      object.member("a", 2)
      object.member("none", nil as Int?)
      object.member("yes", true)
      object.null("nothing")
      object.object("inner") { $0.member("k", Int64.min) }
      object.array("list") { list in
        list.add(1)
        list.add("x")
        list.add(false)
        list.addNull()
        list.object { _ in }
        list.array { _ in }
        list.object { $0.member("p", UInt64.max) }
      }
    }
    json.endLine()
    #expect(
      json.text == """
        {"z":"1","a":2,"yes":true,"nothing":null,"inner":{"k":-9223372036854775808},\
        "list":[1,"x",false,null,{},[],{"p":18446744073709551615}]}

        """)
  }

  @Test(arguments: [
    (Duration.zero, "0.000"), (.milliseconds(1), "0.001"), (.milliseconds(1_500), "1.500"),
    (.milliseconds(-1_500), "-1.500"), (.milliseconds(-5), "-0.005"),
    (.microseconds(-5), "0.000"), (.microseconds(1_999), "0.001"), (.seconds(86_400), "86400.000"),
  ])
  func `a duration is written in seconds`(duration: Duration, text: String) {
    var json = JSONWriter()
    json.object { $0.member("s", seconds: duration) }
    #expect(json.text == "{\"s\":\(text)}")
  }

  @Test func `a writer can be used again after its text was taken`() {
    var json = JSONWriter(capacity: 64)
    json.object { $0.member("a", 1) }
    let text = json.take()
    #expect(text == Array("{\"a\":1}".utf8) && json.text == "")
    json.reuse(text)
    json.array { $0.add(2) }
    #expect(json.text == "[2]")
  }
}
