import Testing

@testable import Extracting

/// Pages that scripts fill in.
struct EmptyShellTests {
  private static let noscript = "<noscript>You need to enable JavaScript to run this.</noscript>"
  private static let words = String(repeating: "The council met on Monday. ", count: 30)

  @Test(arguments: [
    "<div id=root></div><script src=a.js></script>",
    "<!doctype html><title>\(words)</title><body><script>\(words)</script>Loading…",
    "<style>\(words)</style><!-- \(words) --><div></div><SCRIPT SRC=a.js></SCRIPT>",
    "<nav>\(words.prefix(200))</nav>\(noscript)<script src=a.js></script>",
    "<svg><text>\(words)</text></svg><template>\(words)</template><script src=a></script>",
    "<body data-a='\(words)'><script src=a>", "<script>\(words)",
  ])
  func `a page with scripts and almost no text is one`(page: String) {
    let isOne = EmptyShell.isOne(Array(page.utf8).span)
    #expect(isOne)
  }

  @Test(arguments: [
    "", "<p>Hello", "<div id=root></div>", "\(noscript)<div></div>",
    "<p>\(words)<script src=a.js></script>",
    "<p>\(words.prefix(120))<script src=a.js></script>",
    "<p>\(words.prefix(120))<noscript><img src=pixel.gif></noscript><script></script>",
    "<p>\(words)\(noscript)<script src=a.js></script>", "<", "<!--", "<a",
  ])
  func `another page is none`(page: String) {
    let isOne = EmptyShell.isOne(Array(page.utf8).span)
    #expect(!isOne)
  }
}
