import Crawling
import Files

/// Recognises a mistyped command, or a file, in the place of a seed.
enum CommandGuess {
  /// Words that other programs use for a command of Magpie.
  private static let otherWords = [
    "scrape": "crawl", "spider": "crawl", "mirror": "crawl", "collect": "crawl", "start": "crawl",
    "run": "crawl", "get": "fetch", "grab": "fetch", "download": "fetch", "wget": "fetch",
    "list": "fetch", "state": "status", "stats": "status", "info": "status", "progress": "status",
    "why": "explain", "show": "explain", "check": "verify", "validate": "verify",
    "html": "gallery", "index": "gallery", "view": "gallery", "save": "export", "dump": "export",
    "convert": "export", "parse": "inspect", "analyze": "inspect", "continue": "resume",
    "restart": "resume", "lint": "audit", "report": "audit",
    "duplicates": "similar", "dupes": "similar", "diff": "changes", "new": "changes",
  ]

  /// Checks the words of the command line that are to be seeds.
  ///
  /// - Throws: `CrawlError` for the first that cannot be one, with the command that may be meant.
  static func check(_ seeds: some Sequence<String>) throws(CrawlError) {
    for seed in seeds {
      if isFile(seed) {
        var advice =
          "'\(seed)' is a file here. For a list of image addresses, use magpie fetch "
          + ShellWord.quoted(seed)
        if (try? Crawl.check(seed: seed)) != nil {
          advice +=
            "; for a website of this name, https://\(seed)" + (seed.contains("/") ? "" : "/")
        }
        throw CrawlError(.badSeed, advice + ".")
      }
      do throws(CrawlError) {
        try Crawl.check(seed: seed)
      } catch {
        guard isWord(seed) else { throw error }
        let guess = guess(seed).map { "did you mean '\($0)'?" }
        throw CrawlError(
          .badSeed,
          "'\(seed)' is not a command or an address; "
            + (guess
              ?? "give an address such as https://example.com/ or http://\(seed)/, "
              + "or see magpie --help."))
      }
    }
  }

  /// Returns the command that is most likely meant by a word; `nil` if none is like it.
  private static func guess(_ word: String) -> String? {
    let commands = Magpie.commandNames
    let words =
      commands.map { ($0, $0) }
      + otherWords.filter { commands.contains($0.value) }.map { ($0.key, $0.value) }
    let typed = word.lowercased()
    let nearest = words.map { (distance: distance(typed, $0.0), word: $0.0, command: $0.1) }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
    // Two letters of `html` are half of it.
    guard let nearest, nearest.distance <= min(2, nearest.word.count / 3) else { return nil }
    return nearest.command
  }

  /// The number of letters to insert, remove, replace or swap with the next one (optimal string
  /// alignment).
  private static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.utf8.prefix(40)), Array(right.utf8))
    var rows = [Array(0...right.count)]
    for row in 0..<left.count {
      var next = [row + 1]
      for column in 0..<right.count {
        let change = left[row] == right[column] ? 0 : 1
        var least = min(rows[row][column] + change, rows[row][column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, rows[row - 1][column - 1] + 1)
        }
        next.append(least)
      }
      rows.append(next)
    }
    return rows[left.count][right.count]
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  /// Whether a text is the path of a file here, except one that a crawl of this address has written.
  private static func isFile(_ text: String) -> Bool {
    WholeFile.isFile(text) && !CrawlFolder.isCrawl(String(text.prefix { $0 != "/" }))
  }
}
