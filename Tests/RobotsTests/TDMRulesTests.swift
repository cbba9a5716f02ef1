import Robots
import Testing

/// `/.well-known/tdmrep.json`.
struct TDMRulesTests {
  private func rules(_ text: String) -> TDMRules { TDMRules(reading: Array(text.utf8).span) }

  @Test(arguments: [
    ("/", true), ("/photos/a.jpg", true), ("/free/a.jpg", false), ("/free/not/a.jpg", true),
  ])
  func `the most specific rule that matches counts`(path: String, isReserved: Bool) {
    let rules = rules(
      """
      [{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://a.test/p"},
       {"location": "/free/", "tdm-reservation": 0},
       {"tdm-reservation": "1", "location": "/free/not/*.jpg$"}]
      """)
    #expect(rules.count == 3)
    #expect(rules.rule(for: path)?.reservation.isReserved == isReserved)
  }

  @Test func `of two rules for one path the one that reserves counts`() {
    let rules = rules(
      #"[{"location":"/a","tdm-reservation":0},{"location":"/a","tdm-reservation":1}]"#)
    #expect(rules.rule(for: "/a")?.reservation.isReserved == true)
  }

  @Test(arguments: [
    "", "null", "[]", "{", #"[{"location":"/a"}]"#, #"[{"tdm-reservation":1}]"#,
    #"[{"location":"a","tdm-reservation":1}]"#, #"[{"location":"/a","tdm-reservation":2}]"#,
    #"[{"location":7,"tdm-reservation":1}]"#, "<html><body>Not found</body></html>",
  ])
  func `anything that is not a rule is ignored`(text: String) {
    #expect(rules(text).isEmpty)
  }

  @Test func `a huge file costs no more than its first part`() {
    let one = #"{"location":"/a*b*c","tdm-reservation":1},"#
    let rules = rules("[" + String(repeating: one, count: 200_000))
    #expect(rules.count == 10_001)
    // The rest of the file may reserve anything.
    let rule = rules.rule(for: "/" + String(repeating: "a", count: 10_000))
    #expect(rule?.location.text == "/")
  }

  @Test func `what a file reserves behind the part that is read counts`() {
    let free = #"{"location":"/free/","tdm-reservation":0},"#
    let reserved = #"{"location":"/*","tdm-reservation":1}]"#
    for text in [
      "[" + String(repeating: free, count: 9_999) + reserved,
      "[" + String(repeating: free, count: 10_000) + reserved,
      "[" + free + String(repeating: " ", count: 600_000) + reserved,
    ] {
      #expect(rules(text).rule(for: "/a.png")?.reservation.isReserved == true)
      #expect(rules(text).rule(for: "/free/a.png")?.reservation.isReserved == false)
    }
  }

  @Test func `a policy is part of the statement`() {
    let rule = rules(#"[{"location":"/","tdm-reservation":1,"tdm-policy":"https://a.test/p"}]"#)
      .rule(for: "/x")
    #expect(rule?.reservation.text == "1; policy=https://a.test/p")
  }
}
