import Patterns
import Testing

/// Expressions for which a backtracking engine would not end in reasonable time.
///
/// Nothing is measured: with exponential or cubic time a text of this length does not end at all.
struct LinearTimeTests {
  @Test(
    .timeLimit(.minutes(30)),
    arguments: [
      "(a*)*b", "(a+)+$b", "(a|a)*b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){500}(a){500}b",
      "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y|(a*a*)*b", "((a*)*)*b", "a*a*a*a*a*a*a*a*a*a*b",
    ])
  func `a long text that nearly matches does not take long`(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let text = String(repeating: "a", count: 200_000)
    #expect(!pattern.occurs(in: text))
  }

  @Test(.timeLimit(.minutes(30)))
  func `a match at the end of a long text is found`() throws {
    let pattern = try Pattern("(a*)*b")
    #expect(pattern.occurs(in: String(repeating: "a", count: 2_000_000) + "b"))
    #expect(!pattern.occurs(in: String(repeating: "a", count: 2_000_000) + "c"))
  }

  @Test(.timeLimit(.minutes(30)))
  func `an expression with very many states still matches`() throws {
    // An automaton with 2^60 states, of which only the limit is kept at a time.
    let pattern = try Pattern("(a|b)*a(a|b){60}$")
    var random = SystemRandomNumberGenerator()
    var text = String((0..<50_000).map { _ in Bool.random(using: &random) ? "a" : "b" })
    text += "a" + String(repeating: "b", count: 60)
    #expect(pattern.occurs(in: text))
    text += "b" + String(repeating: "b", count: 60)
    #expect(!pattern.occurs(in: text))
  }
}
