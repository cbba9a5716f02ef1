import CrawlModel
import Curl
import Threads

/// Finds out whether names that did not resolve may resolve later.
///
/// libcurl does not tell an unknown name from a name service that cannot be reached, so the name
/// service is asked once more: on a thread of its own, since it may need many seconds to fail.
final class NameInquiry: Sendable {
  typealias NameServiceCall = @Sendable (String) -> NameService.Answer

  private let waker: Waker
  private let ask: NameServiceCall
  private let answers = Monitor<[(number: Int, answer: NameService.Answer)]>([])

  /// - Parameters:
  ///   - waker: wakes the loop when there is an answer.
  ///   - ask: asks the name service; called on a thread of its own.
  init(waking waker: Waker, asking ask: @escaping NameServiceCall) {
    self.waker = waker
    self.ask = ask
  }

  /// Begins to ask for a name; `number` identifies the question.
  func begin(_ number: Int, _ name: String) {
    do throws(ThreadError) {
      _ = try WorkerThread(name: "name service") { [self] in take(ask(name), number) }
    } catch {
      // Nobody can be asked for now, which says nothing about the name.
      take(.unavailable, number)
    }
  }

  private func take(_ answer: NameService.Answer, _ number: Int) {
    answers.withLock { $0.append((number, answer)) }
    waker.wake()
  }

  /// Removes and returns the answers that have arrived.
  func takeAnswers() -> [(number: Int, answer: NameService.Answer)] {
    answers.withLock { answers in
      defer { answers = [] }
      return answers
    }
  }
}

extension Fetched {
  /// The result of a transfer to a host whose name did not resolve, given the answer of the name
  /// service.
  func judged(by answer: NameService.Answer) -> Fetched {
    Fetched(
      assignment, response: response, head: head, server: server,
      result: .fault(Fault(reason: .dns, isPassing: answer != .unknown, detail: detail)))
  }
}
