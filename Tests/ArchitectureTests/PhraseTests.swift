import Foundation
import TestSupport
import Testing

/// Comments, messages and documents are in plain technical English.
struct PhraseTests {
  /// Phrases that make a reader stop, in lower case.
  static let phrases = [
    "bring to light", "brought to light", "digested again", "digests again", "digests every",
    "do not balance", "fewest bytes", "finds no room", "for want of", "further tries",
    "goes on with it", "hears of", "hears that", "in vain", "is no journal of", "is told to",
    "least height", "least width", "looks what is new", "most pixels", "of its sort",
    "passing fault", "rules hold for", "so many of", "speaks of", "stands in a line", "takes in",
    "tell nothing but", "tells of", "the books", "to be had", "what is not wanted", "whoever",
  ]

  @Test func `the documents have none of the phrases`() throws {
    let documents = try Text.documents()
    #expect(documents.count > 15)
    let found = documents.flatMap { $0.places(of: Self.phrases) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test func `the sources have none of the phrases`() throws {
    let sources = try SourceFile.all(below: "Sources").map { Text(path: $0.path, $0.text) }
    #expect(sources.count > 50)
    let found = sources.flatMap { $0.places(of: Self.phrases) }
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("/// It hears of every event.\n", ["a:1: hears of"]),
    ("one\n  /// it Takes\n  /// in the rest\n", ["a:2: takes in"]),
    ("it mistakes in total, takes inline images\n", []),
    ("whoever\n\nwhoever comes\n", ["a:1: whoever", "a:3: whoever"]),
  ])
  func `a phrase is found with its line, also where it is wrapped`(text: String, places: [String]) {
    #expect(Text(path: "a", text).places(of: ["hears of", "takes in", "whoever"]) == places)
  }
}

/// A file as it is read: without line breaks, and without the marks of comments.
private struct Text {
  private let path: String
  private let words: String
  /// Where each line starts in `words`, in UTF-8.
  private let lineStarts: [Int]

  init(path: String, _ text: String) {
    self.path = path
    var words = ""
    var lineStarts: [Int] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lineStarts.append(words.utf8.count)
      words += line.drop { $0 == " " || $0 == "/" }.lowercased() + " "
    }
    self.words = words
    self.lineStarts = lineStarts
  }

  /// The documents of the project.
  static func documents() throws -> [Text] {
    var names: [String] = []
    for folder in ["", "docs/", "docs/decisions/", "fixtures/sites/"] {
      let files = try FileManager.default.contentsOfDirectory(
        atPath: Project.root.appending(path: folder).path)
      names += files.filter { $0.hasSuffix(".md") }.map { folder + $0 }
    }
    return try names.sorted().map { name in
      Text(
        path: name,
        try String(contentsOf: Project.root.appending(path: name), encoding: .utf8))
    }
  }

  /// Where the phrases are, each as file, line and phrase.
  func places(of phrases: [String]) -> [String] {
    var places: [(line: Int, phrase: String)] = []
    for phrase in phrases {
      var rest = words.startIndex..<words.endIndex
      while let range = words.range(of: phrase, range: rest) {
        rest = range.upperBound..<words.endIndex
        guard isWhole(range) else { continue }
        let offset = words.utf8.distance(from: words.startIndex, to: range.lowerBound)
        places.append((lineStarts.count(where: { $0 <= offset }), phrase))
      }
    }
    return places.sorted { ($0.line, $0.phrase) < ($1.line, $1.phrase) }
      .map { "\(path):\($0.line): \($0.phrase)" }
  }

  /// Whether no letter is before or behind a range.
  private func isWhole(_ range: Range<String.Index>) -> Bool {
    let before = words[..<range.lowerBound].last
    let behind = words[range.upperBound...].first
    return before?.isLetter != true && behind?.isLetter != true
  }
}
