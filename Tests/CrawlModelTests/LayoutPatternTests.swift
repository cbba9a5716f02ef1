import CrawlModel
import Testing

struct LayoutPatternTests {
  @Test(arguments: [
    "{name}", "{host}/{path}/{name}", "{page}/{n}", "a b/{date}-{width}x{height}",
    "{sha256}.{format}",
    "{format}/{name}", "...{name}",
  ])
  func `a pattern is read`(text: String) throws {
    #expect(try LayoutPattern(text).text == text)
    #expect(FileLayout(rawValue: text)?.rawValue == text)
  }

  @Test(arguments: [
    ("../{name}", "out of the folder"), ("{host}/../../{name}", "out of the folder"),
    ("./{name}", "out of the folder"), ("/{name}", "slash"), ("{host}//{name}", "empty"),
    ("{host}/", "empty"), ("", "slash"), ("moon", "placeholders"), ("a/b", "placeholders"),
    ("{foo}", "{foo}"), ("{Name}", "{Name}"), ("{name", "brace"), ("name}", "brace"), ("{}", "{}"),
    ("a\\{name}", "backslash"), ("{name}\u{0}", "control"), ("{name}\n", "control"),
    ("{name}" + String(repeating: "x", count: 200), "longer"), (".{format}", "placeholders"),
  ])
  func `what is no pattern is refused with a reason`(text: String, words: String) {
    let mistake = #expect(throws: LayoutPattern.Mistake.self) { try LayoutPattern(text) }
    #expect(mistake?.description.contains(words) == true, "\(mistake?.description ?? "")")
    #expect(FileLayout(rawValue: text) == nil)
  }
}
