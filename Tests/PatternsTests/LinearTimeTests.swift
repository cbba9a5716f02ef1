import Patterns
import Testing

/// Expressions on which an engine that tries one way after the other would not end in our time.
///
/// Nothing is measured: what takes time exponential or cubic in a text of this length does not end
/// at all.
struct LinearTimeTests {
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      "(a*)*b", "(a+)+$b", "(a|a)*b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){500}(a){500}b",
      "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y|(a*a*)*b", "((a*)*)*b", "a*a*a*a*a*a*a*a*a*a*b",
    ])
  func `a long text that nearly matches is judged`(pattern: String) throws {
    let pattern = try Pattern(pattern)
    let text = String(repeating: "a", count: 200_000)
    #expect(!pattern.occurs(in: text))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a match at the end of a long text is found`() throws {
    let pattern = try Pattern("(a*)*b")
    #expect(pattern.occurs(in: String(repeating: "a", count: 2_000_000) + "b"))
    #expect(!pattern.occurs(in: String(repeating: "a", count: 2_000_000) + "c"))
  }

  @Test(.timeLimit(.minutes(2)))
  func `an expression whose states would fill the memory still answers`() throws {
    // A machine of 2^60 states, of which no more than the limit are kept at a time.
    let pattern = try Pattern("(a|b)*a(a|b){60}$")
    var random = SystemRandomNumberGenerator()
    var text = String((0..<50_000).map { _ in Bool.random(using: &random) ? "a" : "b" })
    text += "a" + String(repeating: "b", count: 60)
    #expect(pattern.occurs(in: text))
    text += "b" + String(repeating: "b", count: 60)
    #expect(!pattern.occurs(in: text))
  }
}
