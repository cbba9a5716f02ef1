import CrawlModel

/// Prints a notice when the live rules of a running crawl were read again or were refused.
struct RulesNotice: CrawlObserver {
  private let write: @Sendable ([UInt8]) -> Void

  /// Makes a notice; `write` receives whole lines in UTF-8.
  init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

  /// Handles an event; events that do not concern rules are ignored.
  func crawl(did event: CrawlEvent) {
    switch event {
    case .rulesRead(let count):
      write(Array("magpie: \(Readable.count(count, "rule")) of .magpie/rules in force.\n".utf8))
    case .rulesRefused(let mistakes):
      let lines = mistakes.map { "magpie: \($0)\n" }.joined()
      write(Array((lines + "magpie: The rules from before stay in force.\n").utf8))
    default: break
    }
  }
}
