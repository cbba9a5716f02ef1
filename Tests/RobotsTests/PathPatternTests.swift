import Robots
import Testing

struct PathPatternTests {
  @Test(arguments: [
    ("/a", "/a", true), ("/a", "/ab", true), ("/a", "/A", false), ("/a/", "/a", false),
    ("/a$", "/a", true), ("/a$", "/ab", false), ("/a$", "/a/a", false), ("/a$b", "/a$b", true),
    ("*", "/", true), ("/*$", "/x", true), ("*$", "/", true), ("**a", "/a", true),
    ("/*.gif", "/x/y.gif?z", true), ("/*.gif$", "/x/y.gif?z", false),
    ("/*.gif$", "/a.gif/b.gif", true), ("/a*b*c", "/a-b-c-", true), ("/a*b*c", "/a-c-b", false),
    ("/a*a$", "/a", false), ("/a*a$", "/aa", true), ("*ab*ab", "/ab", false),
    ("*ab*ab", "/abab", true), ("*aab", "/aaab", true), ("*abac", "/ababac", true),
    ("a", "/a", false), ("", "/a", true),
  ])
  func `a star matches anything, a dollar the end`(pattern: String, path: String, matches: Bool) {
    #expect(PathPattern(pattern).matches(path) == matches)
  }

  /// The table of RFC 9309 §2.2.2, and around it.
  @Test(arguments: [
    ("/foo/bar?baz=quz", "/foo/bar?baz=quz", true),
    ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", true),
    ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar", true),
    ("/foo/bar/\u{30C4}", "/foo/bar/%E3%83%84", true),
    ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true),
    ("/foo/bar/%62%61%7A", "/foo/bar/baz", true), ("/~mak", "/%7Emak/x", true),
    ("/a%2Fb", "/a/b", false), ("/a%2fb", "/a%2Fb", true), ("/a%3D", "/a=", false),
    ("/a%2A", "/a*", true), ("/a%2A", "/ab", false), ("/a%24", "/a$", true),
    ("/a b", "/a%20b", true), ("/a'", "/a%27", true), ("/a%", "/a%", true),
    ("/a%zz", "/a%zz", true),
  ])
  func `equivalent percent-encodings match`(pattern: String, path: String, matches: Bool) {
    #expect(PathPattern(pattern).matches(path) == matches)
  }

  @Test func `the search gives the same result as trying every way`() {
    var generator = Generator(state: 9)
    for _ in 0..<20_000 {
      let pattern = "/" + generator.text(of: "ab**$", length: 7)
      let path = "/" + generator.text(of: "ab", length: 9)
      let tried = triesEveryWay(Array(pattern.utf8)[...], Array(path.utf8)[...])
      #expect(PathPattern(pattern).matches(path) == tried, "\(pattern) on \(path)")
    }
  }

  @Test func `the length is that of the encoded pattern`() {
    #expect(PathPattern("/a*$").length == 4)
    #expect(PathPattern("/ä").length == 7)
  }
}

/// The definition without optimisation; only the last dollar is an anchor.
private func triesEveryWay(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
  guard let first = pattern.first else { return true }
  if first == UInt8(ascii: "$"), pattern.count == 1 { return path.isEmpty }
  if first == UInt8(ascii: "*") {
    return (path.startIndex...path.endIndex).contains {
      triesEveryWay(pattern.dropFirst(), path[$0...])
    }
  }
  return path.first == first && triesEveryWay(pattern.dropFirst(), path.dropFirst())
}

/// A simple generator, so that every run tests the same.
private struct Generator {
  var state: UInt64

  mutating func text(of letters: String, length: Int) -> String {
    let letters = Array(letters)
    return String((0..<next(length)).map { _ in letters[next(letters.count)] })
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
