public import CrawlModel

/// Tells a person that the rules of a running crawl were read anew, or why they cannot be used.
public struct RulesNotice: CrawlObserver {
  private let write: @Sendable ([UInt8]) -> Void

  /// Makes a notice; `write` takes whole lines in UTF-8.
  public init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

  /// Takes in an event; those that are not about rules pass.
  public func crawl(did event: CrawlEvent) {
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
