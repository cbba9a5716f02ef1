import CrawlModel
import Crawling
import Threads

/// The user's command at the end of a crawl.
struct EndCommand {
  /// How long it may take.
  static let limit: Duration = .seconds(60)

  /// The program and its arguments.
  let words: [String]

  /// Splits a command at white space, except in quotes.
  ///
  /// Nothing else has a meaning, since no shell reads it. Returns `nil` if nothing is left or a quote is not closed.
  init?(_ text: String) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    guard quote == nil, words.first?.isEmpty == false else { return nil }
    self.words = words
  }

  /// Runs it with the summary on its standard input, and says on standard error if it failed.
  func run(after summary: CrawlSummary) {
    let ending = ChildProgram.run(words, input: Crawl.json(of: summary), atMost: Self.limit)
    let problem: String
    switch ending {
    case .exited(0): return
    case .exited(let code): problem = "ended with the exit code \(code)"
    case .killed(let signal): problem = "was ended by signal \(signal)"
    case .timedOut: problem = "took longer than \(Readable.duration(Self.limit)) and was ended"
    case .notStarted: problem = "cannot be started; check its path and whether it may be executed"
    }
    StandardStreams.writeError("magpie: The command of --on-end, \(words[0]), \(problem).\n")
  }
}
