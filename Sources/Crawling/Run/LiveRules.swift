import CrawlModel
import Files
import Scheduling
import Threads

/// Applies the live rules in the folder of a crawl to its frontier.
struct LiveRules: Sendable {
  let frontier: any Frontier
  /// What else is refused, whatever the file says.
  let objections: [QueueRules.Objection]
  /// What bars whole origins.
  let bar: QueueRules.Bar
  let observers: Observers
  let stopSign: StopSign

  /// The file with the rules that a run begins with.
  struct Beginning: Sendable {
    fileprivate let file: RulesFile
    fileprivate let news: RulesFile.News?
  }

  /// Reads the rules in a folder before a run: a run that disregarded them would request what they
  /// exclude.
  ///
  /// - Throws: `CrawlError` if the file cannot be read or created, or has a mistake.
  static func read(in folder: Folder) throws(CrawlError) -> Beginning {
    var file: RulesFile
    do throws(FileError) { file = try RulesFile(in: folder) } catch { throw CrawlError(error) }
    let news = file.look()
    guard case .refused(let mistakes) = news else { return Beginning(file: file, news: news) }
    throw CrawlError(
      .badSetting, mistakes.joined(separator: "\n") + "\nCorrect the file, or remove it.")
  }

  /// Applies the rules of the beginning, then checks regularly whether they have changed.
  ///
  /// - Returns: the thread that checks; it ends with the crawl.
  /// - Throws: `ThreadError` if the system does not allow one.
  func watch(_ beginning: Beginning) throws(ThreadError) -> WorkerThread {
    let file = Monitor(beginning.file)
    apply(beginning.news)
    return try WorkerThread(name: "rules") { [self] in
      while !stopSign.wait(until: .now + RulesFile.pause) {
        apply(file.withLock { $0.look() })
      }
    }
  }

  private func apply(_ news: RulesFile.News?) {
    switch news {
    case .rules(let rules, let count):
      frontier.follow(rules.adding(objections, barring: bar))
      observers.send(.rulesRead(count))
    case .refused(let mistakes): observers.send(.rulesRefused(mistakes))
    case nil: break
    }
  }
}
