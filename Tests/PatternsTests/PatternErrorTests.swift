import Patterns
import Testing

struct PatternErrorTests {
  @Test(arguments: [
    ("(", "missing ): ("), (")", "unexpected ): )"), ("[a", "missing ]: [a"),
    ("*a", "no argument for repetition operator: *"), ("a**", "bad repetition operator: **"),
    ("[z-a]", "invalid character class range: z-a"), (#"\"#, #"trailing \"#),
    ("a{1001}", "invalid repetition size: {1001}"),
    (#"\p{Klingon}"#, "invalid character class range: \\p{Klingon}"),
    // What would need backtracking is rejected.
    (#"(a)\1"#, #"invalid escape sequence: \1"#), ("(?=a)", "invalid perl operator: (?="),
    ("(?<!a)", "invalid perl operator: (?<"),
  ])
  func `an invalid expression is rejected with RE2's message`(pattern: String, reason: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.text == pattern)
    #expect(error?.reason == reason)
  }

  @Test func `an error is a sentence for the user`() {
    let error = #expect(throws: PatternError.self) { try Pattern("(a") }
    #expect(error?.description == "'(a' is not a regular expression: missing ): (a")
  }

  @Test(arguments: ["(?=a)", "x(?!a)", "(?<=a)b", "(?<!a)b", #"(a)\1"#])
  func `what RE2 does not have is explained`(pattern: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.description.contains("RE2's, which has no ") == true)
  }

  @Test(arguments: ["((a{100}){100}){100}", "((\\p{L}{100}){100})", "(.{900}){900}"])
  func `an expression that would fill the memory is rejected`(pattern: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.text == pattern)
    #expect(error?.reason.isEmpty == false)
  }

  @Test(arguments: ["(", "é(", "😀("])
  func `a long error is cut at a character`(unit: String) {
    let pattern = String(repeating: unit, count: 500)
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.text == pattern)
    #expect((1..<256).contains(error?.reason.utf8.count ?? 0))
    #expect(error?.reason.contains("\u{FFFD}") == false)
  }

  @Test func `deeply nested brackets are harmless`() throws {
    // Versions of RE2 differ in the depth they accept; one that rejects it is fine, too.
    let count = 100_000
    let deep = String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
    let answer = try? Pattern(deep).occurs(in: "xa")
    #expect(answer != false)
    let allowed = String(repeating: "(", count: 900) + "a" + String(repeating: ")", count: 900)
    #expect(try Pattern(allowed).occurs(in: "xa"))
  }
}
