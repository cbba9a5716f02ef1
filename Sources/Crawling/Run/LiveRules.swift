import CrawlModel
import Files
import Scheduling
import Storing
import Threads

/// Applies the live rules in the folder of a crawl to its frontier.
struct LiveRules: Sendable {
  let frontier: any Frontier
  /// Refuses further jobs, whatever the file says.
  let guesses: GuessGuard
  let observers: Observers
  let stopSign: StopSign

  /// Checks the rules in a folder before a run: a run that disregarded them would request what they
  /// exclude.
  ///
  /// - Throws: `CrawlError` if the file cannot be read or has a mistake.
  static func check(_ folder: Folder) throws(CrawlError) {
    let news: RulesFile.News?
    do throws(FileError) {
      var file = try RulesFile(in: folder)
      news = file.look()
    } catch {
      throw CrawlError(error)
    }
    guard case .refused(let mistakes) = news else { return }
    throw CrawlError(
      .badSetting, mistakes.joined(separator: "\n") + "\nCorrect the file, or remove it.")
  }

  /// Applies the existing rules, then checks regularly whether they have changed.
  ///
  /// - Returns: the thread that checks; it ends with the crawl.
  /// - Throws: `StoreError` if the file cannot be created, `ThreadError` if there is no thread.
  func watch(_ folder: Folder) throws -> WorkerThread {
    let file: Monitor<RulesFile>
    do throws(FileError) { file = Monitor(try RulesFile(in: folder)) } catch {
      throw StoreError(error, storing: RulesFile.name)
    }
    apply(file.withLock { $0.look() })
    return try WorkerThread(name: "rules") { [self] in
      while !stopSign.wait(until: .now + RulesFile.pause) {
        apply(file.withLock { $0.look() })
      }
    }
  }

  private func apply(_ news: RulesFile.News?) {
    switch news {
    case .rules(let rules, let count):
      frontier.follow(guesses.added(to: rules))
      observers.send(.rulesRead(count))
    case .refused(let mistakes): observers.send(.rulesRefused(mistakes))
    case nil: break
    }
  }
}
