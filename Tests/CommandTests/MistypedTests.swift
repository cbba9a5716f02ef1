import Foundation
import TestSupport
import Testing

/// Words in the place of a seed that are none.
struct MistypedTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func refusal(of arguments: [String]) throws -> String {
    let outcome = try Magpie.run(arguments, in: folder)
    #expect(outcome.status == 64, "\(arguments)")
    #expect(outcome.stdout.isEmpty)
    return outcome.stderr
  }

  @Test(arguments: [
    ("dowload", "fetch"), ("crwal", "crawl"), ("fecth", "fetch"), ("statsu", "status"),
    ("Verify", "verify"), ("galery", "gallery"), ("exprot", "export"), ("explane", "explain"),
    ("html", "gallery"), ("why", "explain"), ("download", "fetch"), ("scrape", "crawl"),
  ])
  func `a mistyped command is not a seed`(word: String, command: String) throws {
    let sentence =
      "magpie: '\(word)' is not a command or an address; did you mean '\(command)'?\n"
    #expect(try refusal(of: [word]) == sentence)
    #expect(try refusal(of: [word, "list.txt", "--to", "csv", "-o", "out"]) == sentence)
    #expect(try refusal(of: ["-o", "out", "example.com", word]) == sentence)
    #expect(try folder.contents().isEmpty)
  }

  @Test(arguments: ["xyzzy", "intranet", "http", "a", "-", "12"])
  func `another word is not a seed either`(word: String) throws {
    let sentence = try refusal(of: ["crawl", word])
    #expect(sentence.hasPrefix("magpie: '\(word)' is not a"))
    #expect(sentence.contains("https://example.com/"))
  }

  @Test(arguments: [
    "localhost", "LOCALHOST/a", "intranet:1", "[::1]:1", "127.0.0.1", "a\u{3002}invalid",
  ])
  func `a word with a dot or a port is a seed`(seed: String) throws {
    let outcome = try Magpie.run(
      [seed, "-o", "out", "--retries", "0", "--proxy", "http://127.0.0.1:1"], in: folder)
    #expect(outcome.status == 69, "\(outcome.stderr)")
  }

  @Test func `a file in the place of a seed is told how to be fetched`() throws {
    try folder.write("https://example.com/a.png\n", to: "urls.txt")
    let sentence = try refusal(of: ["urls.txt"])
    #expect(sentence.contains("magpie fetch urls.txt"))
    #expect(sentence.contains("https://urls.txt/"))
  }

  @Test(arguments: [
    ("data/urls.txt", "data/urls.txt"), ("./urls.txt", "./urls.txt"),
    ("data/../urls.txt", "data/../urls.txt"), ("my list.txt", "'my list.txt'"),
    ("it's", "'it'\\''s'"), ("link", "link"),
  ])
  func `so is the path of one`(path: String, word: String) throws {
    for name in ["data/urls.txt", "urls.txt", "my list.txt", "it's"] {
      try folder.write("https://example.com/a.png\n", to: name)
    }
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link").path, withDestinationPath: "urls.txt")
    for arguments in [[path], ["crawl", path], ["crawl", folder.path + "/" + path]] {
      let sentence = try refusal(of: arguments)
      #expect(sentence.hasPrefix("magpie: '\(arguments.last ?? "")' is a file here. "))
      if arguments.last == path {
        #expect(sentence.contains("magpie fetch \(word)"), "\(sentence)")
      }
    }
  }

  @Test func `a path with a host in front may be meant as an address`() throws {
    try folder.write("", to: "my.site/urls.txt")
    let sentence = try refusal(of: ["my.site/urls.txt"])
    #expect(sentence.contains("magpie fetch my.site/urls.txt; "))
    #expect(sentence.contains("https://my.site/urls.txt."))
  }

  @Test func `a file of an earlier crawl does not keep its crawl from going on`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    #expect(try Magpie.run([site.url("/"), "-o", "example.invalid"], in: folder).status == 0)
    let seed = "example.invalid/index.html"
    #expect(try folder.contents().contains(seed))
    let again = try Magpie.run(
      [seed, "-o", "out", "--retries", "0", "--proxy", "http://127.0.0.1:1"], in: folder)
    #expect(again.status == 69, "\(again.stderr)")
  }

  @Test(arguments: [
    ("data/none.txt", "'data' has no dot or port"), ("./none.txt", "'.' is no host"),
    ("../none.txt", "'..' is no host"), ("/none.txt", "neither a scheme nor a host"),
    ("http://./", "'.' is no host"),
  ])
  func `a path where nothing is gets a message that is true`(path: String, words: String) throws {
    #expect(try refusal(of: [path]).contains(words))
  }

  @Test func `a folder with the name of a site does not keep its crawl from going on`() throws {
    try folder.write("", to: "example.invalid/notes")
    let outcome = try Magpie.run(
      ["example.invalid", "--retries", "0", "--proxy", "http://127.0.0.1:1"], in: folder)
    #expect(outcome.status == 69, "\(outcome.stderr)")
  }

  @Test func `a line of a list that is no address is named`() throws {
    try folder.write("nonsense\nhttp://127.0.0.1:1/a.png\n", to: "list")
    let outcome = try Magpie.run(["fetch", "list", "--retries", "0"], in: folder)
    #expect(outcome.stderr.contains("list, line 1: 'nonsense' is not an address"))
  }
}
