import Testing

@testable import Scoping

struct PageWordsTests {
  private func groups(_ text: String) -> [UInt64] { PageWords(Array(text.utf8).span).groups }

  @Test(arguments: [
    ("<p>Page 12 of 30</p>", "<p>Page 1 of 7</p>"),
    ("<p>12 May 2031</p>", "<p>3 May 1999</p>"),
    ("<p>1 2 3 4 5</p>", "<p>1 2</p>"),
    ("<p>/a/b/c was not found</p>", "<p>/x/y.html?z=1 was not found</p>"),
    ("<p>Hello</p><script>var a = 1</script>", "<SCRIPT>other things</SCRIPT><p>hello</p>"),
    ("<p>Hello</p><!-- 17 <p>Build</p> -->", "<p>Hello</p><!-- other -->"),
    ("<style>a { color: red }</style><p>Hello</p>", "<p title='other'>Hello</p>"),
    ("<p>one&nbsp;two</p>", "<p>one two</p>"), ("<p>第12条</p>", "<p>第7条</p>"),
    ("<p>Hello, world!</p>", "<p>hello world</p>"), ("<p>id 3f2504e0</p>", "<p>id 9a7b0c11</p>"),
    ("<p>_mm512_add_epi8 adds</p>", "<p>_mm256_add_epi16 adds</p>"),
  ])
  func `pages with only insignificant differences are equal`(one: String, other: String) {
    #expect(groups(one) == groups(other))
    #expect(!groups(one).isEmpty)
  }

  @Test(arguments: [
    ("<p>the cat sat</p>", "<p>the dog sat</p>"), ("<p>a b c</p>", "<p>c b a</p>"),
    ("<p>第一条规定</p>", "<p>第二条规定</p>"), ("<p>café</p>", "<p>cafe</p>"),
    ("<p>_mm512_add_epi8</p>", "<p>_mm512_sub_epi8</p>"),
  ])
  func `pages with different text are not equal`(one: String, other: String) {
    #expect(groups(one) != groups(other))
  }

  @Test func `entries in another order are not new`() {
    let one = groups("<li>red shoes</li><li>blue hats</li>")
    let other = groups("<li>blue hats</li><li>red shoes</li>")
    #expect(Set(one) == Set(other))
  }

  @Test(arguments: [
    "", "<", "<!--", "<script", "<script>", "&", "&&&&&&&&&&&&&&", "<p>a</p", "\u{0}\u{0}",
    "<!---->x",
  ])
  func `truncated text is read to its end`(text: String) {
    #expect(groups(text).count <= 1)
  }

  @Test func `text in UTF-16 has words`() {
    let wide = "<p>the cat</p>".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(PageWords(wide.span).words.count == 2)
  }

  @Test func `only the beginning of a huge page is read`() {
    let text = (0..<200_000).map { _ in "ab cd " }.joined()
    #expect(groups(text).count <= PageWords.mostGroups)
  }
}
