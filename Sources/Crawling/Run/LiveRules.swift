import CrawlModel
import Files
import Scheduling
import Storing
import Threads

/// Applies the rules in the folder of a crawl to its frontier, also when they are edited while it
/// runs.
struct LiveRules: Sendable {
  let frontier: any Frontier
  let observers: Observers
  let stopSign: StopSign

  /// Applies the rules that are there, then looks from time to time whether they have changed.
  ///
  /// - Returns: the thread that looks; it ends with the crawl.
  /// - Throws: `StoreError` when the file cannot be made.
  func watch(_ folder: Folder) throws(StoreError) -> WorkerThread {
    let file: Monitor<RulesFile>
    do throws(FileError) { file = Monitor(try RulesFile(in: folder)) } catch {
      throw StoreError(error, storing: RulesFile.name)
    }
    apply(file.withLock { $0.look() })
    return WorkerThread(name: "rules") { [self] in
      while !stopSign.wait(until: .now + RulesFile.pause) {
        apply(file.withLock { $0.look() })
      }
    }
  }

  private func apply(_ news: RulesFile.News?) {
    switch news {
    case .rules(let rules, let count):
      frontier.follow(rules)
      observers.send { .rulesRead(count) }
    case .refused(let mistakes): observers.send { .rulesRefused(mistakes) }
    case nil: break
    }
  }
}
