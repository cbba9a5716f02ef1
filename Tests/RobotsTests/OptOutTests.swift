import Robots
import Testing

struct OptOutTests {
  @Test(arguments: [
    ("train-ai=n", true), ("train-ai=y", false), ("search=n", false), ("bots=n", true),
    ("bots=n, train-ai=y", false), ("bots=y, train-ai=n", true), ("train-genai=n", true),
    ("search=yes,ai-train=no", true), ("search=yes, ai-train=yes", false), ("AI=N", true),
    ("train-ai=y, train-ai=n", true), ("train-ai=n;exception=x", true), ("tdm=n, ai=y", true),
  ])
  func `preferences state whether training is permitted`(value: String, forbids: Bool) {
    #expect(ContentUsage(value)?.forbidsTraining == forbids)
  }

  @Test(arguments: ["", "train-ai", "train-ai=maybe", "=", ",,,", "n"])
  func `text that is not a preference has no effect`(value: String) {
    #expect(ContentUsage(value) == nil)
  }

  @Test func `usage lines are kept with their paths, and the longest path counts`() throws {
    let text = """
      User-agent: *
      Content-Usage: train-ai=n
      Content-Usage: /free/ train-ai=y
      Disallow: /x
      """
    let rules = rules(text)
    let everywhere = try #require(rules.usage(for: "/a.png"))
    #expect(everywhere.usage.forbidsTraining)
    #expect(everywhere.text == "Content-Usage: train-ai=n")
    #expect(everywhere.line == 2)
    #expect(rules.usage(for: "/free/a.png")?.usage.forbidsTraining == false)
    #expect(!rules.verdict(for: "/x").isAllowed)
  }

  @Test func `content signals are read like usage lines, for their agents only`() {
    let text = "User-agent: other\nContent-Signal: ai-train=no\n\nUser-agent: magpie\nAllow: /\n"
    #expect(rules(text).usage(for: "/") == nil)
    #expect(rules(text, agent: "other").usage(for: "/")?.usage.forbidsTraining == true)
  }

  @Test(arguments: [("1", true), (" 1 ", true), ("0", false)])
  func `a reservation is one or zero`(value: String, isReserved: Bool) {
    #expect(TDMReservation(reservation: value)?.isReserved == isReserved)
  }

  @Test func `a reservation may have a policy`() {
    let reservation = TDMReservation(reservation: "1", policy: "https://a.org/policy.json")
    #expect(reservation?.policy == "https://a.org/policy.json")
    #expect(TDMReservation(reservation: "0", policy: "https://a.org/")?.policy == nil)
    #expect(TDMReservation(reservation: "yes") == nil)
    #expect(TDMReservation(reservation: nil, policy: "https://a.org/") == nil)
  }
}
